import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { Dialog } from '../components/dialog.tsx';
import { windowFor } from '../layout/window-for.ts';
import type { Line } from '../text/spans.ts';
import { yesNoButtons } from './dialog-lines.ts';
import type { OverlayProps } from './overlay-props.ts';
import { overlayInner, overlayRect } from './overlay-rect.ts';
import { reviewLines, scrollHint } from './review.ts';
import { reviewSentences } from './words-review.ts';

/** The review of a change: a text that scrolls, where in it one is, and its two buttons always below. */
export const ReviewView = ({ frame, overlay }: OverlayProps<'review'>): ReactElement => {
  const { signs } = useTheme();
  const { width, height } = overlayInner(overlay, frame);
  const lines = reviewLines(overlay, width, signs);
  const ids = lines.map((_, index) => String(index));
  const { top, end } = windowFor(ids, listState(frame.ui, 'review'), height);
  const shown = lines.slice(top, end);
  const blank = Array.from({ length: Math.max(0, height - shown.length) }, (): Line => []);
  const hint = scrollHint(top, lines.length - end, signs);
  const buttons = yesNoButtons(reviewSentences.write, overlay.focus, signs);
  return <Dialog rect={overlayRect(overlay, frame)} title={overlay.change.summary} lines={[...shown, ...blank, hint, buttons]} />;
};
