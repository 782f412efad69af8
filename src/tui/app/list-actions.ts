// Moving, filtering and marking in whatever list has the focus, and the keys of a text field that are not letters.

import { tabAt } from '../components/header.tsx';
import { editComposed } from '../compose/actions.ts';
import { closePickFilter, filterPick, openPickFilter } from '../dialogs/pick-actions.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { queryEdited } from '../directory/actions.ts';
import {
  type ListState,
  type Movement,
  markSet,
  move,
  moveTall,
  scroll,
  select,
  selectedIndexIn,
  windowFor,
} from '../layout/window-for.ts';
import type { FieldEdit } from '../state/editor.ts';
import type { FieldName, UiState } from '../state/ui-state.ts';
import type { MouseEvent } from '../terminal/mouse-input.ts';
import { activeList } from './active.ts';
import type { App } from './app.ts';
import type { Handler, Handlers, IdsOf } from './context.ts';
import { type Frame, listState, type ScreenList } from './frame.ts';
import { frameSentences } from './words.ts';

// What the mouse does: the wheel moves in the list, a click selects a row or a tab. Nothing else.

const wheelRows = 3;

export const clickOrScroll = (app: App, event: MouseEvent): void => {
  if (app.frame().ui.pendingCheck !== undefined) return;
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
  app.dispatch({
    type: 'list/changed',
    name: list.name,
    list: select(list.ids, state, top + offset, offset, isLast),
  });
};

const withList = (frame: Frame, act: (list: ScreenList) => void): void => {
  const list = activeList(frame);
  if (list !== undefined) act(list);
};

const movedIn = (list: ScreenList, state: ListState, movement: Movement): ListState => {
  const { ids, height } = list;
  if (list.heights !== undefined) return moveTall(ids, state, list.heights, height, movement);
  return list.isText === true
    ? scroll(ids, state, height, movement)
    : move(ids, state, height, movement, list.canFollow);
};

const moving = (movement: Movement): Handler => ({
  run: (app, frame) =>
    withList(frame, (list) => {
      const state = listState(frame.ui, list.name);
      const moved = movedIn(list, state, movement);
      const kept = list.keepsOrder === true ? { ...moved, order: moved.order ?? [...list.ids] } : moved;
      app.dispatch({ type: 'list/changed', name: list.name, list: kept });
    }),
});

const noList = (frame: Frame): string | undefined =>
  activeList(frame) === undefined ? frameSentences.noListHere : undefined;

const cannotMark = (frame: Frame): string | undefined =>
  activeList(frame)?.canMark === true ? undefined : frameSentences.cannotMarkHere;

const setMarks = (app: App, frame: Frame, list: ScreenList, marks: readonly string[]): void =>
  app.dispatch({ type: 'list/changed', name: list.name, list: { ...listState(frame.ui, list.name), marks } });

