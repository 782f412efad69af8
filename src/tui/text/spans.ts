// A line on the screen is a list of spans: text with a tone. Pure data, so that views can be tested as text.
import type { Tone } from '../theme/tokens.ts';
import { cellWidth, steadyText, truncate, wrapCells } from './cells.ts';

// Lines of spans broken to a width: nothing that is to be read is cut.

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
  const label =
    cellWidth(first.text) <= indent
      ? [{ ...first, text: first.text + ' '.repeat(indent - cellWidth(first.text)) }]
      : undefined;
  if (label === undefined)
    return [[first], ...rows.map((row) => [{ text: ' '.repeat(indent) + row, ...tone }])];
  return rows.map((row, index) =>
    index === 0 ? [...label, { text: row, ...tone }] : [{ text: ' '.repeat(indent) + row, ...tone }],
  );
};

export interface Span {
  readonly text: string;
  readonly tone?: Tone;
  readonly isBold?: boolean;
  /** Marks a match of a search; drawn underlined, so that it is seen without colour. */
  readonly isMatch?: boolean;
}

export type Line = readonly Span[];

/** Makes a line from texts and spans; empty and missing parts are left out. */
export const line = (...parts: readonly (string | Span | undefined | false)[]): Line =>
  parts.flatMap((part) => {
    if (part === undefined || part === false || part === '') return [];
    if (typeof part === 'string') return [{ text: part }];
    return part.text === '' ? [] : [part];
  });

export const toned = (text: string, tone: Tone): Span => ({ text, tone });

export const bold = (text: string, tone?: Tone): Span => ({
  text,
  isBold: true,
  tone,
});

export const lineText = (spans: Line): string => spans.map((span) => span.text).join('');

/** As much of a text as `cells` can hold, of the same width in every terminal. */
const steadyPart = (text: string, cells: number): string =>
  steadyText(text.length > cells * 16 + 64 ? text.slice(0, cells * 16 + 64) : text);

/** A line in exactly `cells`, whatever the terminal: cut with an ellipsis, or filled with spaces. */
export const fitLine = (spans: Line, cells: number, ellipsis = '…'): Line => {
  const fitted: Span[] = [];
  let room = cells;
  for (const [index, span] of spans.entries()) {
    const text = steadyPart(span.text, room);
    const width = cellWidth(text);
    const isLast = index === spans.length - 1;
    if (width > room || (width === room && !isLast && hasText(spans, index + 1))) {
      const cut = truncate(`${text}${' '.repeat(width === room ? 1 : 0)}`, room, ellipsis);
      fitted.push({ ...span, text: cut });
      room -= cellWidth(cut);
      break;
    }
    fitted.push(text === span.text ? span : { ...span, text });
    room -= width;
  }
  if (room > 0) fitted.push({ text: ' '.repeat(room) });
  return fitted;
};

const hasText = (spans: Line, from: number): boolean => spans.slice(from).some((span) => span.text !== '');

/** Splits a text into spans at match ranges `[start, end)` (offsets into `text`, ascending, not overlapping). */
export const highlight = (
  text: string,
  ranges: readonly (readonly [number, number])[],
  tone?: Tone,
): Span[] => {
  const spans: Span[] = [];
  const base = tone === undefined ? {} : { tone };
  let at = 0;
  for (const [start, end] of ranges) {
    if (start > at) spans.push({ text: text.slice(at, start), ...base });
    spans.push({ text: text.slice(start, end), ...base, isMatch: true });
    at = end;
  }
  if (at < text.length) spans.push({ text: text.slice(at), ...base });
  return spans;
};
