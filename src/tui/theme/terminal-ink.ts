// What the terminal can be drawn on with, asked of the library that does it: it decides by itself whether it writes any colour code.
import chalk from 'chalk';
import type { PaletteName } from './tokens.ts';

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
