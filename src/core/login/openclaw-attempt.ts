// One log-in by `openclaw channels login`: feeds what it prints into the machine and does what it says. No decisions here.

import type { Dispatch } from '../events.ts';
import { openClawRunFailure } from '../openclaw/cli/client.ts';
import type { OpenClawProgram } from '../openclaw/command-line.ts';
import { channelsLogin } from '../openclaw/command-line.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import type { Child, Runner } from '../system/runner.ts';
import type { LoginAccount } from './attempt.ts';
import { canBeScanned, decodeQrPicture } from './files.ts';
import { isFinal } from './model.ts';
import {
  beginOpenClawLogin,
  type OpenClawLoginEffect,
  type OpenClawLoginInput,
  type OpenClawLoginMachine,
  type OpenClawLoginStep,
  stepOpenClawLogin,
} from './openclaw-machine.ts';
import { createWake, type SetWake } from './wake.ts';
import { loginSentences } from './words.ts';

export interface OpenClawLoginAttemptOptions {
  readonly account: LoginAccount;
  readonly program: OpenClawProgram;
  /** Reads the picture that it wrote. */
  readonly readPicture: (path: string) => Promise<Uint8Array>;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
}

/** One log-in by the program, from its start to its end. */
export class OpenClawLoginAttempt {
  readonly account: LoginAccount;
  /** Resolves when it is over for the operator. */
  readonly over: Promise<void>;
  readonly #options: OpenClawLoginAttemptOptions;
  #machine: OpenClawLoginMachine;
  #published: OpenClawLoginMachine['shown'] | undefined;
  #child: Child | undefined;
  readonly #setWake: SetWake;
  #resolveOver: () => void = () => {};

  constructor(options: OpenClawLoginAttemptOptions) {
    this.#options = options;
    this.#setWake = createWake(options.clock, () => this.#input({ type: 'wake' }));
    this.account = options.account;
    this.over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
    const { id, profile } = options.account;
    const step = beginOpenClawLogin({ accountId: id, profile, startedAtMs: options.clock.now() });
    this.#machine = step.machine;
    this.#take(step);
  }

  get isOver(): boolean {
    return isFinal(this.#machine.shown);
  }

  get isGone(): boolean {
    return this.isOver && !this.#machine.isRunning;
  }

  get cancelledSentence(): string {
    return loginSentences.cancelled;
  }

  /** Resolves when the program has gone. */
  async cancel(): Promise<void> {
    this.#input({ type: 'cancel' });
    await this.over;
  }

  async stop(): Promise<void> {
    await this.cancel();
    await this.#child?.stop();
  }

  #input(input: OpenClawLoginInput): void {
    this.#take(stepOpenClawLogin(this.#machine, input, this.#options.clock.now()));
  }

  #take({ machine, effects }: OpenClawLoginStep): void {
    this.#machine = machine;
    if (machine.shown !== this.#published) {
      this.#published = machine.shown;
      this.#options.dispatch({ type: 'login/changed', login: machine.shown });
    }
    this.#setWake(this.#machine.deadlineAtMs);
    for (const effect of effects) this.#do(effect);
  }

  #do(effect: OpenClawLoginEffect): void {
    if (effect.type === 'spawn') this.#spawn();
    else if (effect.type === 'kill') void this.#child?.stop();
    else if (effect.type === 'read') void this.#read(effect.path);
    else this.#resolveOver();
  }

  #spawn(): void {
    const { runner, program, account } = this.#options;
    const command = channelsLogin(program, account.id);
    const [out, err] = [new LineSplitter(), new LineSplitter()];
    const read = (lines: readonly { readonly text: string }[]): void => {
      for (const { text } of lines) this.#input({ type: 'line', text: sanitizeLine(text).trim() });
    };
    try {
      const child = runner.start(command, {
        onStdout: (chunk) => read(out.push(chunk)),
        onStderr: (chunk) => read(err.push(chunk)),
      });
      this.#child = child;
      child.ended.then(
        (ended) => {
          read(out.flush());
          read(err.flush());
          this.#input({ type: 'exited', ended });
        },
        (reason: unknown) =>
          this.#input({
            type: 'not-started',
            error: openClawRunFailure('openclaw channels login', command, program, reason),
          }),
      );
    } catch (error) {
      this.#input({ type: 'not-started', error: toErrorView(error) });
    }
  }

  async #read(path: string): Promise<void> {
    let bytes = new Uint8Array();
    try {
      bytes = Uint8Array.from(await this.#options.readPicture(path));
      this.#input({ type: 'qr-read', text: decodeQrPicture(bytes), path });
    } catch (error) {
      this.#input({
        type: 'qr-unreadable',
        error: toErrorView(error),
        ...(canBeScanned(bytes) ? { path } : {}),
      });
    }
  }
}
