import { aState, type StateParts } from '../../support/builders.ts';
import { type DrawConsoleOptions, type DrawnConsole, drawConsole } from '../../support/draw-console.tsx';

/** Draws the Pairing screen. */
export const openPairing = (parts: StateParts, options: DrawConsoleOptions = {}): Promise<DrawnConsole> =>
  drawConsole({ screen: 'pairing', state: aState(parts), ...options });
