// The same question is not asked twice at a time: who asks while the answer is on its way gets that answer. Where the answer must be newer
// than the question, see run-in-turn.ts.

export interface Run {
  readonly signal: AbortSignal;
  /** False once the run was dropped: whatever it still learns is nobody's business. */
  readonly isCurrent: () => boolean;
}

/** Runs of one kind, at most one a key. */
export interface Once<Key, Result> {
  /** The result of the run of `key` that is under way, else of one that begins now. */
  join(key: Key, work: (run: Run) => Promise<Result>): Promise<Result>;
  keys(): readonly Key[];
  /** Aborts the run of `key`, if there is one, and joins nobody to it any more. @param reason the reason of its signal */
  drop(key: Key, reason?: Error): void;
  /** Aborts all that runs. Who asks before a run has ended still gets the result of that run. */
  abortAll(): void;
}

/** Makes the place where running calls are joined. */
export const createOnce = <Key, Result>(): Once<Key, Result> => {
  const running = new Map<Key, { readonly controller: AbortController; readonly result: Promise<Result> }>();
  return {
    join: (key, work) => {
      const joined = running.get(key);
      if (joined !== undefined) return joined.result;
      const controller = new AbortController();
      const isCurrent = (): boolean => running.get(key)?.controller === controller;
      // Begins when the run is known here: what it calls first may ask for the same.
      const result = Promise.resolve()
        .then(() => work({ signal: controller.signal, isCurrent }))
        .finally(() => {
          if (isCurrent()) running.delete(key);
        });
      running.set(key, { controller, result });
      return result;
    },
    keys: () => [...running.keys()],
    drop: (key, reason) => {
      const run = running.get(key);
      running.delete(key);
      run?.controller.abort(reason);
    },
    abortAll: () => {
      for (const { controller } of running.values()) controller.abort();
    },
  };
};
