import type { ConsoleEvent, FetchChange } from '../events.ts';
import { idleFetch, initialDirectory } from '../initial-state.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';
import type { DirectoryState, Fetched, SearchState } from './model.ts';

type DirectoryEvent = Extract<
  ConsoleEvent,
  { type: 'peers/changed' | 'groups/changed' | 'members/changed' | 'search/changed' | 'search/cleared' }
>;

/** How a list changes while it is fetched: old items stay until new ones are there. */
export const changeFetched = <Item>(list: Fetched<Item>, change: FetchChange<Item>): Fetched<Item> => {
  const { items, fetchedAtMs } = list;
  const age = fetchedAtMs === undefined ? {} : { fetchedAtMs };
  switch (change.status) {
    case 'loading':
      return { status: 'loading', items, ...age };
    case 'ready':
      return { status: 'ready', items: change.items, fetchedAtMs: change.atMs };
    case 'failed':
      return { status: 'failed', items, ...age, error: change.error };
    case 'cancelled':
      return { status: fetchedAtMs === undefined ? 'idle' : 'ready', items, ...age };
  }
};

/** An answer to a query that is no longer the one asked is dropped; the last answer stays, dimmed, while the next is fetched. */
const changeSearch = (
  search: SearchState | undefined,
  event: Extract<DirectoryEvent, { type: 'search/changed' }>,
): SearchState | undefined => {
  const { query, atMs, change } = event;
  if (change.status === 'loading') {
    const answered = search?.answeredQuery === undefined ? {} : { answeredQuery: search.answeredQuery };
    return { query, startedAtMs: atMs, result: changeFetched(search?.result ?? idleFetch, change), ...answered };
  }
  if (search === undefined || search.query !== query) return search;
  if (change.status === 'ready') return { ...search, result: changeFetched(search.result, change), answeredQuery: query };
  const isOwnAnswer = search.answeredQuery === query;
  return { ...search, result: changeFetched(isOwnAnswer ? search.result : idleFetch, change) };
};

const changeOne = (directory: DirectoryState, event: DirectoryEvent): DirectoryState => {
  switch (event.type) {
    case 'peers/changed':
      return { ...directory, peers: changeFetched(directory.peers, event.change) };
    case 'groups/changed':
      return { ...directory, groups: changeFetched(directory.groups, event.change) };
    case 'members/changed': {
      const known = ownOr(directory.members, event.groupId, idleFetch);
      return { ...directory, members: withOwn(directory.members, event.groupId, changeFetched(known, event.change)) };
    }
    case 'search/changed': {
      const search = changeSearch(directory.search, event);
      return search === undefined || search === directory.search ? directory : { ...directory, search };
    }
    case 'search/cleared': {
      if (directory.search === undefined) return directory;
      const { search: _, ...rest } = directory;
      return rest;
    }
  }
};

/** Directory events: each changes one list of one account. */
export const changeDirectory = (directories: ConsoleState['directory'], event: DirectoryEvent): ConsoleState['directory'] => {
  const before = ownOr(directories, event.accountId, initialDirectory);
  const after = changeOne(before, event);
  return after === before ? directories : withOwn(directories, event.accountId, after);
};
