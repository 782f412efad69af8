// One sender, or one thread: `@` and `#` narrow the feed to those of the selected row, and widen it again.

import { type FeedFocus, groupId, groupNameOf, type Message, nameOf, sentences, userId } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import type { Frame } from '../app/frame.ts';
import { shortId } from '../text/ids.ts';
import { selectedMessage } from './select.ts';
import { feedDetailsSentences } from './words-details.ts';

const words = sentences.feedScreen;

const focusOn = (type: FeedFocus['type'], { accountId, senderId, threadId, isGroup }: Message): FeedFocus =>
  type === 'sender' ? { type, accountId, senderId } : { type, accountId, threadId, isGroup };

/** Whom the feed is narrowed to, in words. */
export const focusLabel = ({ core }: Frame, focus: FeedFocus, ellipsis?: string): string => {
  const { accountId } = focus;
  const name = (id: string): string => nameOf(core, accountId, userId(id))?.name ?? words.noName(shortId(id, ellipsis));
  if (focus.type === 'sender') return name(focus.senderId);
  if (!focus.isGroup) return name(focus.threadId);
  return feedDetailsSentences.ofGroup(
    groupNameOf(core, accountId, groupId(focus.threadId)) ?? words.noName(shortId(focus.threadId, ellipsis)),
  );
};

/** Shows only the selected sender or thread; the same key shows all again. */
export const toggleFocus = (app: App, frame: Frame, type: FeedFocus['type']): void => {
  const { only } = frame.ui.feed;
  const message = selectedMessage(frame);
  if (only?.type === type) app.dispatch({ type: 'feed/narrowed' });
  else if (message !== undefined) app.dispatch({ type: 'feed/narrowed', only: focusOn(type, message) });
};

/** Why it cannot be narrowed. */
export const cannotFocus = (frame: Frame, type: FeedFocus['type']): string | undefined =>
  frame.ui.feed.only?.type === type || selectedMessage(frame) !== undefined ? undefined : words.nothingSelected;
