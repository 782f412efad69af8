// A terminal's screen as an SVG picture. Pure: cells in, text out.
import stringWidth from 'string-width';
import type { Cell, Screen } from '../test/support/screen.ts';

/** What is said about the picture to those who cannot see it. The title is also written into the window's bar. */
export interface PictureWords {
  readonly title: string;
  readonly description: string;
}

/** Pixels. A cell is as wide as most monospaced fonts make it at this size; `textLength` sees to it that it is. */
const cell = { width: 8.4, height: 19, baseline: 14 };
const fontPx = 14;
const pane = { bar: 36, padding: 14, radius: 10 };

const background = '#0f141b';
const foreground = '#d6dde6';

/** The 16 ANSI colours, dark first. */
const ansi = [
  '#1b222c',
  '#ff7b72',
  '#5fd38d',
  '#e8bf5a',
  '#79b8ff',
  '#d2a8ff',
  '#63cfd6',
  '#c9d1d9',
  '#8593a3',
  '#ffa198',
  '#7ee2a8',
  '#f2d27a',
  '#a5d0ff',
  '#e2c5ff',
  '#8de3e9',
  '#f5f8fb',
] as const;

const hex = (value: number): string => value.toString(16).padStart(2, '0');

/** A palette number (0–255) or an RGB number as a colour of CSS. */
const css = (color: number): string => {
  const named = ansi[color];
  if (named !== undefined) return named;
  if (color > 255) return `#${color.toString(16).padStart(6, '0')}`;
  if (color >= 232) return `#${hex(8 + (color - 232) * 10).repeat(3)}`;
  const level = (step: number): string => hex(step === 0 ? 0 : 55 + step * 40);
  const index = color - 16;
  return `#${level(Math.floor(index / 36))}${level(Math.floor(index / 6) % 6)}${level(index % 6)}`;
};

interface Look {
  readonly fill: string;
  readonly back: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
  readonly isUnderlined: boolean;
}

const lookOf = ({ foreground: front, background: behind, inverse, bold, dim, underline }: Cell): Look => {
  const fill = front === undefined ? foreground : css(front);
  const back = behind === undefined ? undefined : css(behind);
  return {
    fill: inverse ? (back ?? background) : fill,
    back: inverse ? fill : back,
    isBold: bold,
    isDim: dim,
    isUnderlined: underline,
  };
};

/** Cells that look the same, side by side. */
interface Run {
  readonly column: number;
  readonly look: Look;
  text: string;
  cells: number;
}

const isSame = (one: Look, other: Look): boolean =>
  one.fill === other.fill &&
  one.back === other.back &&
  one.isBold === other.isBold &&
  one.isDim === other.isDim &&
  one.isUnderlined === other.isUnderlined;

/** The runs of a row. A character that is not one cell wide is a run of its own, so that no font can push what follows. */
const runsOf = (screen: Screen, row: number): readonly Run[] => {
  const runs: Run[] = [];
  let isAlone = true;
  for (let column = 0; column < screen.columns; ) {
    const current = screen.cell(column, row);
    const text = current.text === '' ? ' ' : current.text;
    const cells = Math.max(1, stringWidth(text));
    const look = lookOf(current);
    const last = runs.at(-1);
    if (last === undefined || isAlone || cells > 1 || !isSame(last.look, look))
      runs.push({ column, look, text, cells });
    else {
      last.text += text;
      last.cells += cells;
    }
    isAlone = cells > 1;
    column += cells;
  }
  return runs;
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const px = (value: number): string => String(Math.round(value * 100) / 100);
const left = (column: number): number => pane.padding + column * cell.width;
const top = (row: number): number => pane.bar + row * cell.height;

const rectOf = ({ column, cells, look }: Run, row: number): string =>
  look.back === undefined
    ? ''
    : `<rect x="${px(left(column))}" y="${px(top(row))}" width="${px(cells * cell.width)}" height="${cell.height}" fill="${look.back}"/>`;

/** The words of a run: blanks at either end are left out, two blanks inside part it, so that none is lost by a viewer. */
const textOf = ({ column, text, look }: Run, row: number): string => {
  const attributes = [
    look.fill === foreground ? '' : ` fill="${look.fill}"`,
    look.isBold ? ' font-weight="700"' : '',
    look.isDim ? ' opacity="0.65"' : '',
    look.isUnderlined ? ' text-decoration="underline"' : '',
  ].join('');
  return [...text.matchAll(/\S+(?: \S+)*/gu)]
    .map(({ 0: words, index }) => {
      const from = left(column + stringWidth(text.slice(0, index)));
      const length = px(stringWidth(words) * cell.width);
      return `<text x="${px(from)}" y="${px(top(row) + cell.baseline)}" textLength="${length}"${attributes}>${escapeXml(words)}</text>`;
    })
    .join('');
};

const rowOf = (screen: Screen, row: number): string => {
  const runs = runsOf(screen, row);
  return [...runs.map((run) => rectOf(run, row)), ...runs.map((run) => textOf(run, row))].join('');
};

const frameOf = (width: number, height: number, title: string): string => {
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `<circle cx="${22 + at * 20}" cy="18" r="6" fill="${fill}"/>`,
  );
  return [
    `<rect x="0.5" y="0.5" width="${px(width - 1)}" height="${px(height - 1)}" rx="${pane.radius}" fill="${background}" stroke="#2d3743"/>`,
    dots.join(''),
    `<text x="${px(width / 2)}" y="23" text-anchor="middle" fill="#8593a3" font-size="13">${escapeXml(title)}</text>`,
  ].join('\n');
};

/** The screen in a window, as an SVG document. */
export const drawSvg = (screen: Screen, { title, description }: PictureWords): string => {
  const width = screen.columns * cell.width + pane.padding * 2;
  const height = pane.bar + screen.rows * cell.height + pane.padding;
  const rows = Array.from({ length: screen.rows }, (_, row) => rowOf(screen, row)).filter(
    (text) => text !== '',
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" role="img" aria-labelledby="title description">
<title id="title">${escapeXml(title)}</title>
<desc id="description">${escapeXml(description)}</desc>
<g font-family="ui-monospace, 'JetBrains Mono', SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontPx}" fill="${foreground}">
${frameOf(width, height, title)}
${rows.join('\n')}
</g>
</svg>
`;
};
