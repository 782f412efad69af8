// A clock that only moves when a test says so.
import type { Clock } from '../../src/core/shared/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on by `ms`, calling every timer that falls due on the way, in order, at its own time. */
  advance(ms: number): void;
  /** As `advance`, and lets promises settle after every timer and at the end. */
  advanceAndSettle(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly pending: number;
  /** Milliseconds until the next timer, or undefined. */
  readonly nextInMs: number | undefined;
}

/** Lets everything that is ready to run do so: promise chains and short file work, but no timers of the fake clock. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

interface Timer {
  readonly dueAtMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock standing at `startMs` (default 2026-11-22T16:00:00Z). */
export const createFakeClock = (startMs = Date.UTC(2026, 10, 22, 16)): FakeClock => {
  let nowMs = startMs;
  let order = 0;
  const timers = new Set<Timer>();

  const next = (): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (
        !first ||
        timer.dueAtMs < first.dueAtMs ||
        (timer.dueAtMs === first.dueAtMs && timer.order < first.order)
      )
        first = timer;
    }
    return first;
  };
  const fireNext = (limitMs: number): boolean => {
    const timer = next();
    if (!timer || timer.dueAtMs > limitMs) return false;
    timers.delete(timer);
    nowMs = Math.max(nowMs, timer.dueAtMs);
    timer.callback();
    return true;
  };

  return {
    now: () => nowMs,
    after: (delayMs, callback) => {
      order += 1;
      const timer: Timer = { dueAtMs: nowMs + Math.max(0, delayMs), order, callback };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance: (ms) => {
      const limitMs = nowMs + ms;
      while (fireNext(limitMs));
      nowMs = limitMs;
    },
    advanceAndSettle: async (ms) => {
      const limitMs = nowMs + ms;
      await settle();
      while (fireNext(limitMs)) await settle();
      nowMs = limitMs;
      await settle();
    },
    get pending() {
      return timers.size;
    },
    get nextInMs() {
      const timer = next();
      return timer && timer.dueAtMs - nowMs;
    },
  };
};
