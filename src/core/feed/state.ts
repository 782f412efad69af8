// The feed: a ring of messages in the order they were sent, each once.
//
// What was seen is kept beside the state, not in it: a Set in a WeakMap keyed by the list of messages it belongs to. The
// reducer stays pure (a list that has no Set gets one built from its messages), the state stays plain data, and a batch of
// n costs n look-ups instead of a search. The Set is handed on to the list that follows, as only the newest is used.

import { learnNames, namesHeard } from '../directory/heard-names.ts';
import type { Message } from '../model/message.ts';
import type { AccountId, MessageId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { countBefore, type Series, spliced } from '../shared/series.ts';
import type { FeedState } from '../state.ts';

// Which messages go when the ring is full: the oldest; but what the operator looks at stays where it is, and then the ring drops
// what came after its neighbourhood. So nothing moves under the eye, however much comes, and the ring grows for nobody. Pure.

// The order of messages, and where one stands among others. Pure.

const isDecimal = (value: string): boolean => /^\d+$/u.test(value);

/** Ids are decimal numbers above 2^53: compared by length, then by digits; anything else by code point. */
const compareIds = (a: string, b: string): number => {
  if (a === b) return 0;
  if (a.length !== b.length && isDecimal(a) && isDecimal(b)) return a.length - b.length;
  return a < b ? -1 : 1;
};

/** The order of the feed: when sent, then message id, then account (the zca contract: order is not guaranteed). */
export const compareMessages = (a: Message, b: Message): number =>
  a.sentAtMs - b.sentAtMs || compareIds(a.id, b.id) || compareIds(a.accountId, b.accountId);

/** How many of the messages come before this one. */
export const placeBefore = (messages: Series<Message>, message: Message): number =>
  countBefore(messages, (other) => compareMessages(other, message) < 0);

/** How many of the messages come before this one or are it. */
export const placeAfter = (messages: Series<Message>, message: Message): number =>
  countBefore(messages, (other) => compareMessages(other, message) <= 0);

export const holdsMessage = (messages: Series<Message>, message: Message): boolean =>
  placeAfter(messages, message) > placeBefore(messages, message);

/** The messages with those of an ordered batch: what goes to the same place goes there at once, as nearly all goes to the end. */
export const withMessages = (messages: Series<Message>, batch: readonly Message[]): Series<Message> => {
  let merged = messages;
  for (let end = batch.length; end > 0; ) {
    const last = batch[end - 1];
    if (last === undefined) break;
    const place = placeAfter(merged, last);
    const before = place === 0 ? undefined : merged.at(place - 1);
    let start = end - 1;
    for (let other = batch[start - 1]; other !== undefined; other = batch[start - 1]) {
      if (before !== undefined && compareMessages(before, other) > 0) break;
      start -= 1;
    }
    merged = spliced(merged, place, 0, batch.slice(start, end));
    end = start;
  }
  return merged;
};

/** What is kept on either side of the held message, as a part of the ring. */
const neighbourhood = 1 / 4;

/**
 * Characters a message may have on average: a ring that is full of longer ones holds fewer of them. A stranger who sends long messages must
 * not fill the memory; usual ones have 500 to 1,000. At two bytes each, a ring of 20,000 holds at most 80 MB.
 */
export const charactersEach = 2_000;

interface Trimmed {
  readonly messages: Series<Message>;
  readonly characters: number;
  /** At most two stretches: the oldest, and those after the held neighbourhood. */
  readonly removed: readonly (readonly Message[])[];
  /** How many of the removed were newer than the held message. */
  readonly skipped: number;
  /** How many of the removed went for the characters there are, not for their number. */
  readonly forSize: number;
}

/** Characters of a message that may be long, at two bytes each at most. */
const lengthOf = ({ text, raw, quote = '' }: Message): number => text.length + raw.length + quote.length;

const sums = new WeakMap<Series<Message>, number>();

/** Characters of all messages; where nobody kept count they are counted. */
const charactersOf = ({ messages, characters }: FeedState): number => {
  if (characters !== undefined) return characters;
  let sum = sums.get(messages);
  if (sum === undefined) {
    sum = 0;
    for (const message of messages) sum += lengthOf(message);
    sums.set(messages, sum);
  }
  return sum;
};

/** The stretch of messages that may not go: from (inclusive), to (exclusive). Empty at the end if nothing is held. */
const keptOf = ({ messages, held, capacity }: FeedState): readonly [number, number] => {
  if (held === undefined) return [messages.length, messages.length];
  const place = placeBefore(messages, held);
  const reach = Math.floor(capacity * neighbourhood);
  return [Math.max(0, place - reach), Math.min(messages.length, place + Math.max(1, reach))];
};

/** Drops what is too much. `feed.characters` is that of `feed.messages`. */
const trimmed = (feed: FeedState): Trimmed => {
  const { messages, capacity } = feed;
  let characters = charactersOf(feed);
  let count = messages.length;
  let forSize = 0;
  const isTooMuch = (): boolean => count > 1 && (count > capacity || characters > capacity * charactersEach);
  const take = (from: number, to: number): readonly Message[] => {
    const gone: Message[] = [];
    for (let message = messages.at(from); message !== undefined && from + gone.length < to && isTooMuch(); ) {
      gone.push(message);
      if (count <= capacity) forSize += 1;
      count -= 1;
      characters -= lengthOf(message);
      message = messages.at(from + gone.length);
    }
    return gone;
  };
  if (!isTooMuch()) return { messages, characters, removed: [], skipped: 0, forSize: 0 };
  const [keptFrom, keptTo] = keptOf(feed);
  const oldest = take(0, keptFrom);
  const later = take(keptTo, messages.length);
  const rest = spliced(spliced(messages, keptTo, later.length, []), 0, oldest.length, []);
  const removed = [oldest, later].filter(({ length }) => length > 0);
  return { messages: rest, characters, removed, skipped: later.length, forSize };
};

// How the feed became what it is: the last steps from one list of messages to the next, so that what is derived from the messages
// (views, counts) follows them at the cost of what came and went. Kept beside the state, not in it: a reader who finds no way from
// the list it knows to the present one looks at all of it anew.

/** What one batch did: first all of `added` came in, then the stretches of `removed` went. */
export interface FeedStep {
  /** In the order of the feed. */
  readonly added: readonly Message[];
  /** Stretches without gaps, each in the order of the feed. */
  readonly removed: readonly (readonly Message[])[];
}

/** The steps of one line of lists, each made from the one before. */
interface Log {
  /** The oldest goes first. */
  steps: FeedStep[];
  /** How many messages the steps hold on to, and their characters. */
  weight: number;
  characters: number;
  /** How many steps there have been. */
  count: number;
}

/** A reader that is so many messages behind looks at everything anew: a bound on what the steps keep alive. */
const maxWeight = 8_192;

const places = new WeakMap<Series<Message>, { readonly log: Log; readonly count: number }>();

/** Nor do they keep more than so many characters alive: those of as many usual messages. */
const maxCharacters = maxWeight * charactersEach;

const weightOf = ({ added, removed }: FeedStep): number =>
  removed.reduce((sum, stretch) => sum + stretch.length, added.length);

const charactersIn = ({ added, removed }: FeedStep): number =>
  [added, ...removed].reduce(
    (total, stretch) => stretch.reduce((sum, message) => sum + lengthOf(message), total),
    0,
  );

/** Remembers the step that led from one list to the other. */
const recordStep = (before: Series<Message>, after: Series<Message>, step: FeedStep): void => {
  const known = places.get(before);
  // A second list made from the same one begins a line of its own.
  const isNewest = known !== undefined && known.count === known.log.count;
  const log = isNewest ? known.log : { steps: [], weight: 0, characters: 0, count: 0 };
  if (known === undefined) places.set(before, { log, count: 0 });
  log.steps.push(step);
  log.weight += weightOf(step);
  log.characters += charactersIn(step);
  log.count += 1;
  while ((log.weight > maxWeight || log.characters > maxCharacters) && log.steps.length > 1) {
    const oldest = log.steps.shift();
    log.weight -= oldest === undefined ? 0 : weightOf(oldest);
    log.characters -= oldest === undefined ? 0 : charactersIn(oldest);
  }
  places.set(after, { log, count: log.count });
};

/** The steps from one list to a later one; undefined if they are not known (any more). */
export const stepsBetween = (
  before: Series<Message>,
  after: Series<Message>,
): readonly FeedStep[] | undefined => {
  if (before === after) return [];
  const from = places.get(before);
  const to = places.get(after);
  if (from === undefined || to === undefined || from.log !== to.log || from.count > to.count)
    return undefined;
  const { steps, count } = to.log;
  const first = steps.length - (count - from.count);
  return first < 0 ? undefined : steps.slice(first, steps.length - (count - to.count));
};

/** Ids by account: to look an id up as it is costs a third of making a key of both. */
type Seen = Map<AccountId, Set<MessageId>>;

const seenIn = new WeakMap<Series<Message>, Seen>();

/** Notes a message; false if it was there. */
const isNew = (seen: Seen, { accountId, id }: Message): boolean => {
  const ids = seen.get(accountId) ?? new Set<MessageId>();
  const before = ids.size;
  ids.add(id);
  if (before === 0) seen.set(accountId, ids);
  return ids.size > before;
};

const takeSeen = (messages: Series<Message>): Seen => {
  const known = seenIn.get(messages);
  seenIn.delete(messages);
  if (known !== undefined) return known;
  const seen: Seen = new Map();
  for (const message of messages) isNew(seen, message);
  return seen;
};

const takeFresh = (batch: readonly Message[], seen: Seen): Message[] =>
  batch.filter((message) => isNew(seen, message)).sort(compareMessages);

const latest = (
  known: FeedState['lastMessageAtMs'],
  fresh: readonly Message[],
): FeedState['lastMessageAtMs'] => {
  const times: Record<AccountId, number> = { ...known };
  for (const { accountId, sentAtMs, isOwn } of fresh) {
    if (!isOwn) times[accountId] = Math.max(ownOr(times, accountId, sentAtMs), sentAtMs);
  }
  return times;
};

/** Takes a batch in: in order, each id once an account, the oldest dropped and counted when the ring is full. */
export const receiveMessages = (feed: FeedState, batch: readonly Message[]): FeedState => {
  const seen = takeSeen(feed.messages);
  const fresh = takeFresh(batch, seen);
  if (fresh.length === 0) {
    seenIn.set(feed.messages, seen);
    return feed;
  }
  const characters = charactersOf(feed) + fresh.reduce((sum, message) => sum + lengthOf(message), 0);
  const rest = trimmed({ ...feed, messages: withMessages(feed.messages, fresh), characters });
  for (const stretch of rest.removed)
    for (const { accountId, id } of stretch) seen.get(accountId)?.delete(id);
  seenIn.set(rest.messages, seen);
  recordStep(feed.messages, rest.messages, { added: fresh, removed: rest.removed });
  return {
    ...feed,
    messages: rest.messages,
    characters: rest.characters,
    dropped: feed.dropped + rest.removed.reduce((sum, stretch) => sum + stretch.length, 0),
    droppedForSize: (feed.droppedForSize ?? 0) + rest.forSize,
    skipped: (feed.skipped ?? 0) + rest.skipped,
    names: learnNames(namesHeard(feed), fresh),
    lastMessageAtMs: latest(feed.lastMessageAtMs, fresh),
  };
};

/** Empties the view; when each account was last heard stays known. */
export const clearFeed = (feed: FeedState): FeedState => {
  if (feed.messages.length === 0 && feed.dropped === 0) return feed;
  const { held: _, ...rest } = feed;
  return { ...rest, messages: [], characters: 0, dropped: 0, droppedForSize: 0, skipped: 0 };
};

/** The operator looks at `message` (or at the end again: undefined): what stands around it is not dropped. */
export const holdMessage = (feed: FeedState, message: Message | undefined): FeedState => {
  if (feed.held === message) return feed;
  if (message !== undefined) return { ...feed, held: message };
  const { held: _, ...rest } = feed;
  return { ...rest, skipped: 0 };
};
