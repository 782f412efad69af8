// Feed: what comes in, as it comes, each message with what the gateway does with it.

import type { ReactElement } from 'react';
import {
  type FeedTally,
  feedCounts,
  feedRate,
  feedTally,
  isInScope,
  largest,
  type OutcomeCounts,
  outcomeCounts,
  sentences,
  type VerdictCounts,
  type VerdictKind,
} from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState, type ScreenModule } from '../app/frame.ts';
import { shownRate } from '../app/use-frame.ts';
import { frameSentences } from '../app/words.ts';
import { Rows } from '../components/list.tsx';
import { cellWidth } from '../text/cells.ts';
import { type Line, line, lineText, type Span, toned } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import type { Tone } from '../theme/tokens.ts';
import { feedCopyItems, feedDetails } from './details.ts';
import { emptyFeedLines, listeningAccounts, listeningSummary } from './listener.ts';
import { messageLine, type RowContext, verdictSign } from './row.ts';
import {
  feedHeight,
  feedList,
  feedWindow,
  focusLabel,
  hasNotice,
  matchPosition,
  newBelowCount,
  pausedCount,
  shownMessages,
  shownRows,
  soughtText,
  totalCount,
  totalQuery,
} from './select.ts';
import { feedDetailsSentences, feedKeySentences } from './words.ts';

// The status line of the feed: what is shown, who listens, how messages fared. Where there is little room the least important goes first.

const words = sentences.feedScreen;
const more = feedDetailsSentences;

/** A part of the line; of those that do not fit the one with the highest rank goes first. */
interface Part {
  readonly rank: number;
  readonly spans: Line;
}

const gap = '  ';

const widthOf = (parts: readonly Part[]): number =>
  parts.reduce((sum, { spans }) => sum + cellWidth(lineText(spans)) + gap.length, -gap.length);

/** As many of the parts as fit into `cells`, in their order; the first in rank stays whatever there is room for. */
export const fitParts = (parts: readonly Part[], cells: number): Line => {
  let shown = parts.filter(({ spans }) => lineText(spans) !== '');
  while (shown.length > 1 && widthOf(shown) > cells) {
    const last = largest(
      shown.map(({ rank }) => rank),
      0,
    );
    if (last === 0) break;
    shown = shown.filter(({ rank }) => rank !== last);
  }
  return shown.flatMap(({ spans }, index) => (index === 0 ? spans : [{ text: gap }, ...spans]));
};

const kindsOf: Readonly<Record<keyof FeedTally, VerdictKind>> = {
  answered: 'reply',
  pairing: 'pairing',
  blocked: 'not-in-allowlist',
  unheard: 'unheard',
  other: 'own',
};

const tallySpan = (tally: FeedTally, name: keyof FeedTally, signs: Signs): Span => {
  const { text, tone } = verdictSign(kindsOf[name], signs);
  return toned(tally[name] === 0 ? '' : `${text} ${tally[name]}`, tone);
};

/** `(2 not in allowlist, 1 dm disabled)`, the most frequent first. */
const blockedKinds = (counts: VerdictCounts): Line => {
  const kinds = (Object.keys(counts) as VerdictKind[])
    .filter((kind) => feedTally({ [kind]: 1 }).blocked === 1)
    .toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
  const texts = kinds.map((kind) => `${counts[kind] ?? 0} ${words.verdicts[kind]}`);
  return texts.length === 0 ? [] : [toned(`(${texts.join(', ')})`, 'muted')];
};

const tallyParts = (frame: Frame, signs: Signs): readonly Part[] => {
  const counts = feedCounts(frame.core, totalQuery(frame));
  const tally = feedTally(counts);
  const isOneKind = Object.values(counts).length < 2;
  return [
    { rank: 3, spans: line(tallySpan(tally, 'answered', signs)) },
    { rank: 3, spans: line(tallySpan(tally, 'pairing', signs)) },
    { rank: 2, spans: line(tallySpan(tally, 'blocked', signs)) },
    { rank: 2, spans: line(tallySpan(tally, 'unheard', signs)) },
    { rank: 9, spans: isOneKind ? [] : blockedKinds(counts) },
  ];
};

