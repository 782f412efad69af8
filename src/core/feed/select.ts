// The feed screen: which messages it shows, and what the gateway does with each.

import type { Message } from '../model/message.ts';
import { isBlockedKind, type VerdictKind } from '../policy/verdict.ts';
import { largest } from '../shared/extremes.ts';
import { type AccountId, isInScope, type Scope } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { countBefore, type Series, seriesOf, spliced } from '../shared/series.ts';
import type { ConsoleState } from '../state.ts';
import { type FeedQuery, queryInputs, queryTest } from './query.ts';
import { verdictInputs, verdictOf } from './select-verdict.ts';
import {
  compareMessages,
  type FeedStep,
  placeAfter,
  placeBefore,
  stepsBetween,
  withMessages,
} from './state.ts';

// The rows of the feed: messages, and repeats of the same one as a single row. Pure.

/** A message, or several in a row of the same sender in the same thread with the same text. */
export interface FeedRow {
  /** Names the row for as long as there is anything of it, also when its first message has gone from the ring. */
  readonly id: string;
  readonly first: Message;
  readonly last: Message;
  /** How many messages it stands for; they stand next to one another in the feed. */
  readonly count: number;
}

export interface FeedRows {
  readonly messages: Series<Message>;
  readonly rows: Series<FeedRow>;
}

/** A message repeats the one before it only if it was sent within this time (ms): a greeting of the next day is a new one. */
export const repeatWithinMs = 600_000;

/** Names a message: ids are unique within an account only. */
export const messageKey = ({ accountId, id }: Message): string => `${accountId}:${id}`;

/** Is `message` the one before it over again? Pictures without words are not: nobody knows whether they are the same. */
export const isRepeat = (before: Message, message: Message): boolean =>
  message.text === before.text &&
  message.senderId === before.senderId &&
  message.threadId === before.threadId &&
  message.accountId === before.accountId &&
  message.isGroup === before.isGroup &&
  message.isOwn === before.isOwn &&
  message.quote === before.quote &&
  message.media?.kind === before.media?.kind &&
  message.media?.count === before.media?.count &&
  message.media?.type === before.media?.type &&
  message.text.trim() !== '' &&
  message.sentAtMs - before.sentAtMs <= repeatWithinMs;

const grouped = (messages: readonly Message[], start: readonly FeedRow[] = []): FeedRow[] => {
  const rows = [...start];
  for (const message of messages) {
    const row = rows.at(-1);
    if (row !== undefined && isRepeat(row.last, message))
      rows[rows.length - 1] = { ...row, last: message, count: row.count + 1 };
    else rows.push({ id: messageKey(message), first: message, last: message, count: 1 });
  }
  return rows;
};

/** The rows of these messages, which are in order. */
export const rowsOf = (messages: readonly Message[]): FeedRows => ({
  messages: seriesOf(messages),
  rows: seriesOf(grouped(messages)),
});

/** Rows that were made anew keep the id of a row they hold the first message of: nothing loses its place. */
const keepIds = (rows: readonly FeedRow[], old: readonly FeedRow[]): readonly FeedRow[] => {
  const free = [...old];
  return rows.map((row) => {
    const at = free.findIndex(
      ({ first, last }) => compareMessages(first, row.last) <= 0 && compareMessages(last, row.first) >= 0,
    );
    const [match] = at < 0 ? [] : free.splice(at, 1);
    return match === undefined ? row : { ...row, id: match.id };
  });
};

/** Makes rows `from` to `to` anew, with their neighbours, from the messages between `first` and `last`. */
const regrouped = (
  rows: Series<FeedRow>,
  messages: Series<Message>,
  from: number,
  to: number,
  first: Message,
  last: Message,
): Series<FeedRow> => {
  const start = Math.max(0, from - 1);
  const end = Math.min(rows.length, to + 1);
  const old = rows.slice(start, end);
  const lowest = old[0];
  const highest = old.at(-1);
  const low = placeBefore(
    messages,
    lowest !== undefined && compareMessages(lowest.first, first) < 0 ? lowest.first : first,
  );
  const high = placeAfter(
    messages,
    highest !== undefined && compareMessages(highest.last, last) > 0 ? highest.last : last,
  );
  return spliced(rows, start, end - start, keepIds(grouped(messages.slice(low, high)), old));
};

/** The row a message stands in, or would stand before. */
export const rowPlace = (rows: Series<FeedRow>, message: Message): number =>
  countBefore(rows, (row) => compareMessages(row.last, message) < 0);

