// Rows of an overlay that take as many lines as they need: nothing of them is cut.
import type { Line } from '../text/spans.ts';

/** One row: the cursor stops at it once, however many lines it has. */
export interface TallRow {
  readonly id: string;
  /** At least one. */
  readonly lines: readonly Line[];
  /** Lines above it that belong to no row, such as a heading. */
  readonly above?: readonly Line[];
}

/** Lines each row takes, with those above it. */
export const heightsOf = (rows: readonly TallRow[]): readonly number[] => rows.map(({ lines, above = [] }) => above.length + lines.length);

/** The list of such rows, for the movement keys. */
export const tallList = (rows: readonly TallRow[]): { readonly ids: readonly string[]; readonly heights: readonly number[] } => ({
  ids: rows.map(({ id }) => id),
  heights: heightsOf(rows),
});
