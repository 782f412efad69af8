// Whoever keeps the pairing requests: files, or the gateway and its command. The service knows only this.

import type { ApprovedSender, PairingRequest, PairingWay } from '../model/pairing.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, PairingCode, UserId } from '../shared/ids.ts';
import type { LockWatch } from '../system/file-lock.ts';
import type { PairingStore } from './decide-in-files.ts';
import { type CodeMatch, matchCode } from './files.ts';

/** What is kept, as it was read. What could not be read is left out and told in `problems`. */
export interface Keeping {
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
  readonly problems: readonly ErrorView[];
  readonly way: PairingWay;
  readonly hasCommandOwner?: boolean;
  /** The folder of the store does not exist. */
  readonly isFolderMissing?: boolean;
}

/** What an approval brought with it. */
export interface ApprovalNews {
  /** Whether the backend told the sender; absent where it does not do that, or was not asked to. */
  readonly told?: 'sent' | 'failed' | 'unsupported';
  /** The sender now owns all commands of the bot (by the command, where pairing is in the database). */
  readonly becameOwner?: boolean;
}

/** Reads and decides. Everything throws AppError. */
export interface PairingBackend {
  /** True: telling the sender is part of an approval. False: it is done through zca afterwards. */
  readonly tells: boolean;
  read(signal: AbortSignal): Promise<Keeping>;
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
  revoke(account: AccountId, sender: UserId, watch: LockWatch, signal: AbortSignal): Promise<void>;
  /** Lets somebody in again, whether or not they ask at the moment. */
  restore(account: AccountId, sender: UserId, watch: LockWatch, signal: AbortSignal): Promise<void>;
}

/** The pairing files, under their locks. */
export const fileBackend = (store: PairingStore): PairingBackend => ({
  tells: false,
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
