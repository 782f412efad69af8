// The rows of the feed: messages, and repeats of the same one as a single row. Pure.
import type { Message } from '../model/message.ts';
import { countBefore, type Series, seriesOf, spliced } from '../shared/series.ts';
import { compareMessages, placeAfter, placeBefore } from './message-order.ts';

/** A message, or several in a row of the same sender in the same thread with the same text. */
export interface FeedRow {
  /** Names the row for as long as there is anything of it, also when its first message has gone from the ring. */
  readonly id: string;
  readonly first: Message;
  readonly last: Message;
  /** How many messages it stands for; they stand next to one another in the feed. */
  readonly count: number;
}

/** Messages and their rows. */
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
