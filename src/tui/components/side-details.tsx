// In roomy windows: the details of the selected row beside its list.
import { Box } from 'ink';
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import type { Rect } from '../layout/layout.ts';
import { bold, type Line, line, wrapLine } from '../text/spans.ts';
import { Rows } from './list.tsx';

/** The details pane, one column from the list. */
export const SideDetails = ({
  frame,
  rect,
}: {
  readonly frame: Frame;
  readonly rect: Rect;
}): ReactElement => {
  const { signs } = useTheme();
  const details = screenOf(frame.ui.screen).details?.(frame);
  const cells = rect.width - 2;
  const lines =
    details === undefined
      ? []
      : [line(bold(details.title, 'accent')), ...details.lines.flatMap((spans) => wrapLine(spans, cells))];
  const edge = signs.border === 'round' ? '│' : '|';
  const rows = Array.from(
    { length: rect.height },
    (_, index): Line => line({ text: `${edge} `, tone: 'muted' }, ...(lines[index] ?? [])),
  );
  return (
    <Box marginLeft={1} flexShrink={0}>
      <Rows lines={rows} width={rect.width} height={rect.height} />
    </Box>
  );
};
