// What the keys that are not letters do in a text field.

import { editComposed } from '../compose/actions.ts';
import { closePickFilter, filterPick } from '../dialogs/pick-actions.ts';
import { dialogOf } from '../dialogs/registry.ts';
import { queryEdited } from '../directory/actions.ts';
import type { FieldEdit } from '../state/field.ts';
import type { FieldName, UiState } from '../state/ui-state.ts';
import { activeList } from './active.ts';
import type { App } from './app.ts';
import type { Handler, Handlers, IdsOf } from './context.ts';
import { type Frame, listState } from './frame.ts';

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
