// Dialogs that are a list in a frame: the selected row, the others around it. Rows are a line each (`ListDialog`), or as many lines as they
// need, nothing of them cut (`TallDialog`).
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { type RowIds, selectedIndexIn, tallWindow, windowFor } from '../layout/window-for.ts';
import type { ListName } from '../state/ui-state.ts';
import { cellWidth, truncate, wrapCells } from '../text/cells.ts';
import { type Line, line, lineText, toned } from '../text/spans.ts';
import type { Opened } from './dialog.ts';

/** The ids of so many rows that are known by their place. */
export const placeIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(index));

export interface ListDialogProps {
  readonly at: Pick<Opened, 'frame' | 'rect' | 'room'>;
  readonly name: ListName;
  readonly title: string;
  readonly ids: RowIds;
  readonly lineOf: (id: string, isSelected: boolean) => Line;
  /** What stands there when there are no rows. */
  readonly empty: string;
  /** Lines above the list, not part of it. */
  readonly above?: readonly Line[];
  /** Lines at the foot of the dialog, not part of the list. */
  readonly below?: readonly Line[];
  /** False for texts that are only scrolled. */
  readonly hasSelection?: boolean;
  /** All that a row says, in words: it stands at the foot while the row is selected and cut. Undefined where that is no loss. */
  readonly wholeOf?: (id: string) => string | undefined;
}

/** Where a dialog keeps no foot, the whole of a row covers at most so many of the last ones. */
const mostOver = 3;

/** The whole of a row that does not fit into `cells` behind its sign, in at most `most` rows. */
const wholeLines = (
  spans: Line,
  whole: string | undefined,
  cells: number,
  most: number,
  ellipsis: string,
): readonly Line[] => {
  if (whole === undefined || cellWidth(lineText(spans)) <= cells - 2) return [];
  const rows = wrapCells(whole.slice(0, cells * most * 4), cells);
  const shown =
    rows.length <= most
      ? rows
      : [...rows.slice(0, most - 1), truncate(rows.slice(most - 1).join(' '), cells, ellipsis)];
  return shown.map((text): Line => line(toned(text, 'info')));
};

export const ListDialog = (props: ListDialogProps): ReactElement => {
  const { above = [], below = [], hasSelection = true } = props;
  const { frame, rect, room: inside } = props.at;
  const { signs } = useTheme();
  const { width, height, foot } = inside;
  const list = listState(frame.ui, props.name);
  const index = hasSelection ? selectedIndexIn(props.ids, list) : -1;
  const id = props.ids.at(Math.max(0, index)) ?? '';
  const whole =
    index < 0
      ? []
      : wholeLines(props.lineOf(id, true), props.wholeOf?.(id), width, foot || mostOver, signs.ellipsis);
  const room = foot > 0 ? height : Math.max(1, height - whole.length);
  const { top, end, selectedIndex } = windowFor(props.ids, list, room);
  const rows = Array.from({ length: end - top }, (_, offset) => {
    const row = props.ids.at(top + offset) ?? '';
    const isSelected = hasSelection && top + offset === selectedIndex;
    return hasSelection
      ? line(isSelected ? `${signs.selected} ` : '  ', ...props.lineOf(row, isSelected))
      : props.lineOf(row, false);
  });
  const filled = rows.length === 0 ? [line({ text: props.empty, tone: 'muted' })] : rows;
  const blank =
    whole.length === 0 ? [] : Array.from({ length: Math.max(0, room - filled.length) }, (): Line => []);
  const lines = [...above, ...filled, ...blank, ...whole, ...below];
  const selected = hasSelection && rows.length > 0 ? { selected: above.length + selectedIndex - top } : {};
  return <DialogFrame rect={rect} title={props.title} lines={lines} {...selected} />;
};

/** One row: the cursor stops at it once, however many lines it has. */
export interface TallRow {
  readonly id: string;
  /** At least one. */
  readonly lines: readonly Line[];
  /** Lines above it that belong to no row, such as a heading. */
  readonly above?: readonly Line[];
}

/** Lines each row takes, with those above it. */
export const heightsOf = (rows: readonly TallRow[]): readonly number[] =>
  rows.map(({ lines, above = [] }) => above.length + lines.length);

export const tallList = (
  rows: readonly TallRow[],
): { readonly ids: readonly string[]; readonly heights: readonly number[] } => ({
  ids: rows.map(({ id }) => id),
  heights: heightsOf(rows),
});

export interface TallDialogProps extends Pick<ListDialogProps, 'at' | 'name' | 'title' | 'empty' | 'above'> {
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

/** The rows in a frame, two cells for the sign of the selected one before each line. */
export const TallDialog = (props: TallDialogProps): ReactElement => {
  const { rows, above = [] } = props;
  const { frame, rect, room } = props.at;
  const { signs } = useTheme();
  const { ids, heights } = tallList(rows);
  const { top, selectedIndex } = tallWindow(ids, listState(frame.ui, props.name), heights, room.height);
  const shown = linesOf(rows, selectedIndex).slice(top, top + room.height);
  const first = shown.findIndex(({ isSelected }) => isSelected);
  const lines = shown.map(
    (drawn, index): Line => line(index === first ? `${signs.selected} ` : '  ', ...drawn.line),
  );
  const filled = rows.length === 0 ? [line({ text: props.empty, tone: 'muted' })] : lines;
  const selected =
    first < 0
      ? {}
      : { selected: above.length + first, selectedRows: shown.filter(({ isSelected }) => isSelected).length };
  return <DialogFrame rect={rect} title={props.title} lines={[...above, ...filled]} {...selected} />;
};
