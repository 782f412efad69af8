// Where everything goes, as arithmetic: a pure function of the terminal's size.

export type SizeClass = 'roomy' | 'standard' | 'compact' | 'tight' | 'too-small';

/** A rectangle in cells, from the top left corner of the terminal. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly sizeClass: SizeClass;
  /** Absent in `tight`: two rows less of chrome. */
  readonly hasTabs: boolean;
  readonly body: Rect;
  /** The list's part of the body: all of it but where details stand beside the list. */
  readonly main: Rect;
  /** Details beside the list, in `roomy` only. */
  readonly side?: Rect;
}

/** The smallest terminal the console draws its screens in. */
export const minimum = { columns: 40, rows: 12 } as const;

const classOf = (columns: number, rows: number): SizeClass => {
  if (columns < minimum.columns || rows < minimum.rows) return 'too-small';
  if (columns >= 100 && rows >= 30) return 'roomy';
  if (columns >= 80 && rows >= 24) return 'standard';
  if (columns >= 60 && rows >= 20) return 'compact';
  return 'tight';
};

/** The layout for a terminal of `columns` × `rows`. */
export const layout = (columns: number, rows: number): Layout => {
  const sizeClass = classOf(columns, rows);
  const hasTabs = sizeClass !== 'tight' && sizeClass !== 'too-small';
  const top = hasTabs ? 2 : 1;
  const body: Rect = { left: 0, top, width: columns, height: Math.max(1, rows - top - 2) };
  if (sizeClass !== 'roomy') return { columns, rows, sizeClass, hasTabs, body, main: body };
  const sideWidth = Math.min(56, Math.floor(columns * 0.4));
  const main: Rect = { ...body, width: columns - sideWidth - 1 };
  const side: Rect = { ...body, left: main.width + 1, width: sideWidth };
  return { columns, rows, sizeClass, hasTabs, body, main, side };
};
