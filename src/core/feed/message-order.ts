// The order of messages, and where one stands among others. Pure.
import type { Message } from '../model/message.ts';
import { countBefore, type Series, spliced } from '../shared/series.ts';

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

/** Is the message among these? */
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
