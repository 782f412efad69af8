/** Time and timers, passed in so that tests own them. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls back once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, callback: () => void): () => void;
  /** Only on a clock that runs faster than the machine, which the demo may have: the same time, but delays as long as the machine's. */
  readonly realTimeClock?: Clock;
}

/**
 * The clock for what is left to processes, files and people, which are no faster on a clock that is: the grace before SIGKILL, the limit of a
 * command, a lock, a file that is half written, a word on the screen. The clock itself wherever time passes as on the machine.
 */
export const realTimeClock = (clock: Clock): Clock => clock.realTimeClock ?? clock;

/** The machine's clock. Timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves when everything that waits for this process has had its turn: keys, output, timers that are due. No time passes by itself. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
