// One command the operator looks on at, from its start to the answer whether it helped.

import type { Dispatch, RunChange } from '../events.ts';
import type { CliRun } from '../openclaw/cli/answer.ts';
import { openClawRunFailure } from '../openclaw/cli/client.ts';
import type { Outcome } from '../outcome.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { redactText } from '../system/redact.ts';
import type { Child, Ended, Runner } from '../system/runner.ts';
import { findingOfError, type TaskWork } from './recipes.ts';
import { maxRunLines, maxRunLineUnits, type RunFinding, type RunLine, type RunOutcome } from './run.ts';
import { openclawTaskSentences as words } from './words.ts';

// What a program prints, as lines that can be shown: clean, without secrets, bounded, gathered so that a flood is one event.

/** Lines are handed on so often (ms). */
const gatherMs = 50;
/** Lines of a log carry whole outputs: so long a line is read, then shown cut (UTF-16 code units). */
const maxReadUnits = 262_144;
/** So much of each stream is kept as it came, for the parser (UTF-16 code units). */
const maxKeptUnits = 2 * 1_048_576;

interface RunOutputOptions {
  readonly clock: Clock;
  /** A line as a person reads it; undefined = not shown. */
  readonly readableLine: (line: string, stream: RunLine['stream']) => string | undefined;
  /** Called with what was printed since the last time, and how many lines of it were left out. */
  readonly onLines: (lines: readonly RunLine[], skippedLines: number) => void;
}

interface RunOutput {
  push(stream: RunLine['stream'], chunk: Uint8Array): void;
  /** Lines of our own making, as if they had been printed. */
  print(lines: readonly string[]): void;
  /** Hands on what is left, an unfinished line too. */
  flush(): void;
  /** What was printed, as it came; its beginning, if it was very much. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Programs draw progress by returning to the start of the line: what stands there at last is the line. */
const lastDrawn = (text: string): string =>
  text
    .split('\r')
    .filter((part) => part.trim() !== '')
    .at(-1) ?? '';

/** A line as it may be shown: no escapes, no secrets, of bounded length. */
const shownLine = (text: string): string =>
  sanitizeLine(redactText(sanitizeText(text)), maxRunLineUnits).trimEnd();

class Stream {
  readonly splitter = new LineSplitter({ maxUnits: maxReadUnits });
  readonly #decoder = new TextDecoder();
  text = '';

  keep(chunk: Uint8Array): void {
    if (this.text.length < maxKeptUnits)
      this.text = cutUnits(this.text + this.#decoder.decode(chunk, { stream: true }), maxKeptUnits);
  }
}

/** An output nothing has been printed into. */
const createRunOutput = ({ clock, readableLine, onLines }: RunOutputOptions): RunOutput => {
  const streams: Readonly<Record<RunLine['stream'], Stream>> = { stdout: new Stream(), stderr: new Stream() };
  let waiting: RunLine[] = [];
  let skipped = 0;
  let cancel: (() => void) | undefined;

  const handOn = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0 && skipped === 0) return;
    const lines = waiting;
    const count = skipped;
    waiting = [];
    skipped = 0;
    onLines(lines, count);
  };

  const add = (stream: RunLine['stream'], texts: readonly string[]): void => {
    for (const text of texts) waiting.push({ stream, text: shownLine(text) });
    if (waiting.length > maxRunLines) {
      skipped += waiting.length - maxRunLines;
      waiting = waiting.slice(-maxRunLines);
    }
    if (waiting.length > 0) cancel ??= clock.after(gatherMs, handOn);
  };

  const readable = (stream: RunLine['stream'], texts: readonly { readonly text: string }[]): void =>
    add(
      stream,
      texts.flatMap(({ text }) => readableLine(lastDrawn(text), stream) ?? []),
    );

  return {
    push: (stream, chunk) => {
      streams[stream].keep(chunk);
      readable(stream, streams[stream].splitter.push(chunk));
    },
    print: (lines) => add('stdout', lines),
    flush: () => {
      readable('stdout', streams.stdout.splitter.flush());
      readable('stderr', streams.stderr.splitter.flush());
      handOn();
    },
    stdout: () => streams.stdout.text,
    stderr: () => streams.stderr.text,
  };
};

/** Asks whether a run helped; undefined = there is nothing to be asked. */
export type AskAgain = (result: RunFinding, signal: AbortSignal) => Promise<RunFinding | undefined>;

export interface OneRunOptions {
  readonly id: number;
  readonly work: TaskWork;
  readonly askAgain: AskAgain | undefined;
  readonly runner: Pick<Runner, 'start'>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
}

const outcomeOf = ({ code, signal }: Ended, isCancelled: boolean, isTimedOut: boolean): RunOutcome => {
  if (isTimedOut) return { type: 'timed-out' };
  if (isCancelled) return { type: 'cancelled' };
  return code === undefined ? { type: 'signalled', signal: signal ?? '' } : { type: 'exited', code };
};

const resultOf = (outcome: RunOutcome, { plan, read }: TaskWork, run: CliRun): RunFinding => {
  switch (outcome.type) {
    case 'cancelled':
      return plan.isReading
        ? { isGood: true, sentence: words.results.logClosed }
        : { isGood: false, sentence: words.results.cancelled };
    case 'timed-out':
      return { isGood: false, sentence: words.results.timedOut(plan.title) };
    case 'signalled':
      return { isGood: false, sentence: words.results.signalled(outcome.signal) };
    default:
      return read(run);
  }
};

