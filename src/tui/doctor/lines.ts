// The checklist as rows of the screen: a sentence, and below it what to do, wrapped so that nothing of it is cut; what else is to be known
// comes after it.
import { type ChecklistRow, checklist, type Finding, furtherFindings, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { hintText } from '../app/remedies.ts';
import type { TallRow } from '../dialogs/list-dialog.tsx';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line, type Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { rowCure } from './remedies.ts';

export type { ChecklistRow };

/** The checklist, in the order in which things must be done. */
export const checklistRows = ({ core }: Frame): readonly ChecklistRow[] => checklist(core);

/** A step or a finding: Enter acts on its `row`, or cures its `finding`. */
export interface ChecklistLine extends TallRow {
  readonly row?: ChecklistRow;
  readonly finding?: Finding;
}

const signOf = ({ state }: ChecklistRow, signs: Signs): Span => {
  switch (state) {
    case 'done':
      return { text: `${signs.done} `, tone: 'good' };
    case 'needs-you':
      return { text: `${signs.attention} `, tone: 'warn' };
    case 'not-yet':
      return { text: `${signs.bullet} `, tone: 'muted' };
  }
};

/** A sentence behind its sign, its cure below. */
const paragraph = (
  sign: Span,
  sentence: string,
  isBold: boolean,
  cure: string | undefined,
  cells: number,
): readonly Line[] => [
  ...wrapCells(sentence, Math.max(1, cells - 2)).map(
    (text, index): Line => line(index === 0 ? sign : '  ', { text, isBold }),
  ),
  ...(cure === undefined
    ? []
    : wrapCells(cure, Math.max(1, cells - 4)).map((text): Line => line('    ', text))),
];

/** A step that is done needs no cure, and one that comes later not yet. */
const stepRow = (row: ChecklistRow, cells: number, signs: Signs): ChecklistLine => {
  const needsYou = row.state === 'needs-you';
  return {
    id: row.id,
    row,
    lines: paragraph(signOf(row, signs), row.sentence, needsYou, rowCure(row), cells),
  };
};

const findingSign = ({ severity }: Finding, signs: Signs): Span =>
  severity === 'note'
    ? { text: `${signs.bullet} `, tone: 'muted' }
    : { text: `${signs.attention} `, tone: severity === 'problem' ? 'bad' : 'warn' };

/** A finding is the same one as long as it says the same, wherever it stands in the list by now: Enter must never act on another. */
const findingRow = (finding: Finding, cells: number, signs: Signs): ChecklistLine => ({
  id: `finding/${finding.code}/${finding.accountId ?? ''}/${finding.sentence}`,
  finding,
  lines: paragraph(
    findingSign(finding, signs),
    finding.sentence,
    finding.severity === 'problem',
    hintText(finding.cure),
    cells,
  ),
});

/** All rows in a width of `cells`. */
export const checklistLines = (frame: Frame, cells: number, signs: Signs): readonly ChecklistLine[] => [
  ...checklistRows(frame).map((row) => stepRow(row, cells, signs)),
  ...furtherFindings(frame.core).map(
    (finding, index): ChecklistLine => ({
      ...findingRow(finding, cells, signs),
      ...(index === 0 ? { above: [[], line(bold(sentences.checklist.alsoKnown))] } : {}),
    }),
  ),
];
