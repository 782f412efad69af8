// Pairing through the binary: the RPC (`gateway call channels.pairing.*`) and the `pairing` command of every release.

import { type PairingRequest, pairingTtlMs } from '../../model/people.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import {
  type AccountId,
  accountId,
  defaultAccountId,
  pairingCode,
  type UserId,
  userId,
} from '../../shared/ids.ts';
import { sanitizeText } from '../../shared/text/sanitize.ts';
import { idField, idOf, type JsonRecord, nameField, numberField, recordField } from '../../zca/fields.ts';
import type { PairingRequestKey } from '../command-line.ts';
import { openclawSentences as words } from '../words.ts';
import {
  booleanField,
  type CliAnswer,
  type CliRun,
  lineField,
  listField,
  openClawFailure,
  readAnswer,
} from './answer.ts';

/** A request as the RPC lists it: without its code. */
export interface RpcPairingRequest extends PairingRequestKey {
  readonly senderId: UserId;
  readonly name?: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  readonly expiresAtMs: number;
  /** Whether the channel can tell the sender of an approval. */
  readonly canNotify: boolean;
}

/** What `channels.pairing.list` says. */
export interface RpcPairingList {
  readonly requests: readonly RpcPairingRequest[];
  /** Accounts with requests to decide: those whose dmPolicy is `pairing`. */
  readonly accounts: readonly AccountId[];
  /** False: the first sender approved by the `pairing` command would become the owner of all commands. */
  readonly hasCommandOwner?: boolean;
  readonly maxPending?: number;
}

/** ISO 8601 or epoch milliseconds; 0 = not readable, which the gateway counts as expired. */
const timeOf = (value: unknown): number => {
  const timeMs =
    typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN;
  return Number.isFinite(timeMs) ? timeMs : 0;
};

const isOurs = (record: JsonRecord): boolean => (record['channel'] ?? 'zalouser') === 'zalouser';

const rpcRequestOf = (record: JsonRecord): RpcPairingRequest | undefined => {
  const requestId = lineField(record, 'requestId');
  const senderId = idField(record, 'senderId');
  if (requestId === undefined || senderId === undefined || !isOurs(record)) return undefined;
  const createdAtMs = timeOf(record['createdAt']);
  return {
    requestId,
    accountId: accountId(idField(record, 'accountId') ?? defaultAccountId),
    senderId: userId(senderId),
    name: nameField(recordField(record, 'metadata'), 'name'),
    createdAtMs,
    lastSeenAtMs: timeOf(record['lastSeenAt']) || createdAtMs,
    expiresAtMs: timeOf(record['expiresAt']) || createdAtMs + pairingTtlMs,
    canNotify: booleanField(record, 'notifySupported') === true,
  };
};

/** What `channels.pairing.list` answered, by the binary or over the connection. */
export const readPairingRpcList = (value: JsonRecord): RpcPairingList => ({
  requests: listField(value, 'requests').flatMap((record) => rpcRequestOf(record) ?? []),
  accounts: listField(value, 'accounts').flatMap((record) => {
    const id = idField(record, 'accountId');
    return id === undefined || !isOurs(record) ? [] : [accountId(id)];
  }),
  hasCommandOwner: booleanField(value, 'commandOwnerConfigured'),
  maxPending: numberField(recordField(value, 'limits'), 'pendingPerAccount'),
});

/** Reads `channels.pairing.list`. */
export const parsePairingRpcList = (run: CliRun): CliAnswer<RpcPairingList> => {
  const answer = readAnswer('openclaw gateway call channels.pairing.list', run);
  return answer.ok ? { ok: true, value: readPairingRpcList(answer.value) } : answer;
};

export interface RpcDecision {
  readonly senderId?: UserId;
  /** Of an approval: `not-requested`, `sent`, `unsupported`, `failed`. */
  readonly notification?: string;
}

/** What `channels.pairing.approve` and `channels.pairing.dismiss` answered. */
export const readPairingDecision = (value: JsonRecord): RpcDecision => {
  const senderId = idOf(value['senderId']);
  return {
    senderId: senderId === undefined ? undefined : userId(senderId),
    notification: lineField(value, 'notification'),
  };
};

/** A decision that was refused: a request that has gone is a `code-unknown`. */
export const decisionRefusal = (error: ErrorView): ErrorView =>
  /no longer exists/u.test(error.detail ?? '') ? words.errors.requestGone() : error;

/** Reads `channels.pairing.approve` and `channels.pairing.dismiss`. */
export const parsePairingDecision = (act: 'approve' | 'dismiss', run: CliRun): CliAnswer<RpcDecision> => {
  const answer = readAnswer(`openclaw gateway call channels.pairing.${act}`, run);
  return answer.ok
    ? { ok: true, value: readPairingDecision(answer.value) }
    : { ok: false, error: decisionRefusal(answer.error) };
};

const requestOf = (record: JsonRecord): PairingRequest | undefined => {
  const senderId = idOf(record['id']);
  const code = lineField(record, 'code');
  if (senderId === undefined || code === undefined) return undefined;
  const meta = recordField(record, 'meta');
  const createdAtMs = timeOf(record['createdAt']);
  const name = nameField(meta, 'name');
  return {
    accountId: accountId(idField(meta, 'accountId') ?? defaultAccountId),
    senderId: userId(senderId),
    code: pairingCode(code),
    name,
    createdAtMs,
    lastSeenAtMs: timeOf(record['lastSeenAt']) || createdAtMs,
    expiresAtMs: createdAtMs + pairingTtlMs,
  };
};

/** Reads `pairing list zalouser --json`, which has the codes. */
export const parsePairingList = (run: CliRun): CliAnswer<readonly PairingRequest[]> => {
  const answer = readAnswer('openclaw pairing list', run);
  return answer.ok
    ? { ok: true, value: listField(answer.value, 'requests').flatMap((record) => requestOf(record) ?? []) }
    : answer;
};

/** What `pairing approve` said; it has no JSON. */
export interface CommandApproval {
  readonly senderId: UserId;
  /** 96: the sender now owns all commands of the bot (`commands.ownerAllowFrom` was empty). */
  readonly becameOwner: boolean;
  /** Why the sender was not told, where that was asked for. */
  readonly notifyProblem?: string;
}

/** Reads `pairing approve`: the exit code is 0 also where the notice failed. */
export const parsePairingApprove = (run: CliRun): CliAnswer<CommandApproval> => {
  const text = sanitizeText(run.stdout);
  const senderId = idOf(/^Approved zalouser sender (\S+?)\.?$/mu.exec(text)?.[1]);
  if (run.code !== 0 || senderId === undefined) {
    const error = openClawFailure('openclaw pairing approve', run);
    return {
      ok: false,
      error: /No pending pairing request found/u.test(error.detail ?? '')
        ? words.errors.requestGone()
        : error,
    };
  }
  return {
    ok: true,
    value: {
      senderId: userId(senderId),
      becameOwner: /^Command owner configured /mu.test(text),
      notifyProblem: /^Failed to notify requester: (.+)$/mu.exec(text)?.[1],
    },
  };
};
