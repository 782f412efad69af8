import type { Group, Member, Peer, Self } from '../model/people.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { GroupId } from '../shared/ids.ts';
import type { Remote } from '../shared/remote.ts';

/** The last `friend find` of an account, and what it answered. */
export interface SearchState {
  readonly query: string;
  readonly startedAtMs: number;
  readonly result: Remote<readonly Peer[]>;
  /** The query the result answers; while it is not `query` they are stale. Absent before the first answer. */
  readonly answeredQuery?: string;
}

/** Names a list of one account. */
export type DirectoryListKey = 'peers' | 'groups' | `members:${GroupId}`;

export const membersKey = (groupId: GroupId): DirectoryListKey => `members:${groupId}`;

/** Of a list that only a command of some twenty seconds can answer: whether that is merely offered, runs, or has answered; and why only that. */
export type SlowWay = { readonly why: ErrorView } & (
  | { readonly status: 'offered' | 'answered' }
  | { readonly status: 'running'; readonly startedAtMs: number }
);

/** What was fetched of the people and groups of one account. */
export interface DirectoryState {
  readonly peers: Remote<readonly Peer[]>;
  readonly groups: Remote<readonly Group[]>;
  readonly members: Readonly<Record<GroupId, Remote<readonly Member[]>>>;
  /** The last `friend find`; absent before the first. */
  readonly search?: SearchState;
  /** The lists that a command must answer; absent while none does. */
  readonly slow?: Readonly<Partial<Record<DirectoryListKey, SlowWay>>>;
  /** Who the account is, where a gateway said so that holds the session itself. */
  readonly self?: Remote<Self | undefined>;
}