export const listHandlers: Handlers<IdsOf<'list'>> = {
  'list.down': moving({ by: 1 }),
  'list.up': moving({ by: -1 }),
  'list.first': moving({ to: 'first' }),
  'list.last': moving({ to: 'last' }),
  'list.page-down': moving({ page: 1 }),
  'list.page-up': moving({ page: -1 }),
  'list.half-down': moving({ half: 1 }),
  'list.half-up': moving({ half: -1 }),
  'list.open': {
    reason: noList,
    run: (app, frame) =>
      withList(frame, (list) => {
        if (list.ids.length === 0) return;
        // Details of a row must not become those of the next one that comes: what was followed is held.
        const state = listState(frame.ui, list.name);
        const { top, selectedIndex } = windowFor(list.ids, state, list.height);
        if (state.isFollowing)
          app.dispatch({
            type: 'list/changed',
            name: list.name,
            list: select(list.ids, state, selectedIndex, selectedIndex - top),
          });
        app.dispatch({ type: 'overlay/opened', overlay: { type: 'details' } });
      }),
  },
  'list.filter': {
    reason: (frame) => (activeList(frame)?.canFilter === true ? undefined : frameSentences.cannotFilterHere),
    run: (app, frame) =>
      withList(frame, (list) => {
        const overlay = frame.ui.overlays.at(-1);
        if (overlay?.type === 'pick') return openPickFilter(app, frame, overlay);
        app.dispatch({
          type: 'field/edited',
          field: 'filter',
          edit: { type: 'set', text: listState(frame.ui, list.name).filter },
        });
        app.dispatch({ type: 'focus/changed', field: 'filter' });
      }),
  },
  'list.mark': {
    reason: cannotMark,
    run: (app, frame) =>
      withList(frame, (list) => {
        const state = listState(frame.ui, list.name);
        const id = list.ids.at(selectedIndexIn(list.ids, state));
        if (id === undefined) return;
        setMarks(
          app,
          frame,
          list,
          markSet(state.marks).has(id) ? state.marks.filter((mark) => mark !== id) : [...state.marks, id],
        );
      }),
  },
  'list.mark-all': {
    reason: cannotMark,
    run: (app, frame) =>
      withList(frame, (list) => {
        const { marks } = listState(frame.ui, list.name);
        setMarks(app, frame, list, [...list.ids].every((id) => markSet(marks).has(id)) ? [] : [...list.ids]);
      }),
  },
};

// What the keys that are not letters do in a text field.

/** The field that takes letters now, if any. */
export const fieldInFocus = (ui: UiState): FieldName | undefined => {
  const overlay = ui.overlays.at(-1);
  if (overlay === undefined) return ui.focus;
  return dialogOf(overlay).field?.(overlay)?.name;
};

/** Types text where letters are text: into a message being written, else into the field in focus. */
export const insertText = (app: App, frame: Frame, text: string): void =>
  (frame.ui.overlays.at(-1)?.type === 'compose' ? editComposed : editFocused)(app, frame, {
    type: 'insert',
    text,
  });

/** Edits the field in focus; an edited filter takes effect with each letter. */
const editFocused = (app: App, frame: Frame, edit: FieldEdit): void => {
  const field = fieldInFocus(frame.ui);
  if (field === undefined) return;
  app.dispatch({ type: 'field/edited', field, edit });
  if (field === 'filter') applyFilter(app, app.frame().ui.fields.filter.value);
  if (field === 'pick') filterPick(app, app.frame().ui.fields.pick.value);
  if (field === 'directory') queryEdited(app);
  if (field === 'help')
    app.dispatch({
      type: 'list/changed',
      name: 'help',
      list: { ...listState(frame.ui, 'help'), index: 0, offset: 0, selectedId: '' },
    });
};

const applyFilter = (app: App, filter: string): void => {
  const frame = app.frame();
  const list = activeList(frame);
  if (list === undefined) return;
  app.dispatch({
    type: 'list/changed',
    name: list.name,
    list: { ...listState(frame.ui, list.name), filter },
  });
};

/** The field keeps its text and gives the keys back to the list. */
const toList = (app: App, { ui }: Frame): void => {
  const overlay = ui.overlays.at(-1);
  if (overlay?.type === 'pick') closePickFilter(app, overlay);
  else app.dispatch({ type: 'focus/changed' });
};

const leave = (app: App, frame: Frame): void => {
  const field = fieldInFocus(frame.ui);
  if (field === 'filter') applyFilter(app, '');
  if (field === 'pick') filterPick(app, '');
  toList(app, frame);
};

const editing = (type: Exclude<FieldEdit['type'], 'insert' | 'set'>): Handler => ({
  run: (app, frame) => editFocused(app, frame, { type }),
});

export const fieldHandlers: Handlers<IdsOf<'field'>> = {
  'field.accept': { run: toList },
  'field.leave': { run: leave },
  'field.to-list': { run: toList },
  'field.left': editing('left'),
  'field.right': editing('right'),
  'field.home': editing('home'),
  'field.end': editing('end'),
  'field.backspace': editing('backspace'),
  'field.delete': editing('delete'),
  'field.kill-word': editing('kill-word'),
  'field.kill-line': editing('kill-line'),
};
