// Details of the selected row: what there is to say, then what can be done, as rows that Enter runs.
import type { Frame } from '../app/frame.ts';
import type { BindingId } from '../keys/bindings.ts';
import { screenOf } from '../screens/registry.ts';
import type { Line } from '../text/spans.ts';
import { wrapLine } from '../text/wrap-line.ts';

/** A row of the details: a line of text, or an action. */
export interface DetailRow {
  readonly id: string;
  readonly line?: Line;
  readonly action?: BindingId;
}

/** The rows of the selected thing's details; empty when nothing is selected. `cells` is the width they are drawn in. */
export const detailRows = (frame: Frame, cells: number): readonly DetailRow[] => {
  const details = screenOf(frame.ui.screen).details?.(frame);
  if (details === undefined) return [];
  const text = details.lines.flatMap((line) => wrapLine(line, cells - 2)).map((line, index): DetailRow => ({ id: `line-${index}`, line }));
  const actions = details.actions.map((action): DetailRow => ({ id: action, action }));
  return actions.length === 0 ? text : [...text, { id: 'gap', line: [] }, ...actions];
};
