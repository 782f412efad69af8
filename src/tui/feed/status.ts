// The status line of the feed: what is shown, who listens, how messages fared. Where there is little room the least important goes first.

import {
  type FeedTally,
  feedCounts,
  feedRate,
  feedTally,
  largest,
  sentences,
  type VerdictCounts,
  type VerdictKind,
} from '../../core/index.ts';
import { type Frame, listState } from '../app/frame.ts';
import { shownRate } from '../app/tick.ts';
import { frameSentences } from '../app/words.ts';
import { cellWidth } from '../text/cells.ts';
import { type Line, line, lineText, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { focusLabel } from './focus.ts';
import { listeningAccounts, listeningSummary } from './listener.ts';
import { verdictSign } from './row.ts';
import { matchPosition } from './search.ts';
import { shownMessages, totalCount, totalQuery } from './select.ts';
import { feedDetailsSentences } from './words-details.ts';

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

/** The newest message may be later than the clock of the screen, which moves only when it must. */
const rate = ({ core, ui }: Frame): number => feedRate(core, Math.max(ui.nowMs, core.feed.messages.at(-1)?.receivedAtMs ?? 0), ui.scope);

const countParts = (frame: Frame): readonly Part[] => {
  const shown = shownMessages(frame).length;
  const total = totalCount(frame);
  const unknown = listeningAccounts(frame).reduce((sum, { facts }) => sum + facts.counts.unknownLines, 0);
  const perSecond = rate(frame);
  const { dropped, droppedForSize = 0 } = frame.core.feed;
  const muted = (text: string): Line => [toned(text, 'muted')];
  return [
    { rank: shown === total ? 6 : 4, spans: muted(shown === total ? words.messages(total) : words.someOf(shown, total)) },
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
  return filter === '' ? 0 : cellWidth(`/${filter} ${frameSentences.shownOf(shownMessages(frame).length, undefined)}${gap}`);
};

/** View, listeners, verdicts, counts. */
export const feedStatusLine = (frame: Frame, signs: Signs): Line =>
  fitParts(
    [...viewParts(frame, signs), { rank: 0, spans: listeningSummary(frame) }, ...tallyParts(frame, signs), ...countParts(frame)],
    frame.layout.columns - filterCells(frame),
  );
