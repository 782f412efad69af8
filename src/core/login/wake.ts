// The one moment at which a log-in looks again by itself, whoever makes it.
import type { Clock } from '../shared/clock.ts';

/** Sets the moment (epoch ms), moves it, or takes it back (undefined). */
export type SetWake = (atMs: number | undefined) => void;

/** @param onWake called once for each moment that comes */
export const createWake = (clock: Clock, onWake: () => void): SetWake => {
  let set: { readonly atMs: number; readonly cancel: () => void } | undefined;
  return (atMs) => {
    if (atMs === set?.atMs) return;
    set?.cancel();
    set = undefined;
    if (atMs === undefined) return;
    const cancel = clock.after(Math.max(0, atMs - clock.now()), () => {
      set = undefined;
      onWake();
    });
    set = { atMs, cancel };
  };
};
