// The answers of a question as rows.
import type { Choice, ChoiceOverlay } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import type { TallRow } from './tall-row.ts';

/** An answer and what it means: beside it, else below it. */
const choiceLines = ({ label, means }: Choice, cells: number): readonly Line[] => {
  const labelled = wrapCells(label, Math.max(1, cells)).map((text) => line(bold(text)));
  if (means === '') return labelled;
  if (cellWidth(label) + cellWidth(means) + 2 <= cells) return [line(bold(label), toned(`  ${means}`, 'muted'))];
  return [...labelled, ...wrapCells(means, Math.max(1, cells - 2)).map((text) => line(toned(`  ${text}`, 'muted')))];
};

/** All answers, whole, in a width of `cells`; known by their place. */
export const choiceRows = ({ choices }: Pick<ChoiceOverlay, 'choices'>, cells: number): readonly TallRow[] =>
  choices.map((choice, index) => ({ id: String(index), lines: choiceLines(choice, cells) }));
