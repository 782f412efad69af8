import type { ReactElement } from 'react';
import { sentences } from '../../core/index.ts';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { ListOverlay } from './list-overlay.tsx';
import { choiceText, overlayInner } from './overlay-rect.ts';
import type { OverlayProps } from './overlay-view.tsx';

/** A question with several answers. Where their meanings do not fit beside them, that of the selected one stands whole below. */
export const ChoiceOverlayView = ({ frame, overlay }: OverlayProps<'choice'>): ReactElement => {
  const { signs } = useTheme();
  const { width, meaning } = overlayInner(overlay, frame);
  const above = choiceText(overlay, frame, signs.ellipsis).map((text) => line(text));
  const ids = overlay.choices.map((_, index) => String(index));
  const selected = overlay.choices[selectedIndexIn(ids, listState(frame.ui, 'choice'))];
  const below: readonly Line[] =
    meaning === 0 ? [] : [[], ...wrapCells(selected?.means ?? '', width).map((text) => line(toned(text, 'info')))];
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="choice"
      title={overlay.title}
      ids={ids}
      lineOf={(id) => {
        const choice = overlay.choices[Number(id)];
        return line(bold(choice?.label ?? ''), choice?.means === '' ? undefined : toned(`  ${choice?.means ?? ''}`, 'muted'));
      }}
      empty={sentences.frame.nothingFound}
      above={above}
      below={below.slice(0, meaning)}
    />
  );
};
