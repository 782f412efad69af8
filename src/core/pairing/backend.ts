// Whoever keeps the pairing requests: files, or the gateway and its command. The service knows only this.

import { type ApprovedSender, type PairingRequest, type PairingWay, requestKey } from '../model/people.ts';
import type { OpenClawCli } from '../openclaw/cli/client.ts';
import type { RpcPairingRequest } from '../openclaw/cli/parse-requests.ts';
import type { PairingRequestKey } from '../openclaw/command-line.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorCode, ErrorView } from '../shared/error-view.ts';
import type { AccountId, PairingCode, UserId } from '../shared/ids.ts';
import type { LockWatch } from '../system/file-lock.ts';
import type { EditStore } from './command-edits.ts';
import { type CodeMatch, matchCode } from './files.ts';
import type { PairingStore } from './store.ts';
import { pairingSentences as words } from './words.ts';

/** What is kept, as it was read. What could not be read is left out and told in `problems`. */
export interface StoredPairing {
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
  readonly problems: readonly ErrorView[];
  readonly way: PairingWay;
  readonly hasCommandOwner?: boolean;
  /** The folder of the store does not exist. */
  readonly isFolderMissing?: boolean;
}

export interface ApprovalNews {
  /** Whether the backend told the sender; absent where it does not do that, or was not asked to. */
  readonly delivery?: 'sent' | 'failed' | 'unsupported';
  /** The sender now owns all commands of the bot (by the command, where pairing is in the database). */
  readonly becameOwner?: boolean;
}

/** Where the list of those who were approved is changed: who is told of locks, and what was asked. */
export interface EditWatch extends LockWatch {
  /** The operator was asked: `commands.config` may be switched on for it, and off again. */
  readonly mayOpenCommands?: boolean;
}

/** Reads and decides. Everything throws AppError. */
export interface PairingBackend {
  /** True: telling the sender is part of an approval. False: it is done through zca afterwards. */
  readonly notifiesSender: boolean;
  read(signal: AbortSignal): Promise<StoredPairing>;
  /** The pending request with a code; the answer to a code that is none is an error too. */
  find(
    code: PairingCode,
    nowMs: number,
    accountId: AccountId | undefined,
    signal: AbortSignal,
  ): Promise<CodeMatch>;
  approve(
    request: PairingRequest,
    notify: boolean,
    watch: LockWatch,
    signal: AbortSignal,
  ): Promise<ApprovalNews>;
  dismiss(request: PairingRequest, watch: LockWatch, signal: AbortSignal): Promise<void>;
  revoke(account: AccountId, sender: UserId, watch: EditWatch, signal: AbortSignal): Promise<void>;
  /** Lets somebody in again, whether or not they ask at the moment. */
  restore(account: AccountId, sender: UserId, watch: EditWatch, signal: AbortSignal): Promise<void>;
}

export const fileBackend = (store: PairingStore): PairingBackend => ({
  notifiesSender: false,
  read: async () => ({ ...(await store.read()), way: 'files' }),
  find: async (code, nowMs, accountId) => {
    const { requests, problems } = await store.read();
    const match = matchCode(requests, code, nowMs, accountId);
    const [problem] = problems;
    // A store that cannot be read does not say that there is no such code.
    return !match.ok && problem && requests.length === 0 ? { ok: false, error: problem } : match;
  },
  approve: async (request, _notify, watch, signal) => {
    await store.approve(request, watch, signal);
    return {};
  },
  dismiss: (request, watch, signal) => store.dismiss(request, watch, signal),
  revoke: (account, sender, watch, signal) => store.revoke(account, sender, watch, signal),
  restore: async (account, sender, watch, signal) => {
    const asking = (await store.read()).requests.find(
      ({ accountId, senderId }) => accountId === account && senderId === sender,
    );
    // Who asks meanwhile is answered by it; an expired request is nothing to approve.
    if (asking === undefined) await store.restore(account, sender, watch, signal);
    else
      await store.approve(asking, watch, signal).catch(async (error: unknown) => {
        if (!(error instanceof AppError) || (error.code !== 'code-expired' && error.code !== 'not-found'))
          throw error;
        await store.restore(account, sender, watch, signal);
      });
  },
});

// Pairing in the database: by the gateway's RPC, and where no gateway answers by the `pairing` command (the OpenClaw contract, section 4).

export type PairingCli = Pick<
  OpenClawCli,
  'pairingRequests' | 'approveRequest' | 'dismissRequest' | 'pairingList' | 'pairingApprove'
>;

/** No gateway, a gateway that does not answer, or one that does not know the question: the command needs none. */
const withoutGateway: ReadonlySet<ErrorCode> = new Set(['gateway-down', 'timed-out', 'unsupported-call']);

const isWithoutGateway = (error: unknown): boolean =>
  error instanceof AppError && withoutGateway.has(error.code);