const addOne = ({ messages, rows }: FeedRows, message: Message): FeedRows => {
  const next = spliced(messages, placeAfter(messages, message), 0, [message]);
  const at = rowPlace(rows, message);
  return { messages: next, rows: regrouped(rows, next, at, at, message, message) };
};

/** With more messages, in order; those that come after all others, as nearly all do, are put to the end at once. */
export const addToRows = (known: FeedRows, added: readonly Message[]): FeedRows => {
  const newest = known.messages.at(-1);
  const split = newest === undefined ? 0 : added.findIndex((message) => compareMessages(newest, message) < 0);
  const late = split < 0 ? added : added.slice(0, split);
  const { messages, rows } = late.reduce(addOne, known);
  const rest = split < 0 ? [] : added.slice(split);
  if (rest.length === 0) return { messages, rows };
  const end = rows.slice(-1);
  return {
    messages: spliced(messages, messages.length, 0, rest),
    rows: spliced(rows, rows.length - end.length, end.length, grouped(rest, end)),
  };
};

/** Without a stretch of messages. */
export const removeFromRows = ({ messages, rows }: FeedRows, removed: readonly Message[]): FeedRows => {
  const [first] = removed;
  const last = removed.at(-1);
  if (first === undefined || last === undefined) return { messages, rows };
  const start = placeBefore(messages, first);
  const next = spliced(messages, start, placeAfter(messages, last) - start, []);
  const from = rowPlace(rows, first);
  const to = countBefore(rows, (row) => compareMessages(row.first, last) <= 0);
  return { messages: next, rows: regrouped(rows, next, from, to, first, last) };
};

// What is derived from the messages of the feed and follows them: worked out once, then only what came and went is looked at. The
// cost of a frame does not depend on how many messages there are.

/** How something is derived. All three are given only messages that count, in the order of the feed. */
interface Derivation<Result> {
  /** From all messages. */
  readonly from: (messages: readonly Message[], state: ConsoleState) => Result;
  readonly add: (result: Result, added: readonly Message[], state: ConsoleState) => Result;
  /** A stretch without gaps. */
  readonly remove: (result: Result, removed: readonly Message[], state: ConsoleState) => Result;
}

interface Entry<Result> {
  readonly inputs: readonly unknown[];
  messages: Series<Message>;
  result: Result;
}

/** Results remembered; what cannot be brought up to date any more is forgotten at once. */
const maxEntries = 16;

const sameInputs = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((input, index) => Object.is(input, b[index]));

const applyStep = <Result>(
  derivation: Derivation<Result>,
  result: Result,
  step: FeedStep,
  counts: (message: Message) => boolean,
  state: ConsoleState,
): Result => {
  const added = step.added.filter(counts);
  let next = added.length === 0 ? result : derivation.add(result, added, state);
  for (const stretch of step.removed) {
    const removed = stretch.filter(counts);
    if (removed.length > 0) next = derivation.remove(next, removed, state);
  }
  return next;
};

/**
 * A selector that follows the feed.
 * @param inputsOf all that decides besides the messages, in a fixed order
 * @param testOf which messages count; undefined if all do
 */
const following = <Question, Result>(
  derivation: Derivation<Result>,
  inputsOf: (state: ConsoleState, question: Question) => readonly unknown[],
  testOf: (state: ConsoleState, question: Question) => ((message: Message) => boolean) | undefined,
): ((state: ConsoleState, question: Question) => Result) => {
  let entries: Entry<Result>[] = [];
  return (state, question) => {
    const { messages } = state.feed;
    const inputs = inputsOf(state, question);
    const index = entries.findIndex((entry) => sameInputs(entry.inputs, inputs));
    const entry = entries[index];
    if (entry?.messages === messages) return entry.result;
    const counts = testOf(state, question) ?? (() => true);
    const steps = entry === undefined ? undefined : stepsBetween(entry.messages, messages);
    const result =
      entry === undefined || steps === undefined
        ? derivation.from([...messages].filter(counts), state)
        : steps.reduce((known, step) => applyStep(derivation, known, step, counts, state), entry.result);
    const others = entries.filter(
      (other, at) => at !== index && stepsBetween(other.messages, messages) !== undefined,
    );
    entries = [{ inputs, messages, result }, ...others].slice(0, maxEntries);
    return result;
  };
};

const removeMessages = (messages: Series<Message>, removed: readonly Message[]): Series<Message> => {
  const [first] = removed;
  const last = removed.at(-1);
  if (first === undefined || last === undefined) return messages;
  const start = placeBefore(messages, first);
  return spliced(messages, start, placeAfter(messages, last) - start, []);
};

