import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { Dialog } from '../components/dialog.tsx';
import type { OverlayProps } from '../dialogs/overlay-props.ts';
import { overlayInner, overlayRect } from '../dialogs/overlay-rect.ts';
import { composedIn, composeLines, threadLabel } from './dialog.ts';

/** A message being written. */
export const ComposeView = ({ frame, overlay }: OverlayProps<'compose'>): ReactElement | null => {
  const { signs } = useTheme();
  const composed = composedIn(frame, overlay);
  if (composed === undefined) return null;
  const rect = overlayRect(overlay, frame);
  return (
    <Dialog
      rect={rect}
      title={sentences.compose.title(threadLabel(composed.draft))}
      lines={composeLines(frame, overlay, composed, overlayInner(overlay, frame), signs)}
    />
  );
};
