// A Runner that runs nothing: it answers what a test scripted, and fails on unexpected and on unrun commands.

import { AppError } from '../../src/core/shared/error.ts';
import type { ErrorCode } from '../../src/core/shared/error-view.ts';
import type { Child, ChildHandlers, Command, Ended, Finished, Runner } from '../../src/core/system/runner.ts';

/** The arguments a command must have, exactly, or a test of them. */
export type ArgsMatch = readonly string[] | ((args: readonly string[], command: Command) => boolean);

/** What a scripted `run` comes to: parts of a Finished (default: exit 0, silent), a failure, or a function that decides. */
export type FakeAnswer =
  | Partial<Finished>
  | AppError
  | 'never'
  | ((
      command: Command,
      signal: AbortSignal | undefined,
    ) => Partial<Finished> | AppError | Promise<Partial<Finished> | AppError>);

/** A scripted long-lived child, in the hands of the test. */
export interface FakeChild {
  /** The command it was started with; undefined until it is. */
  readonly command: Command | undefined;
  readonly pid: number;
  readonly isStarted: boolean;
  readonly isEnded: boolean;
  /** How many times `stop` was called (or its signal aborted). */
  readonly stops: number;
  stdout(chunk: string | Uint8Array): void;
  stderr(chunk: string | Uint8Array): void;
  end(how?: { code?: number; signal?: string }): void;
  /** Makes the start fail, before or instead of any output. */
  failToStart(error: AppError): void;
}

export interface FakeRunner extends Runner {
  /** Scripts one `run` (or `times` of them). */
  expectRun(args: ArgsMatch, answer?: FakeAnswer, options?: { times?: number }): void;
  /** Scripts one `start`. Unless `ignoresStop`, `stop` ends the child with exit 143. */
  expectStart(
    args: ArgsMatch,
    options?: { ignoresStop?: boolean; pid?: number; failsWith?: AppError },
  ): FakeChild;
  /** Every command that came, in order, expected or not. */
  readonly commands: readonly Command[];
  /** Throws unless every expected command was run and no other. Call it in `afterEach`. */
  verify(): void;
}

interface Expectation {
  readonly kind: 'run' | 'start';
  readonly match: ArgsMatch;
  readonly answer: FakeAnswer;
  readonly child?: DrivenChild;
  left: number;
}

/** An AppError with the given code, for scripted failures. */
export const fakeFailure = (code: ErrorCode, detail?: string): AppError =>
  new AppError({ code, sentence: `Scripted ${code}.`, ...(detail === undefined ? {} : { detail }) });

const matches = (match: ArgsMatch, command: Command): boolean =>
  typeof match === 'function'
    ? match(command.args, command)
    : match.length === command.args.length && match.every((arg, index) => arg === command.args[index]);

const finished = (part: Partial<Finished>): Finished => ({
  code: 0,
  stdout: '',
  stderr: '',
  durationMs: 0,
  ...part,
});

const describe = (kind: string, match: ArgsMatch): string =>
  `${kind} ${typeof match === 'function' ? match.toString() : match.join(' ')}`;

class DrivenChild implements FakeChild {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  command: Command | undefined;
  isEnded = false;
  stops = 0;
  readonly ignoresStop: boolean;
  #handlers: ChildHandlers | undefined;
  #tail = '';
  #resolve: (ended: Ended) => void = () => {};
  #reject: (error: AppError) => void = () => {};

  constructor(pid: number, ignoresStop: boolean) {
    this.pid = pid;
    this.ignoresStop = ignoresStop;
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.ended.catch(() => {});
  }

  get isStarted(): boolean {
    return this.command !== undefined;
  }

  begin(command: Command, handlers: ChildHandlers): void {
    this.command = command;
    this.#handlers = handlers;
  }

  stop(): void {
    this.stops += 1;
    if (!this.ignoresStop && !this.isEnded) this.end({ code: 143 });
  }

  stdout(chunk: string | Uint8Array): void {
    this.#running().onStdout(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  }

  stderr(chunk: string | Uint8Array): void {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    this.#tail = (this.#tail + new TextDecoder().decode(bytes)).slice(-4000);
    this.#running().onStderr?.(bytes);
  }

  end(how: { code?: number; signal?: string } = {}): void {
    this.#running();
    this.isEnded = true;
    this.#resolve({
      code: how.signal === undefined ? (how.code ?? 0) : how.code,
      signal: how.signal,
      stderrTail: this.#tail,
    });
  }

  failToStart(error: AppError): void {
    this.isEnded = true;
    this.#reject(error);
  }

  #running(): ChildHandlers {
    if (!this.#handlers) throw new Error('This child was never started.');
    if (this.isEnded) throw new Error('This child has ended.');
    return this.#handlers;
  }
}

const answerRun = async (answer: FakeAnswer, command: Command, signal?: AbortSignal): Promise<Finished> => {
  const cancelled = new Promise<AppError>((resolve) => {
    const cancel = () => resolve(fakeFailure('cancelled'));
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
  });
  const own =
    answer === 'never'
      ? new Promise<never>(() => {})
      : typeof answer === 'function'
        ? answer(command, signal)
        : answer;
  const outcome = await Promise.race([cancelled, own]);
  if (outcome instanceof AppError) throw outcome;
  return finished(outcome);
};

/** A fresh fake. Expectations may be met in any order; the first that fits is taken. */
export const createFakeRunner = (): FakeRunner => {
  const expectations: Expectation[] = [];
  const commands: Command[] = [];
  const unexpected: string[] = [];
  const children = new Set<DrivenChild>();
  let nextPid = 4001;

  const take = (kind: 'run' | 'start', command: Command): Expectation => {
    commands.push(command);
    const found = expectations.find(
      (one) => one.kind === kind && one.left > 0 && matches(one.match, command),
    );
    if (!found) {
      unexpected.push(describe(kind, command.args));
      throw new Error(`Unexpected command: ${describe(kind, command.args)}`);
    }
    found.left -= 1;
    return found;
  };

  return {
    commands,
    expectRun: (match, answer = {}, { times = 1 } = {}) => {
      expectations.push({ kind: 'run', match, answer, left: times });
    },
    expectStart: (match, { ignoresStop = false, pid = nextPid, failsWith } = {}) => {
      nextPid += 1;
      const child = new DrivenChild(pid, ignoresStop);
      if (failsWith) child.failToStart(failsWith);
      expectations.push({ kind: 'start', match, answer: {}, child, left: 1 });
      return child;
    },
    run: async (command, signal) => answerRun(take('run', command).answer, command, signal),
    start: (command, handlers, signal): Child => {
      const child = take('start', command).child;
      if (!child) throw new Error('A start without a child.');
      child.begin(command, handlers);
      children.add(child);
      signal?.addEventListener('abort', () => child.stop(), { once: true });
      const gone = () =>
        child.ended.then(
          () => {},
          () => {},
        );
      return {
        pid: child.isEnded ? undefined : child.pid,
        ended: child.ended,
        stop: () => {
          child.stop();
          return gone();
        },
      };
    },
    endAll: async () => {
      for (const child of children) if (!child.isEnded) child.stop();
    },
    verify: () => {
      const unrun = expectations.filter((one) => one.left > 0).map((one) => describe(one.kind, one.match));
      const problems = [
        ...unexpected.map((text) => `unexpected: ${text}`),
        ...unrun.map((text) => `never run: ${text}`),
      ];
      if (problems.length > 0)
        throw new Error(`The runner was not used as scripted:\n${problems.join('\n')}`);
    },
  };
};
