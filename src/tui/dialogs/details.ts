// Details of the selected row: what there is to say, then what can be done, as rows that Enter runs.
import { type Frame, listState } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import type { BindingId } from '../keys/bindings.ts';
import { type RowIds, selectedIndexIn } from '../layout/window-for.ts';
import type { Line } from '../text/spans.ts';
import { wrapLine } from '../text/wrap-line.ts';

/** A row of the details: a line of text, or an action. */
export interface DetailRow {
  readonly id: string;
  readonly line?: Line;
  readonly action?: BindingId;
}

/** What the details are about: the same as long as it is the same row of the same list, whatever is said of it. */
const subjectOf = (frame: Frame): string => {
  const list = screenOf(frame.ui.screen).list(frame);
  const id = list?.ids.at(selectedIndexIn(list.ids, listState(frame.ui, list.name)));
  return [list?.name ?? frame.ui.screen, frame.ui.scope, id ?? ''].join('\n');
};

/** The rows of the selected thing's details; empty when nothing is selected. `cells` is the width they are drawn in. */
export const detailRows = (frame: Frame, cells: number): readonly DetailRow[] => {
  const details = screenOf(frame.ui.screen).details?.(frame);
  if (details === undefined) return [];
  const subject = subjectOf(frame);
  const idOf = (row: string | number): string => `${subject}\n${row}`;
  const text = details.lines.flatMap((line) => wrapLine(line, cells - 2)).map((line, index): DetailRow => ({ id: idOf(index), line }));
  const actions = details.actions.map((action): DetailRow => ({ id: idOf(action), action }));
  return actions.length === 0 ? text : [...text, { id: idOf('gap'), line: [] }, ...actions];
};

/** The ids of the rows. Where the cursor was on a row of something else it is on the first: of a person one reads from the top. */
export const detailIds = (frame: Frame, rows: readonly DetailRow[]): RowIds => {
  const ids = rows.map(({ id }) => id);
  const subject = subjectOf(frame);
  return Object.assign(ids, { nearest: (id: string) => (id.startsWith(`${subject}\n`) ? undefined : 0) });
};
