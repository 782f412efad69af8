// An overlay that is a list in a frame: the selected row, the others around it.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { Dialog } from '../components/dialog.tsx';
import { windowFor } from '../layout/window-for.ts';
import type { ListName, Overlay } from '../state/ui-state.ts';
import { type Line, line } from '../text/spans.ts';
import { overlayInner, overlayRect } from './overlay-rect.ts';

export interface ListOverlayProps {
  readonly frame: Frame;
  readonly overlay: Overlay;
  readonly name: ListName;
  readonly title: string;
  readonly ids: readonly string[];
  readonly lineOf: (id: string, isSelected: boolean) => Line;
  /** What stands there when there are no rows. */
  readonly empty: string;
  /** Lines above the list, not part of it. */
  readonly above?: readonly Line[];
  /** Lines at the foot of the overlay, not part of the list. */
  readonly below?: readonly Line[];
  /** False for texts that are only scrolled. */
  readonly hasSelection?: boolean;
}

/** The rows of a list in a framed overlay. */
export const ListOverlay = (props: ListOverlayProps): ReactElement => {
  const { frame, overlay, above = [], below = [], hasSelection = true } = props;
  const { signs } = useTheme();
  const { height } = overlayInner(overlay, frame);
  const { top, end, selectedIndex } = windowFor(props.ids, listState(frame.ui, props.name), height);
  const rows = props.ids.slice(top, end).map((id, at) => {
    const isSelected = hasSelection && top + at === selectedIndex;
    return hasSelection ? line(isSelected ? `${signs.selected} ` : '  ', ...props.lineOf(id, isSelected)) : props.lineOf(id, false);
  });
  const filled = rows.length === 0 ? [line({ text: props.empty, tone: 'muted' })] : rows;
  const lines = [...above, ...filled, ...below];
  const selected = hasSelection && rows.length > 0 ? { selected: above.length + selectedIndex - top } : {};
  return <Dialog rect={overlayRect(overlay, frame)} title={props.title} lines={lines} {...selected} />;
};
