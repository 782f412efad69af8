// Which messages go when the ring is full: the oldest; but what the operator looks at stays where it is, and then the ring drops
// what came after its neighbourhood. So nothing moves under the eye, however much comes, and the ring grows for nobody. Pure.
import type { Message } from '../model/message.ts';
import { type Series, spliced } from '../shared/series.ts';
import type { FeedState } from '../state.ts';
import { placeBefore } from './message-order.ts';

/** What is kept on either side of the held message, as a part of the ring. */
const neighbourhood = 1 / 4;

/**
 * Characters a message may have on average: a ring that is full of longer ones holds fewer of them. A stranger who sends long messages must
 * not fill the memory; usual ones have 500 to 1,000. At two bytes each, a ring of 20,000 holds at most 80 MB.
 */
export const charactersEach = 2_000;

/** What was dropped, and what is left. */
export interface Trimmed {
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
export const lengthOf = ({ text, raw, quote = '' }: Message): number =>
  text.length + raw.length + quote.length;

const sums = new WeakMap<Series<Message>, number>();

/** Characters of all messages; where nobody kept count they are counted. */
export const charactersOf = ({ messages, characters }: FeedState): number => {
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
export const trimmed = (feed: FeedState): Trimmed => {
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
