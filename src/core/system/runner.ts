// One Runner runs every command. A command is a value before it is a process.
import type { ErrorView } from '../shared/error-view.ts';

/** A program and its arguments, never passed through a shell. */
export interface Command {
  /** Path or name of the executable. */
  readonly file: string;
  readonly args: readonly string[];
  /** Arguments as the log may show them; the same length as `args`. Default: `args` themselves. */
  readonly shownArgs?: readonly string[];
  /**
   * Arguments as a log may hold them that is kept and shown to others: no search, message, caption or address of the operator's; the same
   * length. Default: as shown.
   */
  readonly keptArgs?: readonly string[];
  /** Name for the command log. Default: base name of `file`. */
  readonly program?: string;
  /** The run the operator looks on at, of which this is the command: the log leads there. */
  readonly runId?: number;
  /** Added to the environment of the child. */
  readonly env?: Readonly<Record<string, string>>;
  /** The run is ended after so many milliseconds. Absent: it may take for ever. */
  readonly timeoutMs?: number;
  /** More stdout than this ends the run as `too-much-output`. Default 16 MiB. */
  readonly maxStdoutBytes?: number;
  /** Asked over and over by itself: the command log would be full of it, so it stays out. */
  readonly isRoutine?: true;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a child. OpenClaw takes any name that begins with `ZALOUSER_` for a setting of the channel's plugin, and then looks for it in a
 * registry: our own names are left out where `openclaw` is started.
 */
export const environmentOf = (
  { program, env }: Pick<Command, 'program' | 'env'>,
  base: Environment,
): Environment => ({
  ...(program === 'openclaw'
    ? Object.fromEntries(Object.entries(base).filter(([name]) => !/^ZALOUSER_TUI_/iu.test(name)))
    : base),
  ...env,
});

/** A finished run. A non-zero exit is a result, not an exception. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** How a child ended: an exit code, or the signal that killed it. */
export interface Ended {
  readonly code: number | undefined;
  readonly signal: string | undefined;
  /** Last 4,000 characters of stderr, as they came. */
  readonly stderrTail: string;
}

/** Handlers of a running child. Chunks are raw bytes: they may cut a UTF-8 character or a line. */
export interface ChildHandlers {
  readonly onStdout: (chunk: Uint8Array) => void;
  readonly onStderr?: (chunk: Uint8Array) => void;
}

/** A child that goes on until it ends by itself or {@link Child.stop} is called. */
export interface Child {
  readonly pid: number | undefined;
  /** Resolves once, when the process has gone. Rejects with AppError if it could not be started. */
  readonly ended: Promise<Ended>;
  /** SIGTERM, then SIGKILL after `graceMs` (default 1,500). Resolves when it has gone. Safe to call twice. */
  stop(graceMs?: number): Promise<void>;
}

/** Runs commands, records each in the command log, ends what is left on `endAll`. */
export interface Runner {
  /**
   * Runs to the end and returns what it printed, whatever its exit code.
   * @throws AppError `zca-not-found`-like start failures as `not-started`, `timed-out`, `cancelled`, `too-much-output`
   */
  run(command: Command, signal?: AbortSignal): Promise<Finished>;
  /** Starts a long-lived child; an aborted signal stops it as `stop()` does. */
  start(command: Command, handlers: ChildHandlers, signal?: AbortSignal): Child;
  /**
   * Enters a command into the command log that somebody else runs, with the terminal in its hands; the returned function enters how it
   * ended. Absent where there is no log.
   */
  note?(command: Command): (end: NotedEnd) => void;
  /** Ends every child that is still there; resolves when all have gone. */
  endAll(): Promise<void>;
}

/** How a command ended that was only noted. `code` is undefined if a signal ended it. */
export type NotedEnd =
  | { readonly type: 'exited'; readonly code: number | undefined }
  | { readonly type: 'not-started'; readonly reason: string };

/**
 * Runs a command with the terminal in its hands, its environment added to that of the console, and resolves when it has ended. `exitCode` is
 * undefined if a signal ended it; `stderrTail` is the last it wrote to stderr, as it came.
 */
export type RunInTerminal = (
  command: Command,
) => Promise<
  | { readonly ok: true; readonly exitCode: number | undefined; readonly stderrTail?: string }
  | { readonly ok: false; readonly error: ErrorView }
>;

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
