// Feed: what comes in, as it comes, each message with what the gateway does with it.

import type { ReactElement } from 'react';
import { largest, sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import type { ScreenModule } from '../app/screen.ts';
import { Rows } from '../components/rows.tsx';
import { type Line, line, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { feedCopyItems, feedDetails } from './details.ts';
import { emptyFeedLines } from './empty.ts';
import { messageLine, type RowContext } from './row.ts';
import { soughtText } from './search.ts';
import { feedHeight, feedList, feedWindow, hasNotice, newBelowCount, pausedCount, shownRows } from './select.ts';
import { feedStatusLine } from './status.ts';
import { feedKeySentences } from './words.ts';

const words = sentences.feedScreen;

/** The longest account id that still gets its whole column. */
const maxAccountCells = 10;

const accountCells = ({ core, ui, layout }: Frame): number => {
  const { accounts } = core.config;
  if (ui.scope !== 'all' || accounts.length < 2 || layout.main.width < 50) return 0;
  return Math.min(
    maxAccountCells,
    largest(
      accounts.map(({ id }) => id.length),
      0,
    ),
  );
};

const rowContext = (frame: Frame, signs: Signs): RowContext => ({
  core: frame.core,
  nowMs: frame.ui.nowMs,
  cells: frame.layout.main.width - 2,
  filter: soughtText(frame),
  signs,
  accountCells: accountCells(frame),
});

/** It says since when, not how many: that would change while one reads. */
const ruleLine = ({ ui, layout: { main } }: Frame, signs: Signs): Line => {
  const label = ` ${words.unreadRule(clockTime(ui.feed.seenUntilMs))} `;
  const left = signs.rule.repeat(4);
  return [toned(`${left}${label}${signs.rule.repeat(Math.max(0, main.width - left.length - label.length - 2))}`, 'accent')];
};

/** `↓ 12 new · G goes to the end`, or what came during the pause. */
const noticeLine = (frame: Frame, signs: Signs): Line => {
  const { pausedAtMs } = frame.ui.feed;
  const gap = ` ${signs.separator} `;
  const { skipped = 0 } = frame.core.feed;
  const lost = skipped === 0 ? '' : `, ${words.notKept(skipped)}`;
  if (pausedAtMs !== undefined) {
    return [
      toned(
        `${words.paused(clockTime(pausedAtMs))}${gap}${words.pausedMeanwhile(pausedCount(frame))}${lost}${gap}${feedKeySentences.resume}`,
        'warn',
      ),
    ];
  }
  const count = newBelowCount(frame);
  return count === 0
    ? [toned(`${words.noneNewBelow}${gap}${feedKeySentences.goToEnd}`, 'muted')]
    : line(
        { ...toned(`${signs.down} ${words.newBelow(count)}${lost}`, 'accent'), isBold: true },
        toned(`${gap}${feedKeySentences.goToEnd}`, 'accent'),
      );
};

interface Drawn {
  readonly lines: readonly Line[];
  /** Index of the selected line; -1 if there is none. */
  readonly selected: number;
}

const messageLines = (frame: Frame, signs: Signs, height: number): Drawn => {
  const rows = shownRows(frame);
  const { top, end, selectedIndex, ruleBefore } = feedWindow(frame, height);
  const context = rowContext(frame, signs);
  const lines: Line[] = [];
  let selected = -1;
  for (let index = top; index < end; index += 1) {
    const row = rows.at(index);
    if (row === undefined) continue;
    if (index === ruleBefore) lines.push(ruleLine(frame, signs));
    if (index === selectedIndex) selected = lines.length;
    lines.push(line(`${index === selectedIndex ? signs.selected : ' '} `, ...messageLine(row.last, context, row.count)));
  }
  return { lines, selected };
};

const FeedView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = frame.layout.main;
  const rows = feedHeight(frame);
  const isEmpty = shownRows(frame).length === 0;
  const { lines, selected } = isEmpty ? { lines: emptyFeedLines(frame, width), selected: -1 } : messageLines(frame, signs, rows);
  const filled = [...lines.slice(0, rows), ...Array.from({ length: Math.max(0, rows - lines.length) }, (): Line => [])];
  const all = hasNotice(frame) && height > 1 ? [...filled, noticeLine(frame, signs)] : filled;
  return <Rows lines={all} width={width} height={height} selected={selected} />;
};

export const feedScreen: ScreenModule = {
  name: 'feed',
  View: FeedView,
  list: feedList,
  details: feedDetails,
  statusLine: feedStatusLine,
  copyItems: feedCopyItems,
};
