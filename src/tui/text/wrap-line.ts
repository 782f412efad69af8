// Lines of spans broken to a width: nothing that is to be read is cut.
import { cellWidth, wrapCells } from './cells.ts';
import { type Line, lineText } from './spans.ts';

/** Spaces that begin the rows after the first: as wide as the label, at most a third of the row. */
const indentOf = (spans: Line, cells: number): number => {
  const [label] = spans;
  return spans.length < 2 || label === undefined ? 0 : Math.min(cellWidth(label.text), Math.floor(cells / 3));
};

/**
 * A line in rows of at most `room` cells, at least one. A line of one span wraps as text; of a label and values the values wrap below
 * themselves. A line of many parts that does not fit loses its tones from the second row on.
 */
export const wrapLine = (spans: Line, room: number): readonly Line[] => {
  // What a window is too small for has no room at all, or less.
  const cells = Math.max(1, room);
  const text = lineText(spans);
  if (cellWidth(text) <= cells && !text.includes('\n')) return [spans];
  const [first, ...rest] = spans;
  if (first === undefined) return [spans];
  if (rest.length === 0) return wrapCells(first.text, cells).map((row) => [{ ...first, text: row }]);
  const indent = indentOf(spans, cells);
  const tone = rest[0]?.tone === undefined ? {} : { tone: rest[0].tone };
  const rows = wrapCells(lineText(rest), Math.max(1, cells - indent));
  const label = cellWidth(first.text) <= indent ? [{ ...first, text: first.text + ' '.repeat(indent - cellWidth(first.text)) }] : undefined;
  if (label === undefined) return [[first], ...rows.map((row) => [{ text: ' '.repeat(indent) + row, ...tone }])];
  return rows.map((row, index) => (index === 0 ? [...label, { text: row, ...tone }] : [{ text: ' '.repeat(indent) + row, ...tone }]));
};
