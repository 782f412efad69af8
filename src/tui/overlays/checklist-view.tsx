import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { checklistLines } from './checklist-lines.ts';
import type { OverlayProps } from './overlay-props.ts';
import { overlayInner } from './overlay-rect.ts';
import { TallOverlay } from './tall-overlay.tsx';

/** The first-run checklist. */
export const ChecklistOverlay = ({ frame, overlay }: OverlayProps<'checklist'>): ReactElement => {
  const { signs } = useTheme();
  return (
    <TallOverlay
      frame={frame}
      overlay={overlay}
      name="checklist"
      title={sentences.frame.checklistTitle}
      rows={checklistLines(frame, overlayInner(overlay, frame).width - 2, signs)}
      empty={sentences.frame.nothingFound}
    />
  );
};
