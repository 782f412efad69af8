// `zalouser-tui feed`: what is written to the accounts, a line a message, until it is interrupted.
import {
  type Account,
  type AccountRow,
  accountRow,
  type Console,
  type ConsoleState,
  exportedMessage,
  isGatewayListening,
  type Message,
  type Scope,
  senderNameOf,
  sentences,
  threadNameOf,
  verdictOf,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/text/sanitize.ts';
import { fullTime } from '../../tui/text/times.ts';
import { exitCodes } from '../exit-codes.ts';
import { errorLines } from '../words.ts';
import type { Tale, Teller } from './command.ts';
import { noSuchAccount } from './unread-config.ts';

const words = sentences.cli.oneShot;

/** For people: when, whose, what becomes of it, who, where, what. */
const feedLine = (state: ConsoleState, message: Message): string => {
  const { kind } = verdictOf(state, message);
  const thread = message.isGroup ? words.feed.inGroup(threadNameOf(state, message) ?? message.threadId) : '';
  const media = message.media === undefined ? '' : `[${sentences.feedScreen.media(message.media)}]`;
  return sanitizeLine(
    [
      fullTime(message.sentAtMs),
      message.accountId,
      sentences.feedScreen.verdicts[kind],
      `${senderNameOf(state, message) ?? message.senderId}${thread}`,
      [media, message.text].filter((part) => part !== '').join(' '),
    ].join('  '),
    4_000,
  );
};

/** Tells each message once. What fell out of the ring is forgotten with it. */
const createMessageTeller = ({ store }: Pick<Console, 'store'>, teller: Teller): (() => void) => {
  const told = new WeakSet<Message>();
  let last: ConsoleState['feed']['messages'] | undefined;
  return () => {
    const state = store.getState();
    if (state.feed.messages === last) return;
    last = state.feed.messages;
    for (const message of last) {
      if (told.has(message)) continue;
      told.add(message);
      teller.say([feedLine(state, message)], exportedMessage(state, message));
    }
  };
};

/** Why it does not listen, and what to do about it. */
const whyOf = ({ id, problem, condition, facts: { listener } }: AccountRow): readonly string[] => {
  if (condition === 'login-needed' || condition === 'session-ended') return [words.nextSteps['log-in'](id)];
  if (problem === undefined) return [];
  const hint = listener.status === 'blocked' ? (listener.error.shellHint ?? listener.error.hint) : problem.hint;
  return [problem.sentence, hint].filter((part) => part !== undefined);
};

/** Says on stderr how each listener does, whenever that changes. */
const createListenerTeller = ({ store }: Pick<Console, 'store'>, accounts: readonly Account[], { note }: Teller): (() => void) => {
  const told = new Map<string, string>();
  return () => {
    for (const { id } of accounts) {
      const row = accountRow(store.getState(), id);
      if (row === undefined) continue;
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
const listenable = (state: ConsoleState, scope: Scope, takesOver: boolean, { note }: Teller): readonly Account[] => {
  const wanted = state.config.accounts.filter(({ id, enabled }) => (scope === 'all' ? enabled.value : id === scope));
  if (wanted.length === 0) note(errorLines(noSuchAccount(state, scope)));
  return wanted.filter((account) => {
    const isFree = takesOver || !isGatewayListening(state, account);
    if (!isFree) note(errorLines(words.feed.ofGateway(account.id)));
    return isFree;
  });
};

const follow = async (console: Console, accounts: readonly Account[], teller: Teller, signal: AbortSignal): Promise<void> => {
  const { store, actions } = console;
  const tellMessages = createMessageTeller(console, teller);
  const tellListeners = createListenerTeller(console, accounts, teller);
  const end = Promise.withResolvers<void>();
  const look = (): void => {
    tellMessages();
    tellListeners();
  };
  const unsubscribe = store.subscribe(look);
  signal.addEventListener('abort', () => end.resolve(), { once: true });
  await Promise.all(accounts.map(async ({ id }) => actions.startListener(id)));
  look();
  const watchEnd = store.subscribe((state) => isOver(state, accounts) && end.resolve());
  if (isOver(store.getState(), accounts)) end.resolve();
  await end.promise;
  watchEnd();
  unsubscribe();
};

/** `zalouser-tui feed`: all accounts that are enabled, or that of `--account`. Ends by itself only when nothing can be heard any more. */
export const feed: Tale = {
  type: 'tale',
  tell: async (console, { scope, flags }, teller, signal) => {
    await console.start();
    await console.actions.checkGateway();
    const { zca, config } = console.store.getState();
    if (config.status === 'missing') teller.note([sanitizeLine(words.config.missing(config.path), 1_000), words.accountsUnknown]);
    // Of every account the same could be said.
    if (zca.status === 'missing') {
      teller.note(errorLines(zca.error));
      return exitCodes.internal;
    }
    const accounts = listenable(console.store.getState(), scope, flags.includes('--take-over'), teller);
    if (accounts.length === 0) return exitCodes.internal;
    // Verdicts and lines are better with names; they come when they come.
    for (const { id } of accounts) void console.actions.loadPeers(id);
    await follow(console, accounts, teller, signal);
    return exitCodes.internal;
  },
};
