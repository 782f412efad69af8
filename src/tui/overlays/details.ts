// Details of the selected row: what there is to say, then what can be done, as rows that Enter runs.
import type { Frame } from '../app/frame.ts';
import type { BindingId } from '../keys/bindings.ts';
import { screenOf } from '../screens/registry.ts';
import { wrapCells } from '../text/cells.ts';
import type { Line } from '../text/spans.ts';

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
  const text = details.lines.flatMap((line) => wrapLine(line, cells)).map((line, index): DetailRow => ({ id: `line-${index}`, line }));
  const actions = details.actions.map((action): DetailRow => ({ id: action, action }));
  return actions.length === 0 ? text : [...text, { id: 'gap', line: [] }, ...actions];
};

// Only lines of one span are long texts; the others are label and value, cut by the row.
const wrapLine = (line: Line, cells: number): readonly Line[] => {
  const [span, ...more] = line;
  if (span === undefined || more.length > 0) return [line];
  return wrapCells(span.text, cells).map((text) => [{ ...span, text }]);
};
