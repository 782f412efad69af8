import type { AccountId, GroupId, PairingCode, UserId } from '../shared/ids.ts';
import type { Written } from '../shared/text/exactly.ts';

// What people are called, and by whom.

/** How a name resembles another: the very same, the same without marks and case, or only to the eye. */
export type Likeness = 'same' | 'folded' | 'confusable';

/** Where a name was found, best first. */
export type NameSource = 'self' | 'pairing' | 'friends' | 'feed' | 'search' | 'members';

/** A name and who says so. Strangers choose their names: only `self` and `friends` mean an acquaintance. */
export interface KnownName {
  readonly name: string;
  readonly source: NameSource;
}

/** Why a name deserves a second look. */
export type NameWarning =
  /** It equals, or looks like, the name of somebody else whom the account knows. */
  | {
      readonly type: 'like-contact';
      readonly likeness: Likeness;
      readonly name: string;
      readonly userId: UserId;
    }
  /** Somebody else who waits has the same name, or one like it. */
  | {
      readonly type: 'like-request';
      readonly likeness: Likeness;
      readonly name: string;
      readonly userId: UserId;
    }
  /** It mixes alphabets so that letters look like others. */
  | { readonly type: 'mixed-scripts' };

/** A friend or somebody `zca friend find` found. Names are sanitised and NFC. */
export interface Peer {
  readonly id: UserId;
  readonly name: string;
  /**
   * The name the gateway compares, exactly as zca printed it, where that is not `name`; empty where the gateway sees none.
   */
  readonly writtenName?: Written;
  readonly username?: string;
  readonly phone?: string;
  /** False for a result of `friend find` that is not in the friend list. */
  readonly isFriend: boolean;
}

/** A group an account is a member of. The name is sanitised. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  /** As of a {@link Peer}: what the gateway compares, where that is not `name`. */
  readonly writtenName?: Written;
  readonly memberCount?: number;
  /** Only those who run the group see who is in it. */
  readonly hidesMembers?: true;
}

/** That of the members of a group only some can be seen. */
export interface UnseenMembers {
  readonly shown: number;
  readonly total: number;
}

/** A member of a group. The name is sanitised. */
export interface Member {
  readonly id: UserId;
  readonly name: string;
}

/** Who an account is (`me info`). */
export interface Self {
  readonly id: UserId;
  readonly name: string;
  readonly username?: string;
  readonly phone?: string;
}

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
 * How pairing is reached: the store's own files, the gateway's database (read only), its RPC, or the `pairing` command of `openclaw`, which
 * takes seconds and has side effects (the OpenClaw contract, section 4).
 */
export type PairingWay = 'files' | 'database' | 'gateway' | 'command';

/** Why the code is likely lost. */
export type ReplyLossReason = 'refused' | 'not-logged-in' | 'no-zca' | 'check-failed';

/**
 * Whether the reply with the code can have reached the sender. The gateway sends it once, through the account, without a word when that
 * fails (the OpenClaw contract, section 5). `reached`: the sender wrote the code back. `sent`: zca told so (docs/zca.md). `likely`: nobody
 * tells, and the account is logged in.
 */
export type ReplyReach =
  | { readonly status: 'reached' | 'sent' | 'likely' | 'unknown' }
  | { readonly status: 'doubtful'; readonly reason: ReplyLossReason };
