// A phone's camera in front of the terminal: takes a picture of the whole screen, in the colours of a theme, and decodes the code on it.
import { decodeQR } from 'qr/decode.js';
import type { Cell, Screen } from './screen.ts';

type Rgb = readonly [number, number, number];

/** The colours of a terminal: its own two, and the sixteen that have names. */
export interface TerminalTheme {
  readonly foreground: Rgb;
  readonly background: Rgb;
  readonly named: readonly Rgb[];
}

const rgb = (hex: number): Rgb => [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255];

const theme = (foreground: number, background: number, named: readonly number[]): TerminalTheme => ({
  foreground: rgb(foreground),
  background: rgb(background),
  named: named.map(rgb),
});

const xtermNames = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
  0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
const solarizedNames = [
  0x073642, 0xdc322f, 0x859900, 0xb58900, 0x268bd2, 0xd33682, 0x2aa198, 0xeee8d5, 0x002b36, 0xcb4b16,
  0x586e75, 0x657b83, 0x839496, 0x6c71c4, 0x93a1a1, 0xfdf6e3,
];

/** Themes people use. In `swapped` (as base16 makes its light ones) black is the lightest of the sixteen and white the darkest. */
export const themes = {
  dark: theme(0xe5e5e5, 0x000000, xtermNames),
  light: theme(0x000000, 0xffffff, xtermNames),
  'solarized dark': theme(0x839496, 0x002b36, solarizedNames),
  'solarized light': theme(0x657b83, 0xfdf6e3, solarizedNames),
  swapped: theme(
    0x383838,
    0xf8f8f8,
    [
      0xf8f8f8, 0xab4642, 0xa1b56c, 0xf7ca88, 0x7cafc2, 0xba8baf, 0x86c1b9, 0x383838, 0xb8b8b8, 0xab4642,
      0xa1b56c, 0xf7ca88, 0x7cafc2, 0xba8baf, 0x86c1b9, 0x181818,
    ],
  ),
} as const satisfies Record<string, TerminalTheme>;

export type ThemeName = keyof typeof themes;

/** The colours above the sixteen are the same in every theme: a cube of six steps, then greys. */
const fixedColour = (colour: number): Rgb => {
  if (colour >= 232) {
    const grey = 8 + (colour - 232) * 10;
    return [grey, grey, grey];
  }
  const index = colour - 16;
  const step = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  return [step(Math.floor(index / 36)), step(Math.floor(index / 6) % 6), step(index % 6)];
};

const colourOf = (colour: number | undefined, own: Rgb, { named }: TerminalTheme): Rgb =>
  colour === undefined ? own : (named[colour] ?? fixedColour(colour));

const lumaOf = ([red, green, blue]: Rgb): number => Math.round(0.299 * red + 0.587 * green + 0.114 * blue);

/** A cell is twice as high as wide. */
const cellPixels = 4;

/** Is a pixel of the cell of the glyph's colour? Letters are drawn as a smudge: there is something, but no block. */
const isGlyphAt = ({ text }: Cell, x: number, y: number): boolean => {
  if (text === '█') return true;
  if (text === '▀') return y < cellPixels;
  if (text === '▄') return y >= cellPixels;
  return text.trim() !== '' && x >= 1 && x < cellPixels - 1 && y >= 2 && y < cellPixels * 2 - 2;
};

interface Photo {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
}

const photograph = (screen: Screen, colours: TerminalTheme): Photo => {
  const width = screen.columns * cellPixels;
  const height = screen.rows * cellPixels * 2;
  const luma = new Uint8Array(width * height);
  for (let row = 0; row < screen.rows; row += 1) {
    for (let column = 0; column < screen.columns; column += 1) {
      const cell = screen.cell(column, row);
      const front = lumaOf(colourOf(cell.foreground, colours.foreground, colours));
      const back = lumaOf(colourOf(cell.background, colours.background, colours));
      const [ink, paper] = cell.inverse ? [back, front] : [front, back];
      for (let y = 0; y < cellPixels * 2; y += 1) {
        for (let x = 0; x < cellPixels; x += 1) {
          luma[(row * cellPixels * 2 + y) * width + column * cellPixels + x] = isGlyphAt(cell, x, y)
            ? ink
            : paper;
        }
      }
    }
  }
  return { width, height, luma };
};

/** Reads without regard to polarity, as not every phone does: dark on light is insisted on afterwards. */
const decode = ({ width, height, luma }: Photo): string => {
  const data = new Uint8Array(width * height * 4);
  for (let pixel = 0; pixel < luma.length; pixel += 1) data.fill(luma[pixel] ?? 0, pixel * 4, pixel * 4 + 3);
  let isDarkOnLight = false;
  const lumaAt = (x: number, y: number): number => luma[Math.round(y) * width + Math.round(x)] ?? 0;
  const text = decodeQR(
    { width, height, data },
    {
      format: 'RGBA',
      timeLimit: 5_000,
      // The heart of a corner is dark, and two squares from it there is a light ring.
      pointsOnDetect: ({ tl }) => {
        isDarkOnLight = lumaAt(tl.x, tl.y) < lumaAt(tl.x + 2 * tl.moduleSize, tl.y);
      },
    },
  );
  if (!isDarkOnLight) throw new Error('The code is light on dark: not every phone reads that.');
  return text;
};

/** Is this cell one of the code's? Nothing else on the screen consists of blocks, or has a background of its own. */
const isOfCode = ({ text, background, inverse }: Cell): boolean =>
  /^[█▀▄]$/u.test(text) || background !== undefined || (inverse && text.trim() === '');

/** So many cells in a row are no accident: a corner alone has seven squares. */
const fewestCells = 8;

/** How many rows of the screen hold cells of a code. The selected row of a list is inverse too, but has letters in it. */
export const codeRows = (screen: Screen): number =>
  Array.from({ length: screen.rows }, (_, row) =>
    Array.from({ length: screen.columns }, (__, column) => screen.cell(column, row)),
  ).filter(
    (cells) =>
      cells.filter(isOfCode).length >= fewestCells &&
      !cells.some(({ inverse, text }) => inverse && /\w/u.test(text)),
  ).length;

/**
 * The text of the code on the screen, as a phone that reads only dark on light sees it in this theme.
 * @throws Error when no code can be read, or it is light on dark
 */
export const scanQr = (screen: Screen, colours: ThemeName = 'dark'): string =>
  decode(photograph(screen, themes[colours]));
