// The Runner of the real program: execa underneath, a command log on the side, nothing left behind.
import { constants } from 'node:os';
import { posix, win32 } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import { errorSentences } from '../error-words.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { systemCodeOf } from '../shared/system-code.ts';
import { sanitizeText } from '../shared/text/sanitize.ts';
import { defaultRedact, type Redact, withoutUserWords } from './redact.ts';
import {
  type Child,
  type ChildHandlers,
  type Command,
  type CommandRecord,
  type Ended,
  environmentOf,
  type Finished,
  type NotedEnd,
  type Runner,
} from './runner.ts';

// One child process, from its start to the moment it and its output have gone.

/** Why we ended a child; undefined if it ended by itself or was killed by somebody else. */
type EndReason = 'stopped' | 'timed-out' | 'cancelled' | 'too-much-output';

/** How a child ended, or the errno with which it could not be started. */
type ChildEnd =
  | {
      readonly type: 'ended';
      readonly code: number | undefined;
      readonly signal: string | undefined;
      readonly reason: EndReason | undefined;
    }
  | { readonly type: 'not-started'; readonly errno: string; readonly cause: unknown };

/** How long SIGTERM may take before SIGKILL follows. */
const defaultGraceMs = 1_500;
/** Once the process has gone, its pipes are waited for so long: a detached grandchild can hold them for ever. */
const drainMs = 300;

interface Options {
  readonly command: Command;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onStdout: (chunk: Uint8Array) => void;
  readonly onStderr: (chunk: Uint8Array) => void;
}

const spawnOptions = (env: Readonly<Record<string, string | undefined>>) =>
  ({
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    extendEnv: false,
    buffer: false,
    encoding: 'buffer',
    stdin: 'ignore',
    reject: false,
    verbose: 'none',
    windowsHide: true,
    // An own process group: wrappers die with their children, and Ctrl+C reaches only the console.
    killDescendants: true,
    // The grace is ours to time: it differs between calls.
    forceKillAfterDelay: false,
  }) as const;

type Subprocess = ResultPromise<ReturnType<typeof spawnOptions>>;

/** A started (or never started) child; made by {@link startChild}. */
class RunningChild {
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #clock: Clock;
  readonly #subprocess: Subprocess | undefined;
  readonly #cancels = new Set<() => void>();
  #reason: EndReason | undefined;
  #killAtMs = Number.POSITIVE_INFINITY;
  #hasEnded = false;

  constructor(options: Options) {
    // Whoever is ended, or asked, needs its time.
    this.#clock = realTimeClock(options.clock);
    const { command } = options;
    try {
      this.#subprocess = execa(
        command.file,
        [...command.args],
        spawnOptions(environmentOf(command, options.env)),
      );
    } catch (error) {
      // A NUL byte in an argument, an empty file name: refused before anything is spawned.
      this.ended = Promise.resolve({
        type: 'not-started',
        errno: systemCodeOf(error) ?? 'unknown',
        cause: error,
      });
      this.#hasEnded = true;
      return;
    }
    this.pid = this.#subprocess.pid;
    this.ended = this.#follow(this.#subprocess, options);
    if (command.timeoutMs !== undefined) this.#later(command.timeoutMs, () => this.end('timed-out'));
  }

  /** SIGTERM now, SIGKILL after `graceMs`. The first reason given stays; a shorter grace wins. */
  end(reason: EndReason, graceMs = defaultGraceMs): void {
    if (this.#hasEnded || !this.#subprocess) return;
    if (this.#reason === undefined) {
      this.#reason = reason;
      this.#subprocess.kill('SIGTERM');
    }
    const killAtMs = this.#clock.now() + graceMs;
    if (killAtMs >= this.#killAtMs) return;
    this.#killAtMs = killAtMs;
    this.#later(graceMs, () => this.#kill());
  }

  #kill(): void {
    this.#subprocess?.kill('SIGKILL');
    this.#later(drainMs, () => this.#closePipes());
  }

  #closePipes(): void {
    this.#subprocess?.stdout.destroy();
    this.#subprocess?.stderr.destroy();
  }

  async #follow(subprocess: Subprocess, { onStdout, onStderr }: Options): Promise<ChildEnd> {
    subprocess.stdout.on('data', onStdout);
    subprocess.stderr.on('data', onStderr);
    // Broken pipes are part of an end; the result tells how it ended.
    subprocess.stdout.on('error', () => {});
    subprocess.stderr.on('error', () => {});
    // While we end it, its group may still write: SIGKILL closes those pipes.
    subprocess.nodeChildProcess.once('exit', () => {
      if (this.#reason === undefined) this.#later(drainMs, () => this.#closePipes());
    });
    const result = await subprocess;
    this.#hasEnded = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    if (subprocess.pid === undefined)
      return { type: 'not-started', errno: systemCodeOf(result) ?? 'unknown', cause: result };
    return { type: 'ended', code: result.exitCode, signal: result.signal, reason: this.#reason };
  }

  #later(delayMs: number, callback: () => void): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    this.#cancels.add(cancel);
  }
}

