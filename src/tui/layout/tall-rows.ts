// Lists whose rows take several lines of the terminal: as many each, or each as many as it needs.
import { type ListState, type Movement, type RowIds, select, selectedIndexIn } from './window-for.ts';

/** Lines of a row in a list whose rows have a line below them. */
export const tallRowLines = 2;

/** The visible part, in lines. */
export interface TallWindow {
  /** Lines above the window. */
  readonly top: number;
  /** -1 in an empty list. */
  readonly selectedIndex: number;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

const sum = (heights: readonly number[]): number => heights.reduce((total, lines) => total + lines, 0);

/** Where a row begins and ends, in lines of the whole list. */
const placeOf = (
  heights: readonly number[],
  index: number,
): { readonly start: number; readonly end: number } => {
  const start = sum(heights.slice(0, index));
  return { start, end: start + (heights[index] ?? 0) };
};

/** The top nearest to `wanted` that shows the whole row; of a row that is higher than the window, some part of it and nothing else. */
const showing = (heights: readonly number[], index: number, wanted: number, height: number): number => {
  const { start, end } = placeOf(heights, index);
  const shown = clamp(wanted, Math.min(start, end - height), Math.max(start, end - height));
  return clamp(shown, 0, Math.max(0, sum(heights) - height));
};

/**
 * The lines to draw in a window of `height` lines, of rows that take `heights` lines each: the selected row keeps its place, and is seen
 * whole if it fits. An `offset` below 0 is a row that begins above the window.
 */
export const tallWindow = (
  ids: RowIds,
  list: ListState,
  heights: readonly number[],
  height: number,
): TallWindow => {
  const selectedIndex = selectedIndexIn(ids, list);
  if (selectedIndex < 0 || height <= 0) return { top: 0, selectedIndex };
  const { start } = placeOf(heights, selectedIndex);
  return { top: showing(heights, selectedIndex, start - list.offset, height), selectedIndex };
};

/** The row a line of the list belongs to. */
const rowAtLine = (heights: readonly number[], at: number): number => {
  let end = 0;
  const index = heights.findIndex((lines) => {
    end += lines;
    return at < end;
  });
  return index < 0 ? heights.length - 1 : index;
};

const linesOf = (movement: Movement, height: number): number => {
  if ('page' in movement) return movement.page * Math.max(1, height - 1);
  return 'half' in movement ? movement.half * Math.max(1, Math.floor(height / 2)) : 0;
};

const targetOf = (from: number, heights: readonly number[], height: number, movement: Movement): number => {
  const last = heights.length - 1;
  if ('to' in movement) return movement.to === 'first' ? 0 : last;
  if ('by' in movement) return clamp(from + movement.by, 0, last);
  const lines = linesOf(movement, height);
  const { start, end } = placeOf(heights, from);
  const target = rowAtLine(
    heights,
    clamp(lines < 0 ? start + lines : end - 1 + lines, 0, Math.max(0, sum(heights) - 1)),
  );
  return target === from ? clamp(from + Math.sign(lines), 0, last) : target;
};

/** How far the window moves within a row that is higher than it, before the next one is selected; 0 where that is the next one's turn. */
const stepWithin = (
  heights: readonly number[],
  { top, selectedIndex }: TallWindow,
  height: number,
  movement: Movement,
): number => {
  if ('to' in movement) return 0;
  const { start, end } = placeOf(heights, selectedIndex);
  const isDown = 'by' in movement ? movement.by > 0 : linesOf(movement, height) > 0;
  const step = Math.max(1, height - 1);
  return isDown ? clamp(end - (top + height), 0, step) : -clamp(top - start, 0, step);
};

/** The list after a movement by rows of different heights: a row that is higher than the window is read to its end first. */
export const moveTall = (
  ids: RowIds,
  list: ListState,
  heights: readonly number[],
  height: number,
  movement: Movement,
): ListState => {
  const window = tallWindow(ids, list, heights, height);
  if (window.selectedIndex < 0) return list;
  const step = stepWithin(heights, window, height, movement);
  const target =
    step === 0 ? targetOf(window.selectedIndex, heights, height, movement) : window.selectedIndex;
  const wanted = 'to' in movement ? (movement.to === 'first' ? 0 : sum(heights)) : window.top + step;
  const top = showing(heights, target, wanted, height);
  return select(ids, list, target, placeOf(heights, target).start - top);
};
