// A QR code as cells of a terminal. Pure: the text is a credential and goes nowhere but into the cells.
import qrcode from 'qrcode-terminal';

/** The dark squares of a code, without a quiet zone. */
export type QrModules = readonly (readonly boolean[])[];

/** A stretch of a row, drawn with black ink on `background`. */
export interface QrRun {
  readonly text: string;
  readonly background: 'black' | 'white';
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
  qrcode.generate(String.fromCharCode(...new TextEncoder().encode(text)), { small: true }, (output) => {
    blocks = output;
  });
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

/** Does a size fit into a room? */
export const fitsIn = (size: QrSize, room: QrSize): boolean => size.columns <= room.columns && size.rows <= room.rows;

const halfBlock = (isUpperDark: boolean, isLowerDark: boolean): string => {
  if (isUpperDark) return isLowerDark ? '█' : '▀';
  return isLowerDark ? '▄' : ' ';
};

const halfRows = (isDark: (x: number, y: number) => boolean, side: number): QrPicture['rows'] =>
  Array.from({ length: Math.ceil(side / 2) }, (_, row) => [
    {
      text: Array.from({ length: side }, (__, x) => halfBlock(isDark(x, row * 2), isDark(x, row * 2 + 1))).join(''),
      background: 'white' as const,
    },
  ]);

// Blanks on a background: no glyph that a font could draw with gaps, and plain ASCII.
const fullRow = (isDark: (x: number) => boolean, side: number): readonly QrRun[] => {
  const runs: QrRun[] = [];
  for (let x = 0; x < side; x += 1) {
    const background = isDark(x) ? 'black' : 'white';
    const before = runs.at(-1);
    if (before?.background === background) runs[runs.length - 1] = { text: `${before.text}  `, background };
    else runs.push({ text: '  ', background });
  }
  return runs;
};

/** The code with the widest quiet zone that fits, or undefined: a code is never cut. */
export const qrPicture = (modules: QrModules, isFull: boolean, room: QrSize): QrPicture | undefined => {
  let quiet = widestQuiet;
  while (quiet >= narrowestQuiet && !fitsIn(qrSize(modules, isFull, quiet), room)) quiet -= 1;
  if (quiet < narrowestQuiet) return undefined;
  const side = modules.length + 2 * quiet;
  const isDark = (x: number, y: number): boolean => modules[y - quiet]?.[x - quiet] ?? false;
  const rows = isFull ? Array.from({ length: side }, (_, y) => fullRow((x) => isDark(x, y), side)) : halfRows(isDark, side);
  return { rows, columns: qrSize(modules, isFull, quiet).columns };
};
