import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, UserId } from '../shared/ids.ts';

/** Somebody who is decided about, by the name known then. */
export interface Person {
  readonly accountId: AccountId;
  readonly senderId: UserId;
  readonly name?: string;
}

/** What the next direct message of a person comes to. */
export type AccessAfter =
  /** The agent answers: by the approval, because `dmPolicy` is `open` to everybody, or by an entry of `allowFrom`. */
  (
    | { readonly status: 'through'; readonly by: 'approved' }
    | { readonly status: 'through'; readonly by: 'open' }
    | { readonly status: 'through'; readonly by: 'allow-from'; readonly entry: string }
    /** A code is sent; it was sent already; none is sent, because too many wait. */
    | { readonly status: 'asks' | 'asked' | 'full' }
    /** Dropped without a code, by this value of `dmPolicy`. */
    | { readonly status: 'dropped'; readonly policy: string }
    /** Not known: `allowFrom` holds names, and the friend list that tells whose they are has not been read. */
    | { readonly status: 'unchecked'; readonly entries: readonly string[] }
    /** Not known: the config could not be read. */
    | { readonly status: 'unknown' }
    /** The config lists no such account: nothing listens. */
    | { readonly status: 'unlisted' }
  ) & {
    /** Nothing listens at the moment: the rest holds when it is switched on again. */
    readonly off?: 'account' | 'plugin';
  };

/** What can be decided of a sender. `restore` lets somebody in again who was revoked; it is no answer to a request. */
export type DecisionAct = 'approve' | 'dismiss' | 'revoke' | 'restore';

/** Whether a sender was told that they are let in. An approval stands whatever becomes of the telling. */
export type Delivery =
  | { readonly status: 'sending' }
  | { readonly status: 'sent' }
  | { readonly status: 'failed'; readonly error: ErrorView };

/** A decision the operator made in this session, and that was carried out. */
export interface PairingDecision {
  /** Counts from 1. */
  readonly id: number;
  readonly atMs: number;
  readonly act: DecisionAct;
  readonly accountId: AccountId;
  readonly senderId: UserId;
  /** As it was known then. */
  readonly name?: string;
  /** Absent: nobody asked for it. */
  readonly delivery?: Delivery;
}

/** What can be under way on one sender: a decision, or telling them of it. */
export type PairingAct = DecisionAct | 'notify';

/** Why a decision cannot be taken back. */
export type UndoRefusal =
  /** A dismissed request is gone: only the sender can ask again. */
  | 'dismissed'
  /** It is no longer as it was left: taken back already, or changed elsewhere. */
  | 'changed'
  /** It takes a connection to the gateway, and there is none. */
  | 'unsupported';

/** What takes a decision back, or why nothing does. */
export type Undo = { readonly act: 'revoke' | 'restore' } | { readonly refusal: UndoRefusal };
