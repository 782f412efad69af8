// Peers, groups, members and the find of each account, fetched when asked for and kept with their age.

import type { Dispatch } from '../events.ts';
import type { Peer } from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { AccountId, GroupId, ProfileName } from '../shared/ids.ts';
import { createOnce } from '../shared/once.ts';
import { ownOr } from '../shared/own.ts';
import { isFresh, type RemoteChange } from '../shared/remote.ts';
import { cutUnits } from '../shared/text/sanitize.ts';
import { type ConsoleState, initialDirectory } from '../state.ts';
import type { Zca } from '../zca/client.ts';
import type { DirectoryState } from './model.ts';
import { directorySentences as words } from './words.ts';

/** A list younger than this is shown as it is unless a refresh is asked for (ms). */
export const freshForMs = 600_000;
/** More of a query is not passed on: no name is as long. */
const maxQueryUnits = 200;

export interface DirectoryServiceOptions {
  /** The zca to ask. @throws AppError if none was found */
  readonly zca: () => Pick<Zca, 'peers' | 'groups' | 'members' | 'findPeers' | 'cacheRefresh'>;
  /** @throws AppError `not-found` for an account nobody knows */
  readonly profileOf: (accountId: AccountId) => ProfileName;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Fetches lists; what it learns reaches the state as events, old items stay until new ones are there. */
export interface DirectoryService {
  /** Without `refresh`, a list younger than {@link freshForMs} is left as it is. A fetch of the same list under way is joined. */
  loadPeers(accountId: AccountId, options?: { readonly refresh?: boolean }): Promise<Outcome>;
  loadGroups(accountId: AccountId, options?: { readonly refresh?: boolean }): Promise<Outcome>;
  loadMembers(accountId: AccountId, groupId: GroupId): Promise<Outcome>;
  /** `friend find`. Cancels the older query of the account; an empty one clears the result. */
  search(accountId: AccountId, query: string): Promise<Outcome>;
  /** Cancels what is fetched for an account, of which nothing is told any more: its lists are another's now. */
  forget(accountId: AccountId): void;
  /** Cancels all that runs; the service can be used again. */
  cancelAll(): void;
}

interface Fetch<Item> {
  readonly key: string;
  readonly what: 'peers' | 'groups' | 'members';
  readonly read: (signal: AbortSignal) => Promise<readonly Item[]>;
  readonly tell: (change: RemoteChange<readonly Item[]>) => void;
}

/** Why a fetch was cancelled of which nothing is to be told. */
const forgotten = new Error('forgotten');

/** Runs fetches, each key once at a time. */
const createFetcher = (clock: Clock) => {
  const once = createOnce<string, Outcome>();

  const attempt = async <Item>(
    { what, read, tell }: Omit<Fetch<Item>, 'key'>,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    tell({ status: 'loading' });
    try {
      const value = await read(signal);
      signal.throwIfAborted();
      tell({ status: 'ready', value, atMs: clock.now() });
      return { ok: true, sentence: words.loaded(value.length, what) };
    } catch (error) {
      const view = signal.aborted ? words.cancelled : toErrorView(error);
      if (signal.reason === forgotten) return { ok: false, error: view };
      tell(view.code === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', error: view });
      return { ok: false, error: view };
    }
  };

  return {
    once,
    fetch: <Item>(fetch: Fetch<Item>): Promise<Outcome> =>
      once.join(fetch.key, ({ signal }) => attempt(fetch, signal)),
  };
};

/** Who is a friend is known better from the friend list than from what the find prints. */
const markFriends = (found: readonly Peer[], friends: readonly Peer[]): readonly Peer[] => {
  const ids = new Set(friends.filter(({ isFriend }) => isFriend).map(({ id }) => id));
  return found.map((peer) => (ids.has(peer.id) && !peer.isFriend ? { ...peer, isFriend: true } : peer));
};

export const createDirectoryService = (options: DirectoryServiceOptions): DirectoryService => {
  const { zca, profileOf, clock, dispatch, getState } = options;
  const { fetch, once } = createFetcher(clock);
  const queries = new Map<AccountId, string>();
  const lifetime = { controller: new AbortController() };

  const directoryOf = (accountId: AccountId): DirectoryState =>
    ownOr(getState().directory, accountId, initialDirectory);

  /** `friend find` searches a cache of zca's own: a refresh of the list renews it too. Not every zca can; the list is there all the same. */
  const refreshCache = (accountId: AccountId): void => {
    const { signal } = lifetime.controller;
    Promise.resolve()
      .then(() => zca().cacheRefresh(profileOf(accountId), signal))
      .catch(() => undefined);
  };

  const search = (accountId: AccountId, query: string): Promise<Outcome> => {
    const key = `${accountId}:search`;
    const startedAtMs = clock.now();
    if (queries.get(accountId) !== query) once.drop(key);
    queries.set(accountId, query);
    return fetch<Peer>({
      key,
      what: 'peers',
      read: async (signal) =>
        markFriends(
          await zca().findPeers(profileOf(accountId), query, signal),
          directoryOf(accountId).peers.value,
        ),
      tell: (change) => dispatch({ type: 'search/changed', accountId, query, atMs: startedAtMs, change }),
    });
  };

  return {
    loadPeers: async (accountId, { refresh = false } = {}) => {
      if (!refresh && isFresh(directoryOf(accountId).peers, clock.now(), freshForMs)) return { ok: true };
      const outcome = await fetch({
        key: `${accountId}:peers`,
        what: 'peers',
        read: (signal) => zca().peers(profileOf(accountId), signal),
        tell: (change) => dispatch({ type: 'peers/changed', accountId, change }),
      });
      if (refresh && outcome.ok) refreshCache(accountId);
      return outcome;
    },
    loadGroups: async (accountId, { refresh = false } = {}) => {
      if (!refresh && isFresh(directoryOf(accountId).groups, clock.now(), freshForMs)) return { ok: true };
      return fetch({
        key: `${accountId}:groups`,
        what: 'groups',
        read: (signal) => zca().groups(profileOf(accountId), signal),
        tell: (change) => dispatch({ type: 'groups/changed', accountId, change }),
      });
    },
    loadMembers: (accountId, groupId) =>
      fetch({
        key: `${accountId}:members:${groupId}`,
        what: 'members',
        read: (signal) => zca().members(profileOf(accountId), groupId, signal),
        tell: (change) => dispatch({ type: 'members/changed', accountId, groupId, change }),
      }),
    search: async (accountId, query) => {
      const wanted = cutUnits(query.normalize('NFC').trim(), maxQueryUnits);
      if (wanted !== '') return search(accountId, wanted);
      once.drop(`${accountId}:search`);
      queries.delete(accountId);
      dispatch({ type: 'search/cleared', accountId });
      return { ok: true };
    },
    forget: (accountId) => {
      for (const key of once.keys().filter((one) => one.startsWith(`${accountId}:`)))
        once.drop(key, forgotten);
      queries.delete(accountId);
    },
    cancelAll: () => {
      once.abortAll();
      lifetime.controller.abort();
      lifetime.controller = new AbortController();
    },
  };
};
