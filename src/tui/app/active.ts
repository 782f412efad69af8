// Which list the movement keys move in: the one of the overlay on top, else the one of the screen.

import { overlayList } from '../dialogs/opened.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { type Frame, listState, type ScreenList } from './frame.ts';
import { screenOf } from './screens.ts';

export const activeList = (frame: Frame): ScreenList | undefined => {
  const overlay = frame.ui.overlays.at(-1);
  return overlay === undefined ? screenOf(frame.ui.screen).list(frame) : overlayList(overlay, frame);
};

export const selectedIdIn = (frame: Frame, list: ScreenList | undefined): string | undefined =>
  list === undefined ? undefined : list.ids.at(selectedIndexIn(list.ids, listState(frame.ui, list.name)));
