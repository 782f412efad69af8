// Messages that came while the feed is shown, and those that are being sent.

import { holdsMessage, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { threadLabel } from '../compose/lines.ts';
import { shownMessages } from '../feed/select.ts';
import { messageSentence } from './message.ts';
import { oneLine } from './plain-text.ts';
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

/** How far each send of several messages has come. */
export const sendEvents = ({ core: before }: Frame, { core: after, ui }: Frame): readonly string[] => {
  if (before.sends === after.sends) return [];
  return Object.entries(after.sends).flatMap(([key, { sent, total }]) => {
    const draft = ui.drafts[key];
    const isNews = draft !== undefined && sent > 0 && sent < total && before.sends[key]?.sent !== sent;
    return isNews ? [sentences.compose.plainSent(oneLine(threadLabel(draft)), sent, total)] : [];
  });
};
