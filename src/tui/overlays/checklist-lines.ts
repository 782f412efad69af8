// The checklist as rows of the screen: a sentence, and below it what to do, wrapped so that nothing of it is cut; what else is to be known
// comes after it.
import { type Finding, furtherFindings, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line, type Span } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { type ChecklistRow, checklistRows } from './checklist.ts';

/** One row of the screen: Enter acts on its `row`, or cures its `finding`. */
export interface ChecklistLine {
  readonly id: string;
  readonly row?: ChecklistRow;
  readonly finding?: Finding;
  readonly line: Line;
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
const paragraph = (sign: Span, sentence: string, isBold: boolean, cure: string | undefined, cells: number): readonly Line[] => [
  ...wrapCells(sentence, Math.max(1, cells - 2)).map((text, index): Line => line(index === 0 ? sign : '  ', { text, isBold })),
  ...(cure === undefined ? [] : wrapCells(cure, Math.max(1, cells - 4)).map((text): Line => line('    ', text))),
];

/** A step that is done needs no cure, and one that comes later not yet. */
const stepLines = (row: ChecklistRow, cells: number, signs: Signs): readonly ChecklistLine[] => {
  const needsYou = row.state === 'needs-you';
  const lines = paragraph(signOf(row, signs), row.sentence, needsYou, needsYou ? row.cure : undefined, cells);
  return lines.map((spans, index) => ({ id: `${row.id}/${index}`, row, line: spans }));
};

const findingSign = ({ severity }: Finding, signs: Signs): Span =>
  severity === 'note'
    ? { text: `${signs.bullet} `, tone: 'muted' }
    : { text: `${signs.attention} `, tone: severity === 'problem' ? 'bad' : 'warn' };

/** A finding is the same one as long as it says the same, wherever it stands in the list by now: Enter must never act on another. */
const findingLines = (finding: Finding, cells: number, signs: Signs): readonly ChecklistLine[] =>
  paragraph(findingSign(finding, signs), finding.sentence, finding.severity === 'problem', finding.cure, cells).map((spans, index) => ({
    id: `finding/${finding.code}/${finding.accountId ?? ''}/${finding.sentence}/${index}`,
    finding,
    line: spans,
  }));

/** All rows in a width of `cells`. */
export const checklistLines = (frame: Frame, cells: number, signs: Signs): readonly ChecklistLine[] => {
  const found = furtherFindings(frame.core);
  return [
    ...checklistRows(frame).flatMap((row) => stepLines(row, cells, signs)),
    ...(found.length === 0
      ? []
      : [
          { id: 'gap', line: [] },
          { id: 'heading', line: line(bold(sentences.checklist.alsoKnown)) },
        ]),
    ...found.flatMap((finding) => findingLines(finding, cells, signs)),
  ];
};
