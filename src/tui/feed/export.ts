// Saving what the feed shows: where to is asked, and asked again before a file would be replaced.

import { type ExportCheck, type FeedExportRequest, sentences } from '../../core/index.ts';
import type { App } from '../app/app.ts';
import { type Frame, listState } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { frameSentences } from '../app/words.ts';
import { fullTime } from '../text/times.ts';
import { focusLabel, shownMessages } from './select.ts';
import { feedDetailsSentences } from './words-details.ts';

const words = sentences.feedExport;

/** In the home folder, named after the moment: `~/zalouser-feed-20261122-140201.ndjson`. */
export const defaultExportPath = (nowMs: number): string =>
  `~/zalouser-feed-${fullTime(nowMs).replaceAll(/[-:]/gu, '').replace(' ', '-')}.ndjson`;

const viewWords = (frame: Frame): string | undefined => {
  const { view, only } = frame.ui.feed;
  const { filter } = listState(frame.ui, 'feed');
  const parts = [
    ...(view === 'all' ? [] : [words.ofView(sentences.feedScreen.views[view])]),
    ...(only === undefined ? [] : [feedDetailsSentences.only(focusLabel(frame, only))]),
    ...(filter === '' ? [] : [words.ofFilter(filter)]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
};

/** Why there is nothing to save. */
export const cannotExport = (frame: Frame): string | undefined =>
  shownMessages(frame).length === 0 ? words.nothing : undefined;

/** Where to write, and whether over a file that is there; undefined where that is not to be. */
const placeOf = async (
  app: App,
  checked: ExportCheck,
): Promise<Pick<FeedExportRequest, 'path' | 'mayReplace'> | undefined> => {
  if (!checked.ok) {
    app.complain(checked.error.sentence, checked.error.hint);
    return undefined;
  }
  if (!checked.exists) return { path: checked.path, mayReplace: false };
  const mayReplace = await app.confirm({
    title: words.replaceTitle,
    lines: [words.replaceWhat(checked.path), words.replaceMeans],
    confirmLabel: words.replaceConfirm,
    isDanger: true,
  });
  return mayReplace ? { path: checked.path, mayReplace } : undefined;
};

/** Asks where to, and saves what was shown when it was asked. */
export const exportShown = async (app: App, frame: Frame): Promise<void> => {
  const messages = shownMessages(frame);
  const { actions } = app.console;
  const typed = await app.prompt({
    title: words.title,
    lines: [words.what(messages.length, viewWords(frame)), words.how],
    initial: defaultExportPath(app.now()),
    check: async (path) => {
      const checked = await actions.checkExport(path);
      return checked.ok ? undefined : sentenceAndHint(checked.error);
    },
  });
  if (typed === undefined) return;
  const place = await app.looking(
    frameSentences.looking.file,
    () => actions.checkExport(typed),
    (checked) => placeOf(app, checked),
  );
  if (place !== undefined) await app.attempt(actions.exportFeed({ ...place, messages }));
};
