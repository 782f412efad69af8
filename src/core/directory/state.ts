import type { ConsoleEvent } from '../events.ts';
import type { Self } from '../model/people.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import { changeRemote, type Remote } from '../shared/remote.ts';
import { type ConsoleState, idleList, initialDirectory } from '../state.ts';
import type { DirectoryState, SearchState } from './model.ts';

type DirectoryEvent = Extract<
  ConsoleEvent,
  | { type: 'peers/changed' | 'groups/changed' | 'members/changed' | 'search/changed' | 'search/cleared' }
  | { type: 'directory/way-changed' | 'directory/self-changed' }
>;

/** An answer to a query that is no longer the one asked is dropped; the last answer stays, dimmed, while the next is fetched. */
const changeSearch = (
  search: SearchState | undefined,
  event: Extract<DirectoryEvent, { type: 'search/changed' }>,
): SearchState | undefined => {
  const { query, atMs, change } = event;
  if (change.status === 'loading') {
    const answered = search?.answeredQuery === undefined ? {} : { answeredQuery: search.answeredQuery };
    return {
      query,
      startedAtMs: atMs,
      result: changeRemote(search?.result ?? idleList, change),
      ...answered,
    };
  }
  if (search === undefined || search.query !== query) return search;
  if (change.status === 'ready')
    return { ...search, result: changeRemote(search.result, change), answeredQuery: query };
  const isOwnAnswer = search.answeredQuery === query;
  return { ...search, result: changeRemote(isOwnAnswer ? search.result : idleList, change) };
};

const unread: Remote<Self | undefined> = { status: 'idle', value: undefined };

const changeWay = (
  directory: DirectoryState,
  { list, way }: Extract<DirectoryEvent, { type: 'directory/way-changed' }>,
): DirectoryState => {
  const known = directory.slow ?? {};
  if (known[list] === undefined && way === undefined) return directory;
  if (way !== undefined) return { ...directory, slow: { ...known, [list]: way } };
  const { [list]: _, ...slow } = known;
  return { ...directory, slow };
};

const changeOne = (directory: DirectoryState, event: DirectoryEvent): DirectoryState => {
  switch (event.type) {
    case 'peers/changed':
      return { ...directory, peers: changeRemote(directory.peers, event.change) };
    case 'groups/changed':
      return { ...directory, groups: changeRemote(directory.groups, event.change) };
    case 'members/changed': {
      const known = ownOr(directory.members, event.groupId, idleList);
      return {
        ...directory,
        members: withOwn(directory.members, event.groupId, changeRemote(known, event.change)),
      };
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
    case 'directory/way-changed':
      return changeWay(directory, event);
    case 'directory/self-changed':
      return { ...directory, self: changeRemote(directory.self ?? unread, event.change) };
  }
};

/** Directory events: each changes one list of one account. */
export const changeDirectory = (
  directories: ConsoleState['directory'],
  event: DirectoryEvent,
): ConsoleState['directory'] => {
  const before = ownOr(directories, event.accountId, initialDirectory);
  const after = changeOne(before, event);
  return after === before ? directories : withOwn(directories, event.accountId, after);
};