const outcomeOfFinding = ({ isGood, sentence, hint }: RunFinding, isCancelled: boolean): Outcome =>
  isGood
    ? { ok: true, sentence }
    : {
        ok: false,
        error: {
          code: isCancelled ? 'cancelled' : 'command-failed',
          sentence,
          hint,
        },
      };

export class OneRun {
  readonly id: number;
  readonly work: TaskWork;
  /** Resolves when the answer to the question afterwards is known; never rejects. */
  readonly done: Promise<Outcome>;
  readonly #options: OneRunOptions;
  readonly #output: RunOutput;
  readonly #child: Child;
  readonly #asking = new AbortController();
  readonly #startedAtMs: number;
  #cancelTimeout = (): void => undefined;
  #isCancelled = false;
  #isTimedOut = false;
  #hasEnded = false;

  constructor(options: OneRunOptions) {
    const { id, work, runner, clock, dispatch } = options;
    this.id = id;
    this.work = work;
    this.#options = options;
    this.#startedAtMs = clock.now();
    const { task, subject, title, command: shown, isReading } = work.plan;
    const run = { id, task, subject, title, command: shown, isReading, startedAtMs: this.#startedAtMs };
    dispatch({ type: 'run/started', run: { ...run, status: 'running', lines: [], droppedLines: 0 } });
    this.#output = createRunOutput({
      clock,
      readableLine: work.readableLine ?? ((line) => line),
      onLines: (lines, skippedLines) => dispatch({ type: 'run/printed', id, lines, skippedLines }),
    });
    // The time-out is timed here: of a child that was started the runner does not tell why it ended.
    const { timeoutMs, ...command } = work.command;
    this.#child = runner.start(
      { ...command, runId: id },
      {
        onStdout: (chunk) => this.#output.push('stdout', chunk),
        onStderr: (chunk) => this.#output.push('stderr', chunk),
      },
    );
    if (timeoutMs !== undefined)
      this.#cancelTimeout = realTimeClock(clock).after(timeoutMs, () => this.#timeOut());
    this.done = this.#follow();
  }

  /** Ends the program, which is then asked after all the same; where it has ended, the asking. Resolves when the program has gone. */
  async cancel(): Promise<void> {
    if (this.#hasEnded) {
      this.#asking.abort();
      return;
    }
    if (!this.#isCancelled) this.#change({ status: 'cancelling' });
    this.#isCancelled = true;
    await this.#child.stop();
  }

  /** Ends the program and asks nothing. */
  async stop(): Promise<void> {
    this.#asking.abort();
    await this.cancel();
    await this.done;
  }

  #timeOut(): void {
    this.#isTimedOut = true;
    void this.#child.stop();
  }

  #change(change: RunChange): void {
    this.#options.dispatch({ type: 'run/changed', id: this.id, change });
  }

  async #follow(): Promise<Outcome> {
    const { askAgain, clock } = this.#options;
    const { outcome, result } = await this.#end();
    this.#hasEnded = true;
    this.#cancelTimeout();
    const isAsked = askAgain !== undefined && outcome.type !== 'not-started' && !this.#asking.signal.aborted;
    this.#change({
      status: isAsked ? 'checking' : 'ended',
      outcome,
      durationMs: clock.now() - this.#startedAtMs,
      result,
    });
    if (!isAsked) return outcomeOfFinding(result, this.#isCancelled);
    const check = await this.#ask(askAgain, result);
    this.#change({ status: 'ended', check });
    return outcomeOfFinding(check ?? result, this.#isCancelled);
  }

  async #end(): Promise<{ readonly outcome: RunOutcome; readonly result: RunFinding }> {
    const { work } = this;
    try {
      const ended = await this.#child.ended;
      const outcome = outcomeOf(ended, this.#isCancelled, this.#isTimedOut);
      this.#output.flush();
      const run: CliRun = { code: ended.code, stdout: this.#output.stdout(), stderr: this.#output.stderr() };
      if (outcome.type === 'exited') this.#output.print(work.linesAtEnd?.(run) ?? []);
      return { outcome, result: resultOf(outcome, work, run) };
    } catch (error) {
      const { plan, command } = work;
      const program = {
        file: command.file,
        prefixArgs: [],
        profileArgs: [],
        shownPath: plan.program,
        env: {},
      };
      const view = openClawRunFailure(plan.title, command, program, error);
      return {
        outcome: { type: 'not-started', reason: toErrorView(error).detail ?? '' },
        result: findingOfError(view),
      };
    } finally {
      this.#output.flush();
    }
  }

  async #ask(askAgain: AskAgain, result: RunFinding): Promise<RunFinding | undefined> {
    const { signal } = this.#asking;
    try {
      const check = await askAgain(result, signal);
      return signal.aborted ? { isGood: false, sentence: words.checks.cancelled } : check;
    } catch (error) {
      if (signal.aborted) return { isGood: false, sentence: words.checks.cancelled };
      const { sentence, detail, hint } = toErrorView(error);
      return {
        isGood: false,
        sentence: words.checks.failed,
        detail: detail ?? sentence,
        hint,
      };
    }
  }
}
