// What is found out before a question, and the keys that come meanwhile. No React in here.
import type { StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../core/faces.ts';
import type { Stroke } from '../keys/strokes.ts';
import type { UiDispatch, UiState } from '../state/ui-state.ts';
import type { App } from './app.ts';

export type Waiting = Pick<
  App,
  'waitFor' | 'undisturbed' | 'cancelPending' | 'noteStroke' | 'keepStroke' | 'pendingBegunBy'
>;

/** It is said after so long (ms); most looks are over by then. Keys pressed until then were pressed at what the screen shows. */
export const shownAfterMs = 300;

/** What nobody asked for waits so long at least (ms): whoever is pressing a key just then means what the screen showed. */
export const unaskedAfterMs = 400;

interface WaitingOptions {
  readonly clock: Clock;
  readonly dispatch: UiDispatch;
  readonly ui: Pick<StoreApi<UiState>, 'getState' | 'subscribe'>;
}

interface PendingCheck {
  readonly text: string;
  readonly isShown: boolean;
  readonly cancelPending: () => void;
}

export const createWaiting = ({ clock, dispatch, ui }: WaitingOptions): Waiting => {
  const checks = new Map<number, PendingCheck>();
  let kept: readonly (() => void)[] = [];
  let begunBy: Stroke | undefined;
  let nextId = 1;
  let strokes = 0;

  /** The one that was begun last is shown. */
  const draw = (): void => {
    const last = [...checks.values()].at(-1);
    dispatch({
      type: 'pending-check/changed',
      ...(last === undefined ? {} : { pendingCheck: { text: last.text, isShown: last.isShown } }),
    });
  };

  /** What comes up while they are pressed takes the rest away, as in a burst. */
  const pressInTurn = (presses: readonly (() => void)[]): void => {
    const { length } = ui.getState().overlays;
    for (const press of presses) {
      if (ui.getState().overlays.length > length) return;
      press();
    }
  };

  const end = (id: number, whatOfKeys: 'press' | 'drop'): void => {
    if (!checks.delete(id)) return;
    draw();
    if (checks.size > 0) return;
    const presses = kept;
    [kept, begunBy] = [[], undefined];
    if (whatOfKeys === 'press') pressInTurn(presses);
  };

  // What is found out has led to a question, or another one has come before it.
  ui.subscribe((now, before) => {
    if (now.overlays.length > before.overlays.length) for (const id of checks.keys()) end(id, 'drop');
  });

  return {
    waitFor: async (text, work, then) => {
      const id = nextId++;
      const turnedBack = Promise.withResolvers<undefined>();
      checks.set(id, { text, isShown: false, cancelPending: () => turnedBack.resolve(undefined) });
      draw();
      const cancelShow = clock.after(shownAfterMs, () => {
        const mine = checks.get(id);
        if (mine === undefined) return;
        checks.set(id, { ...mine, isShown: true });
        draw();
      });
      try {
        const answer = await Promise.race([work().then((found) => ({ found })), turnedBack.promise]);
        if (answer === undefined) return undefined;
        const result = await then(answer.found);
        end(id, 'press');
        return result;
      } finally {
        cancelShow();
        end(id, 'drop');
      }
    },
    undisturbed: async (work) => {
      const before = strokes;
      const { promise, resolve } = Promise.withResolvers<void>();
      clock.after(unaskedAfterMs, resolve);
      await Promise.all([work.catch(() => undefined), promise]);
      return strokes === before;
    },
    noteStroke: () => {
      strokes += 1;
    },
    cancelPending: () => {
      const [id, last] = [...checks].at(-1) ?? [];
      if (id === undefined) return;
      end(id, 'drop');
      last?.cancelPending();
    },
    keepStroke: ({ name }, press) => {
      if (ui.getState().pendingCheck?.isShown === false && name !== begunBy?.name) kept = [...kept, press];
    },
    pendingBegunBy: (stroke) => {
      begunBy = stroke;
    },
  };
};
