import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { type Line, line } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { type ChecklistRow, checklistRows } from './checklist.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-view.tsx';

const rowLine = (row: ChecklistRow, signs: Signs): Line => {
  switch (row.state) {
    case 'done':
      return line({ text: `${signs.done} `, tone: 'good' }, row.sentence);
    case 'needs-you':
      return line(
        { text: `${signs.attention} `, tone: 'warn' },
        { text: row.sentence, isBold: true },
        row.cure === undefined ? undefined : `  ${row.cure}`,
      );
    case 'not-yet':
      return line({ text: `${signs.bullet} `, tone: 'muted' }, row.sentence);
  }
};

/** The first-run checklist. */
export const ChecklistOverlay = ({ frame, overlay }: OverlayProps<'checklist'>): ReactElement => {
  const { signs } = useTheme();
  const rows = checklistRows(frame);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="checklist"
      title={sentences.frame.checklistTitle}
      ids={rows.map(({ id }) => id)}
      lineOf={(id) => {
        const row = byId.get(id);
        return row === undefined ? [] : rowLine(row, signs);
      }}
      empty={sentences.frame.nothingFound}
    />
  );
};
