// What was fetched or found while the directory is shown.

import type { Frame } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { type PaneView, viewOf } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { plainSentences } from './words.ts';

const words = plainSentences;
const directory = directoryScreenSentences;

const searchEvents = (before: PaneView, after: PaneView): readonly string[] => {
  const { search } = after;
  const isAnswered = search !== undefined && search.status !== 'loading' && before.search?.status === 'loading';
  if (!isAnswered) return [];
  if (search.error !== undefined) return [words.error(directory.searchFailed(search.error.sentence))];
  const strangers = after.rows.filter((row) => row.type === 'peer' && !row.peer.isFriend).length;
  return [`${strangers === 0 ? directory.foundNobody : directory.foundMore(strangers)}.`];
};

/** Lists that came in or failed, and what a find came to. */
export const directoryEvents = (before: Frame, after: Frame): readonly string[] => {
  const isHere =
    before.ui.screen === 'directory' && after.ui.screen === 'directory' && before.ui.directory.pane === after.ui.directory.pane;
  if (!isHere || before.core.directory === after.core.directory) return [];
  const [was, is] = [viewOf(before), viewOf(after)];
  return [
    ...(is.error === undefined || is.error === was.error ? [] : [words.error(sentenceAndHint(is.error))]),
    ...(was.fetchedAtMs === undefined && is.fetchedAtMs !== undefined ? [words.found(directory.panes[is.pane], is.total)] : []),
    ...searchEvents(was, is),
  ];
};
