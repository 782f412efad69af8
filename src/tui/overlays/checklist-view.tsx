import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { checklistLines } from './checklist-lines.ts';
import { ListOverlay } from './list-overlay.tsx';
import { overlayInner } from './overlay-rect.ts';
import type { OverlayProps } from './overlay-view.tsx';

/** The first-run checklist. */
export const ChecklistOverlay = ({ frame, overlay }: OverlayProps<'checklist'>): ReactElement => {
  const { signs } = useTheme();
  const lines = checklistLines(frame, overlayInner(overlay, frame).width - 2, signs);
  const byId = new Map(lines.map((row) => [row.id, row.line]));
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="checklist"
      title={sentences.frame.checklistTitle}
      ids={lines.map(({ id }) => id)}
      lineOf={(id) => byId.get(id) ?? []}
      empty={sentences.frame.nothingFound}
    />
  );
};
