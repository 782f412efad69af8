// `openclaw gateway status|start|stop|restart --json`.
import { numberField, recordField } from '../../zca/fields.ts';
import {
  booleanField,
  type CliAnswer,
  type CliRun,
  lineField,
  linesField,
  listField,
  openClawFailure,
  readAnswer,
} from './answer.ts';

/** What `gateway status` says; exit 0 also when there is no gateway. */
export interface GatewayStatusAnswer {
  /** The gateway answered a call. */
  readonly isReachable: boolean;
  /** Why not. */
  readonly problem?: string;
  readonly port?: number;
  /** Something listens on the port, whether or not it answers as a gateway. */
  readonly isPortBusy: boolean;
  /** The process that listens on the port. */
  readonly pid?: number;
  /** `systemd`, `launchd`, …; the service may not be installed. */
  readonly serviceLabel?: string;
  readonly isServiceLoaded: boolean;
  /** What the service says of itself, where it cannot be asked too. */
  readonly serviceDetail?: string;
  /** The config this binary would use, and the one the service uses. */
  readonly cliConfigPath?: string;
  readonly serviceConfigPath?: string;
  readonly isConfigValid?: boolean;
  readonly version?: string;
}

/** Reads `gateway status --json`. */
export const parseGatewayStatus = (run: CliRun): CliAnswer<GatewayStatusAnswer> => {
  const answer = readAnswer('openclaw gateway status', run);
  if (!answer.ok) return answer;
  const { value } = answer;
  const rpc = recordField(value, 'rpc');
  const port = recordField(value, 'port');
  const service = recordField(value, 'service');
  const config = recordField(value, 'config');
  const report = {
    isReachable: booleanField(rpc, 'ok') === true,
    // Below it stands where it looked.
    problem: lineField(rpc, 'error')?.split('↵')[0],
    port: numberField(recordField(value, 'gateway'), 'port') ?? numberField(port, 'port'),
    isPortBusy: lineField(port, 'status') === 'busy',
    pid: listField(port, 'listeners')
      .map((listener) => numberField(listener, 'pid'))
      .find((pid) => pid !== undefined),
    serviceLabel: lineField(service, 'label'),
    isServiceLoaded: booleanField(service, 'loaded') === true,
    serviceDetail: lineField(recordField(service, 'runtime'), 'detail'),
    cliConfigPath: lineField(recordField(config, 'cli'), 'path'),
    serviceConfigPath: lineField(recordField(config, 'daemon'), 'path'),
    isConfigValid: booleanField(recordField(config, 'cli'), 'valid'),
    version:
      lineField(recordField(value, 'gateway'), 'version') ?? lineField(recordField(rpc, 'server'), 'version'),
  };
  return { ok: true, value: report };
};

/** What starting, stopping or restarting came to, in the program's own words. */
export interface GatewayActReport {
  /** `started`, `stopped`, `restarted`; `not-loaded`: there is no service, and nothing was done. */
  readonly result: string;
  readonly message?: string;
  /** Commands it advises. */
  readonly hints: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads `gateway start|stop|restart --json`. */
export const parseGatewayAct = (act: string, run: CliRun): CliAnswer<GatewayActReport> => {
  const what = `openclaw gateway ${act}`;
  const answer = readAnswer(what, run);
  if (!answer.ok) return answer;
  if (run.code !== 0) return { ok: false, error: openClawFailure(what, run) };
  const message = lineField(answer.value, 'message');
  return {
    ok: true,
    value: {
      result: lineField(answer.value, 'result') ?? '',
      message,
      hints: linesField(answer.value, 'hints'),
      warnings: linesField(answer.value, 'warnings'),
    },
  };
};