/** stdout of a `run` may be so long unless its command says otherwise. */
export const defaultMaxStdoutBytes = 16 * 1024 * 1024;
const stderrTailLength = 4_000;
const recordedStderrLength = 2_000;

export interface ExecaRunnerOptions {
  readonly clock: Clock;
  /** Called when a run begins and again when it has ended, with the same id. */
  readonly onRecord: (record: CommandRecord) => void;
  /** The whole environment of the children; a command adds its own. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: {@link defaultRedact}. */
  readonly redact?: Redact;
}

/** `/usr/bin/zca` → `zca`, `C:\\x\\zca.cmd` → `zca`. */
const programName = (command: Command): string =>
  command.program ?? posix.basename(win32.basename(command.file)).replace(/\.(?:exe|cmd|bat)$/iu, '');

/** The last characters of a stream of bytes, whatever way its characters are cut. */
const createTail = (length: number) => {
  const decoder = new TextDecoder();
  let text = '';
  return {
    push: (chunk: Uint8Array): void => {
      text = (text + decoder.decode(chunk, { stream: true })).slice(-length);
    },
    text: (): string => text,
  };
};

const signalNumber = (signal: string | undefined): number =>
  Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0;

/** As a shell puts it: the exit code, or 128 + the number of the signal. */
const exitCodeOf = (end: { code: number | undefined; signal: string | undefined }): number =>
  end.code ?? 128 + signalNumber(end.signal);

const outcomeOf = (end: ChildEnd): CommandRecord['outcome'] => {
  if (end.type === 'not-started') return { type: 'not-started', reason: end.errno };
  if (end.reason !== undefined && end.reason !== 'stopped') return { type: end.reason };
  if (end.code !== undefined) return { type: 'exited', code: end.code };
  return { type: 'signalled', signal: end.signal ?? 'unknown' };
};

/** The errno stands alone in `detail`, so that callers can tell ENOENT from EACCES. */
const notStarted = (end: Extract<ChildEnd, { type: 'not-started' }>, command: Command): AppError =>
  new AppError(errorSentences.notStarted({ what: programName(command), detail: end.errno }), {
    cause: end.cause,
  });

/** The error of a run that we ended; undefined if it came to its own end. */
const failureOf = (reason: EndReason | undefined, command: Command): ErrorView | undefined => {
  const what = programName(command);
  switch (reason) {
    case 'timed-out':
      return errorSentences.timedOut({ what, afterMs: command.timeoutMs ?? 0 });
    case 'too-much-output':
      return errorSentences.tooMuchOutput({
        what,
        maxBytes: command.maxStdoutBytes ?? defaultMaxStdoutBytes,
      });
    // A run is stopped only by `endAll`.
    case 'cancelled':
    case 'stopped':
      return errorSentences.cancelled({ what });
    default:
      return undefined;
  }
};

interface Tracked {
  readonly child: RunningChild;
  readonly startedAtMs: number;
  readonly stderrTail: () => string;
}

class ExecaRunner implements Runner {
  readonly #clock: Clock;
  readonly #onRecord: (record: CommandRecord) => void;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #redact: Redact;
  readonly #children = new Set<RunningChild>();
  #lastId = 0;

  constructor({ clock, onRecord, env = process.env, redact = defaultRedact }: ExecaRunnerOptions) {
    this.#clock = clock;
    this.#onRecord = onRecord;
    this.#env = env;
    this.#redact = redact;
  }

