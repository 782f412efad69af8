// Which part of a list is on the screen, whose rows take one line or several. Selection is an id: rows may come and go around it.

/** The ids of a list's rows, in the order drawn. An array is one; a list of a hundred thousand rows need not make one. */
export interface RowIds extends Iterable<string> {
  readonly length: number;
  at(index: number): string | undefined;
  /** -1 if there is no such row. */
  lastIndexOf(id: string): number;
  /** Where a row that has gone would stand; lists that cannot tell leave it out. */
  nearest?(id: string): number | undefined;
}

export interface ListState {
  readonly selectedId?: string;
  /** Where the selected row stood: rows below the top of the window. */
  readonly offset: number;
  /** Index of the selected row when it was last seen, to fall back on when it goes away. */
  readonly index: number;
  /** At the end, and staying there as rows come. Only lists that follow ever set it. */
  readonly isFollowing: boolean;
  readonly filter: string;
  readonly marks: readonly string[];
  /** The order the rows had when the operator began to move: they keep it, so that nothing jumps under the cursor. */
  readonly order?: readonly string[];
}

/** A list nobody has touched yet. */
export const emptyList: ListState = { offset: 0, index: 0, isFollowing: false, filter: '', marks: [] };

/** The visible part: rows `top` (inclusive) to `end` (exclusive); `selectedIndex` is -1 in an empty list. */
export interface ListWindow {
  readonly top: number;
  readonly end: number;
  readonly selectedIndex: number;
}

/** The index of the selected row: by id, else the row that took its place. */
export const selectedIndexIn = (ids: RowIds, list: ListState): number => {
  if (ids.length === 0) return -1;
  if (list.isFollowing) return ids.length - 1;
  const { selectedId, index } = list;
  if (selectedId === undefined) return clamp(index, 0, ids.length - 1);
  if (index >= 0 && ids.at(index) === selectedId) return index;
  const found = ids.lastIndexOf(selectedId);
  return found >= 0 ? found : clamp(ids.nearest?.(selectedId) ?? index, 0, ids.length - 1);
};

/** The rows to draw in a window of `height` rows: the selected row keeps its place on the screen. */
export const windowFor = (ids: RowIds, list: ListState, height: number): ListWindow => {
  const selectedIndex = selectedIndexIn(ids, list);
  if (selectedIndex < 0 || height <= 0) return { top: 0, end: 0, selectedIndex };
  const lastTop = Math.max(0, ids.length - height);
  const wanted = list.isFollowing ? lastTop : selectedIndex - clamp(list.offset, 0, height - 1);
  const top = clamp(wanted, 0, lastTop);
  return { top, end: Math.min(ids.length, top + height), selectedIndex };
};

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether a row is marked: all of twenty thousand may be, and each row asks. */
export const markSet = (marks: readonly string[]): ReadonlySet<string> => {
  const known = sets.get(marks);
  if (known !== undefined) return known;
  const set = new Set(marks);
  sets.set(marks, set);
  return set;
};

/** How many rows that are there are marked. */
export const countMarked = (ids: RowIds, marks: readonly string[]): number => {
  if (marks.length === 0) return 0;
  const marked = markSet(marks);
  let count = 0;
  for (const id of ids) if (marked.has(id)) count += 1;
  return count;
};

/** Where a movement leads. `page` and `half` are in windows, `by` in rows. */
export type Movement =
  | { readonly by: number }
  | { readonly page: number }
  | { readonly half: number }
  | { readonly to: 'first' | 'last' };

/** The list after a movement. `canFollow`: reaching the last row means following. */
export const move = (
  ids: RowIds,
  list: ListState,
  height: number,
  movement: Movement,
  canFollow = false,
): ListState => {
  const window = windowFor(ids, list, height);
  if (window.selectedIndex < 0) return list;
  const last = ids.length - 1;
  const target = clamp(targetOf(window.selectedIndex, last, height, movement), 0, last);
  const top = target < window.top ? target : target >= window.top + height ? target - height + 1 : window.top;
  return select(ids, list, target, target - top, canFollow && target === last);
};

const targetOf = (from: number, last: number, height: number, movement: Movement): number => {
  if ('by' in movement) return from + movement.by;
  if ('page' in movement) return from + movement.page * Math.max(1, height - 1);
  if ('half' in movement) return from + movement.half * Math.max(1, Math.floor(height / 2));
  return movement.to === 'first' ? 0 : last;
};

/**
 * A text after a movement: it has no selected row, so the window itself moves, by a row at the first key. What is remembered as
 * selected is the row at its top.
 */
export const scroll = (ids: RowIds, list: ListState, height: number, movement: Movement): ListState => {
  const { top, selectedIndex } = windowFor(ids, list, height);
  if (selectedIndex < 0) return list;
  const lastTop = Math.max(0, ids.length - height);
  return select(ids, list, clamp(targetOf(top, lastTop, height, movement), 0, lastTop), 0);
};

/** The list with the row at `index` selected, `offset` rows below the top of the window. */
export const select = (
  ids: RowIds,
  list: ListState,
  index: number,
  offset: number,
  isFollowing = false,
): ListState => {
  const id = index < 0 ? undefined : ids.at(index);
  if (id === undefined) return list;
  return { ...list, selectedId: id, index, offset, isFollowing };
};

/** Rows in the order that was kept; rows that came since go last, in their own order. */
export const inKeptOrder = <Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  order: readonly string[] | undefined,
): readonly Item[] => {
  if (order === undefined) return items;
  const place = new Map(order.map((id, index) => [id, index]));
  return items.toSorted(
    (a, b) => (place.get(idOf(a)) ?? order.length) - (place.get(idOf(b)) ?? order.length),
  );
};

// Lists whose rows take several lines of the terminal: as many each, or each as many as it needs.

/** Lines of a row in a list whose rows have a line below them. */
export const tallRowLines = 2;

interface TallWindow {
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

const tallTargetOf = (
  from: number,
  heights: readonly number[],
  height: number,
  movement: Movement,
): number => {
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
    step === 0 ? tallTargetOf(window.selectedIndex, heights, height, movement) : window.selectedIndex;
  const wanted = 'to' in movement ? (movement.to === 'first' ? 0 : sum(heights)) : window.top + step;
  const top = showing(heights, target, wanted, height);
  return select(ids, list, target, placeOf(heights, target).start - top);
};
