import type { Group, Member, Peer } from '../model/contact.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { GroupId } from '../shared/ids.ts';

/** A list fetched from zca, with its age. Old items stay while a refresh runs or fails. */
export interface Fetched<Item> {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly items: readonly Item[];
  readonly fetchedAtMs?: number;
  readonly error?: ErrorView;
}

/** The last `friend find` of an account, and what it answered. */
export interface SearchState {
  readonly query: string;
  readonly startedAtMs: number;
  readonly result: Fetched<Peer>;
  /** The query the items answer; while it is not `query` they are stale. Absent before the first answer. */
  readonly answeredQuery?: string;
}

/** What was fetched of the people and groups of one account. */
export interface DirectoryState {
  readonly peers: Fetched<Peer>;
  readonly groups: Fetched<Group>;
  readonly members: Readonly<Record<GroupId, Fetched<Member>>>;
  /** The last `friend find`; absent before the first. */
  readonly search?: SearchState;
}