  async run(command: Command, signal?: AbortSignal): Promise<Finished> {
    if (signal?.aborted) throw new AppError(errorSentences.cancelled({ what: programName(command) }));
    const limitBytes = command.maxStdoutBytes ?? defaultMaxStdoutBytes;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const onStdout = (chunk: Uint8Array): void => {
      bytes += chunk.byteLength;
      if (bytes <= limitBytes) chunks.push(chunk);
      else tracked.child.end('too-much-output');
    };
    const tracked = this.#track(command, { onStdout }, signal);
    const end = await tracked.child.ended;
    if (end.type === 'not-started') throw notStarted(end, command);
    const failure = failureOf(end.reason, command);
    if (failure) throw new AppError(failure);
    return {
      code: exitCodeOf(end),
      stdout: Buffer.concat(chunks).toString('utf8'),
      stderr: tracked.stderrTail(),
      durationMs: this.#clock.now() - tracked.startedAtMs,
    };
  }

  start(command: Command, handlers: ChildHandlers, signal?: AbortSignal): Child {
    const { child, stderrTail } = this.#track(command, handlers, signal);
    const ended = child.ended.then((end): Ended => {
      if (end.type === 'ended') return { code: end.code, signal: end.signal, stderrTail: stderrTail() };
      throw notStarted(end, command);
    });
    // Whoever only calls `stop` has no use for the rejection; it must not end the console.
    ended.catch(() => {});
    return {
      pid: child.pid,
      ended,
      stop: async (graceMs) => {
        child.end('stopped', graceMs);
        await child.ended;
      },
    };
  }

  note(command: Command): (end: NotedEnd) => void {
    const finish = this.#enter(command, () => '');
    return (end) => {
      if (end.type === 'not-started') finish(end);
      else finish(end.code === undefined ? { type: 'cancelled' } : { type: 'exited', code: end.code });
    };
  }

  async endAll(): Promise<void> {
    const left = [...this.#children];
    for (const child of left) child.end('stopped');
    await Promise.all(left.map((child) => child.ended));
  }

  #track(command: Command, handlers: ChildHandlers, signal: AbortSignal | undefined): Tracked {
    const tail = createTail(stderrTailLength);
    const startedAtMs = this.#clock.now();
    const finish = this.#enter(command, tail.text);
    const child = new RunningChild({
      command,
      clock: this.#clock,
      env: this.#env,
      onStdout: handlers.onStdout,
      onStderr: (chunk) => {
        tail.push(chunk);
        handlers.onStderr?.(chunk);
      },
    });
    const cancel = (): void => child.end('cancelled');
    this.#children.add(child);
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    void child.ended.then((end) => {
      this.#children.delete(child);
      signal?.removeEventListener('abort', cancel);
      finish(outcomeOf(end));
    });
    return { child, startedAtMs, stderrTail: tail.text };
  }

  /** Tells the command log that a run has begun; the returned function tells how it ended. */
  #enter(command: Command, stderrTail: () => string): (outcome: CommandRecord['outcome']) => void {
    if (command.isRoutine === true) return () => {};
    this.#lastId += 1;
    const { keptArgs } = command;
    const begun = {
      id: this.#lastId,
      program: programName(command),
      argv: this.#redact.args(command.shownArgs ?? command.args),
      ...(keptArgs === undefined ? {} : { keptArgv: this.#redact.args(keptArgs) }),
      startedAtMs: this.#clock.now(),
      ...(command.runId === undefined ? {} : { runId: command.runId }),
    };
    this.#onRecord({ ...begun, outcome: { type: 'running' }, stderr: '' });
    return (outcome) => {
      const stderr = this.#redact.text(sanitizeText(stderrTail())).slice(-recordedStderrLength);
      const kept =
        keptArgs === undefined ? {} : { keptStderr: withoutUserWords(stderr, command.args, keptArgs) };
      this.#onRecord({
        ...begun,
        durationMs: this.#clock.now() - begun.startedAtMs,
        outcome,
        stderr,
        ...kept,
      });
    };
  }
}

/**
 * A Runner that starts real processes, each in a process group of its own so that wrappers die with what they wrap.
 * What still runs when this process exits is killed by execa; `endAll` is the orderly way.
 */
export const createExecaRunner = (options: ExecaRunnerOptions): Runner => new ExecaRunner(options);
