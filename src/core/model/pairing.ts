import type { AccountId, PairingCode, UserId } from '../shared/ids.ts';

/** A stranger who was given a code and waits for the owner. */
export interface PairingRequest {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  /** Absent where a gateway was asked: it keeps the codes to itself. */
  readonly code?: PairingCode;
  /** What the gateway calls the request; absent where it was not asked. */
  readonly requestId?: string;
  /** Whether the gateway can tell the sender of an approval; absent where it was not asked. */
  readonly canNotify?: boolean;
  /** What the gateway stored; openzca gives none for direct messages. Sanitised. */
  readonly name?: string;
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
  /** One hour after `createdAtMs` (not after `lastSeenAtMs`). */
  readonly expiresAtMs: number;
}

/** A sender in the approved store of an account. */
export interface ApprovedSender {
  readonly accountId: AccountId;
  readonly senderId: UserId;
}

/** At most this many requests are pending per channel file; further strangers wait unseen (openclaw.md, section 4). */
export const maxPendingRequests = 3;
/** Time to live of a request (ms), from its creation. */
export const pairingTtlMs = 3_600_000;

/** Names the work on one sender of one account: `accountId:senderId`. Works for requests and for approved senders. */
export const requestKey = (who: { readonly accountId: AccountId; readonly senderId: UserId }): string =>
  `${who.accountId}:${who.senderId}`;

/**
 * How pairing is reached: the store's own files, the gateway's RPC, or the `pairing` command of `openclaw`, which
 * takes seconds and has side effects (the OpenClaw contract, section 4).
 */
export type PairingWay = 'files' | 'gateway' | 'command';

/** Why the code is likely lost. */
export type ReplyDoubt = 'not-logged-in' | 'no-zca' | 'check-failed';

/**
 * Whether the reply with the code can have reached the sender. Nobody tells: the gateway sends it once, through the account, without a
 * word when that fails (the OpenClaw contract, section 5). `reached`: the sender wrote the code back. `likely`: the account is logged in.
 */
export type ReplyReach =
  | { readonly status: 'reached' | 'likely' | 'unknown' }
  | { readonly status: 'doubtful'; readonly reason: ReplyDoubt };
