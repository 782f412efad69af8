/** What one run of an external program came to. Arguments are redacted before they get here. */
export interface CommandRecord {
  /** Grows by one a run. */
  readonly id: number;
  /** Base name of the program: `zca`, `openclaw`. */
  readonly program: string;
  readonly argv: readonly string[];
  /** As a log may hold it that is kept: without the operator's words. Absent: there were none. */
  readonly keptArgv?: readonly string[];
  /** The run the operator could look on at: its output is kept there. */
  readonly runId?: number;
  readonly startedAtMs: number;
  /** Absent while it runs. */
  readonly durationMs?: number;
  readonly outcome:
    | { readonly type: 'running' }
    | { readonly type: 'exited'; readonly code: number }
    | { readonly type: 'signalled'; readonly signal: string }
    | { readonly type: 'timed-out' }
    | { readonly type: 'cancelled' }
    | { readonly type: 'not-started'; readonly reason: string }
    | { readonly type: 'too-much-output' };
  /** Last part of what it wrote to stderr: sanitised, redacted, at most 2,000 characters. */
  readonly stderr: string;
  /** As {@link keptArgv}. */
  readonly keptStderr?: string;
}

/** How many records are kept. */
export const commandLogCapacity = 500;
