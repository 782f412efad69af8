// The overlays of a frame, each with what its dialog is asked with.
import { type Frame, listState, type ScreenList } from '../app/frame.ts';
import { screenOf } from '../app/screens.ts';
import { keysTo, placesOf } from '../keys/resolve.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import type { Overlay } from '../state/ui-state.ts';
import { type DialogRoom, innerCells, type Opened, type OverlayOf, type OverlayType } from './dialog.ts';
import { dialogOf } from './registry.ts';

/** From this many cells on two rows are enough for the whole of a row. */
const wideFootFrom = 50;

export const opened = <Type extends OverlayType>(overlay: OverlayOf<Type>, frame: Frame): Opened<Type> => {
  const dialog = dialogOf(overlay);
  const rect = dialog.rect(frame.layout, overlay);
  const width = innerCells(rect);
  const foot = dialog.hasFoot === true ? (width >= wideFootFrom ? 2 : 3) : 0;
  const around = dialog.rowsAround?.(overlay, frame, rect) ?? 0;
  const room: DialogRoom = { width, height: Math.max(1, rect.height - 2 - foot - around), foot };
  return {
    frame,
    overlay,
    rect,
    room,
    screen: screenOf(frame.ui.screen),
    placesOf,
    keysTo: (id) => keysTo(frame.ui, id),
  };
};

const isOf = <Type extends OverlayType>(
  overlay: Overlay | undefined,
  type: Type,
): overlay is OverlayOf<Type> => overlay?.type === type;

export const topOf = <Type extends OverlayType>(frame: Frame, type: Type): Opened<Type> | undefined => {
  const overlay = frame.ui.overlays.at(-1);
  return isOf(overlay, type) ? opened<Type>(overlay, frame) : undefined;
};

export const overlayList = (overlay: Overlay, frame: Frame): ScreenList | undefined => {
  const { list } = dialogOf(overlay);
  return list?.(opened<OverlayType>(overlay, frame));
};

export const selectedIdOf = ({ overlay, frame }: Opened): string | undefined => {
  const list = overlayList(overlay, frame);
  return list?.ids.at(selectedIndexIn(list.ids, listState(frame.ui, list.name)));
};
