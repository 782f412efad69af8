import chalk from 'chalk';

// What the terminal can be drawn on with, asked of the library that does it: it decides by itself whether it writes any colour code.

/**
 * `inverse`: no colours, but light and dark can change places. `characters`: neither (`FORCE_COLOR=0`, a `TERM` nobody knows). `nothing`:
 * neither, and none but ASCII characters.
 */
export type TerminalInk = 'colour' | 'inverse' | 'characters' | 'nothing';

/** The best there is, if the palette wants it. Ink writes every style with chalk: a level of 0 takes all of them away, inverse too. */
export const terminalInk = (palette: PaletteName, isAscii: boolean): TerminalInk => {
  if (chalk.level > 0) return palette === 'mono' ? 'inverse' : 'colour';
  return isAscii ? 'nothing' : 'characters';
};

// What a colour means. Components name tones, never colours; every tone also has a sign or a word beside it.

/** `--color`: `auto` asks the environment; a palette name is taken as it is; `never` is `mono`. */
export type ColorMode = 'auto' | 'always' | 'never' | PaletteName;

/**
 * Which palette to draw with: the flag beats the setting, `NO_COLOR` beats `FORCE_COLOR`, both beat the terminal.
 * `NO_COLOR` chooses our mono palette (chalk ignores it, and `FORCE_COLOR=0` would take bold and inverse away too).
 */
export const choosePalette = (
  mode: ColorMode,
  setting: PaletteName | undefined,
  env: Readonly<Record<string, string | undefined>>,
): PaletteName => {
  if (mode === 'never') return 'mono';
  if (mode === 'default' || mode === 'colour-blind' || mode === 'mono') return mode;
  const colourful = setting === undefined || setting === 'mono' ? 'default' : setting;
  if (mode === 'always') return colourful;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return 'mono';
  return setting ?? 'default';
};

/**
 * Does the terminal say that its background is light? `COLORFGBG` is `text;background` in numbers of the sixteen colours (rxvt, Konsole,
 * iTerm2 and others set it); unknown counts as dark, as most are.
 */
export const isLightBackground = (env: Readonly<Record<string, string | undefined>>): boolean => {
  const background = /;(\d{1,2})$/u.exec(env['COLORFGBG'] ?? '')?.[1];
  return background !== undefined && (background === '7' || Number(background) > 8);
};

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
  'colour-blind': {
    ...base,
    good: { color: 'cyanBright' },
    bad: { color: 'magentaBright', bold: true },
    warn: { color: 'yellow' },
  },
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
