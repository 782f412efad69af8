// A text of several lines as rows of the screen, each known by its place in the text. Pure.
import { cellWidth, steadyText, takeCells } from './cells.ts';

/** One row: code units `start` to `end` of the text. A newline belongs to no row. */
export interface EditorRow {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cells of a tab, wherever it stands: an editor of messages has no columns. */
export const tabCells = 4;

/** The text as it is drawn: the same width in every terminal, so that the caret stands where it is. What is sent stays as it is. */
export const drawnText = (text: string): string => steadyText(text.replaceAll('\t', ' '.repeat(tabCells)));

/** Cells a part of the text takes when it is drawn. */
export const drawnCells = (text: string): number => cellWidth(drawnText(text));

/** As much of `line` from `at` on as fits: never nothing, never part of a grapheme. */
const takeRow = (line: string, at: number, cells: number): number => {
  // Sixteen code units a cell is more than any grapheme that is worth drawing needs.
  const window = line.slice(at, at + cells * 16 + 64);
  if (!window.includes('\t')) {
    const taken = takeCells(window, cells).length;
    return at + (taken > 0 ? taken : (segmenter.segment(window).containing(0)?.segment.length ?? 1));
  }
  let used = 0;
  let end = at;
  for (const { segment } of segmenter.segment(window)) {
    used += drawnCells(segment);
    if (used > cells && end > at) break;
    end += segment.length;
  }
  return end;
};

/** Where the row that began at `at` ends: after the last blank that fits, else between graphemes. A blank that does not fit hangs. */
const rowEnd = (line: string, at: number, cells: number): number => {
  const end = takeRow(line, at, cells);
  if (end >= line.length) return line.length;
  if (line[end] === ' ') return end + 1;
  const blank = line.lastIndexOf(' ', end - 1);
  return blank > at ? blank + 1 : end;
};

const rowsOfLine = (line: string, offset: number, cells: number, rows: EditorRow[]): void => {
  let at = 0;
  do {
    const end = rowEnd(line, at, cells);
    rows.push({ start: offset + at, end: offset + end });
    at = end;
  } while (at < line.length);
};

const compute = (text: string, cells: number): readonly EditorRow[] => {
  const rows: EditorRow[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    rowsOfLine(line, offset, cells, rows);
    offset += line.length + 1;
  }
  return rows;
};

// Reducer, view and status line ask for the same rows, one after the other.
let last: { readonly text: string; readonly cells: number; readonly rows: readonly EditorRow[] } | undefined;

/** The rows of a text in `cells`: at least one. */
export const editorRows = (text: string, cells: number): readonly EditorRow[] => {
  const width = Math.max(1, cells);
  if (last?.text !== text || last.cells !== width) last = { text, cells: width, rows: compute(text, width) };
  return last.rows;
};

/** Index of the row in which a caret at `offset` stands; between two rows of a line it stands at the start of the lower one. */
export const rowAt = (rows: readonly EditorRow[], offset: number): number => {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((rows[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The place in a row at most `cells` from its start. A row that goes on below ends before its last grapheme. */
export const offsetAt = (text: string, rows: readonly EditorRow[], index: number, cells: number): number => {
  const row = rows[index];
  if (row === undefined) return text.length;
  const next = rows[index + 1];
  const isWrapped = next !== undefined && next.start === row.end;
  let at = row.start;
  let used = 0;
  for (const { segment } of segmenter.segment(text.slice(row.start, row.end))) {
    used += drawnCells(segment);
    if (used > cells) break;
    if (isWrapped && at + segment.length >= row.end) break;
    at += segment.length;
  }
  return at;
};
