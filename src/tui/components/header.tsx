// Row 0: the product, which account is shown and how it does, what stands behind it, and the time. Row 1: the screens.

import type { ReactElement } from 'react';
import { type HeaderSummary, headerSummary, largest } from '../../core/faces.ts';
import { useApp, useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { screenBadges } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import type { Layout } from '../layout/layout.ts';
import { type ScreenName, screenNames } from '../state/ui-state.ts';
import { cellWidth } from '../text/cells.ts';
import { fitLine, type Line, line, lineText } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { markSpan, markTone, Row } from './row.tsx';

/** A part of the header; the one with the highest `drop` goes first where there is no room. 0 stays. */
interface Part {
  readonly spans: Line;
  readonly drop: number;
  /** Belongs to the part before it. */
  readonly isName?: boolean;
  /** Stands whole at the end where even what stays does not fit. */
  readonly isPinned?: boolean;
}

/**
 * How much is to be known: as a word where there is room for one. A problem is never left out, but in the smallest windows, where an account
 * that fails says in words that something is wrong. The doctor has the list.
 */
const findingsPart = (
  { findings, mark }: HeaderSummary,
  { columns, sizeClass }: Layout,
  signs: Signs,
): readonly Part[] => {
  if (findings === undefined) return [];
  const text = columns < 80 ? `${signs.attention}${findings.count}` : findings.words;
  if (findings.hasProblem && !(sizeClass === 'tight' && mark === 'failed'))
    return [{ spans: line({ text, tone: 'bad' }), drop: 0, isPinned: true }];
  return [{ spans: line({ text, tone: findings.hasProblem ? 'bad' : 'warn' }), drop: 4 }];
};

/** What the header says, without the clock. Where there are no tabs it names the screen, too. */
const headerParts = ({ core, ui, layout }: Frame, signs: Signs, isDemo: boolean): readonly Part[] => {
  const summary = headerSummary(core, ui.scope, ui.nowMs);
  const version = frameSentences.openclaw(summary.openclawVersion, summary.isOpenclawNewer);
  return [
    { spans: line({ text: frameSentences.product, isBold: true, tone: 'accent' }), drop: 3 },
    ...(isDemo
      ? [{ spans: line({ text: frameSentences.demoBadge, isBold: true, tone: 'warn' }), drop: 1 }]
      : []),
    ...(core.isReadOnly
      ? [{ spans: line({ text: frameSentences.readOnlyBadge, isBold: true, tone: 'warn' }), drop: 2 }]
      : []),
    ...(layout.hasTabs
      ? []
      : [{ spans: line({ text: frameSentences.screens[ui.screen], isBold: true }), drop: 0 }]),
    { spans: line({ text: summary.account, isBold: true }), drop: 0 },
    ...(summary.name === undefined
      ? []
      : [{ spans: line(`${signs.arrow} ${summary.name}`), drop: 5, isName: true }]),
    {
      spans: line(markSpan(summary.mark, signs), { text: ` ${summary.words}`, tone: markTone(summary.mark) }),
      drop: 0,
    },
    ...findingsPart(summary, layout, signs),
    // Of another host it says which.
    { spans: line({ text: summary.gateway, tone: 'muted' }), drop: core.elsewhere === undefined ? 6 : 2 },
    { spans: line({ text: version, tone: 'muted' }), drop: 7 },
  ];
};

const joined = (parts: readonly Part[], signs: Signs): Line =>
  parts.flatMap(({ spans, isName = false }, index) =>
    index === 0 ? spans : [{ text: isName ? ' ' : ` ${signs.separator} ` }, ...spans],
  );

/** The parts that fit in `cells`: the least important are left out, whole. */
export const fitHeader = (parts: readonly Part[], cells: number, signs: Signs): Line => {
  let kept = parts;
  while (cellWidth(lineText(joined(kept, signs))) > cells) {
    const worst = largest(
      kept.map(({ drop }) => drop),
      0,
    );
    if (worst === 0) break;
    kept = kept.filter(({ drop }) => drop !== worst);
  }
  const pinned = kept.filter(({ isPinned }) => isPinned === true);
  const isCut = cellWidth(lineText(joined(kept, signs))) > cells;
  if (!isCut || pinned.length === 0) return fitLine(joined(kept, signs), cells, signs.ellipsis);
  const end: Line = [{ text: ` ${signs.separator} ` }, ...joined(pinned, signs)];
  const rest = kept.filter(({ isPinned }) => isPinned !== true);
  return [
    ...fitLine(joined(rest, signs), Math.max(0, cells - cellWidth(lineText(end))), signs.ellipsis),
    ...end,
  ];
};

/** The header of `frame`, as wide as the terminal. The clock keeps its place, whatever name somebody chose. */
export const Header = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { isDemo } = useApp();
  const clock = clockTime(frame.ui.nowMs);
  const { columns } = frame.layout;
  const left = fitHeader(headerParts(frame, signs, isDemo), columns - clock.length - 1, signs);
  return <Row spans={line(...left, ' ', clock)} cells={columns} />;
};

// The tabs as data: drawn below, found again by a click.

/** One tab: its screen and its spans, badge included. */
interface Tab {
  readonly screen: ScreenName;
  readonly spans: Line;
}

/** The six tabs; short names where the window is narrow. */
const tabsOf = (frame: Frame, signs: Signs): readonly Tab[] => {
  const names = frame.layout.columns < 80 ? frameSentences.shortScreens : frameSentences.screens;
  const badges = screenBadges(frame, signs);
  return screenNames.map((screen, index) => {
    const label = ` ${index + 1} ${names[screen]} `;
    return {
      screen,
      spans: line(
        screen === frame.ui.screen ? { text: label, tone: 'selected', isBold: true } : label,
        badges[screen],
      ),
    };
  });
};

/** The screen whose tab stands at `column`. */
export const tabAt = (frame: Frame, signs: Signs, column: number): ScreenName | undefined => {
  let from = 0;
  for (const { screen, spans } of tabsOf(frame, signs)) {
    const to = from + cellWidth(lineText(spans));
    if (column >= from && column < to) return screen;
    from = to;
  }
  return undefined;
};

/** The tabs of `frame`. */
export const Tabs = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  return <Row spans={tabsOf(frame, signs).flatMap(({ spans }) => spans)} cells={frame.layout.columns} />;
};
