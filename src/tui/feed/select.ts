// The Feed as data: which messages it shows, which of them are new, and the one that is selected. What is shown follows the feed step
// by step (see the core): nothing in here looks at all messages.
import {
  type FeedFocus,
  type FeedQuery,
  type FeedRow,
  feedMessages,
  feedRows,
  groupId,
  groupNameOf,
  holdsMessage,
  type Message,
  messagesOfRow,
  nameOf,
  placeAfter,
  placeBefore,
  type Series,
  sentences,
  userId,
} from '../../core/faces.ts';
import type { App } from '../app/app.ts';
import { type Frame, listState, type ScreenList } from '../app/frame.ts';
import { select, selectedIndexIn, windowFor } from '../layout/window-for.ts';
import { shortId } from '../text/ids.ts';
import { rowIds, rowIndexOf } from './row.ts';
import { feedDetailsSentences } from './words.ts';

// One sender, or one thread: `@` and `#` narrow the feed to those of the selected row, and widen it again.

const words = sentences.feedScreen;

const focusOn = (type: FeedFocus['type'], { accountId, senderId, threadId, isGroup }: Message): FeedFocus =>
  type === 'sender' ? { type, accountId, senderId } : { type, accountId, threadId, isGroup };

export const focusLabel = ({ core }: Frame, focus: FeedFocus, ellipsis?: string): string => {
  const { accountId } = focus;
  const name = (id: string): string =>
    nameOf(core, accountId, userId(id))?.name ?? words.noName(shortId(id, ellipsis));
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
  frame.ui.feed.only?.type === type || selectedMessage(frame) !== undefined
    ? undefined
    : words.nothingSelected;

/** The query behind what is shown; `more` replaces parts of it. */
export const feedQuery = ({ ui }: Frame, more: Partial<FeedQuery> = {}): FeedQuery => ({
  scope: ui.scope,
  kind: ui.feed.view,
  text: listState(ui, 'feed').filter,
  receivedFromMs: ui.feed.clearedAtMs,
  focus: ui.feed.only,
  receivedUntilMs: ui.feed.pausedAtMs,
  ...more,
});

/** The messages the feed shows, oldest first: in scope, in view, matching the filter, as far as the pause allows. */
export const shownMessages = (frame: Frame): Series<Message> => feedMessages(frame.core, feedQuery(frame));

/** The rows they stand in: repeats share one. */
export const shownRows = (frame: Frame): Series<FeedRow> => feedRows(frame.core, feedQuery(frame));

/** The query without view, filter and focus: what the counts are about. */
export const totalQuery = ({ ui }: Frame): FeedQuery => ({
  scope: ui.scope,
  receivedFromMs: ui.feed.clearedAtMs,
  receivedUntilMs: ui.feed.pausedAtMs,
});

/** How many of the scope there would be without view, filter and focus. */
export const totalCount = (frame: Frame): number => feedMessages(frame.core, totalQuery(frame)).length;

/** Messages of the scope in the ring, whether or not the view was cleared. */
export const ringCount = (frame: Frame): number => feedMessages(frame.core, { scope: frame.ui.scope }).length;

/** Is the last row of the body taken by what came out of sight? */
export const hasNotice = ({ ui }: Frame): boolean =>
  ui.feed.pausedAtMs !== undefined || !listState(ui, 'feed').isFollowing;

/** Rows of the body that show messages. */
export const feedHeight = (frame: Frame): number =>
  Math.max(1, frame.layout.main.height - (hasNotice(frame) ? 1 : 0));

/** Index of the first row with an unread message; -1 if there is none. */
export const firstUnread = (frame: Frame): number => {
  const { seenUntilMs, clearedAtMs } = frame.ui.feed;
  const unread = feedMessages(
    frame.core,
    feedQuery(frame, { receivedFromMs: Math.max(seenUntilMs + 1, clearedAtMs), isInbound: true }),
  );
  const first = unread.at(0);
  return first === undefined ? -1 : rowIndexOf(shownRows(frame), first);
};

/** Messages of the view that came since the end was out of sight, and that stand below what is in sight. */
export const newBelowCount = (frame: Frame): number => {
  const { heldAtMs, clearedAtMs } = frame.ui.feed;
  if (heldAtMs === undefined) return 0;
  const fresh = feedMessages(
    frame.core,
    feedQuery(frame, { receivedFromMs: Math.max(heldAtMs + 1, clearedAtMs) }),
  );
  const lowest = shownRows(frame).at(Math.max(0, feedWindow(frame, feedHeight(frame)).end - 1));
  return lowest === undefined ? 0 : fresh.length - placeAfter(fresh, lowest.last);
};

/** Messages of the view that came since it was paused. */
export const pausedCount = (frame: Frame): number => {
  const { pausedAtMs, clearedAtMs } = frame.ui.feed;
  if (pausedAtMs === undefined) return 0;
  const receivedFromMs = Math.max(pausedAtMs + 1, clearedAtMs);
  return feedMessages(
    frame.core,
    feedQuery(frame, { receivedFromMs, receivedUntilMs: Number.POSITIVE_INFINITY }),
  ).length;
};

export const selectedRow = (frame: Frame): FeedRow | undefined => {
  const rows = shownRows(frame);
  const index = selectedIndexIn(rowIds(rows), listState(frame.ui, 'feed'));
  return index < 0 ? undefined : rows.at(index);
};

/** The message of the selected row, of repeats the newest. */
export const selectedMessage = (frame: Frame): Message | undefined => selectedRow(frame)?.last;

/** The newest messages the selected row stands for. */
export const repeatsOfSelected = (frame: Frame, most: number): readonly Message[] => {
  const row = selectedRow(frame);
  return row === undefined ? [] : messagesOfRow(frame.core, feedQuery(frame), row, most);
};

/** The part of the feed that is in sight: rows `top` to `end`, and before which of them the unread rule stands. */
export interface FeedWindow {
  readonly top: number;
  readonly end: number;
  readonly selectedIndex: number;
  readonly ruleBefore?: number;
}

/** The window of `height` rows. The unread rule takes the place of the lowest row, or of the highest where the lowest is selected. */
export const feedWindow = (frame: Frame, height: number): FeedWindow => {
  const { top, end, selectedIndex } = windowFor(
    rowIds(shownRows(frame)),
    listState(frame.ui, 'feed'),
    height,
  );
  const index = firstUnread(frame);
  if (index <= top || index >= end) return { top, end, selectedIndex };
  const isFull = end - top >= height;
  const isLowest = selectedIndex === end - 1;
  return {
    top: isFull && isLowest ? top + 1 : top,
    end: isFull && !isLowest ? end - 1 : end,
    selectedIndex,
    ruleBefore: index,
  };
};

/** The list of rows. Clicks are told rows only where no rule stands between them. */
export const feedList = (frame: Frame): ScreenList => {
  const height = feedHeight(frame);
  const hasRule = feedWindow(frame, height).ruleBefore !== undefined;
  return {
    name: 'feed',
    ids: rowIds(shownRows(frame)),
    height,
    canFollow: true,
    canFilter: true,
    shown: shownMessages(frame).length,
    ...(hasRule ? {} : { top: frame.layout.main.top }),
  };
};

// Going from match to match with everything around it: `n` and `N`. The filter shows only what matches; this shows where it stands.

const searchWords = feedDetailsSentences;

/** What is highlighted: the filter, else what is looked for. */
export const soughtText = ({ ui }: Frame): string => {
  const { filter } = listState(ui, 'feed');
  return filter === '' ? (ui.feed.search ?? '') : filter;
};

/** The messages that match, in the order of the feed. */
const matchesOf = (frame: Frame): Series<Message> =>
  feedMessages(frame.core, feedQuery(frame, { text: soughtText(frame) }));

/** `3 of 17`: which match is selected; 0 of them where the selected row is none. */
export const matchPosition = (frame: Frame): { readonly at: number; readonly total: number } => {
  const matches = matchesOf(frame);
  const row = selectedRow(frame);
  const isMatch = row !== undefined && holdsMessage(matches, row.last);
  return { at: isMatch ? placeAfter(matches, row.last) : 0, total: matches.length };
};

/** Why there is nothing to go to. */
export const cannotStep = (frame: Frame): string | undefined => {
  const text = soughtText(frame);
  if (text.trim() === '') return searchWords.searchFirst;
  return matchesOf(frame).length === 0 ? searchWords.noMatch(text) : undefined;
};

/** Shows everything again, with a row in sight: where it is now if it is, else in the middle. */
const showRow = (app: App, message: Message): void => {
  const frame = app.frame();
  const ids = rowIds(shownRows(frame));
  const index = Math.min(rowIndexOf(shownRows(frame), message), ids.length - 1);
  const list = listState(frame.ui, 'feed');
  const height = feedHeight(frame);
  const { top, end } = windowFor(ids, list, height);
  const offset = index >= top && index < end ? index - top : Math.floor(height / 2);
  app.dispatch({ type: 'list/changed', name: 'feed', list: select(ids, list, index, offset) });
};

/** Goes to the next match below, or above; from the last one to the first. */
export const stepToMatch = (app: App, frame: Frame, by: 1 | -1): void => {
  const text = soughtText(frame);
  const matches = matchesOf(frame);
  const row = selectedRow(frame);
  const wanted =
    row === undefined ? 0 : by > 0 ? placeAfter(matches, row.last) : placeBefore(matches, row.first) - 1;
  const index = (wanted + matches.length) % matches.length;
  const target = matches.at(index);
  if (target === undefined) return;
  // The matches stand among all others now: the filter becomes a search.
  app.dispatch({ type: 'feed/searched', text });
  app.dispatch({
    type: 'list/changed',
    name: 'feed',
    list: { ...listState(app.frame().ui, 'feed'), filter: '' },
  });
  showRow(app, target);
  if (index !== wanted) app.note(searchWords.wrapped);
};
