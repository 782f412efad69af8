// A phone's camera in front of the terminal: reads the cells, by their colours alone, and decodes the code it finds.
import { decodeQR } from 'qr/decode.js';
import type { Cell, Screen } from './screen.ts';

const black = 0;
const white = 7;

/** Dark upper and lower half of a cell; undefined where the code does not force both colours. */
const halves = ({ text, foreground, background }: Cell): readonly [boolean, boolean] | undefined => {
  if (background !== black && background !== white) return undefined;
  const paper = background === black;
  if (text === '' || text === ' ') return [paper, paper];
  if (foreground !== black) return undefined;
  if (text === '█') return [true, true];
  if (text === '▀') return [true, paper];
  return text === '▄' ? [paper, true] : undefined;
};

/** The cells with forced colours, as a rectangle. */
const codeCells = (screen: Screen): readonly (readonly (readonly [boolean, boolean])[])[] =>
  Array.from({ length: screen.rows }, (_, row) =>
    Array.from({ length: screen.columns }, (__, column) => halves(screen.cell(column, row))).filter((cell) => cell !== undefined),
  ).filter((row) => row.length > 0);

const decode = (bitmap: readonly (readonly boolean[])[]): string => {
  const scale = 4;
  const width = (bitmap[0]?.length ?? 0) * scale;
  const height = bitmap.length * scale;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (bitmap[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return decodeQR({ width, height, data });
};

/** How many rows of the screen hold cells of a code. */
export const codeRows = (screen: Screen): number => codeCells(screen).length;

/**
 * The text of the code on the screen. Cells twice as wide as squares are full blocks: `isFull`.
 * @throws Error when no code can be read
 */
export const scanQr = (screen: Screen, isFull: boolean): string => {
  const cells = codeCells(screen);
  if (cells.length === 0) throw new Error('There is no code on the screen.');
  if (new Set(cells.map((row) => row.length)).size !== 1) throw new Error('The code is no rectangle: something covers it.');
  return decode(
    isFull
      ? cells.map((row) => row.filter((_, column) => column % 2 === 0).map(([upper]) => upper))
      : cells.flatMap((row) => [row.map(([upper]) => upper), row.map(([, lower]) => lower)]),
  );
};
