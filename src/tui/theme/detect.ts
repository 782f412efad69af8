import type { PaletteName } from './tokens.ts';

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
