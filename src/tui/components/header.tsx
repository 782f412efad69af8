// Row 0: the product, which account is shown and how it does, what stands behind it, and the time.
import type { ReactElement } from 'react';
import { headerSummary, sentences } from '../../core/index.ts';
import { useApp, useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { cellWidth, truncate } from '../text/cells.ts';
import { type Line, line, lineText } from '../text/spans.ts';
import { clockTime } from '../text/times.ts';
import type { Signs } from '../theme/signs.ts';
import { markSpan, markTone } from './marks.ts';
import { Row } from './row.tsx';

/** What the header says, without the clock. */
const headerLine = ({ core, ui, layout }: Frame, signs: Signs, isDemo: boolean): Line => {
  const summary = headerSummary(core, ui.scope, ui.nowMs);
  const gap = ` ${signs.separator} `;
  const isNarrow = layout.columns < 80;
  return line(
    { text: sentences.frame.product, isBold: true, tone: 'accent' },
    isDemo ? { text: ` ${sentences.frame.demoBadge}`, isBold: true, tone: 'warn' } : undefined,
    gap,
    { text: summary.account, isBold: true },
    summary.name === undefined || isNarrow ? undefined : ` ${signs.arrow} ${summary.name}`,
    gap,
    markSpan(summary.mark, signs),
    { text: ` ${summary.words}`, tone: markTone(summary.mark) },
    isNarrow ? undefined : { text: `${gap}${summary.gateway}`, tone: 'muted' as const },
    layout.columns < 100
      ? undefined
      : { text: `${gap}${summary.openclawVersion ?? sentences.frame.generation(summary.generation)}`, tone: 'muted' as const },
  );
};

/** The header of `frame`, as wide as the terminal. */
export const Header = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const { signs } = useTheme();
  const { isDemo } = useApp();
  const clock = clockTime(frame.ui.nowMs);
  const { columns } = frame.layout;
  const left = headerLine(frame, signs, isDemo);
  const room = columns - clock.length - 1;
  const text = lineText(left);
  // A stranger may have chosen the account's name: it is cut here, so that the clock keeps its place.
  const shown = cellWidth(text) <= room ? left : line({ text: truncate(text, room, signs.ellipsis), isBold: true });
  const filler = ' '.repeat(Math.max(1, columns - cellWidth(lineText(shown)) - clock.length));
  return <Row spans={line(...shown, filler, clock)} cells={columns} />;
};
