// An overlay that is a list in a frame: the selected row, the others around it.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { Dialog } from '../components/dialog.tsx';
import { type RowIds, selectedIndexIn, windowFor } from '../layout/window-for.ts';
import type { ListName, Overlay } from '../state/ui-state.ts';
import { cellWidth, truncate, wrapCells } from '../text/cells.ts';
import { type Line, line, lineText, toned } from '../text/spans.ts';
import { overlayInner, overlayRect } from './overlay-rect.ts';

export interface ListOverlayProps {
  readonly frame: Frame;
  readonly overlay: Overlay;
  readonly name: ListName;
  readonly title: string;
  readonly ids: RowIds;
  readonly lineOf: (id: string, isSelected: boolean) => Line;
  /** What stands there when there are no rows. */
  readonly empty: string;
  /** Lines above the list, not part of it. */
  readonly above?: readonly Line[];
  /** Lines at the foot of the overlay, not part of the list. */
  readonly below?: readonly Line[];
  /** False for texts that are only scrolled. */
  readonly hasSelection?: boolean;
  /** All that a row says, in words: it stands at the foot while the row is selected and cut. Undefined where that is no loss. */
  readonly wholeOf?: (id: string) => string | undefined;
}

/** Where an overlay keeps no foot, the whole of a row covers at most so many of the last ones. */
const mostOver = 3;

/** The whole of a row that does not fit into `cells` behind its sign, in at most `most` rows. */
const wholeLines = (spans: Line, whole: string | undefined, cells: number, most: number, ellipsis: string): readonly Line[] => {
  if (whole === undefined || cellWidth(lineText(spans)) <= cells - 2) return [];
  const rows = wrapCells(whole.slice(0, cells * most * 4), cells);
  const shown = rows.length <= most ? rows : [...rows.slice(0, most - 1), truncate(rows.slice(most - 1).join(' '), cells, ellipsis)];
  return shown.map((text): Line => line(toned(text, 'info')));
};

/** The rows of a list in a framed overlay. */
export const ListOverlay = (props: ListOverlayProps): ReactElement => {
  const { frame, overlay, above = [], below = [], hasSelection = true } = props;
  const { signs } = useTheme();
  const { width, height, foot } = overlayInner(overlay, frame);
  const list = listState(frame.ui, props.name);
  const at = hasSelection ? selectedIndexIn(props.ids, list) : -1;
  const id = props.ids.at(Math.max(0, at)) ?? '';
  const whole = at < 0 ? [] : wholeLines(props.lineOf(id, true), props.wholeOf?.(id), width, foot || mostOver, signs.ellipsis);
  const room = foot > 0 ? height : Math.max(1, height - whole.length);
  const { top, end, selectedIndex } = windowFor(props.ids, list, room);
  const rows = Array.from({ length: end - top }, (_, index) => {
    const row = props.ids.at(top + index) ?? '';
    const isSelected = hasSelection && top + index === selectedIndex;
    return hasSelection ? line(isSelected ? `${signs.selected} ` : '  ', ...props.lineOf(row, isSelected)) : props.lineOf(row, false);
  });
  const filled = rows.length === 0 ? [line({ text: props.empty, tone: 'muted' })] : rows;
  const blank = whole.length === 0 ? [] : Array.from({ length: Math.max(0, room - filled.length) }, (): Line => []);
  const lines = [...above, ...filled, ...blank, ...whole, ...below];
  const selected = hasSelection && rows.length > 0 ? { selected: above.length + selectedIndex - top } : {};
  return <Dialog rect={overlayRect(overlay, frame)} title={props.title} lines={lines} {...selected} />;
};
