// `zalouser-tui feed`: what is written to the accounts, a line a message, until it is interrupted.

import {
  type Account,
  type AccountId,
  type AccountRow,
  accountRow,
  answerLimitMs,
  type Console,
  type ConsoleState,
  canJoin,
  exportedMessage,
  isGatewayListening,
  isGatewayRunning,
  isMending,
  type Message,
  type MessageOutcome,
  outcomeOf,
  type Scope,
  senderNameOf,
  sentences,
  threadNameOf,
  verdictOf,
} from '../../core/faces.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { fullTime } from '../../tui/text/times.ts';
import { exitCodes } from '../exit-codes.ts';
import { hintText } from '../remedies.ts';
import { errorLines, wordsOf } from '../reports/parts.ts';
import type { FeedReport } from '../reports/people.ts';
import { cliSentences } from '../words.ts';
import type { Printer, StreamCommand } from './command.ts';
import { waitWithin } from './interruption.ts';
import { withDetail } from './status.ts';
import { noSuchAccount } from './unread-config.ts';

// Each message as a line, once its names are known; and what becomes of that when they come late, or nobody reads.

const feedWords = cliSentences.oneShot.feed;

/** For people: when, whose, what becomes of it, who, where, what. */
const feedLine = (state: ConsoleState, message: Message, nowMs: number): string => {
  const outcome = outcomeOf(state, message, nowMs);
  const fate =
    outcome === undefined
      ? sentences.feedScreen.verdicts[verdictOf(state, message).kind]
      : sentences.feedScreen.outcome(outcome);
  const thread = message.isGroup ? feedWords.inGroup(threadNameOf(state, message) ?? message.threadId) : '';
  const media = message.media === undefined ? '' : `[${sentences.feedScreen.media(message.media)}]`;
  return sanitizeLine(
    [
      fullTime(message.sentAtMs),
      message.accountId,
      fate,
      `${senderNameOf(state, message) ?? message.senderId}${thread}`,
      [media, message.isTextUnseen === true ? `(${sentences.feedScreen.textUnseen})` : message.text]
        .filter((part) => part !== '')
        .join(' '),
    ].join('  '),
    4_000,
  );
};

/** A second answer, or one that failed after all, is news of the same message. */
const outcomeKey = (outcome: MessageOutcome | undefined): string =>
  outcome === undefined ? '' : `${outcome.type} ${'answers' in outcome ? outcome.answers.length : ''}`;

/** What names, who listens, and answers have a say in. */
const standing = (state: ConsoleState, message: Message, nowMs: number): string =>
  JSON.stringify([
    verdictOf(state, message).kind,
    outcomeKey(outcomeOf(state, message, nowMs)),
    senderNameOf(state, message),
    threadNameOf(state, message),
  ]);

/** A gateway that is missed is only called deaf once that has lasted: until then what it would answer is not certain. */
const isUnconfirmed = ({ config, listening }: ConsoleState, id: AccountId): boolean => {
  const profile = config.accounts.find((account) => account.id === id)?.profile.value;
  return (
    profile !== undefined &&
    Object.hasOwn(listening.anomalies, profile) &&
    listening.anomalies[profile]?.isConfirmed === false
  );
};

/** Is it told what is sent, and may something still be: an answer, a code, another part? Also where the rules promise nothing. */
const isWaiting = ({ answers }: ConsoleState, { accountId, receivedAtMs }: Message, nowMs: number): boolean =>
  Object.hasOwn(answers.toldSinceMs, accountId) && nowMs < receivedAtMs + answerLimitMs;

const isCertain = (state: ConsoleState, message: Message, nowMs: number): boolean =>
  hasNames(state, message.accountId) &&
  !isUnconfirmed(state, message.accountId) &&
  !isWaiting(state, message, nowMs);

const hasNames = ({ directory }: ConsoleState, id: AccountId): boolean =>
  directory[id]?.peers.atMs !== undefined && directory[id].groups.atMs !== undefined;

interface MessagePrinter {
  /** Tells what is new, as far as there is room; and what must be corrected. */
  readonly update: () => void;
  /** From now on the messages of the account are told, whether its names have come or not. */
  readonly release: (accountId: AccountId) => void;
  /** Waits for no answer any more. */
  readonly end: () => void;
}

