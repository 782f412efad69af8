import type { OpenClawTask, TaskSubject } from '../model/programs.ts';
import type { Hint } from '../shared/remedy.ts';
import type { CommandRecord } from '../system/runner.ts';

/** One line of output: sanitised, without secrets, at most {@link maxRunLineUnits} UTF-16 code units. */
export interface RunLine {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** What a run came to, or what asking again found. */
export interface RunFinding {
  readonly isGood: boolean;
  readonly sentence: string;
  /** What to do next, one sentence. */
  readonly hint?: Hint;
  /** The program's own words, where they say more. */
  readonly detail?: string;
  /** The task that does it, where one does. */
  readonly next?: OpenClawTask;
}

export type RunOutcome = Exclude<CommandRecord['outcome'], { readonly type: 'running' }>;

export interface CommandRun {
  /** Grows by one a run. */
  readonly id: number;
  readonly task: OpenClawTask;
  readonly subject: TaskSubject;
  readonly title: string;
  /** The exact command, without secrets, as it could be typed into a shell. */
  readonly command: string;
  /** True if it only reads: it may be cancelled without a question. */
  readonly isReading: boolean;
  readonly startedAtMs: number;
  /** `checking`: the program has ended, and it is being asked whether it helped. */
  readonly status: 'running' | 'cancelling' | 'checking' | 'ended';
  /** How the program ended; absent while it runs. */
  readonly outcome?: RunOutcome;
  /** How long the program ran (ms); absent while it runs. */
  readonly durationMs?: number;
  readonly result?: RunFinding;
  readonly check?: RunFinding;
  /** The last lines of output, oldest first: at most {@link maxRunLines}. */
  readonly lines: readonly RunLine[];
  /** Lines that fell out at the top. */
  readonly droppedLines: number;
}

/** Runs that are kept, the newest last. */
export const maxRuns = 20;
/** Lines of output that are kept of a run. */
export const maxRunLines = 2_000;
/** Longest line of output that is kept (UTF-16 code units). */
export const maxRunLineUnits = 2_000;
