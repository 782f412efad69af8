import type { GroupId, UserId } from './ids.ts';

/** A friend or somebody `zca friend find` found. Names are sanitised and NFC. */
export interface Peer {
  readonly id: UserId;
  readonly name: string;
  readonly username?: string;
  readonly phone?: string;
  /** False for a result of `friend find` that is not in the friend list. */
  readonly isFriend: boolean;
}

/** A group an account is a member of. The name is sanitised. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly memberCount?: number;
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
