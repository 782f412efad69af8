// The checklist as rows of the screen: a sentence, and below it what to do, wrapped so that nothing of it is cut.
import type { Frame } from '../app/frame.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { type ChecklistRow, checklistRows } from './checklist.ts';

/** One row of the screen. `row` is what Enter acts on. */
export interface ChecklistLine {
  readonly id: string;
  readonly row: ChecklistRow;
  readonly line: Line;
}

const signOf = ({ state }: ChecklistRow, signs: Signs): Line => {
  switch (state) {
    case 'done':
      return [{ text: `${signs.done} `, tone: 'good' }];
    case 'needs-you':
      return [{ text: `${signs.attention} `, tone: 'warn' }];
    case 'not-yet':
      return [{ text: `${signs.bullet} `, tone: 'muted' }];
  }
};

/** All rows in a width of `cells`. A step that is done needs no cure, and one that comes later not yet. */
export const checklistLines = (frame: Frame, cells: number, signs: Signs): readonly ChecklistLine[] =>
  checklistRows(frame).flatMap((row) => {
    const sentence = wrapCells(row.sentence, Math.max(1, cells - 2)).map((text, index): Line => {
      const words = { text, isBold: row.state === 'needs-you' };
      return index === 0 ? [...signOf(row, signs), words] : line('  ', words);
    });
    const cure = row.cure === undefined || row.state !== 'needs-you' ? [] : wrapCells(row.cure, Math.max(1, cells - 4));
    return [...sentence, ...cure.map((text): Line => line('    ', text))].map((spans, index) => ({
      id: `${row.id}/${index}`,
      row,
      line: spans,
    }));
  });
