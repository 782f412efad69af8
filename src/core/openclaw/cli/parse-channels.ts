// `openclaw channels status --json` and `openclaw health --json`: what the gateway claims of the channel's accounts.

import type { ReportedAccount } from '../../model/gateway-report.ts';
import { type AccountId, accountId } from '../../shared/ids.ts';
import { exactly } from '../../shared/text/exactly.ts';
import { idOf, isRecord, type JsonRecord, nameField, numberField, recordField } from '../../zca/fields.ts';
import { pluginId } from '../command-line.ts';
import { booleanField, type CliAnswer, type CliRun, lineField, listField, readAnswer } from './answer.ts';
/** Claims by account. */
export type Claims = Readonly<Record<AccountId, ReportedAccount>>;

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

const collect = (entries: readonly (readonly [id: unknown, record: JsonRecord])[]): Claims =>
  Object.fromEntries(
    entries.flatMap(([id, record]) => {
      const known = idOf(id);
      return known === undefined ? [] : [[accountId(known), reportOf(record)]];
    }),
  );

/** Reads `channels status --json`, and `gateway call channels.status`, which prints the same. */
export const parseChannelsStatus = (run: CliRun): CliAnswer<Claims> => {
  const answer = readAnswer('openclaw channels status', run);
  if (!answer.ok) return answer;
  const accounts = listField(recordField(answer.value, 'channelAccounts'), pluginId);
  return { ok: true, value: collect(accounts.map((record) => [record['accountId'], record])) };
};

/** Reads `health --json`: who each account is. Its `running` is always false on 226 and left out (the OpenClaw contract, section 6). */
export const parseHealth = (run: CliRun): CliAnswer<Claims> => {
  const answer = readAnswer('openclaw health', run);
  if (!answer.ok) return answer;
  const channel = recordField(recordField(answer.value, 'channels'), pluginId);
  const accounts = Object.entries(recordField(channel, 'accounts')).flatMap(([id, record]) =>
    isRecord(record) ? [[id, record] as const] : [],
  );
  // The field is not read at all: on 226 it is false whatever is true.
  return { ok: true, value: collect(accounts.map(([id, { running: _running, ...record }]) => [id, record])) };
};
