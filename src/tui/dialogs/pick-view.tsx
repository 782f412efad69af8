import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { Dialog } from '../components/dialog.tsx';
import { windowFor } from '../layout/window-for.ts';
import { type Line, line, toned } from '../text/spans.ts';
import type { OverlayProps } from './overlay-props.ts';
import { overlayRect } from './overlay-rect.ts';
import { detailWidth, pickRowOf, pickRows } from './pick.ts';
import { pickLayout } from './pick-layout.ts';
import { detailCellsFor, type PickLook, pickLine } from './pick-row.ts';
import { pickSentences } from './words-pick.ts';

/** A question answered by several of a list: what it says, then as many rows as fit. */
export const PickOverlayView = ({ frame, overlay }: OverlayProps<'pick'>): ReactElement => {
  const { signs } = useTheme();
  const { cells, above, height } = pickLayout(overlay, frame, signs);
  const { ids } = pickRows(overlay, frame);
  const list = listState(frame.ui, 'pick');
  const { top, end, selectedIndex } = windowFor(ids, list, height);
  const room = cells - 2;
  const look: PickLook = { cells: room, filter: list.filter, detailCells: detailCellsFor(detailWidth(overlay, frame), room), signs };
  const rows = ids.slice(top, end).map((id, at): Line => {
    const row = pickRowOf(overlay, frame, id);
    return line(top + at === selectedIndex ? `${signs.selected} ` : '  ', ...(row === undefined ? [] : pickLine(row, overlay, look)));
  });
  const empty = line(toned(pickSentences.nothingMatches(list.filter), 'muted'));
  return (
    <Dialog
      rect={overlayRect(overlay, frame)}
      title={overlay.title}
      lines={[...above, ...(rows.length === 0 ? [empty] : rows)]}
      {...(rows.length === 0 ? {} : { selected: above.length + selectedIndex - top })}
    />
  );
};
