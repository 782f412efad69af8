// The feed: a ring of messages in the order they were sent, each once.
//
// What was seen is kept beside the state, not in it: a Set in a WeakMap keyed by the messages array it belongs to. The
// reducer stays pure (an array that has no Set gets one built from its messages), the state stays plain data, and a batch of
// n costs n look-ups instead of a search. The Set is handed on to the array that follows, as only the newest is used.
import type { AccountId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import { ownOr } from './own.ts';
import type { FeedState } from './state.ts';

const seenIn = new WeakMap<readonly Message[], Set<string>>();

const keyOf = (message: Message): string => `${message.accountId}\n${message.id}`;

const takeSeen = (messages: readonly Message[]): Set<string> => {
  const known = seenIn.get(messages);
  seenIn.delete(messages);
  return known ?? new Set(messages.map(keyOf));
};

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

/** Index of the first message that comes after `message`. */
const placeFor = (messages: readonly Message[], message: Message): number => {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = messages[middle];
    if (candidate !== undefined && compareMessages(candidate, message) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Puts an ordered batch into ordered messages: one copy of the array, and a merge of only what the batch overtakes. */
const merge = (messages: readonly Message[], batch: readonly Message[]): Message[] => {
  const [earliest] = batch;
  if (earliest === undefined) return [...messages];
  const place = placeFor(messages, earliest);
  const merged = messages.slice(0, place);
  let old = place;
  for (const message of batch) {
    for (let next = messages[old]; next !== undefined && compareMessages(next, message) <= 0; next = messages[old]) {
      merged.push(next);
      old += 1;
    }
    merged.push(message);
  }
  for (let next = messages[old]; next !== undefined; next = messages[old]) {
    merged.push(next);
    old += 1;
  }
  return merged;
};

const takeFresh = (batch: readonly Message[], seen: Set<string>): Message[] => {
  const fresh: Message[] = [];
  for (const message of batch) {
    const key = keyOf(message);
    if (seen.has(key)) continue;
    seen.add(key);
    fresh.push(message);
  }
  return fresh.sort(compareMessages);
};

const latest = (known: FeedState['lastMessageAtMs'], fresh: readonly Message[]): FeedState['lastMessageAtMs'] => {
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
  const merged = merge(feed.messages, fresh);
  const excess = Math.max(0, merged.length - feed.capacity);
  for (const gone of merged.splice(0, excess)) seen.delete(keyOf(gone));
  seenIn.set(merged, seen);
  return { ...feed, messages: merged, dropped: feed.dropped + excess, lastMessageAtMs: latest(feed.lastMessageAtMs, fresh) };
};

/** Empties the view; when each account was last heard stays known. */
export const clearFeed = (feed: FeedState): FeedState =>
  feed.messages.length === 0 && feed.dropped === 0 ? feed : { ...feed, messages: [], dropped: 0 };
