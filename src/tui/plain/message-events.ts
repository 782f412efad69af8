// Messages that came while the feed is shown.
import { sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { rowId, shownMessages } from '../screens/feed/select.ts';
import { messageSentence } from './message.ts';

const words = sentences.plain;

/** More than these at once nobody can listen to: the others are counted. */
export const mostMessages = 5;

/** What the feed shows of the messages that came, oldest first; nothing while it is paused or an overlay is open. */
export const messageEvents = (before: Frame, after: Frame): readonly string[] => {
  const old = before.core.feed.messages;
  if (after.ui.screen !== 'feed' || before.ui.screen !== 'feed' || after.ui.overlays.length > 0 || old === after.core.feed.messages)
    return [];
  const known = new Set(old.map(rowId));
  const fresh = shownMessages(after).filter((message) => !known.has(rowId(message)));
  const last = fresh.slice(-mostMessages).map((message) => messageSentence(after.core, message));
  return fresh.length > mostMessages ? [words.manyMessages(fresh.length, mostMessages), ...last] : last;
};
