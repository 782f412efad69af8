// Clocks for code that waits for files: one that does not wait, and fake time that goes on by itself.
import type { Clock } from '../../src/core/shared/clock.ts';
import { type FakeClock, settle } from './fake-clock.ts';

/** Stands at `nowMs`; timers call back in the next turn of the event loop. `onWait` hears how long they should have waited. */
export const createQuickClock = (
  nowMs: number,
  onWait?: (delayMs: number) => void | Promise<void>,
): Clock => ({
  now: () => nowMs,
  after: (delayMs, callback) => {
    const wait = async (): Promise<void> => {
      await onWait?.(delayMs);
      setImmediate(callback);
    };
    void wait();
    return () => {};
  },
});

/**
 * Lets fake time go on, 50 ms a turn, until `condition` holds.
 * @throws Error after 10 s of real time
 */
export const expectEventually = async (clock: FakeClock, condition: () => boolean): Promise<void> => {
  const startedAt = performance.now();
  while (!condition()) {
    if (performance.now() - startedAt > 10_000)
      throw new Error(`Waited in vain for ${condition.toString()}.`);
    await settle();
    clock.advance(50);
  }
};
