// `zalouser-tui feed`: what is written to the accounts, a line a message, until it is interrupted.

import {
  type Account,
  type AccountRow,
  accountRow,
  type Console,
  type ConsoleState,
  isGatewayListening,
  isMending,
  type Scope,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { errorLines } from '../error-lines.ts';
import { exitCodes } from '../exit-codes.ts';
import { hintText } from '../remedies.ts';
import { wordsOf } from '../reports/parts.ts';
import { cliSentences } from '../words.ts';
import type { Printer, StreamCommand } from './command.ts';
import { createMessagePrinter } from './feed-messages.ts';
import { settle } from './interruption.ts';
import { said } from './status.ts';
import { noSuchAccount } from './unread-config.ts';

const words = cliSentences.oneShot;

/** So long names are waited for (ms): a message is worth something without them. */
const namesLimitMs = 8_000;

/** Why it does not listen, and what to do about it. */
const whyOf = ({ id, problem, condition, facts: { listener } }: AccountRow): readonly string[] => {
  if (condition === 'login-needed' || condition === 'session-ended') return [words.nextSteps['log-in'](id)];
  if (listener.status === 'retrying') return [`${listener.cause}.`];
  if (problem === undefined) return [];
  return [said(problem.sentence, wordsOf(problem.detail), hintText(problem.hint) ?? null)];
};

/** Says on stderr how each listener does, whenever that changes. */
const createListenerPrinter = (
  { store }: Pick<Console, 'store'>,
  accounts: readonly Account[],
  { note }: Printer,
): (() => void) => {
  const told = new Map<string, string>();
  return () => {
    for (const { id } of accounts) {
      const row = accountRow(store.getState(), id);
      if (row === undefined || isMending(row.facts.listener)) continue;
      const said = words.ofAccount(id, [`${words.conditions[row.condition]}.`, ...whyOf(row)].join(' '));
      if (told.get(id) === said) continue;
      told.set(id, said);
      note([sanitizeLine(said, 1_000)]);
    }
  };
};

const isOver = ({ facts }: ConsoleState, accounts: readonly Account[]): boolean =>
  accounts.every(({ id }) => ['blocked', 'stopped'].includes(facts[id]?.listener.status ?? 'stopped'));

/** The accounts that may be listened on: enabled, and not by a gateway unless told so. */
const listenable = (
  state: ConsoleState,
  scope: Scope,
  takesOver: boolean,
  { note }: Printer,
): readonly Account[] => {
  const wanted = state.config.accounts.filter(({ id, enabled }) =>
    scope === 'all' ? enabled.value : id === scope,
  );
  if (wanted.length === 0) note(errorLines(noSuchAccount(state, scope)));
  return wanted.filter((account) => {
    const isFree = takesOver || !isGatewayListening(state, account);
    if (!isFree) note(errorLines(words.feed.ofGateway(account.id)));
    return isFree;
  });
};

const never = new Promise<never>(() => {});

/** Verdicts go by names, and so do the lines: they are asked for first, but not waited for too long. */
const loadNames = async ({ actions }: Console, { id }: Account): Promise<void> => {
  await settle(Promise.all([actions.loadPeers(id), actions.loadGroups(id)]), namesLimitMs, never);
};

const follow = async (
  console: Console,
  accounts: readonly Account[],
  printer: Printer,
  signal: AbortSignal,
): Promise<void> => {
  const { store, actions } = console;
  const messages = createMessagePrinter(console, printer);
  const tellListeners = createListenerPrinter(console, accounts, printer);
  const end = Promise.withResolvers<void>();
  const look = (): void => {
    messages.look();
    tellListeners();
  };
  const endings = [store.subscribe(look), printer.onRoom(messages.look)];
  signal.addEventListener('abort', () => end.resolve(), { once: true });
  if (signal.aborted) end.resolve();
  for (const account of accounts) void loadNames(console, account).then(() => messages.release(account.id));
  await Promise.all(accounts.map(async ({ id }) => actions.startListener(id)));
  look();
  endings.push(store.subscribe((state) => isOver(state, accounts) && end.resolve()));
  if (isOver(store.getState(), accounts)) end.resolve();
  await end.promise;
  for (const stop of endings) stop();
  // What still waits for its names is told without them.
  for (const { id } of accounts) messages.release(id);
};

/** `zalouser-tui feed`: all accounts that are enabled, or that of `--account`. Ends by itself only when nothing can be heard any more. */
export const feed: StreamCommand = {
  type: 'stream',
  tell: async (console, { scope, flags }, printer, signal) => {
    await console.start();
    await console.actions.checkGateway();
    const { zca } = console.store.getState();
    // Of every account the same could be said.
    if (zca.status === 'missing') {
      printer.note(errorLines(zca.error));
      return exitCodes.internal;
    }
    const accounts = listenable(console.store.getState(), scope, flags.includes('--take-over'), printer);
    if (accounts.length === 0) return exitCodes.internal;
    await follow(console, accounts, printer, signal);
    return exitCodes.internal;
  },
};
