// A selection is an id. While rows come and go by themselves the selected row is bound to its id at once, so that
// a row that arrives later can never slip under the cursor.
import type { App } from '../app/app.ts';
import { type Frame, listState } from '../app/frame.ts';
import { selectedIndexIn } from '../layout/window-for.ts';
import { overlayList } from '../overlays/registry.ts';
import { screenOf } from '../screens/registry.ts';
import type { ScreenList } from '../screens/screen.ts';

const settle = (app: App, frame: Frame, list: ScreenList | undefined): void => {
  if (list === undefined || list.ids.length === 0) return;
  const state = listState(frame.ui, list.name);
  // Until somebody moves in a list that sorts by urgency, the cursor stays with what is most urgent.
  if (state.isFollowing || (list.keepsOrder === true && state.order === undefined)) return;
  const isHeld = list.holdsTop === true && state.index === 0;
  const index = isHeld ? 0 : selectedIndexIn(list.ids, state);
  const selectedId = list.ids.at(index);
  if (selectedId === undefined || selectedId === state.selectedId) return;
  app.dispatch({ type: 'list/changed', name: list.name, list: { ...state, selectedId, index, offset: Math.min(state.offset, index) } });
};

/** Binds the selection of the screen, and of a question with a list, where it names no row that is there. Called after every change of the core. */
export const settleSelection = (app: App): void => {
  const frame = app.frame();
  settle(app, frame, screenOf(frame.ui.screen).list(frame));
  const pick = frame.ui.overlays.findLast(({ type }) => type === 'pick');
  if (pick !== undefined) settle(app, frame, overlayList(pick, frame));
};
