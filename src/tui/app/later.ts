import type { Clock } from '../../core/index.ts';

/** Runs `act` after `delayMs`, unless it is called again with the same name before that: then only the newer one runs. */
export type Later = (name: string, delayMs: number, act: () => void) => void;

/** Debounces by name. */
export const createLater = (clock: Clock): Later => {
  const waiting = new Map<string, () => void>();
  return (name, delayMs, act) => {
    waiting.get(name)?.();
    const cancel = clock.after(delayMs, () => {
      waiting.delete(name);
      act();
    });
    waiting.set(name, cancel);
  };
};
