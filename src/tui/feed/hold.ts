// While the end of the feed is out of sight, what is looked at stays in the ring: the core is told which message that is.
import { type FeedState, type Message, placeBefore } from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import type { AppHandle } from '../app/create-app.ts';
import { type Frame, listState } from '../app/frame.ts';
import type { UiState } from '../state/ui-state.ts';
import { selectedMessage } from './select.ts';

/** The core keeps a quarter of the ring on either side: a cursor that moves by less than this part of it need not be told anew. */
const slack = 1 / 16;

const lookedAt = (frame: Frame): Message | undefined =>
  listState(frame.ui, 'feed').isFollowing && frame.ui.feed.pausedAtMs === undefined
    ? undefined
    : selectedMessage(frame);

const isNear = ({ messages, capacity }: FeedState, a: Message, b: Message): boolean =>
  Math.abs(placeBefore(messages, a) - placeBefore(messages, b)) <= capacity * slack;

const hold = (app: App): void => {
  const frame = app.frame();
  const { feed } = frame.core;
  const message = lookedAt(frame);
  if (
    message === feed.held ||
    (message !== undefined && feed.held !== undefined && isNear(feed, message, feed.held))
  )
    return;
  app.console.feed.hold(message);
};

/** All of the screen that says which message is looked at: where the cursor is, and in which messages. */
const anchorOf = (ui: UiState): readonly unknown[] => {
  const { view, only, pausedAtMs, clearedAtMs } = ui.feed;
  return [listState(ui, 'feed'), ui.scope, view, only, pausedAtMs, clearedAtMs];
};

/**
 * Tells the core what must stay, from now on: asked when the anchor changes, not with every message that comes. A row that goes away under
 * the cursor changes the anchor too, as the selection is bound to another (settle-selection.ts).
 * @returns ends it
 */
export const holdWhatIsLookedAt = ({ app, ui }: AppHandle): (() => void) => {
  let anchor: readonly unknown[] | undefined;
  const follow = (state: UiState): void => {
    const now = anchorOf(state);
    if (anchor?.every((part, index) => part === now[index]) === true) return;
    anchor = now;
    hold(app);
  };
  follow(ui.getState());
  return ui.subscribe(follow);
};