/** Tells each message of the feed once. Whoever reads slowly gets what the feed still holds, and is told how many that leaves out. */
export const createMessagePrinter = ({ store }: Pick<Console, 'store'>, printer: Printer): MessagePrinter => {
  const released = new Set<AccountId>();
  const printed = new WeakSet<Message>();
  /** Told before all was certain, names and who listens: what these had a say in then. What the feed drops is not kept for this. */
  const early = new WeakMap<Message, string>();
  let printedCount = 0;
  let missedCount = 0;
  let last: readonly unknown[] = [];
  let lastKnown: readonly unknown[] = [];

  const { clock } = printer;
  let cancel: (() => void) | undefined;
  /** That no answer has come is told without an event. */
  const lookLater = (): void => {
    cancel ??= clock.after(answerLimitMs, () => {
      cancel = undefined;
      last = [];
      lastKnown = [];
      update();
    });
  };

  const tell = (state: ConsoleState, message: Message, isCorrection: boolean): void => {
    const nowMs = clock.now();
    const report: FeedReport = {
      ...exportedMessage(state, message, nowMs),
      ...(isCorrection ? { corrected: true as const } : {}),
    };
    const line = feedLine(state, message, nowMs);
    printer.say([isCorrection ? feedWords.corrected(line) : line], report);
    if (isCertain(state, message, nowMs)) return;
    early.set(message, standing(state, message, nowMs));
    if (isWaiting(state, message, nowMs)) lookLater();
  };

  const correct = (state: ConsoleState): void => {
    const known = [state.directory, state.notListening, state.listening.anomalies, state.answers];
    if (known.every((value, at) => value === lastKnown[at])) return;
    for (const message of state.feed.messages) {
      const was = early.get(message);
      if (was === undefined) continue;
      if (!printer.hasRoom()) return;
      const nowMs = clock.now();
      if (isCertain(state, message, nowMs)) early.delete(message);
      else if (isWaiting(state, message, nowMs)) lookLater();
      if (standing(state, message, nowMs) !== was) tell(state, message, true);
    }
    lastKnown = known;
  };

  const printMissed = ({ feed: { dropped, messages } }: ConsoleState): void => {
    if (dropped === 0) return;
    const waiting = messages.filter((message) => !printed.has(message)).length;
    const count = dropped + messages.length - printedCount - missedCount - waiting;
    if (count <= 0) return;
    missedCount += count;
    printer.say([feedWords.missed(count)], { event: 'missed', count } satisfies FeedReport);
  };

  const printNew = (state: ConsoleState): void => {
    for (const message of state.feed.messages) {
      if (!printer.hasRoom()) return;
      if (printed.has(message) || !released.has(message.accountId)) continue;
      printed.add(message);
      printedCount += 1;
      tell(state, message, false);
    }
  };

  const update = (): void => {
    if (!printer.hasRoom()) return;
    const state = store.getState();
    const now = [
      state.feed.messages,
      state.directory,
      state.notListening,
      state.listening.anomalies,
      state.answers,
      released.size,
    ];
    if (now.every((value, at) => value === last[at])) return;
    correct(state);
    printMissed(state);
    printNew(state);
    // What there was no room for is looked at again.
    last = printer.hasRoom() ? now : [];
  };

  return {
    update,
    release: (accountId) => {
      released.add(accountId);
      update();
    },
    end: () => cancel?.(),
  };
};

const words = cliSentences.oneShot;

/** So long names are waited for (ms): a message is worth something without them. */
const namesLimitMs = 8_000;

/** Why it does not listen, and what to do about it. */
const whyOf = ({ id, problem, condition, facts: { listener } }: AccountRow): readonly string[] => {
  if (condition === 'login-needed' || condition === 'session-ended') return [words.nextSteps['log-in'](id)];
  if (listener.status === 'retrying') return [`${listener.cause}.`];
  if (problem === undefined) return [];
  return [withDetail(problem.sentence, wordsOf(problem.detail), hintText(problem.hint) ?? null)];
};

