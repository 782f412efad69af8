// Messages that came while the feed is shown.

import { holdsMessage } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { shownMessages } from '../feed/select.ts';
import { messageSentence } from './message.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;

/** More than these at once nobody can listen to: the others are counted. */
export const mostMessages = 5;

/** How far back new ones are looked for. */
const mostLookedAt = 1_000;

/** What the feed shows of the messages that came, oldest first; nothing while it is paused or an overlay is open. */
export const messageEvents = (before: Frame, after: Frame): readonly string[] => {
  const old = before.core.feed.messages;
  if (after.ui.screen !== 'feed' || before.ui.screen !== 'feed' || after.ui.overlays.length > 0 || old === after.core.feed.messages)
    return [];
  const shown = shownMessages(after);
  // New ones come last, but for a few that were sent earlier.
  const fresh = shown.slice(-mostLookedAt).filter((message) => !holdsMessage(old, message));
  const last = fresh.slice(-mostMessages).map((message) => messageSentence(after.core, message));
  return fresh.length > mostMessages ? [words.manyMessages(fresh.length, mostMessages), ...last] : last;
};
