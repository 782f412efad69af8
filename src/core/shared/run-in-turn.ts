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
