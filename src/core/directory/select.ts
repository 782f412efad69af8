// The directory screen: peers, groups and members, filtered without regard to marks, in Vietnamese order.

import type { Group, Member, Peer, UnseenMembers } from '../model/people.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, GroupId } from '../shared/ids.ts';
import { memoize, memoizeBy } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { isStale, type Remote } from '../shared/remote.ts';
import { fold } from '../shared/text/fold.ts';
import { type ConsoleState, idleList, initialDirectory } from '../state.ts';
import type { SearchState } from './model.ts';

export interface ListView<Row> {
  /** What matches the query, sorted by name as a Vietnamese reader expects. */
  readonly rows: readonly Row[];
  /** How many there are without the query. */
  readonly total: number;
  readonly status: Remote<Row>['status'];
  /** When the items were fetched (epoch ms); absent before the first time. */
  readonly fetchedAtMs?: number;
  readonly error?: ErrorView;
  /** True while the items are older than what is being fetched, or than what failed to be. */
  readonly isStale: boolean;
}

export interface PeerRow {
  readonly peer: Peer;
  /** True for a find result that answers an earlier query: to be dimmed. */
  readonly isStale: boolean;
}

/** The peers, with what `zca friend find` found beyond the friend list. */
export interface PeersView extends ListView<PeerRow> {
  /** The running or last find for this query; absent when nothing is searched. */
  readonly search?: Pick<SearchState, 'query' | 'startedAtMs'> & {
    readonly status: Remote<Peer>['status'];
    readonly error?: ErrorView;
  };
}

let collator: Intl.Collator | undefined;

/** Made when there is something to sort: it takes the start of the program about a millisecond. */
const compareNames = (a: string, b: string): number => {
  collator ??= new Intl.Collator('vi', { numeric: true });
  return collator.compare(a, b);
};

const byName = (
  a: { readonly name: string; readonly id: string },
  b: { readonly name: string; readonly id: string },
): number => compareNames(a.name, b.name) || (a.id < b.id ? -1 : 1);

const sortedPeers = memoizeBy((items: readonly Peer[]) => items.toSorted(byName));
const sortedGroups = memoizeBy((items: readonly Group[]) => items.toSorted(byName));
const sortedMembers = memoizeBy((items: readonly Member[]) => items.toSorted(byName));

type Listed = Peer | Group | Member;

/** All a query may match, folded once an item. */
const searchText = memoizeBy((item: Listed) =>
  fold(
    [item.name, item.id, 'username' in item ? item.username : '', 'phone' in item ? item.phone : ''].join(
      '\n',
    ),
  ),
);

const matching = <Item extends Listed>(items: readonly Item[], query: string): readonly Item[] => {
  const needle = fold(query.trim());
  return needle === '' ? items : items.filter((item) => searchText(item).includes(needle));
};

const viewOf = <Item extends Listed>(
  list: Remote<readonly Item[]>,
  sorted: readonly Item[],
  query: string,
): ListView<Item> => ({
  rows: matching(sorted, query),
  total: list.value.length,
  status: list.status,
  fetchedAtMs: list.atMs,
  error: list.error,
  isStale: list.value.length > 0 && isStale(list),
});

const asRows = memoizeBy((peers: readonly Peer[]): readonly PeerRow[] =>
  peers.map((peer) => ({ peer, isStale: false })),
);

const foundBeyond = (friends: readonly Peer[], search: SearchState, query: string): readonly PeerRow[] => {
  const known = new Set(friends.map(({ id }) => id));
  const isOld = search.result.status === 'loading' || search.answeredQuery !== query;
  return search.result.value.filter(({ id }) => !known.has(id)).map((peer) => ({ peer, isStale: isOld }));
};

const peersView = memoize(
  (list: Remote<readonly Peer[]>, search: SearchState | undefined, query: string): PeersView => {
    const view = viewOf(list, sortedPeers(list.value), query);
    const friends = asRows(view.rows);
    const trimmed = query.trim();
    if (search === undefined || trimmed === '') return { ...view, rows: friends };
    const { error, status } = search.result;
    return {
      ...view,
      rows: [...friends, ...foundBeyond(list.value, search, trimmed)].sort((a, b) => byName(a.peer, b.peer)),
      search: {
        query: search.query,
        startedAtMs: search.startedAtMs,
        status,
        error,
      },
    };
  },
);

const groupsView = memoize((list: Remote<readonly Group[]>, query: string) =>
  viewOf(list, sortedGroups(list.value), query),
);
const membersView = memoize((list: Remote<readonly Member[]>, query: string) =>
  viewOf(list, sortedMembers(list.value), query),
);

/** Friends whose name, user name, phone or id contains the query (folded), and what the find for it found besides. */
export const peersOf = (state: ConsoleState, accountId: AccountId, query = ''): PeersView => {
  const { peers, search } = ownOr(state.directory, accountId, initialDirectory);
  return peersView(peers, search, query);
};

/** Groups whose name or id contains the query (folded). */
export const groupsOf = (state: ConsoleState, accountId: AccountId, query = ''): ListView<Group> =>
  groupsView(ownOr(state.directory, accountId, initialDirectory).groups, query);

/** A list that lacks no more than this is one of another moment: groups that hide show a few of hundreds. */
const slack = 0.9;

/** What a list of members lacks, by what the list of groups says; undefined if nothing, or as long as one of the lists was not read. */
export const unseenMembers = (
  state: ConsoleState,
  accountId: AccountId,
  groupId: GroupId,
): UnseenMembers | undefined => {
  const { groups, members } = ownOr(state.directory, accountId, initialDirectory);
  const list = ownOr(members, groupId, idleList);
  const group = groups.value.find(({ id }) => id === groupId);
  const total = group?.memberCount;
  const shown = list.value.length;
  if (list.atMs === undefined || total === undefined || shown >= total) return undefined;
  return group?.hidesMembers === true || shown < total * slack ? { shown, total } : undefined;
};

/** Members of a group whose name or id contains the query (folded). */
export const membersOf = (
  state: ConsoleState,
  accountId: AccountId,
  groupId: GroupId,
  query = '',
): ListView<Member> =>
  membersView(ownOr(ownOr(state.directory, accountId, initialDirectory).members, groupId, idleList), query);
