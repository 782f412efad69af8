// What a colour means. Components name tones, never colours; every tone also has a sign or a word beside it.

/** The meaning of a piece of text. */
export type Tone = 'muted' | 'accent' | 'good' | 'warn' | 'bad' | 'info' | 'selected' | 'title';

/** How a tone is drawn: one of the 16 ANSI names (never plain blue, white or black as text) and emphasis. */
export interface Style {
  readonly color?:
    | 'red'
    | 'green'
    | 'yellow'
    | 'magenta'
    | 'cyan'
    | 'gray'
    | 'redBright'
    | 'greenBright'
    | 'yellowBright'
    | 'blueBright'
    | 'magentaBright'
    | 'cyanBright';
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly inverse?: boolean;
}

export type PaletteName = 'default' | 'colour-blind' | 'mono';

export type Palette = Readonly<Record<Tone, Style>>;

const base: Palette = {
  muted: { color: 'gray' },
  accent: { color: 'cyan' },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red' },
  info: { color: 'cyan' },
  selected: { inverse: true },
  title: { bold: true },
};

/** `colour-blind` tells states apart by blue and orange tones instead of red and green; `mono` uses no colour at all. */
export const palettes: Readonly<Record<PaletteName, Palette>> = {
  default: base,
  'colour-blind': { ...base, good: { color: 'cyanBright' }, bad: { color: 'magentaBright', bold: true }, warn: { color: 'yellow' } },
  mono: {
    muted: {},
    accent: { bold: true },
    good: {},
    warn: { bold: true },
    bad: { bold: true },
    info: {},
    selected: { inverse: true },
    title: { bold: true },
  },
};
