// What the keys do in a question answered by several of a list.

import { sanitizeLine } from '../../core/faces.ts';
import { activeList, selectedIdIn } from '../app/active.ts';
import type { App } from '../app/app.ts';
import type { Handler, Handlers, IdsOf } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { select } from '../layout/window-for.ts';
import { doneRowId, type PickItem, type PickOverlay } from '../state/ui-state.ts';
import { itemRowId, listedItems, type PickRow, pickedItems, pickRowOf, pickRows } from './pick.ts';
import { pickSentences } from './words.ts';

const words = pickSentences;

/** The question, while it has the keys. */
const pickOn = (frame: Frame): PickOverlay | undefined => {
  const overlay = frame.ui.overlays.at(-1);
  return overlay?.type === 'pick' ? overlay : undefined;
};

const withPick = (run: (app: App, frame: Frame, overlay: PickOverlay) => void | Promise<void>): Handler => ({
  run: (app, frame) => {
    const overlay = pickOn(frame);
    return overlay === undefined ? undefined : run(app, frame, overlay);
  },
});

const selectedRow = (frame: Frame, overlay: PickOverlay): PickRow | undefined =>
  pickRowOf(overlay, frame, selectedIdIn(frame, activeList(frame)));

const goTo = (app: App, id: string): void => {
  const frame = app.frame();
  const overlay = pickOn(frame);
  if (overlay === undefined) return;
  const { ids } = pickRows(overlay, frame);
  const state = listState(frame.ui, 'pick');
  const index = ids.lastIndexOf(id);
  if (index >= 0)
    app.dispatch({
      type: 'list/changed',
      name: 'pick',
      list: select(ids, state, index, Math.min(state.offset, index)),
    });
};

/** Filters the list of the question. The cursor stays where it is; where that row is hidden, it goes to the first one found. */
export const filterPick = (app: App, filter: string): void => {
  app.dispatch({
    type: 'list/changed',
    name: 'pick',
    list: { ...listState(app.frame().ui, 'pick'), filter },
  });
  const frame = app.frame();
  const overlay = pickOn(frame);
  if (overlay === undefined) return;
  const { ids } = pickRows(overlay, frame);
  const { selectedId } = listState(frame.ui, 'pick');
  const first = ids[0];
  if (first !== undefined && (selectedId === undefined || !ids.includes(selectedId))) goTo(app, first);
};

export const openPickFilter = (app: App, { ui }: Frame, overlay: PickOverlay): void => {
  app.dispatch({
    type: 'field/edited',
    field: 'pick',
    edit: { type: 'set', text: listState(ui, 'pick').filter },
  });
  app.dispatch({ type: 'overlay/changed', overlay: { ...overlay, isFiltering: true } });
};

/** Ends typing it; what was typed goes on filtering. */
export const closePickFilter = (app: App, overlay: PickOverlay): void =>
  app.dispatch({ type: 'overlay/changed', overlay: { ...overlay, isFiltering: false } });

const without = (items: readonly PickItem[], key: string): readonly PickItem[] =>
  items.filter((item) => item.key !== key);

const toggle = (
  app: App,
  { picked }: PickOverlay,
  { item, isPicked }: Extract<PickRow, { type: 'item' }>,
): void => app.changePick({ picked: isPicked ? without(picked, item.key) : [...picked, item] });

const add = (app: App, typed: PickItem): void => {
  const frame = app.frame();
  const overlay = pickOn(frame);
  if (overlay === undefined) return;
  const { picked, extras } = overlay;
  const isPicked = picked.some(({ key }) => key === typed.key);
  const listed = listedItems(overlay, frame).find(({ key }) => key === typed.key);
  if (isPicked) app.note(words.markedAlready(listed?.label ?? typed.label));
  else
    app.changePick({
      picked: [...picked, listed ?? typed],
      ...(listed === undefined ? { extras: [...without(extras, typed.key), typed] } : {}),
    });
  filterPick(app, '');
  goTo(app, itemRowId(typed.key));
};

const typeOne = async (app: App, _: Frame, { id, title, typeLines }: PickOverlay): Promise<void> => {
  const waiting = new AbortController();
  const made: { item?: PickItem } = {};
  const answer = await app.prompt({
    title,
    lines: typeLines,
    check: async (text) => {
      const typed = sanitizeLine(text).trim();
      if (typed === '') return words.emptyAnswer;
      const result = await app.makePick(id, typed, waiting.signal);
      if (result === undefined) return undefined;
      if ('refused' in result) return result.refused;
      made.item = result;
      return undefined;
    },
  });
  if (answer === undefined) waiting.abort();
  else if (made.item !== undefined) add(app, made.item);
};

const refresh: Handler = {
  reason: (frame) => (pickOn(frame)?.source.type === 'fixed' ? words.nothingToRefresh : undefined),
  run: (app, frame) => {
    const source = pickOn(frame)?.source;
    if (source === undefined || source.type === 'fixed') return;
    const { loadPeers, loadGroups } = app.console.directory;
    // What it comes to stands above the list.
    void (source.type === 'peers' ? loadPeers : loadGroups)(source.accountId, { refresh: true }).catch(
      () => undefined,
    );
  },
};

export const pickHandlers: Handlers<IdsOf<'pick'>> = {
  'pick.choose': withPick((app, frame, overlay) => {
    const row = selectedRow(frame, overlay);
    if (row?.type === 'item') return toggle(app, overlay, row);
    if (row?.type === 'type') return typeOne(app, frame, overlay);
    if (row?.type === 'done') app.answerPick(pickedItems(overlay, frame));
  }),
  'pick.toggle': withPick((app, frame, overlay) => {
    const row = selectedRow(frame, overlay);
    if (row?.type === 'item') toggle(app, overlay, row);
    else if (row !== undefined) app.note(words.spaceMarks);
  }),
  'pick.type': withPick(typeOne),
  'pick.to-done': withPick((app) => {
    filterPick(app, '');
    goTo(app, doneRowId);
  }),
  'pick.refresh': refresh,
  'pick.cancel': withPick((app, frame) => {
    if (listState(frame.ui, 'pick').filter === '') app.answerPick(undefined);
    else filterPick(app, '');
  }),
};
