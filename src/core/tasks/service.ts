// Commands the operator looks on at. Of each subject one runs at a time; what happens reaches the state as `run/…`.
import { errorSentences } from '../error-words.ts';
import type { Outcome, StartedTask } from '../outcome.ts';
import type { TaskWork } from './recipes.ts';
import { type AskAgain, OneRun, type OneRunOptions } from './run-one.ts';
import { openclawTaskSentences as words } from './words.ts';

/** Starts and ends runs. */
export interface CommandRuns {
  /** Starts at once, unless something of the same subject runs: `busy`. */
  start(work: TaskWork, askAgain?: AskAgain): StartedTask;
  /**
   * SIGTERM, then SIGKILL; resolves when the program has gone, and it is asked what is true now. Where it has ended already, the asking ends.
   * One that has ended altogether is left alone.
   */
  cancel(id: number): Promise<Outcome>;
  /** Ends all and waits; nothing is started after that. */
  stop(): Promise<void>;
}

/** Makes the service. */
export const createCommandRuns = (
  options: Pick<OneRunOptions, 'runner' | 'clock' | 'dispatch'>,
): CommandRuns => {
  const active = new Map<number, OneRun>();
  let lastId = 0;
  let hasStopped = false;
  return {
    start: (work, askAgain) => {
      const { subject, title } = work.plan;
      if (hasStopped) return { ok: false, error: errorSentences.cancelled({ what: title }) };
      const other = [...active.values()].find((run) => run.work.plan.subject === subject);
      if (other !== undefined)
        return { ok: false, error: errorSentences.busy({ what: words.busy(other.work.plan.title) }) };
      lastId += 1;
      const run = new OneRun({ ...options, id: lastId, work, askAgain });
      active.set(run.id, run);
      const done = run.done.finally(() => active.delete(run.id));
      return { ok: true, runId: run.id, done };
    },
    cancel: async (id) => {
      await active.get(id)?.cancel();
      return { ok: true };
    },
    stop: async () => {
      hasStopped = true;
      await Promise.all([...active.values()].map((run) => run.stop()));
    },
  };
};
