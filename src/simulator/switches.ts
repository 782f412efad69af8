// Failures on request. A switch is a plain value in the world; it can be set in the world file, by a control line, or by
// the variable ZALOUSER_DEMO_FAIL. Pure.

/** Everything that can be made to go wrong. Absent = as the real program behaves on a good day. */
export interface Switches {
  /** Every call fails with `Error: fetch failed`. */
  readonly offline?: boolean;
  /** Every short call takes this much longer (ms, not scaled by the speed). */
  readonly slowMs?: number;
  /** Short calls never answer. */
  readonly hang?: boolean;
  /** What the JSON commands print: `noise` = log lines and colour before good JSON; `text` = no JSON at all; `truncated` = JSON cut in half. */
  readonly garbage?: 'noise' | 'text' | 'truncated';
  /** Ids are printed as bare numbers instead of strings. */
  readonly bareIds?: boolean;
  /** `auth login` does not know `--qr-path` (the commercial program). */
  readonly noQrPath?: boolean;
  /** `auth login` does not know `--qr-base64` either. */
  readonly noQrBase64?: boolean;
  /** How the next log-ins end. Default `confirm`. `refuse` and `lost`: Zalo does not take the log-in after the scan. */
  readonly login?: 'confirm' | 'decline' | 'expire' | 'never' | 'refuse' | 'lost';
  /** The phone waits for control lines `phone` instead of acting by itself. */
  readonly manualPhone?: boolean;
  /** What the QR picture is. Default a real code. */
  readonly qr?: 'blank' | 'not-png';
  /** What Zalo says of a session that has ended. Default `Đăng nhập thất bại`. */
  readonly endedWith?: string;
  /** Connections end after 22 to 50 s with this close code, which is not on the list of those that zca mends. */
  readonly breaks?: number;
  /** Groups show their members to those who run them only. */
  readonly hidesMembers?: boolean;
  /** Every send is refused with these words. */
  readonly sendError?: string;
  /** Texts that hold these words are refused, others are sent. */
  readonly sendRefuses?: string;
  /** The listener ignores SIGTERM and SIGINT. */
  readonly ignoreSignals?: boolean;
  /** Group messages carry `metadata.threadName`; openzca 0.1.58 does not print it. */
  readonly threadNames?: boolean;
  /** What `--version` prints instead of the version. */
  readonly version?: string;
  /** Which OpenClaw the fake `openclaw` is: `2026.2.26`, the default, or of the later kind, `2026.9.6`. */
  readonly openclawVersion?: string;
  /** There is no service manager: the gateway can be neither started nor stopped, as in a container. */
  readonly noService?: boolean;
  /** A restart of the gateway stops it and then never comes to its end. */
  readonly gatewayStuck?: boolean;
  /** The gateway runs and answers no question. */
  readonly gatewaySilent?: boolean;
}

const known: Readonly<Record<keyof Switches, true>> = {
  offline: true,
  slowMs: true,
  hang: true,
  garbage: true,
  bareIds: true,
  noQrPath: true,
  noQrBase64: true,
  login: true,
  manualPhone: true,
  qr: true,
  endedWith: true,
  breaks: true,
  hidesMembers: true,
  sendError: true,
  sendRefuses: true,
  ignoreSignals: true,
  threadNames: true,
  version: true,
  openclawVersion: true,
  noService: true,
  gatewayStuck: true,
  gatewaySilent: true,
};

const isSwitch = (name: string): name is keyof Switches => Object.hasOwn(known, name);

const switchValue = (text: string | undefined): string | number | boolean => {
  if (text === undefined || text === 'true') return true;
  if (text === 'false') return false;
  return /^\d+$/u.test(text) ? Number(text) : text;
};

/** `switches` with one of them set; an unknown name changes nothing, `null` and `false` clear it. */
export const withSwitch = (switches: Switches, name: string, value: unknown): Switches => {
  if (!isSwitch(name)) return switches;
  const rest = Object.fromEntries(Object.entries(switches).filter(([key]) => key !== name));
  return value === null || value === false || value === undefined ? rest : { ...rest, [name]: value };
};

/**
 * Reads ZALOUSER_DEMO_FAIL: names with optional values, separated by commas.
 * @example switchesFromText('offline,slowMs=5000')  // { offline: true, slowMs: 5000 }
 */
export const switchesFromText = (text: string | undefined, base: Switches = {}): Switches =>
  (text ?? '').split(',').reduce((switches, part) => {
    const [name = '', ...value] = part.trim().split('=');
    return withSwitch(switches, name, switchValue(value.length === 0 ? undefined : value.join('=')));
  }, base);
