// An overlay that is a list of rows of several lines: the selected one is marked as a whole.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { Dialog } from '../components/dialog.tsx';
import { tallWindow } from '../layout/tall-rows.ts';
import { type Line, line } from '../text/spans.ts';
import type { ListOverlayProps } from './list-overlay.tsx';
import { overlayInner, overlayRect } from './overlay-rect.ts';
import { type TallRow, tallList } from './tall-row.ts';

export interface TallOverlayProps extends Pick<ListOverlayProps, 'frame' | 'overlay' | 'name' | 'title' | 'empty' | 'above'> {
  readonly rows: readonly TallRow[];
}

interface Drawn {
  readonly line: Line;
  readonly isSelected: boolean;
}

/** All lines of the list; those of the selected row are known by it. */
const linesOf = (rows: readonly TallRow[], selectedIndex: number): readonly Drawn[] =>
  rows.flatMap(({ lines, above = [] }, index) => [
    ...above.map((spans): Drawn => ({ line: spans, isSelected: false })),
    ...lines.map((spans): Drawn => ({ line: spans, isSelected: index === selectedIndex })),
  ]);

/** The rows in a framed overlay, two cells for the sign of the selected one before each line. */
export const TallOverlay = (props: TallOverlayProps): ReactElement => {
  const { frame, overlay, rows, above = [] } = props;
  const { signs } = useTheme();
  const { height } = overlayInner(overlay, frame);
  const { ids, heights } = tallList(rows);
  const { top, selectedIndex } = tallWindow(ids, listState(frame.ui, props.name), heights, height);
  const shown = linesOf(rows, selectedIndex).slice(top, top + height);
  const first = shown.findIndex(({ isSelected }) => isSelected);
  const lines = shown.map((drawn, at): Line => line(at === first ? `${signs.selected} ` : '  ', ...drawn.line));
  const filled = rows.length === 0 ? [line({ text: props.empty, tone: 'muted' })] : lines;
  const selected = first < 0 ? {} : { selected: above.length + first, selectedRows: shown.filter(({ isSelected }) => isSelected).length };
  return <Dialog rect={overlayRect(overlay, frame)} title={props.title} lines={[...above, ...filled]} {...selected} />;
};
