// Names the feed has heard, of senders and of groups: the newest of each. What was heard stays known after the message has gone from
// the ring, for as long as there is room. Immutable; a name that is known already changes nothing. Pure.

import type { Message } from '../model/message.ts';
import { requestKey } from '../model/people.ts';
import { type AccountId, userId } from '../shared/ids.ts';
import type { Series } from '../shared/series.ts';

/** Names by key, in buckets: a new name copies one bucket. */
type NameTable = readonly ReadonlyMap<string, string>[];

export interface FeedNames {
  readonly senders: NameTable;
  readonly threads: NameTable;
}

const bucketCount = 256;

/** Names a bucket holds; the one learnt longest ago is forgotten first. Together 16,384. */
const bucketSize = 64;

const noTable: NameTable = Array.from({ length: bucketCount }, () => new Map());

/** Nothing heard yet. */
export const noNames: FeedNames = { senders: noTable, threads: noTable };

const bucketOf = (key: string): number => {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) hash = (hash * 31 + key.charCodeAt(index)) | 0;
  return (hash >>> 0) % bucketCount;
};

const learn = (table: NameTable, key: string, name: string): NameTable => {
  const place = bucketOf(key);
  const known = table[place];
  if (known === undefined || known.get(key) === name) return table;
  const bucket = new Map(known);
  bucket.delete(key);
  bucket.set(key, name);
  const [oldest] = bucket.keys();
  if (bucket.size > bucketSize && oldest !== undefined) bucket.delete(oldest);
  return table.with(place, bucket);
};

const threadKey = (accountId: string, threadId: string): string => `${accountId}:${threadId}`;

/** The last name each id came with, by account: a batch is mostly of few people, and each is learnt once. */
type LastNames = Map<AccountId, Map<string, string>>;

const note = (last: LastNames, accountId: AccountId, id: string, name: string): void => {
  const ofAccount = last.get(accountId);
  if (ofAccount === undefined) last.set(accountId, new Map([[id, name]]));
  else ofAccount.set(id, name);
};

const learnAll = (
  table: NameTable,
  last: LastNames,
  keyOf: (accountId: AccountId, id: string) => string,
): NameTable => {
  let learnt = table;
  for (const [accountId, names] of last)
    for (const [id, name] of names) learnt = learn(learnt, keyOf(accountId, id), name);
  return learnt;
};

const senderKey = (accountId: AccountId, senderId: string): string =>
  requestKey({ accountId, senderId: userId(senderId) });

/** The names with those these messages came with, later ones counting more. The same object if none of them is new. */
export const learnNames = (names: FeedNames, messages: Iterable<Message>): FeedNames => {
  const lastSenders: LastNames = new Map();
  const lastThreads: LastNames = new Map();
  for (const { senderName, threadName, isOwn, isGroup, accountId, senderId, threadId } of messages) {
    if (senderName !== undefined && !isOwn) note(lastSenders, accountId, senderId, senderName);
    if (threadName !== undefined && isGroup) note(lastThreads, accountId, threadId, threadName);
  }
  const senders = learnAll(names.senders, lastSenders, senderKey);
  const threads = learnAll(names.threads, lastThreads, threadKey);
  return senders === names.senders && threads === names.threads ? names : { senders, threads };
};

const heardIn = new WeakMap<Series<Message>, FeedNames>();

/** The names a feed knows; where nobody kept them, those of its messages. */
export const namesHeard = ({
  names,
  messages,
}: {
  readonly names?: FeedNames;
  readonly messages: Series<Message>;
}): FeedNames => {
  const known = names ?? heardIn.get(messages) ?? learnNames(noNames, messages);
  if (names === undefined) heardIn.set(messages, known);
  return known;
};

/** The name a sender was last heard by; `key` is that of `requestKey`. */
export const senderHeard = ({ senders }: FeedNames, key: string): string | undefined =>
  senders[bucketOf(key)]?.get(key);

/** The name a group was last heard by on an account. */
export const threadHeard = (
  { threads }: FeedNames,
  accountId: string,
  threadId: string,
): string | undefined => {
  const key = threadKey(accountId, threadId);
  return threads[bucketOf(key)]?.get(key);
};
