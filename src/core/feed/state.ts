// The feed: a ring of messages in the order they were sent, each once.
//
// What was seen is kept beside the state, not in it: a Set in a WeakMap keyed by the list of messages it belongs to. The
// reducer stays pure (a list that has no Set gets one built from its messages), the state stays plain data, and a batch of
// n costs n look-ups instead of a search. The Set is handed on to the list that follows, as only the newest is used.

import { learnNames, namesHeard } from '../directory/heard-names.ts';
import type { Message } from '../model/message.ts';
import type { AccountId, MessageId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { Series } from '../shared/series.ts';
import type { FeedState } from '../state.ts';
import { charactersOf, compareMessages, lengthOf, recordStep, trimmed, withMessages } from './ring.ts';

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
