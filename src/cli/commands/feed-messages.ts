// Each message as a line, once its names are known; and what becomes of that when they come late, or nobody reads.

import {
  type AccountId,
  type Console,
  type ConsoleState,
  exportedMessage,
  type Message,
  senderNameOf,
  sentences,
  threadNameOf,
  verdictOf,
} from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { fullTime } from '../../tui/text/times.ts';
import type { FeedReport } from '../reports/people.ts';
import { cliSentences } from '../words.ts';
import type { Printer } from './command.ts';

const words = cliSentences.oneShot.feed;

/** For people: when, whose, what becomes of it, who, where, what. */
const feedLine = (state: ConsoleState, message: Message): string => {
  const { kind } = verdictOf(state, message);
  const thread = message.isGroup ? words.inGroup(threadNameOf(state, message) ?? message.threadId) : '';
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

/** What names, and who listens, have a say in. */
const standing = (state: ConsoleState, message: Message): string =>
  JSON.stringify([
    verdictOf(state, message).kind,
    senderNameOf(state, message),
    threadNameOf(state, message),
  ]);

/** A gateway that is missed is only called deaf once that has lasted: until then what it would answer is not certain. */
const isInDoubt = ({ config, listening }: ConsoleState, id: AccountId): boolean => {
  const profile = config.accounts.find((account) => account.id === id)?.profile.value;
  return (
    profile !== undefined &&
    Object.hasOwn(listening.anomalies, profile) &&
    listening.anomalies[profile]?.isSettled === false
  );
};

const isCertain = (state: ConsoleState, id: AccountId): boolean =>
  hasNames(state, id) && !isInDoubt(state, id);

const hasNames = ({ directory }: ConsoleState, id: AccountId): boolean =>
  directory[id]?.peers.atMs !== undefined && directory[id].groups.atMs !== undefined;

/** Tells messages. */
export interface MessagePrinter {
  /** Tells what is new, as far as there is room; and what must be corrected. */
  readonly look: () => void;
  /** From now on the messages of the account are told, whether its names have come or not. */
  readonly release: (accountId: AccountId) => void;
}

/** Tells each message of the feed once. Whoever reads slowly gets what the feed still holds, and is told how many that leaves out. */
export const createMessagePrinter = ({ store }: Pick<Console, 'store'>, printer: Printer): MessagePrinter => {
  const released = new Set<AccountId>();
  const told = new WeakSet<Message>();
  /** Told before all was certain, names and who listens: what these had a say in then. What the feed drops is not kept for this. */
  const early = new WeakMap<Message, string>();
  let toldCount = 0;
  let missedCount = 0;
  let last: readonly unknown[] = [];
  let lastKnown: readonly unknown[] = [];

  const tell = (state: ConsoleState, message: Message, isCorrection: boolean): void => {
    const report: FeedReport = {
      ...exportedMessage(state, message),
      ...(isCorrection ? { corrected: true as const } : {}),
    };
    const line = feedLine(state, message);
    printer.say([isCorrection ? words.corrected(line) : line], report);
    if (!isCertain(state, message.accountId)) early.set(message, standing(state, message));
  };

  const correct = (state: ConsoleState): void => {
    const known = [state.directory, state.notListening, state.listening.anomalies];
    if (known.every((value, at) => value === lastKnown[at])) return;
    for (const message of state.feed.messages) {
      const was = early.get(message);
      if (was === undefined) continue;
      if (!printer.hasRoom()) return;
      if (isCertain(state, message.accountId)) early.delete(message);
      if (standing(state, message) !== was) tell(state, message, true);
    }
    lastKnown = known;
  };

  const tellMissed = ({ feed: { dropped, messages } }: ConsoleState): void => {
    if (dropped === 0) return;
    const waiting = messages.filter((message) => !told.has(message)).length;
    const count = dropped + messages.length - toldCount - missedCount - waiting;
    if (count <= 0) return;
    missedCount += count;
    printer.say([words.missed(count)], { event: 'missed', count } satisfies FeedReport);
  };

  const tellNew = (state: ConsoleState): void => {
    for (const message of state.feed.messages) {
      if (!printer.hasRoom()) return;
      if (told.has(message) || !released.has(message.accountId)) continue;
      told.add(message);
      toldCount += 1;
      tell(state, message, false);
    }
  };

  const look = (): void => {
    if (!printer.hasRoom()) return;
    const state = store.getState();
    const now = [
      state.feed.messages,
      state.directory,
      state.notListening,
      state.listening.anomalies,
      released.size,
    ];
    if (now.every((value, at) => value === last[at])) return;
    correct(state);
    tellMissed(state);
    tellNew(state);
    // What there was no room for is looked at again.
    last = printer.hasRoom() ? now : [];
  };

  return {
    look,
    release: (accountId) => {
      released.add(accountId);
      look();
    },
  };
};
