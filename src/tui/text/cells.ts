// Text is measured in terminal cells and cut between graphemes. The same measure as Ink's, so that both agree.
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

// Printable ASCII, Latin-1, composed Vietnamese, punctuation, arrows, boxes, and the signs rows begin with: one cell each, no combining
// marks. Nearly all of what we draw; a look for anything else costs a tenth of measuring it.
const wide =
  /[^ -~\u00A1-\u00AC\u00AE-\u024F\u1E00-\u1EFF\u2010-\u2027\u2030-\u205E\u2190-\u21FF\u2500-\u25FC\u2713\u2717]/;

/** The graphemes of a text, in order. */
export const graphemes = (text: string): string[] =>
  Array.from(segmenter.segment(text), (part) => part.segment);

/** How many terminal cells a text takes. Escape sequences must have been removed before. */
export const cellWidth = (text: string): number => (wide.test(text) ? stringWidth(text) : text.length);

/** The longest beginning of a text that takes at most `cells`, never cutting a grapheme. */
export const takeCells = (text: string, cells: number): string => {
  if (cells <= 0) return '';
  if (!wide.test(text)) return text.slice(0, cells);
  let taken = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const width = stringWidth(segment);
    if (used + width > cells) break;
    taken += segment;
    used += width;
  }
  return taken;
};

/** A text cut to at most `cells`, with `ellipsis` at the end where something was cut. */
export const truncate = (text: string, cells: number, ellipsis = '…'): string => {
  // Cutting before measuring keeps the cost of a megabyte of hostile text at the cost of one row.
  const bounded = text.length > cells * 16 + 64 ? text.slice(0, cells * 16 + 64) : text;
  if (bounded === text && cellWidth(text) <= cells) return text;
  const room = cells - cellWidth(ellipsis);
  return room < 0 ? takeCells(bounded, cells) : takeCells(bounded, room) + ellipsis;
};

/** A text in exactly `cells`: cut, or filled with spaces at the end (or, `align: 'end'`, at the start). */
export const fitCells = (
  text: string,
  cells: number,
  options: { align?: 'start' | 'end'; ellipsis?: string } = {},
): string => {
  const cut = truncate(text, cells, options.ellipsis);
  const filler = ' '.repeat(Math.max(0, cells - cellWidth(cut)));
  return options.align === 'end' ? filler + cut : cut + filler;
};

/** Breaks a text into lines of at most `cells`, at spaces where there are any, else between graphemes. Newlines end a line. */
export const wrapCells = (text: string, cells: number): string[] =>
  text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, cells)));

/** The longest beginning that fits, at least one grapheme. What is beyond a row is not looked at: a megabyte costs no more than its rows. */
const headOf = (rest: string, cells: number): string => {
  const window = rest.slice(0, cells * 16 + 64);
  const head = takeCells(window, cells);
  // Where all of the window fits, its end may be the middle of a tower of marks.
  const whole = head.length === window.length && window.length < rest.length ? takeCells(rest, cells) : head;
  return whole === '' ? (segmenter.segment(rest).containing(0)?.segment ?? '') : whole;
};

const wrapLine = (line: string, cells: number): string[] => {
  const lines: string[] = [];
  let rest = line;
  for (;;) {
    const head = headOf(rest, cells);
    if (head.length >= rest.length) break;
    const isWordEnd = rest[head.length] === ' ';
    const space = isWordEnd ? head.length : head.lastIndexOf(' ');
    const cut = space > 0 ? space : head.length;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(space > 0 ? cut + 1 : cut);
  }
  lines.push(rest);
  return lines;
};

// Joiners, presentation selectors, keycaps, flags, skin tones, the tags of a regional flag: terminals disagree with Ink, and with each other, on their width.
const unsteady = /[\u200D\uFE0F\u20E3\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]/u;

/** Do all terminals give this text the same width? */
const isSteady = (text: string): boolean => !unsteady.test(text);

const steadyGrapheme = (grapheme: string): string => {
  if (isSteady(grapheme)) return grapheme;
  const letters = Array.from(grapheme);
  const flag = letters
    .map((letter) => letter.codePointAt(0) ?? 0)
    .filter((code) => code >= 0x1f1e6 && code <= 0x1f1ff);
  if (flag.length > 0) return flag.map((code) => String.fromCharCode(code - 0x1f1e6 + 65)).join('');
  return letters[0] ?? '';
};

/**
 * The text as every terminal draws it in the same width, and so as rows show it: a family becomes its first member, a flag its letters, a
 * keycap its digit. What is copied is the text as it is.
 */
export const steadyText = (text: string): string =>
  isSteady(text) ? text : graphemes(text).map(steadyGrapheme).join('');
