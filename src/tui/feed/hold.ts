// While the end of the feed is out of sight, what is looked at stays in the ring: the core is told which message that is.
import { type FeedState, type Message, placeBefore } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { type Frame, listState } from '../app/frame.ts';
import { selectedMessage } from './select.ts';

/** The core keeps a quarter of the ring on either side: a cursor that moves by less than this part of it need not be told anew. */
const slack = 1 / 16;

const lookedAt = (frame: Frame): Message | undefined =>
  listState(frame.ui, 'feed').isFollowing && frame.ui.feed.pausedAtMs === undefined ? undefined : selectedMessage(frame);

const isNear = ({ messages, capacity }: FeedState, a: Message, b: Message): boolean =>
  Math.abs(placeBefore(messages, a) - placeBefore(messages, b)) <= capacity * slack;

/** Called after every change of screen and core: before the ring can drop anything, the core knows what must stay. */
export const holdFeed = (app: App): void => {
  const frame = app.frame();
  const { feed } = frame.core;
  const message = lookedAt(frame);
  if (message === feed.held || (message !== undefined && feed.held !== undefined && isNear(feed, message, feed.held))) return;
  app.console.actions.holdFeed(message);
};
