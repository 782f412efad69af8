import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { frameSentences } from '../app/words.ts';
import type { OverlayProps } from '../dialogs/overlay-props.ts';
import { overlayInner, overlayRect } from '../dialogs/overlay-rect.ts';
import { TallOverlay } from '../dialogs/tall-overlay.tsx';
import { line } from '../text/spans.ts';
import { setUpIntro, setUpLines, setUpTitle } from './dialog.ts';

/** The set-up assistant: its steps, the next one with what it is for. */
export const SetUpOverlay = ({ frame, overlay }: OverlayProps<'set-up'>): ReactElement => {
  const { signs } = useTheme();
  return (
    <TallOverlay
      frame={frame}
      overlay={overlay}
      name="set-up"
      title={setUpTitle(frame)}
      rows={setUpLines(frame, overlayInner(overlay, frame).width - 2, signs)}
      empty={frameSentences.nothingFound}
      above={setUpIntro(frame, overlayRect(overlay, frame).width - 4).map((text) => line({ text, tone: 'muted' }))}
    />
  );
};