/** The store as the database has it; requests with code, and with their id only while a gateway can be asked to decide them. */
export type DatabasePairing = Pick<StoredPairing, 'requests' | 'approved'>;

const requestOf = ({
  accountId,
  senderId,
  requestId,
  name,
  createdAtMs,
  lastSeenAtMs,
  expiresAtMs,
  canNotify,
}: RpcPairingRequest) =>
  ({
    accountId,
    senderId,
    requestId,
    name,
    createdAtMs,
    lastSeenAtMs,
    expiresAtMs,
    canNotify,
  }) satisfies PairingRequest;

const keyOf = ({ accountId, requestId }: PairingRequest): PairingRequestKey | undefined =>
  requestId === undefined ? undefined : { accountId, requestId };

const toldOf = (notification: string | undefined): ApprovalNews =>
  notification === 'sent' || notification === 'failed' || notification === 'unsupported'
    ? { delivery: notification }
    : {};

const noEdit: EditStore = async ({ act }) => {
  throw new AppError(act === 'remove' ? words.unsupportedRevoke() : words.unsupportedRestore());
};

/**
 * @param cli the binary to ask now; throws AppError `openclaw-not-found` where there is none
 * @param assertOurs asked before the command writes by itself; throws where its files would come to belong to somebody else
 * @param stored what the gateway's database has now, where it is read: nobody need be asked then
 * @param edit changes who is approved; default: nobody does
 */
export const gatewayBackend = (
  cli: () => PairingCli,
  assertOurs: () => void = () => {},
  stored: () => DatabasePairing | undefined = () => undefined,
  edit: EditStore = noEdit,
): PairingBackend => {
  // Nobody can be asked who is approved: what was done from here is known.
  const approved = new Map<string, ApprovedSender>();

  const byCommand = async (signal: AbortSignal): Promise<StoredPairing> => ({
    requests: await cli().pairingList(signal),
    approved: [...approved.values()],
    problems: [],
    way: 'command',
  });

  const read = async (signal: AbortSignal): Promise<StoredPairing> => {
    const rows = stored();
    return rows === undefined ? ask(signal) : { ...rows, problems: [], way: 'database' };
  };

  const ask = async (signal: AbortSignal): Promise<StoredPairing> => {
    try {
      const { requests, hasCommandOwner } = await cli().pairingRequests(signal);
      return {
        requests: requests.map(requestOf),
        approved: [...approved.values()],
        problems: [],
        way: 'gateway',
        hasCommandOwner,
      };
    } catch (error) {
      if (!isWithoutGateway(error)) throw error;
      return byCommand(signal);
    }
  };

  const approve = async (
    request: PairingRequest,
    notify: boolean,
    signal: AbortSignal,
  ): Promise<ApprovalNews> => {
    const key = keyOf(request);
    // Never by the command where the gateway was asked about: the command may make somebody an owner, and nobody was told that it would.
    if (key !== undefined) return toldOf((await cli().approveRequest(key, notify, signal)).notification);
    if (request.code === undefined) throw new AppError(words.requestGone(request.name, request.senderId));
    assertOurs();
    const { becameOwner } = await cli().pairingApprove(request.code, request.accountId, signal);
    return { becameOwner, ...(notify ? { delivery: 'unsupported' as const } : {}) };
  };

  return {
    notifiesSender: true,
    read,
    // The gateway keeps the codes to itself; the command tells them.
    find: async (code, nowMs, accountId, signal) => {
      const known = stored()?.requests ?? (await cli().pairingList(signal));
      const match = matchCode(known, code, nowMs, accountId);
      if (!match.ok || match.request.requestId !== undefined) return match;
      const { requests, way } = await ask(signal);
      const listed =
        way === 'gateway'
          ? requests.find((request) => requestKey(request) === requestKey(match.request))
          : undefined;
      return { ok: true, request: { ...match.request, ...listed } };
    },
    approve: async (request, notify, _watch, signal) => {
      const news = await approve(request, notify, signal);
      const { accountId, senderId } = request;
      approved.set(requestKey(request), { accountId, senderId });
      return news;
    },
    dismiss: async (request, _watch, signal) => {
      const key = keyOf(request);
      if (key === undefined) throw new AppError(words.unsupportedDismiss());
      await cli().dismissRequest(key, signal);
    },
    revoke: async (accountId, senderId, { mayOpenCommands = false }, signal) => {
      await edit({ act: 'remove', accountId, senderId, mayOpenCommands }, signal);
      approved.delete(requestKey({ accountId, senderId }));
    },
    restore: async (accountId, senderId, { mayOpenCommands = false }, signal) => {
      await edit({ act: 'add', accountId, senderId, mayOpenCommands }, signal);
      approved.set(requestKey({ accountId, senderId }), { accountId, senderId });
    },
  };
};
