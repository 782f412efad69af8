import { errorSentences } from '../error-words.ts';
import { AppError } from './error.ts';

/**
 * Runs `work` one at a time: who asks while a run is under way gets the result of one further run, which begins after it
 * and therefore sees everything that happened before the question.
 */
export const runInTurn = <Result>(work: () => Promise<Result>): (() => Promise<Result>) => {
  let current: Promise<Result> | undefined;
  let next: Promise<Result> | undefined;
  const begin = (): Promise<Result> => {
    const run = work().finally(() => {
      if (current === run) current = undefined;
    });
    current = run;
    return run;
  };
  return () => {
    if (!current) return begin();
    next ??= current
      .catch(() => {})
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
};

// zca is slow to start and heavy on a small machine: only a few runs at a time, in the order they were asked for.

/** Runs a task when there is room for it. @throws AppError `cancelled` if the signal is aborted while it waits */
type Limit = <Result>(task: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;

/** A gate that lets at most `maxAtOnce` tasks run. */
export const createLimit = (maxAtOnce: number): Limit => {
  let running = 0;
  const waiting: (() => void)[] = [];

  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };

  const enter = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancelled = (): void => {
        const index = waiting.indexOf(go);
        if (index >= 0) waiting.splice(index, 1);
        reject(new AppError(errorSentences.cancelled({ what: 'The check' })));
      };
      const go = (): void => {
        signal?.removeEventListener('abort', cancelled);
        running += 1;
        resolve();
      };
      if (signal?.aborted) return cancelled();
      if (running < maxAtOnce) return go();
      waiting.push(go);
      signal?.addEventListener('abort', cancelled, { once: true });
      return undefined;
    });

  return async (task, signal) => {
    await enter(signal);
    try {
      return await task();
    } finally {
      leave();
    }
  };
};
