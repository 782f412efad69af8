import type { Group, Member, Peer } from '../model/people.ts';
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

/** What was fetched of the people and groups of one account. */
export interface DirectoryState {
  readonly peers: Remote<readonly Peer[]>;
  readonly groups: Remote<readonly Group[]>;
  readonly members: Readonly<Record<GroupId, Remote<readonly Member[]>>>;
  /** The last `friend find`; absent before the first. */
  readonly search?: SearchState;
}
