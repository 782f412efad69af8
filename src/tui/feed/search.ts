// Going from match to match with everything around it: `n` and `N`. The filter shows only what matches; this shows where it stands.

import {
  feedMessages,
  holdsMessage,
  type Message,
  placeAfter,
  placeBefore,
  type Series,
} from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { type Frame, listState } from '../app/frame.ts';
import { select, windowFor } from '../layout/window-for.ts';
import { rowIds, rowIndexOf } from './row.ts';
import { feedHeight, feedQuery, selectedRow, shownRows } from './select.ts';
import { feedDetailsSentences } from './words-details.ts';

const words = feedDetailsSentences;

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
  if (text.trim() === '') return words.searchFirst;
  return matchesOf(frame).length === 0 ? words.noMatch(text) : undefined;
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
  if (index !== wanted) app.note(words.wrapped);
};
