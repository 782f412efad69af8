import { wrapCells } from '../text/cells.ts';

/** The lines of a text as the raw view shows them: wrapped, nothing cut, so that they can be selected. */
export const rawLines = (text: string, cells: number): readonly string[] => wrapCells(text, cells);
