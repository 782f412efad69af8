import { accessRows } from '../../../src/tui/access/select.ts';
import type { DrawnConsole } from '../../support/draw-console.tsx';

/** Moves down to the first row of Access whose id holds `part`. */
export const goTo = async (console: DrawnConsole, part: string): Promise<void> => {
  const at = accessRows(console.app.frame()).findIndex((row) => row.id.includes(part));
  if (at < 0) throw new Error(`no row ${part}`);
  await console.press('g', ...Array.from({ length: at }, () => 'j'));
};
