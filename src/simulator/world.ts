// The simulated world as a value: two accounts, their people, what goes wrong. It is `world.json` with the control lines
// folded over it. Pure: time comes in as an argument.
import type { ControlLine, DemoSession } from './control.ts';
import { type DemoGroup, type DemoPerson, demoFriends, groupsFor, shopSelf, workSelf } from './people.ts';
import type { Story } from './story-clock.ts';

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

export interface DemoProfile {
  readonly self: DemoPerson;
  readonly session: DemoSession;
  readonly friends: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
  /** Does the listener play the lively feed by itself? */
  readonly isLively: boolean;
}

/** Everything the fake zca answers from. */
export interface DemoWorld extends Story {
  readonly version: 1;
  /** Every delay is divided by this. */
  readonly speed: number;
  /** How long a short call takes (ms). The real ones take 200–500. */
  readonly latencyMs: number;
  /** From the QR code to the scan, and from the scan to the confirmation (ms). */
  readonly scanMs: number;
  readonly confirmMs: number;
  /** How long a QR code lives that nobody scans (ms). */
  readonly qrLifetimeMs: number;
  /** The process this world belongs to: a listener ends when it has gone. Absent in tests that look for orphans. */
  readonly ownerPid?: number;
  readonly profiles: Readonly<Record<string, DemoProfile>>;
  readonly switches: Switches;
  /** False: OpenClaw has no zalouser plugin. Absent: it brings it along. */
  readonly isPluginInstalled?: boolean;
}

export interface WorldOptions {
  readonly nowMs: number;
  readonly speed?: number;
  /** How many times as fast as the machine's the clock of the story runs; absent or 1: no faster. */
  readonly clockSpeed?: number;
  readonly isLively?: boolean;
  readonly ownerPid?: number;
  readonly switches?: Switches;
}

/** The two accounts: `default` is a flower shop and logged in, `work` needs a log-in. */
export const makeWorld = ({
  nowMs,
  speed = 1,
  clockSpeed = 1,
  isLively = true,
  ownerPid,
  switches = {},
}: WorldOptions): DemoWorld => ({
  version: 1,
  createdAtMs: nowMs,
  speed,
  ...(clockSpeed === 1 ? {} : { clockSpeed }),
  latencyMs: 120,
  scanMs: 3_000,
  confirmMs: 2_000,
  qrLifetimeMs: 100_000,
  ...(ownerPid === undefined ? {} : { ownerPid }),
  profiles: {
    default: {
      self: shopSelf,
      session: 'active',
      friends: demoFriends,
      groups: groupsFor(shopSelf.id),
      isLively,
    },
    work: { self: workSelf, session: 'none', friends: demoFriends, groups: groupsFor(workSelf.id), isLively },
  },
  switches,
});

/** A profile nobody has seen before, as `account add` and a first log-in make it: where others are written to, so is this one. */
const newProfile = (name: string, isLively: boolean): DemoProfile => ({
  self: { id: '4512345678988000777', displayName: `Tài khoản ${name}` },
  session: 'none',
  friends: [],
  groups: [],
  isLively,
});

const withProfile = (world: DemoWorld, name: string, change: Partial<DemoProfile>): DemoWorld => ({
  ...world,
  profiles: {
    ...world.profiles,
    [name]: {
      ...(world.profiles[name] ??
        newProfile(
          name,
          Object.values(world.profiles).some(({ isLively }) => isLively),
        )),
      ...change,
    },
  },
});

const applyFeed = (world: DemoWorld, line: ControlLine & { type: 'feed' }): DemoWorld =>
  Object.keys(world.profiles)
    .filter((name) => line.profile === undefined || line.profile === name)
    .reduce((sum, name) => withProfile(sum, name, { isLively: line.running }), world);

/** The world after one control line. Lines that only concern a running listener change nothing. */
export const applyControl = (world: DemoWorld, line: ControlLine): DemoWorld => {
  if (line.type === 'session') return withProfile(world, line.profile, { session: line.session });
  if (line.type === 'switch')
    return { ...world, switches: withSwitch(world.switches, line.name, line.value) };
  if (line.type === 'feed') return applyFeed(world, line);
  if (line.type === 'plugin') return { ...world, isPluginInstalled: line.installed };
  return world;
};

/** `ms` of the story in milliseconds of the machine. */
export const scaled = (world: Pick<DemoWorld, 'speed'>, ms: number): number => ms / world.speed;

/** Is this the content of a `world.json`? Only what would crash is checked: the file is ours. */
export const isWorld = (value: unknown): value is DemoWorld =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  value.version === 1 &&
  'profiles' in value &&
  typeof value.profiles === 'object' &&
  'speed' in value &&
  typeof value.speed === 'number' &&
  value.speed > 0;
