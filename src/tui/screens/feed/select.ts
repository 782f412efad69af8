// The Feed as data: which messages it shows, which of them are new, and the one that is selected.
import { type FeedQuery, feedMessages, type Message } from '../../../core/index.ts';
import { type Frame, listState } from '../../app/frame.ts';
import { selectedIndexIn, windowFor } from '../../layout/window-for.ts';
import type { ScreenList } from '../screen.ts';

/** The query behind what is shown; `more` replaces parts of it. */
const query = ({ ui }: Frame, more: Partial<FeedQuery> = {}): FeedQuery => ({
  scope: ui.scope,
  kind: ui.feed.view,
  text: listState(ui, 'feed').filter,
  receivedFromMs: ui.feed.clearedAtMs,
  ...(ui.feed.pausedAtMs === undefined ? {} : { receivedUntilMs: ui.feed.pausedAtMs }),
  ...more,
});

/** The messages the feed shows, oldest first: in scope, in view, matching the filter, as far as the pause allows. */
export const shownMessages = (frame: Frame): readonly Message[] => feedMessages(frame.core, query(frame));

/** How many of the scope there would be without view and filter. */
export const totalCount = (frame: Frame): number => feedMessages(frame.core, query(frame, { kind: 'all', text: '' })).length;

/** Messages of the scope in the ring, whether or not the view was cleared. */
export const ringCount = (frame: Frame): number => feedMessages(frame.core, { scope: frame.ui.scope }).length;

const idsByMessages = new WeakMap<readonly Message[], readonly string[]>();

/** Names a row: message ids are unique within an account only. */
export const rowId = ({ accountId, id }: Message): string => `${accountId}:${id}`;

/** The ids of the rows; the same array for the same messages. */
export const rowIds = (messages: readonly Message[]): readonly string[] => {
  const known = idsByMessages.get(messages);
  if (known !== undefined) return known;
  const ids = messages.map(rowId);
  idsByMessages.set(messages, ids);
  return ids;
};

/** Is the last row of the body taken by what came out of sight? */
export const hasNotice = ({ ui }: Frame): boolean => ui.feed.pausedAtMs !== undefined || !listState(ui, 'feed').isFollowing;

/** Rows of the body that show messages. */
export const feedHeight = (frame: Frame): number => Math.max(1, frame.layout.main.height - (hasNotice(frame) ? 1 : 0));

/** Index of the first unread message shown; -1 if none is. */
export const firstUnread = ({ ui }: Frame, messages: readonly Message[]): number =>
  messages.findIndex(({ isOwn, receivedAtMs }) => !isOwn && receivedAtMs > ui.feed.seenUntilMs);

/** Messages of the view that came since the end was out of sight. */
export const newBelowCount = (frame: Frame): number => {
  const { heldAtMs } = frame.ui.feed;
  return heldAtMs === undefined ? 0 : shownMessages(frame).filter((message) => message.receivedAtMs > heldAtMs).length;
};

/** Messages of the view that came since it was paused. */
export const pausedCount = (frame: Frame): number => {
  const { pausedAtMs } = frame.ui.feed;
  if (pausedAtMs === undefined) return 0;
  return feedMessages(frame.core, query(frame, { receivedUntilMs: Number.POSITIVE_INFINITY })).length - shownMessages(frame).length;
};

/** The message of the selected row. */
export const selectedMessage = (frame: Frame): Message | undefined => {
  const messages = shownMessages(frame);
  return messages[selectedIndexIn(rowIds(messages), listState(frame.ui, 'feed'))];
};

/** The part of the feed that is in sight: messages `top` to `end`, and before which of them the unread rule stands. */
export interface FeedWindow {
  readonly top: number;
  readonly end: number;
  readonly selectedIndex: number;
  readonly ruleBefore?: number;
}

/** The window of `height` rows. The unread rule takes the place of the lowest row, or of the highest where the lowest is selected. */
export const feedWindow = (frame: Frame, height: number): FeedWindow => {
  const messages = shownMessages(frame);
  const { top, end, selectedIndex } = windowFor(rowIds(messages), listState(frame.ui, 'feed'), height);
  const index = firstUnread(frame, messages);
  if (index <= top || index >= end) return { top, end, selectedIndex };
  const isFull = end - top >= height;
  const isLowest = selectedIndex === end - 1;
  return { top: isFull && isLowest ? top + 1 : top, end: isFull && !isLowest ? end - 1 : end, selectedIndex, ruleBefore: index };
};

/** The list of messages. Clicks are told rows only where no rule stands between them. */
export const feedList = (frame: Frame): ScreenList => {
  const height = feedHeight(frame);
  const hasRule = feedWindow(frame, height).ruleBefore !== undefined;
  return {
    name: 'feed',
    ids: rowIds(shownMessages(frame)),
    height,
    canFollow: true,
    canFilter: true,
    ...(hasRule ? {} : { top: frame.layout.main.top }),
  };
};
