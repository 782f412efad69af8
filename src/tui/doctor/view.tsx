import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { frameSentences } from '../app/words.ts';
import type { OverlayProps } from '../dialogs/overlay-props.ts';
import { overlayInner } from '../dialogs/overlay-rect.ts';
import { TallOverlay } from '../dialogs/tall-overlay.tsx';
import { checklistLines } from './lines.ts';

/** The first-run checklist. */
export const ChecklistOverlay = ({ frame, overlay }: OverlayProps<'checklist'>): ReactElement => {
  const { signs } = useTheme();
  return (
    <TallOverlay
      frame={frame}
      overlay={overlay}
      name="checklist"
      title={frameSentences.checklistTitle}
      rows={checklistLines(frame, overlayInner(overlay, frame).width - 2, signs)}
      empty={frameSentences.nothingFound}
    />
  );
};