/** What became of the messages of the accounts in view, as far as it asks for a look. */
const outcomeParts = ({ core, ui }: Frame): readonly Part[] => {
  const counts = core.config.accounts
    .filter(({ id }) => isInScope(ui.scope, id))
    .flatMap(({ id }) => outcomeCounts(core, id, ui.nowMs) ?? []);
  const sum = (...types: readonly (keyof OutcomeCounts)[]): number =>
    counts.reduce((total, one) => total + types.reduce((number, type) => number + one[type], 0), 0);
  const part = (count: number, text: string, tone: Tone, rank: number): Part => ({
    rank,
    spans: count === 0 ? [] : [toned(`${count} ${text}`, tone)],
  });
  const { failed, unanswered, waiting } = words.outcomeCounts;
  return [
    part(sum('agent-failed', 'answer-failed'), failed, 'bad', 2),
    part(sum('unanswered'), unanswered, 'bad', 2),
    part(sum('waiting'), waiting, 'warn', 4),
  ];
};

/** The newest message may be later than the clock of the screen, which moves only when it must. */
const rate = ({ core, ui }: Frame): number =>
  feedRate(core, Math.max(ui.nowMs, core.feed.messages.at(-1)?.receivedAtMs ?? 0), ui.scope);

const countParts = (frame: Frame): readonly Part[] => {
  const shown = shownMessages(frame).length;
  const total = totalCount(frame);
  const unknown = listeningAccounts(frame).reduce((sum, { facts }) => sum + facts.counts.unknownLines, 0);
  const perSecond = rate(frame);
  const { dropped, droppedForSize = 0 } = frame.core.feed;
  const muted = (text: string): Line => [toned(text, 'muted')];
  return [
    {
      rank: shown === total ? 6 : 4,
      spans: muted(shown === total ? words.messages(total) : words.someOf(shown, total)),
    },
    { rank: 5, spans: perSecond > shownRate ? muted(words.rate(perSecond)) : [] },
    { rank: 8, spans: dropped > 0 ? muted(words.dropped(dropped, droppedForSize)) : [] },
    { rank: 7, spans: unknown > 0 ? muted(words.unknownLines(unknown)) : [] },
  ];
};

/** What restricts the view: search, sender or thread, kind. */
const viewParts = (frame: Frame, signs: Signs): readonly Part[] => {
  const { view, only, search } = frame.ui.feed;
  const { at, total } = search === undefined ? { at: 0, total: 0 } : matchPosition(frame);
  const accent = (text: string): Line => [toned(text, 'accent')];
  return [
    { rank: 1, spans: search === undefined ? [] : accent(more.match(search, at, total)) },
    { rank: 1, spans: view === 'all' ? [] : accent(words.viewLabel(words.views[view])) },
    { rank: 1, spans: only === undefined ? [] : accent(more.only(focusLabel(frame, only, signs.ellipsis))) },
  ];
};

/** Cells the frame takes for the filter before the line. */
const filterCells = (frame: Frame): number => {
  const { filter } = listState(frame.ui, 'feed');
  return filter === ''
    ? 0
    : cellWidth(`/${filter} ${frameSentences.shownOf(shownMessages(frame).length, undefined)}${gap}`);
};

export const feedStatusLine = (frame: Frame, signs: Signs): Line =>
  fitParts(
    [
      ...viewParts(frame, signs),
      { rank: 0, spans: listeningSummary(frame) },
      ...tallyParts(frame, signs),
      ...outcomeParts(frame),
      ...countParts(frame),
    ],
    frame.layout.columns - filterCells(frame),
  );

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
  return [
    toned(
      `${left}${label}${signs.rule.repeat(Math.max(0, main.width - left.length - label.length - 2))}`,
      'accent',
    ),
  ];
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
    lines.push(
      line(
        `${index === selectedIndex ? signs.selected : ' '} `,
        ...messageLine(row.last, context, row.count),
      ),
    );
  }
  return { lines, selected };
};

const FeedView = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = frame.layout.main;
  const rows = feedHeight(frame);
  const isEmpty = shownRows(frame).length === 0;
  const { lines, selected } = isEmpty
    ? { lines: emptyFeedLines(frame, width), selected: -1 }
    : messageLines(frame, signs, rows);
  const filled = [
    ...lines.slice(0, rows),
    ...Array.from({ length: Math.max(0, rows - lines.length) }, (): Line => []),
  ];
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
