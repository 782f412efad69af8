// What the terminal can be drawn on with, asked of the library that does it: it decides by itself whether it writes any colour code.
import { renderToString, Text } from 'ink';
import type { ReactElement } from 'react';
import type { PaletteName } from './tokens.ts';

/**
 * `inverse`: no colours, but light and dark can change places. `characters`: neither (`FORCE_COLOR=0`, a `TERM` nobody knows). `nothing`:
 * neither, and none but ASCII characters.
 */
export type TerminalInk = 'colour' | 'inverse' | 'characters' | 'nothing';

const isStyled = (element: ReactElement): boolean => renderToString(element) !== 'x';

/** The best there is, if the palette wants it. */
export const terminalInk = (palette: PaletteName, isAscii: boolean): TerminalInk => {
  if (palette !== 'mono' && isStyled(<Text color="red">x</Text>)) return 'colour';
  if (isStyled(<Text inverse>x</Text>)) return 'inverse';
  return isAscii ? 'nothing' : 'characters';
};
