// The Runner of the real program: execa underneath, a command log on the side, nothing left behind.
import { constants } from 'node:os';
import { posix, win32 } from 'node:path';
import { errorSentences } from '../error-words.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { sanitizeText } from '../shared/text/sanitize.ts';
import { type ChildEnd, type EndReason, RunningChild } from './child-process.ts';
import type { CommandRecord } from './command-log.ts';
import { defaultRedact, type Redact, withoutUserWords } from './redact.ts';
import type { Child, ChildHandlers, Command, Ended, Finished, NotedEnd, Runner } from './runner.ts';

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

const signalNumber = (signal: string | undefined): number => Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0;

/** As a shell puts it: the exit code, or 128 + the number of the signal. */
const exitCodeOf = (end: { code: number | undefined; signal: string | undefined }): number => end.code ?? 128 + signalNumber(end.signal);

const outcomeOf = (end: ChildEnd): CommandRecord['outcome'] => {
  if (end.type === 'not-started') return { type: 'not-started', reason: end.errno };
  if (end.reason !== undefined && end.reason !== 'stopped') return { type: end.reason };
  if (end.code !== undefined) return { type: 'exited', code: end.code };
  return { type: 'signalled', signal: end.signal ?? 'unknown' };
};

/** The errno stands alone in `detail`, so that callers can tell ENOENT from EACCES. */
const notStarted = (end: Extract<ChildEnd, { type: 'not-started' }>, command: Command): AppError =>
  new AppError(errorSentences.notStarted({ what: programName(command), detail: end.errno }), { cause: end.cause });

/** The error of a run that we ended; undefined if it came to its own end. */
const failureOf = (reason: EndReason | undefined, command: Command): ErrorView | undefined => {
  const what = programName(command);
  switch (reason) {
    case 'timed-out':
      return errorSentences.timedOut({ what, afterMs: command.timeoutMs ?? 0 });
    case 'too-much-output':
      return errorSentences.tooMuchOutput({ what, maxBytes: command.maxStdoutBytes ?? defaultMaxStdoutBytes });
    // A run is stopped only by `endAll`.
    case 'cancelled':
    case 'stopped':
      return errorSentences.cancelled({ what });
    default:
      return undefined;
  }
};

/** A child with what is noted of it. */
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
      const kept = keptArgs === undefined ? {} : { keptStderr: withoutUserWords(stderr, command.args, keptArgs) };
      this.#onRecord({ ...begun, durationMs: this.#clock.now() - begun.startedAtMs, outcome, stderr, ...kept });
    };
  }
}

/**
 * A Runner that starts real processes, each in a process group of its own so that wrappers die with what they wrap.
 * What still runs when this process exits is killed by execa; `endAll` is the orderly way.
 */
export const createExecaRunner = (options: ExecaRunnerOptions): Runner => new ExecaRunner(options);
