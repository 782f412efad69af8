// Questions answered by several of a list: what is kept of them beside the state, and their answers. No React in here.
import { emptyList } from '../layout/window-for.ts';
import { doneRowId, type PickItem, type PickOverlay } from '../state/pick.ts';
import type { UiDispatch } from '../state/ui-events.ts';
import type { UiState } from '../state/ui-state.ts';
import type { App, PickRequest } from './app.ts';

/** The part of the App that lets the operator pick. */
export type Picks = Pick<App, 'pick' | 'makePick' | 'changePick' | 'answerPick'>;

interface Waiting extends Pick<PickRequest, 'typed' | 'doneLabel'> {
  readonly answer: (picked: readonly PickItem[] | undefined) => void;
}

/** Makes it; `getUi` tells what is on top. Ids are those of all questions. */
export const createPicks = (dispatch: UiDispatch, getUi: () => UiState, nextId: () => number): Picks => {
  const waiting = new Map<number, Waiting>();

  const top = (): PickOverlay | undefined => {
    const overlay = getUi().overlays.at(-1);
    return overlay?.type === 'pick' ? overlay : undefined;
  };

  return {
    pick: ({ title, lines, source, picked, typeLabel, typeLines, typed, doneLabel }) =>
      new Promise((answer) => {
        const id = nextId();
        waiting.set(id, { typed, doneLabel, answer });
        // Held from the first moment: what comes into the list comes below it.
        dispatch({ type: 'list/changed', name: 'pick', list: { ...emptyList, selectedId: doneRowId } });
        const overlay: PickOverlay = {
          type: 'pick',
          id,
          title,
          lines,
          source,
          picked,
          extras: picked,
          typeLabel,
          typeLines: typeLines ?? [typeLabel],
          doneLabel: doneLabel(picked.length),
          isFiltering: false,
        };
        dispatch({ type: 'overlay/opened', overlay });
      }),
    makePick: async (id, text, signal) => waiting.get(id)?.typed(text, signal),
    changePick: (change) => {
      const overlay = top();
      if (overlay === undefined) return;
      const { picked = overlay.picked } = change;
      const doneLabel = waiting.get(overlay.id)?.doneLabel(picked.length) ?? overlay.doneLabel;
      dispatch({ type: 'overlay/changed', overlay: { ...overlay, ...change, doneLabel } });
    },
    answerPick: (picked) => {
      const overlay = top();
      if (overlay === undefined) return;
      dispatch({ type: 'overlay/closed' });
      waiting.get(overlay.id)?.answer(picked);
      waiting.delete(overlay.id);
    },
  };
};