const matching = following<FeedQuery, Series<Message>>(
  { from: seriesOf, add: withMessages, remove: removeMessages },
  queryInputs,
  queryTest,
);

/** Messages in the order they were sent; the very list of the state where nothing is left out. */
export const feedMessages = (state: ConsoleState, query: FeedQuery): Series<Message> =>
  queryTest(state, query) === undefined ? state.feed.messages : matching(state, query);

const rows = following<FeedQuery, FeedRows>(
  { from: rowsOf, add: addToRows, remove: removeFromRows },
  queryInputs,
  queryTest,
);

/** {@link feedMessages} as rows: repeats of a message stand in one. */
export const feedRows = (state: ConsoleState, query: FeedQuery): Series<FeedRow> => rows(state, query).rows;

/** The newest messages a row stands for, at most `most`, oldest first. */
export const messagesOfRow = (
  state: ConsoleState,
  query: FeedQuery,
  row: FeedRow,
  most: number,
): readonly Message[] => {
  const { messages } = rows(state, query);
  const end = placeAfter(messages, row.last);
  return messages.slice(Math.max(end - row.count, end - most), end);
};

/** How many messages there are of each verdict; kinds nobody got are left out. */
export type VerdictCounts = Readonly<Partial<Record<VerdictKind, number>>>;

const count = (
  counts: VerdictCounts,
  messages: readonly Message[],
  state: ConsoleState,
  by: 1 | -1,
): VerdictCounts => {
  const next: Partial<Record<VerdictKind, number>> = { ...counts };
  for (const message of messages) {
    const { kind } = verdictOf(state, message);
    const sum = (next[kind] ?? 0) + by;
    if (sum > 0) next[kind] = sum;
    else delete next[kind];
  }
  return next;
};

export const feedCounts: (state: ConsoleState, query: FeedQuery) => VerdictCounts = following<
  FeedQuery,
  VerdictCounts
>(
  {
    from: (messages, state) => count({}, messages, state, 1),
    add: (counts, messages, state) => count(counts, messages, state, 1),
    remove: (counts, messages, state) => count(counts, messages, state, -1),
  },
  (state, query) => [...queryInputs(state, query), ...verdictInputs(state)],
  queryTest,
);

/** Verdict counts, summed up as rows are signed: answered, asked for a code, dropped, heard by nobody, nobody's concern. */
export interface FeedTally {
  readonly answered: number;
  readonly pairing: number;
  readonly blocked: number;
  /** Nobody listened when they came. */
  readonly unheard: number;
  readonly other: number;
}

export const feedTally = (counts: VerdictCounts): FeedTally => {
  const tally = { answered: 0, pairing: 0, blocked: 0, unheard: 0, other: 0 };
  for (const kind of Object.keys(counts) as VerdictKind[]) {
    const sum = counts[kind] ?? 0;
    if (kind === 'reply') tally.answered += sum;
    else if (kind.startsWith('pairing')) tally.pairing += sum;
    else if (kind === 'unheard') tally.unheard += sum;
    else if (isBlockedKind(kind)) tally.blocked += sum;
    else tally.other += sum;
  }
  return tally;
};

/** Span over which the rate is taken (ms). */
const rateSpanMs = 2_000;

/** The newest messages are looked at so many at a time. */
const rateStep = 512;

/** Messages received a second over the last two; looks only at the newest. */
export const feedRate = (state: ConsoleState, nowMs: number, scope: Scope = 'all'): number => {
  const { messages } = state.feed;
  let count = 0;
  for (let end = messages.length; end > 0; end -= rateStep) {
    const newest = messages.slice(Math.max(0, end - rateStep), end);
    for (const { receivedAtMs, isOwn, accountId } of newest) {
      if (receivedAtMs > nowMs - rateSpanMs && !isOwn && isInScope(scope, accountId)) count += 1;
    }
    // Order is by time sent, which a late message upsets by little: a margin finds them without reading everything.
    if ((newest[0]?.receivedAtMs ?? 0) <= nowMs - rateSpanMs * 2) break;
  }
  return (count * 1_000) / rateSpanMs;
};

/** When the scope was last written to (epoch ms), of all accounts the latest. */
export const lastMessageAtMs = (state: ConsoleState, scope: Scope): number | undefined => {
  const times = state.feed.lastMessageAtMs;
  if (scope !== 'all') return ownOr<number | undefined>(times, scope, undefined);
  const all = (Object.keys(times) as AccountId[]).map((id) => times[id] ?? 0);
  return all.length === 0 ? undefined : largest(all, 0);
};
