// What the mouse does: the wheel moves in the list, a click selects a row or a tab. Nothing else.

import { tabAt } from '../components/tab-positions.ts';
import { select, windowFor } from '../layout/window-for.ts';
import type { MouseEvent } from '../terminal/mouse.ts';
import { activeList } from './active.ts';
import type { App } from './app.ts';
import { listState } from './frame.ts';

const wheelRows = 3;

/** Acts on a report of the mouse. */
export const clickOrScroll = (app: App, event: MouseEvent): void => {
  if (app.frame().ui.looking !== undefined) return;
  if (event.type === 'wheel') {
    for (let step = 0; step < wheelRows; step += 1) app.run(event.by < 0 ? 'list.up' : 'list.down');
    return;
  }
  const frame = app.frame();
  if (frame.ui.overlays.length > 0) return;
  const screen = frame.layout.hasTabs && event.row === 1 ? tabAt(frame, app.signs, event.column) : undefined;
  if (screen !== undefined) {
    app.dispatch({ type: 'screen/shown', screen });
    return;
  }
  const list = activeList(frame);
  if (list?.top === undefined || event.column >= frame.layout.main.width) return;
  const state = listState(frame.ui, list.name);
  const { top, end } = windowFor(list.ids, state, list.height);
  const offset = Math.floor((event.row - list.top) / (list.rowLines ?? 1));
  if (offset < 0 || top + offset >= end) return;
  const isLast = list.canFollow === true && top + offset === list.ids.length - 1;
  app.dispatch({ type: 'list/changed', name: list.name, list: select(list.ids, state, top + offset, offset, isLast) });
};
