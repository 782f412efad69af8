// A selection is an id. While rows come and go by themselves the selected row is bound to its id at once, so that
// a row that arrives later can never slip under the cursor.
import { type AccountId, sentences } from '../../core/faces.ts';
import { overlayList } from '../dialogs/opened.ts';
import { checklistRows } from '../doctor/lines.ts';
import { select, selectedIndexIn, windowFor } from '../layout/window-for.ts';
import type { App } from './app.ts';
import { type Frame, listState, type ScreenList } from './frame.ts';
import { screenOf } from './screens.ts';

// Which account is shown, once the config says which there are.

/**
 * Called when the config has been read: an account that it does not list is not shown, and the only one there is, is
 * shown by its name. Where the operator had asked for another when the console was started (`isFirst`), that is an error; an account
 * that goes later was taken out by somebody, and its going is only told.
 */
export const settleScope = (app: App, isFirst: boolean): void => {
  const { core, ui } = app.frame();
  const { accounts } = core.config;
  const [only, ...others] = accounts;
  if (only === undefined || ui.scope === only.id || accounts.some(({ id }) => id === ui.scope)) return;
  const scope = others.length === 0 ? only.id : 'all';
  if (ui.scope === scope) return;
  app.dispatch({ type: 'scope/changed', scope });
  if (ui.scope === 'all') return;
  const text = sentences.status.accountUnknown(ui.scope);
  if (isFirst) app.complain(text);
  else app.note(text);
};

// When the checklist opens by itself: while something is missing that no screen can work without.

const vital: ReadonlySet<string> = new Set(['zca', 'config', 'channel']);

/**
 * Opens the checklist if something vital is missing, once that is known: which release of OpenClaw is here decides whether zca is needed and what
 * is wrong with a config, and the program takes a second or more to tell its version. Not over what the operator has begun meanwhile.
 */
export const openChecklistIfNeeded = async (app: App, isLeaving: () => boolean): Promise<void> => {
  if (app.isDemo) return;
  const isFree = await app.undisturbed(app.console.gateway.locateOpenClaw());
  const frame = app.frame();
  if (!isFree || isLeaving() || frame.ui.overlays.length > 0) return;
  if (checklistRows(frame).some(({ id, state }) => vital.has(id) && state === 'needs-you'))
    app.run('app.checklist');
};

const settle = (app: App, frame: Frame, list: ScreenList | undefined): void => {
  if (list === undefined || list.ids.length === 0) return;
  const state = listState(frame.ui, list.name);
  // Until somebody moves in a list that sorts by urgency, the cursor stays with what is most urgent.
  if (state.isFollowing || (list.keepsOrder === true && state.order === undefined)) return;
  const isHeld = list.holdsTop === true && state.index === 0;
  const index = isHeld ? 0 : selectedIndexIn(list.ids, state);
  const selectedId = list.ids.at(index);
  if (selectedId === undefined || selectedId === state.selectedId) return;
  app.dispatch({
    type: 'list/changed',
    name: list.name,
    list: { ...state, selectedId, index, offset: Math.min(state.offset, index) },
  });
};

/**
 * Binds the selection to the row that something is being done with: what it changes may sort the row elsewhere, and the next key is meant for
 * the same one.
 */
export const holdSelection = (app: App): void => {
  const frame = app.frame();
  const list = screenOf(frame.ui.screen).list(frame);
  if (list === undefined || list.ids.length === 0) return;
  const state = listState(frame.ui, list.name);
  const { selectedIndex, top } = windowFor(list.ids, state, list.height);
  const held = select(list.ids, state, selectedIndex, selectedIndex - top);
  const order = list.keepsOrder === true ? { order: state.order ?? [...list.ids] } : {};
  app.dispatch({ type: 'list/changed', name: list.name, list: { ...held, ...order } });
};

/** Selects an account wherever accounts are listed: what follows is about it. */
export const selectAccount = (app: App, id: AccountId): void => {
  for (const name of ['status', 'login'] as const) {
    const frame = app.frame();
    const state = listState(frame.ui, name);
    const index = Math.max(0, screenOf(name).list(frame)?.ids.lastIndexOf(id) ?? 0);
    app.dispatch({
      type: 'list/changed',
      name,
      list: { ...state, selectedId: id, index, offset: Math.min(state.offset, index) },
    });
  }
};

/** Binds the selection of the screen, and of a question with a list, where it names no row that is there. Called after every change of the core. */
export const settleSelection = (app: App): void => {
  const frame = app.frame();
  settle(app, frame, screenOf(frame.ui.screen).list(frame));
  const pick = frame.ui.overlays.findLast(({ type }) => type === 'pick');
  if (pick !== undefined) settle(app, frame, overlayList(pick, frame));
};