/** Says on stderr how each listener does, whenever that changes. */
const createListenerPrinter = (
  { store }: Pick<Console, 'store'>,
  accounts: readonly Account[],
  { note }: Printer,
): (() => void) => {
  const printed = new Map<string, string>();
  return () => {
    for (const { id } of accounts) {
      const row = accountRow(store.getState(), id);
      if (row === undefined || isMending(row.facts.listener)) continue;
      const line = words.ofAccount(id, [`${words.conditions[row.condition]}.`, ...whyOf(row)].join(' '));
      if (printed.get(id) === line) continue;
      printed.set(id, line);
      note([sanitizeLine(line, 1_000)]);
    }
  };
};

/** Says on stderr how the feed learns what a gateway hears that holds the session itself, whenever that changes. */
const createTapPrinter = ({ store }: Pick<Console, 'store'>, { note }: Printer): (() => void) => {
  let printed = '';
  return () => {
    const state = store.getState();
    const { tap } = state;
    const isDown = state.gateway.status === 'down' && !isGatewayRunning(state);
    const watching =
      tap.status === 'watching' && tap.by === 'sessions' ? words.feed.onlyLetThrough : words.feed.watching;
    const lines =
      tap.status === 'unusable' ? errorLines(tap.error) : [isDown ? words.feed.gatewayDown : watching];
    const line = lines.join('\n');
    if (line === printed) return;
    printed = line;
    note(lines);
  };
};

/** A gateway that holds the session itself is watched: to listen beside it would displace it. */
const isWatched = (state: ConsoleState, takesOver: boolean): boolean =>
  !takesOver &&
  !state.config.release.capabilities.drivesZca &&
  (state.tap.status === 'watching' || isGatewayRunning(state));

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
    const isFree = takesOver || !isGatewayListening(state, account) || canJoin(state, account);
    if (!isFree) note(errorLines(words.feed.ofGateway(account.id)));
    return isFree;
  });
};

const never = new Promise<never>(() => {});

/** Verdicts go by names, and so do the lines: they are asked for first, but not waited for too long. */
const loadNames = async ({ directory }: Console, { id }: Account): Promise<void> => {
  await waitWithin(Promise.all([directory.loadPeers(id), directory.loadGroups(id)]), namesLimitMs, never);
};

const follow = async (
  console: Console,
  accounts: readonly Account[],
  printer: Printer,
  signal: AbortSignal,
  isTapped: boolean,
): Promise<void> => {
  const { store, listener } = console;
  const messages = createMessagePrinter(console, printer);
  const printListeners = isTapped
    ? createTapPrinter(console, printer)
    : createListenerPrinter(console, accounts, printer);
  const end = Promise.withResolvers<void>();
  const update = (): void => {
    messages.update();
    printListeners();
  };
  const endings = [store.subscribe(update), printer.onRoom(messages.update)];
  signal.addEventListener('abort', () => end.resolve(), { once: true });
  if (signal.aborted) end.resolve();
  for (const account of accounts) {
    // Without a connection a gateway's names cost a log-in of their own.
    const isCheap = !isTapped || store.getState().connection.status === 'open';
    void (isCheap ? loadNames(console, account) : Promise.resolve()).then(() => messages.release(account.id));
  }
  if (!isTapped) {
    await Promise.all(accounts.map(async ({ id }) => listener.start(id)));
    endings.push(store.subscribe((state) => isOver(state, accounts) && end.resolve()));
    if (isOver(store.getState(), accounts)) end.resolve();
  }
  update();
  await end.promise;
  for (const stop of endings) stop();
  // What still waits for its names is told without them.
  for (const { id } of accounts) messages.release(id);
  messages.end();
};

/** `zalouser-tui feed`: all accounts that are enabled, or that of `--account`. Ends by itself only when nothing can be heard any more. */
export const feed: StreamCommand = {
  type: 'stream',
  tell: async (console, { scope, flags }, printer, signal) => {
    await console.start();
    await console.gateway.check();
    const takesOver = flags.includes('--take-over');
    const isTapped = isWatched(console.store.getState(), takesOver);
    const { zca } = console.store.getState();
    // Of every account the same could be said.
    if (zca.status === 'missing' && !isTapped) {
      printer.note(errorLines(zca.error));
      return exitCodes.internal;
    }
    const accounts = listenable(console.store.getState(), scope, takesOver || isTapped, printer);
    if (accounts.length === 0) return exitCodes.internal;
    await follow(console, accounts, printer, signal, isTapped);
    return exitCodes.internal;
  },
};
