// What `openclaw` prints of the gateway, the channels, the log and the config; parse-requests.ts has pairing. Total: what is not there is undefined.

import type { GatewayReport, ReportedAccount } from '../../model/programs.ts';
import { type AccountId, accountId } from '../../shared/ids.ts';
import { exactly } from '../../shared/text/exactly.ts';
import { parseExactJson, parseLenientJson } from '../../shared/text/lenient-json.ts';
import { sanitizeLine } from '../../shared/text/sanitize.ts';
import { redactText } from '../../system/redact.ts';
import { idOf, isRecord, type JsonRecord, nameField, numberField, recordField } from '../../zca/fields.ts';
import { pluginId } from '../command-line.ts';
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

// `openclaw channels status --json` and `openclaw health --json`: what the gateway claims of the channel's accounts.

/** Times are epoch milliseconds or null. */
const timeField = (record: JsonRecord, name: string): number | undefined => {
  const timeMs = numberField(record, name);
  return timeMs === undefined || timeMs <= 0 ? undefined : timeMs;
};

const reportOf = (record: JsonRecord): ReportedAccount => {
  const user = recordField(recordField(record, 'probe'), 'user');
  return {
    isEnabled: booleanField(record, 'enabled'),
    isConfigured: booleanField(record, 'configured'),
    isRunning: booleanField(record, 'running'),
    isLinked: booleanField(record, 'linked'),
    isConnected: booleanField(record, 'connected'),
    lifecycle: lineField(record, 'lifecycle'),
    reconnectAttempts: numberField(record, 'reconnectAttempts'),
    isRestartPending: booleanField(record, 'restartPending'),
    lastStartAtMs: timeField(record, 'lastStartAt'),
    lastInboundAtMs: timeField(record, 'lastInboundAt'),
    lastOutboundAtMs: timeField(record, 'lastOutboundAt'),
    // Compared with what the config says, which is compared exactly.
    dmPolicy: typeof record['dmPolicy'] === 'string' ? exactly(record['dmPolicy']) : undefined,
    lastError: lineField(record, 'lastError') ?? lineField(record, 'stateReason'),
    userId: idOf(user['userId']),
    displayName: nameField(user, 'displayName'),
  };
};

const collect = (
  entries: readonly (readonly [id: unknown, record: JsonRecord])[],
): readonly (readonly [AccountId, ReportedAccount])[] =>
  entries.flatMap(([id, record]) => {
    const known = idOf(id);
    return known === undefined ? [] : [[accountId(known), reportOf(record)] as const];
  });

/** What the gateway finds wrong with an account. */
const issuesOf = (value: JsonRecord, id: AccountId): Pick<ReportedAccount, 'issues'> => {
  const issues = listField(value, 'statusIssues')
    .filter((issue) => issue['channel'] === pluginId && issue['accountId'] === id)
    .flatMap((issue) => lineField(issue, 'message') ?? []);
  return issues.length === 0 ? {} : { issues };
};

/** Reads the payload of `channels.status`, however it came. What is no such payload speaks of no account. */
export const readChannelsStatus = (payload: unknown): GatewayReport => {
  const value = isRecord(payload) ? payload : {};
  const records = listField(recordField(value, 'channelAccounts'), pluginId);
  const accounts = collect(records.map((record) => [record['accountId'], record]));
  return Object.fromEntries(accounts.map(([id, reported]) => [id, { ...reported, ...issuesOf(value, id) }]));
};

/** Reads `channels status --json`, and `gateway call channels.status`, which prints the same. */
export const parseChannelsStatus = (run: CliRun): CliAnswer<GatewayReport> => {
  const answer = readAnswer('openclaw channels status', run);
  return answer.ok ? { ok: true, value: readChannelsStatus(answer.value) } : answer;
};

/** What the gateway tells of its accounts by itself: the event `health` of the live connection. Unlike what 226 answers, its `running` is true. */
export const readHealthEvent = (payload: JsonRecord): GatewayReport => {
  const accounts = recordField(recordField(recordField(payload, 'channels'), pluginId), 'accounts');
  return Object.fromEntries(
    collect(Object.entries(accounts).flatMap(([id, record]) => (isRecord(record) ? [[id, record]] : []))),
  );
};

