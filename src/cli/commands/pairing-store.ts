// What the pairing commands have in common: the store as it is now, and the names of the people in it.

import {
  type AccountId,
  approvedSenders,
  type Console,
  type ConsoleState,
  type ConsoleStore,
  type ErrorView,
  pendingRequests,
  type Scope,
} from '../../core/index.ts';
import { cliPairingSentences } from '../words-pairing.ts';
import { settle } from './interruption.ts';

/** Until the state is as wanted. */
const untilState = (store: ConsoleStore, isWanted: (state: ConsoleState) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (state: ConsoleState): void => {
      if (!isWanted(state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look(store.getState());
  });

/** Until config and release are known: how pairing is kept depends on which openclaw there is. */
export const findStore = async ({ store, start, actions }: Console): Promise<void> => {
  await start();
  await untilState(store, ({ openclaw }) => openclaw.status !== 'unknown');
  await actions.reloadConfig();
};

/** Reads the store; nothing of zca is waited for. */
export const readStore = async (console: Console): Promise<void> => {
  await findStore(console);
  await console.actions.refreshPairing();
};

/** Why the store is not known, as far as it is not. */
export const storeProblem = ({ pairing }: ConsoleState): ErrorView | undefined =>
  pairing.error ?? (pairing.status === 'ready' ? undefined : cliPairingSentences.storeUnread());

/** The accounts on which people wait or were let in. */
export const accountsOfPeople = (state: ConsoleState, scope: Scope, nowMs: number): readonly AccountId[] => [
  ...new Set([...pendingRequests(state, nowMs, scope), ...approvedSenders(state, scope)].map(({ accountId }) => accountId)),
];

/** So long (ms) names are waited for: a decision does not need them, and a listing is worth something without them. */
export const namesLimitMs = 8_000;

const never = new Promise<never>(() => {});

/** Has the friend list of an account come, or is it clear that it will not? The console asks for it by itself. */
const isSettled = ({ config, zca, facts, directory }: ConsoleState, id: AccountId): boolean => {
  const isAsked = zca.status === 'found' && config.accounts.some((account) => account.id === id && account.enabled.value);
  if (!isAsked) return zca.status !== 'unknown';
  const session = facts[id]?.session.status ?? 'unknown';
  if (session === 'unknown' || session === 'checking') return false;
  const peers = directory[id]?.peers.status ?? 'idle';
  return session !== 'logged-in' || peers === 'ready' || peers === 'failed';
};

/** Waits for the friend lists of these accounts: without them nobody has a name, and no name is like a friend's. */
export const awaitNames = async ({ store }: Pick<Console, 'store'>, accounts: readonly AccountId[]): Promise<void> => {
  const known = untilState(store, (state) => accounts.every((id) => isSettled(state, id)));
  await settle(known, namesLimitMs, never);
};

/** Those of the accounts whose friend list could not be read: names there are not compared. */
export const withoutNames = ({ directory }: ConsoleState, accounts: readonly AccountId[]): readonly AccountId[] =>
  accounts.filter((id) => directory[id]?.peers.fetchedAtMs === undefined);
