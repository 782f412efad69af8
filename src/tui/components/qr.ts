// A QR code as cells of a terminal. Pure: the text is a credential and goes nowhere but into the cells.
import qrcode from 'qrcode-terminal';

/** The dark squares of a code, without a quiet zone. */
export type QrModules = readonly (readonly boolean[])[];

/**
 * What a code is made of. `colour`: black and white, whatever the theme. Without colours there are only the terminal's own two: `glyphs`
 * are blocks in its colour of text, `inverse` are blanks of which one kind is inverted (plain ASCII).
 */
export type QrInk = 'colour' | 'glyphs' | 'inverse';

export interface QrStyle {
  /** Two cells a square, instead of two squares a cell. */
  readonly isFull: boolean;
  readonly ink: QrInk;
  /** Light and dark change places: for a theme that has them the other way round. Without colours light text on a dark background is assumed. */
  readonly isFlipped: boolean;
}

/** The smallest, black on white. */
export const halfBlocks: QrStyle = { isFull: false, ink: 'colour', isFlipped: false };

/** A stretch of a row. `black` and `white` are backgrounds under black ink; `own` and `inverse` are drawn in the terminal's own colours. */
export interface QrRun {
  readonly text: string;
  readonly on: 'black' | 'white' | 'own' | 'inverse';
}

/** A code that fits its room: rows of equal width, quiet zone included. */
export interface QrPicture {
  readonly rows: readonly (readonly QrRun[])[];
  readonly columns: number;
}

/** A size in cells. */
export interface QrSize {
  readonly columns: number;
  readonly rows: number;
}

/** White squares around the code: four by the standard, one where there is no room; scanners cope with it on a white border. */
const widestQuiet = 4;
const narrowestQuiet = 1;

// What qrcode-terminal prints for two squares one above the other: whether each is dark.
const printed: Readonly<Record<string, readonly [boolean, boolean]>> = {
  '█': [false, false],
  '▀': [false, true],
  '▄': [true, false],
  ' ': [true, true],
};

const blocksOf = (text: string): string => {
  let blocks = '';
  qrcode.setErrorLevel('L');
  // It encodes the low byte of each code unit: given bytes, scanners read UTF-8.
  qrcode.generate(
    Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''),
    { small: true },
    (output) => {
      blocks = output;
    },
  );
  return blocks;
};

const readBlocks = (blocks: string): QrModules => {
  const [, ...lines] = blocks.split('\n').filter((line) => line !== '');
  const size = (lines[0]?.length ?? 2) - 2;
  const rows = lines.flatMap((line) => {
    const pairs = Array.from(line.slice(1, -1), (block) => printed[block] ?? [false, false]);
    return [pairs.map(([upper]) => upper), pairs.map(([, lower]) => lower)];
  });
  return rows.slice(0, size);
};

let last: { readonly text: string; readonly modules: QrModules | undefined } | undefined;

/** The code of a text at error level L; undefined if there is nothing to encode or it is too long for any code. Remembers the last one. */
export const qrModules = (text: string): QrModules | undefined => {
  if (last?.text !== text) last = { text, modules: encode(text) };
  return last.modules;
};

const encode = (text: string): QrModules | undefined => {
  if (text === '') return undefined;
  try {
    return readBlocks(blocksOf(text));
  } catch {
    return undefined;
  }
};

/** How many cells a code takes: half blocks hold two squares a cell, full blocks take two cells a square. */
export const qrSize = (modules: QrModules, isFull: boolean, quiet: number = narrowestQuiet): QrSize => {
  const side = modules.length + 2 * quiet;
  return isFull ? { columns: side * 2, rows: side } : { columns: side, rows: Math.ceil(side / 2) };
};

export const fitsIn = (size: QrSize, room: QrSize): boolean =>
  size.columns <= room.columns && size.rows <= room.rows;

/** Is there ink, as seen by a pen: black on white, or the colour of text on its background. */
type IsInked = (x: number, y: number) => boolean;

const halfBlock = (isUpperInked: boolean, isLowerInked: boolean): string => {
  if (isUpperInked) return isLowerInked ? '█' : '▀';
  return isLowerInked ? '▄' : ' ';
};

const halfRows = (isInked: IsInked, side: number, on: QrRun['on']): QrPicture['rows'] =>
  Array.from({ length: Math.ceil(side / 2) }, (_, row) => [
    {
      text: Array.from({ length: side }, (__, x) =>
        halfBlock(isInked(x, row * 2), isInked(x, row * 2 + 1)),
      ).join(''),
      on,
    },
  ]);

/** How a square with ink and one without are drawn in full. Blanks on a background have no gaps, whatever the font, and are plain ASCII. */
const fullSquares: Readonly<Record<QrInk, readonly [inked: QrRun, bare: QrRun]>> = {
  colour: [
    { text: '  ', on: 'black' },
    { text: '  ', on: 'white' },
  ],
  inverse: [
    { text: '  ', on: 'inverse' },
    { text: '  ', on: 'own' },
  ],
  glyphs: [
    { text: '██', on: 'own' },
    { text: '  ', on: 'own' },
  ],
};

const fullRow = (isInked: (x: number) => boolean, side: number, ink: QrInk): readonly QrRun[] => {
  const [inked, bare] = fullSquares[ink];
  const runs: QrRun[] = [];
  for (let x = 0; x < side; x += 1) {
    const { text, on } = isInked(x) ? inked : bare;
    const before = runs.at(-1);
    if (before?.on === on) runs[runs.length - 1] = { text: before.text + text, on };
    else runs.push({ text, on });
  }
  return runs;
};

/** Squares beyond the code that a half block at the bottom has room for are part of the quiet zone: light. */
const inkOf = (modules: QrModules, quiet: number, { ink, isFlipped }: QrStyle): IsInked => {
  // A pen writes dark on paper, and light on a screen.
  const inksDark = (ink === 'colour') !== isFlipped;
  return (x, y) => (modules[y - quiet]?.[x - quiet] ?? false) === inksDark;
};

/** The code with the widest quiet zone that fits, or undefined: a code is never cut. */
export const qrPicture = (modules: QrModules, style: QrStyle, room: QrSize): QrPicture | undefined => {
  const { isFull, ink } = style;
  let quiet = widestQuiet;
  while (quiet >= narrowestQuiet && !fitsIn(qrSize(modules, isFull, quiet), room)) quiet -= 1;
  if (quiet < narrowestQuiet) return undefined;
  const side = modules.length + 2 * quiet;
  const isInked = inkOf(modules, quiet, style);
  const rows = isFull
    ? Array.from({ length: side }, (_, y) => fullRow((x) => isInked(x, y), side, ink))
    : halfRows(isInked, side, ink === 'colour' ? 'white' : 'own');
  return { rows, columns: qrSize(modules, isFull, quiet).columns };
};
