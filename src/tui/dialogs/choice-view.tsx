import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { wrapCells } from '../text/cells.ts';
import { bold, type Line, line, toned } from '../text/spans.ts';
import { choiceRows } from './choice.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-props.ts';
import { choiceText, overlayInner } from './overlay-rect.ts';
import { TallOverlay } from './tall-overlay.tsx';

/**
 * A question with several answers. What they mean stands beside or under them; where there is no room for that, the meaning of the
 * selected one stands whole below.
 */
export const ChoiceOverlayView = ({ frame, overlay }: OverlayProps<'choice'>): ReactElement => {
  const { signs } = useTheme();
  const { width, meaning } = overlayInner(overlay, frame);
  const common = {
    frame,
    overlay,
    name: 'choice',
    title: overlay.title,
    empty: frameSentences.nothingFound,
    above: choiceText(overlay, frame, signs.ellipsis).map((text) => line(text)),
  } as const;
  if (meaning === 0) return <TallOverlay {...common} rows={choiceRows(overlay, width - 2)} />;
  const ids = overlay.choices.map((_, index) => String(index));
  const selected = overlay.choices[selectedIndexIn(ids, listState(frame.ui, 'choice'))];
  const below: readonly Line[] = [[], ...wrapCells(selected?.means ?? '', width).map((text) => line(toned(text, 'info')))];
  return (
    <ListOverlay
      {...common}
      ids={ids}
      lineOf={(id) => {
        const choice = overlay.choices[Number(id)];
        return line(bold(choice?.label ?? ''), choice?.means === '' ? undefined : toned(`  ${choice?.means ?? ''}`, 'muted'));
      }}
      below={below.slice(0, meaning)}
    />
  );
};
