import type { GroupId, UserId } from '../shared/ids.ts';
import type { Written } from '../shared/text/written.ts';

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
