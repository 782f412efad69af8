// Peers, groups, members and the find of each account, fetched when asked for and kept with their age.

import type { Dispatch } from '../events.ts';
import type { Peer, Self } from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, GroupId } from '../shared/ids.ts';
import { createOnce } from '../shared/once.ts';
import { ownOr } from '../shared/own.ts';
import { isFresh, type RemoteChange } from '../shared/remote.ts';
import { cutUnits } from '../shared/text/sanitize.ts';
import { type ConsoleState, initialDirectory } from '../state.ts';
import { type DirectoryListKey, type DirectoryState, membersKey, type SlowWay } from './model.ts';
import { type Asking, type DirectorySource, SlowOnly } from './source.ts';
import { directorySentences as words } from './words.ts';

/** A list younger than this is shown as it is unless a refresh is asked for (ms). */
export const freshForMs = 600_000;
/** More of a query is not passed on: no name is as long. */
const maxQueryUnits = 200;

export interface DirectoryServiceOptions {
  /** Whom to ask now. */
  readonly source: () => DirectorySource;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

export interface LoadOptions {
  /** Also a list that is fresh. */
  readonly refresh?: boolean;
  /** Where only a command of some twenty seconds can answer, it is run. Default: it is offered (`DirectoryState.slow`), and nothing is fetched. */
  readonly mayTakeSeconds?: boolean;
}

/** Fetches lists; what it learns reaches the state as events, old items stay until new ones are there. */
export interface DirectoryService {
  /** Without `refresh`, a list younger than {@link freshForMs} is left as it is. A fetch of the same list under way is joined. */
  loadPeers(accountId: AccountId, options?: LoadOptions): Promise<Outcome>;
  loadGroups(accountId: AccountId, options?: LoadOptions): Promise<Outcome>;
  loadMembers(
    accountId: AccountId,
    groupId: GroupId,
    options?: Pick<LoadOptions, 'mayTakeSeconds'>,
  ): Promise<Outcome>;
  /** Who the account is, where a gateway holds the session itself and says so; elsewhere the check of the account tells. */
  loadSelf(accountId: AccountId): Promise<Outcome>;
  /** Ends the fetch of a list; what was known of it stays. */
  cancel(accountId: AccountId, list: DirectoryListKey): void;
  /** `friend find`, where that can be asked. Cancels the older query of the account; an empty one clears the result. */
  search(accountId: AccountId, query: string): Promise<Outcome>;
  /** Cancels what is fetched for an account, of which nothing is told any more: its lists are another's now. */
  forget(accountId: AccountId): void;
  /** Cancels all that runs; the service can be used again. */
  cancelAll(): void;
}

interface Fetch<Item> {
  readonly key: string;
  readonly what: 'peers' | 'groups' | 'members';
  readonly read: (asking: Asking) => Promise<readonly Item[]>;
  readonly tell: (change: RemoteChange<readonly Item[]>) => void;
  readonly mayTakeSeconds?: boolean;
  /** Told what becomes of the slow way; absent where there is none. */
  readonly tellWay?: (way: SlowWay | undefined) => void;
}

/** Why a fetch was cancelled of which nothing is to be told. */
const forgotten = new Error('forgotten');

/** Runs fetches, each key once at a time. */
const createFetcher = (clock: Clock) => {
  const once = createOnce<string, Outcome>();

  const attempt = async <Item>(
    { what, read, tell, mayTakeSeconds = false, tellWay }: Omit<Fetch<Item>, 'key'>,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    let slowBecause: ErrorView | undefined;
    tell({ status: 'loading' });
    try {
      const value = await read({
        signal,
        mayTakeSeconds: (why) => {
          slowBecause = why;
          if (mayTakeSeconds) tellWay?.({ status: 'running', why, startedAtMs: clock.now() });
          return mayTakeSeconds;
        },
      });
      signal.throwIfAborted();
      tell({ status: 'ready', value, atMs: clock.now() });
      tellWay?.(slowBecause && { status: 'answered', why: slowBecause });
      return { ok: true, sentence: words.loaded(value.length, what) };
    } catch (error) {
      const view = signal.aborted ? words.cancelled : toErrorView(error);
      if (signal.reason === forgotten) return { ok: false, error: view };
      tellWay?.(slowBecause && { status: 'offered', why: slowBecause });
      if (error instanceof SlowOnly) tell({ status: 'cancelled' });
      else tell(view.code === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', error: view });
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
  const { source, clock, dispatch, getState } = options;
  const { fetch, once } = createFetcher(clock);
  const queries = new Map<AccountId, string>();
  const lifetime = { controller: new AbortController() };

  const directoryOf = (accountId: AccountId): DirectoryState =>
    ownOr(getState().directory, accountId, initialDirectory);

  /** `friend find` searches a cache of zca's own: a refresh of the list renews it too. Not every zca can; the list is there all the same. */
  const refreshCache = (accountId: AccountId): void => {
    const { signal } = lifetime.controller;
    Promise.resolve()
      .then(() => source().renew?.(accountId, signal))
      .catch(() => undefined);
  };

  const clearSearch = (accountId: AccountId): Outcome => {
    once.drop(`${accountId}:search`);
    queries.delete(accountId);
    dispatch({ type: 'search/cleared', accountId });
    return { ok: true };
  };

  const search = async (accountId: AccountId, query: string): Promise<Outcome> => {
    const { find } = source();
    if (find === undefined) return clearSearch(accountId);
    const key = `${accountId}:search`;
    const startedAtMs = clock.now();
    if (queries.get(accountId) !== query) once.drop(key);
    queries.set(accountId, query);
    return fetch<Peer>({
      key,
      what: 'peers',
      read: async ({ signal }) =>
        markFriends(await find(accountId, query, signal), directoryOf(accountId).peers.value),
      tell: (change) => dispatch({ type: 'search/changed', accountId, query, atMs: startedAtMs, change }),
    });
  };

  const tellWayOf = (accountId: AccountId, list: DirectoryListKey) => (way: SlowWay | undefined) =>
    dispatch({ type: 'directory/way-changed', accountId, list, way });

  return {
    loadPeers: async (accountId, { refresh = false, mayTakeSeconds } = {}) => {
      if (!refresh && isFresh(directoryOf(accountId).peers, clock.now(), freshForMs)) return { ok: true };
      const outcome = await fetch({
        key: `${accountId}:peers`,
        what: 'peers',
        read: (asking) => source().peers(accountId, asking),
        mayTakeSeconds,
        tellWay: tellWayOf(accountId, 'peers'),
        tell: (change) => dispatch({ type: 'peers/changed', accountId, change }),
      });
      if (refresh && outcome.ok) refreshCache(accountId);
      return outcome;
    },
    loadGroups: async (accountId, { refresh = false, mayTakeSeconds } = {}) => {
      if (!refresh && isFresh(directoryOf(accountId).groups, clock.now(), freshForMs)) return { ok: true };
      return fetch({
        key: `${accountId}:groups`,
        what: 'groups',
        read: (asking) => source().groups(accountId, asking),
        mayTakeSeconds,
        tellWay: tellWayOf(accountId, 'groups'),
        tell: (change) => dispatch({ type: 'groups/changed', accountId, change }),
      });
    },
    loadMembers: (accountId, groupId, { mayTakeSeconds } = {}) =>
      fetch({
        key: `${accountId}:${membersKey(groupId)}`,
        what: 'members',
        read: (asking) => source().members(accountId, groupId, asking),
        mayTakeSeconds,
        tellWay: tellWayOf(accountId, membersKey(groupId)),
        tell: (change) => dispatch({ type: 'members/changed', accountId, groupId, change }),
      }),
    search: async (accountId, query) => {
      const wanted = cutUnits(query.normalize('NFC').trim(), maxQueryUnits);
      return wanted === '' ? clearSearch(accountId) : search(accountId, wanted);
    },
    loadSelf: (accountId) =>
      once.join(`${accountId}:self`, async ({ signal }) => {
        const { self } = source();
        if (self === undefined) return { ok: true };
        const tell = (change: RemoteChange<Self>): void =>
          dispatch({ type: 'directory/self-changed', accountId, change });
        try {
          const value = await self(accountId, signal);
          signal.throwIfAborted();
          tell({ status: 'ready', value, atMs: clock.now() });
          return { ok: true };
        } catch (error) {
          const view = signal.aborted ? words.cancelled : toErrorView(error);
          if (!signal.aborted) tell({ status: 'failed', error: view });
          return { ok: false, error: view };
        }
      }),
    cancel: (accountId, list) => once.drop(`${accountId}:${list}`),
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