/** Reads `health --json`: who each account is. Its `running` is always false on 226 and left out (the OpenClaw contract, section 6). */
export const parseHealth = (run: CliRun): CliAnswer<GatewayReport> => {
  const answer = readAnswer('openclaw health', run);
  if (!answer.ok) return answer;
  const channel = recordField(recordField(answer.value, 'channels'), pluginId);
  const accounts = Object.entries(recordField(channel, 'accounts')).flatMap(([id, record]) =>
    isRecord(record) ? [[id, record] as const] : [],
  );
  // The field is not read at all: on 226 it is false whatever is true.
  const known = collect(accounts.map(([id, { running: _running, ...record }]) => [id, record]));
  return { ok: true, value: Object.fromEntries(known) };
};

// The gateway's log as `openclaw logs --json` and `openclaw channels logs --json` print it. Other people's text: sanitised.

const two = (value: number): string => String(value).padStart(2, '0');

/** `HH:mm:ss` of an ISO time, in local time. */
const clockOf = (iso: string | undefined): string | undefined => {
  const at = new Date(iso ?? Number.NaN);
  return Number.isNaN(at.getTime())
    ? undefined
    : `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};

const channelPrefix = /^(?:\S+ \w+ )?\{"subsystem":"[^"]{0,80}"\}\s*/u;

/** What another call of `openclaw` printed as JSON: 226 writes that into the log too (the OpenClaw contract, section 1). */
const isOutputOfCall = (entry: JsonRecord): boolean =>
  typeof entry['message'] === 'string' && /^[[{]\s*\n/u.test(entry['message']);

/** One entry as a line: `15:34:09 warn  gateway/channels/zalouser  message`. */
const entryLine = (entry: JsonRecord): string => {
  const message = (lineField(entry, 'message') ?? '').replace(channelPrefix, '');
  const level = lineField(entry, 'level');
  const parts = [
    clockOf(lineField(entry, 'time')),
    level === 'info' ? undefined : level,
    lineField(entry, 'subsystem')?.replace(/^gateway\/channels\//u, ''),
    message,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('  ');
};

/** A line of `logs --json` as a person reads it; undefined for what is no news. A line that is no JSON stays as it is. */
export const readableLogLine = (line: string): string | undefined => {
  if (!line.startsWith('{')) return sanitizeLine(redactText(line));
  const json = parseExactJson(line);
  if (!json.ok || !isRecord(json.value)) return sanitizeLine(redactText(line));
  const entry = json.value;
  switch (entry['type']) {
    case 'meta':
      return lineField(entry, 'file');
    case 'log':
      return isOutputOfCall(entry) ? undefined : entryLine(entry);
    case 'error':
    case 'notice':
      return lineField(entry, 'message');
    default:
      return sanitizeLine(redactText(line));
  }
};

/** The log file and its last lines about the channel, oldest first. */
interface ChannelLog {
  readonly file: string | undefined;
  readonly lines: readonly string[];
}

/** Reads `channels logs --json`. */
export const parseChannelsLogs = (run: CliRun): CliAnswer<ChannelLog> => {
  const answer = readAnswer('openclaw channels logs', run);
  if (!answer.ok) return answer;
  return {
    ok: true,
    value: { file: lineField(answer.value, 'file'), lines: listField(answer.value, 'lines').map(entryLine) },
  };
};

// `openclaw config validate --json` (96). 226 knows no `--json` here, and does not check `channels.zalouser` at all.

interface ConfigIssue {
  /** `channels.zalouser.dmPolicy`. */
  readonly path: string;
  readonly message: string;
  readonly allowedValues?: readonly string[];
}

export interface ConfigValidation {
  readonly isValid: boolean;
  readonly file?: string;
  readonly issues: readonly ConfigIssue[];
  readonly warnings: readonly ConfigIssue[];
}

const issueOf = (record: JsonRecord): ConfigIssue => {
  const allowed = linesField(record, 'allowedValues');
  return {
    path: lineField(record, 'path') ?? '',
    message: lineField(record, 'message') ?? '',
    allowedValues: allowed.length === 0 ? undefined : allowed,
  };
};

/** Reads `config validate --json`; a config that is not valid is an answer, not a failure. */
export const parseConfigValidate = (run: CliRun): CliAnswer<ConfigValidation> => {
  const json = parseLenientJson(run.stdout);
  const value = json.ok && isRecord(json.value) ? json.value : undefined;
  const isValid = value === undefined ? undefined : booleanField(value, 'valid');
  if (value === undefined || isValid === undefined) {
    const answer = readAnswer('openclaw config validate', run);
    return answer.ok ? { ok: true, value: { isValid: run.code === 0, issues: [], warnings: [] } } : answer;
  }
  return {
    ok: true,
    value: {
      isValid,
      file: lineField(value, 'path'),
      issues: listField(value, 'issues').map(issueOf),
      warnings: listField(value, 'warnings').map(issueOf),
    },
  };
};
