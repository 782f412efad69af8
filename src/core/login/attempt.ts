// One log-in: feeds what happens into the machine and does what it says. No decisions here.

import type { Dispatch } from '../events.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import type { Child, Command, Runner } from '../system/runner.ts';
import type { Zca } from '../zca/client.ts';
import { loginQrBase64, loginQrPath } from '../zca/commands.ts';
import { runFailure } from '../zca/failures.ts';
import { parseLoginLine } from '../zca/parse.ts';
import { canBeScanned, decodeQrPicture, type LoginFile } from './files.ts';
import {
  beginLogin,
  isLoginOver,
  type LoginEffect,
  type LoginInput,
  type LoginMachine,
  type LoginMethod,
  type LoginStep,
  loginWakeAtMs,
  sessionAfter,
  stepLogin,
} from './machine.ts';
import { createWake, type SetWake } from './wake.ts';
import { loginSentences } from './words.ts';

export interface LoginAccount {
  readonly id: AccountId;
  readonly profile: ProfileName;
}

export interface LoginAttemptOptions {
  readonly account: LoginAccount;
  /** May a session from before be alive? */
  readonly mayBeOld: boolean;
  readonly zca: Pick<Zca, 'program' | 'authStatus' | 'self'>;
  readonly file: LoginFile;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
}

/** One log-in, from the start of the program to its end. */
export class LoginAttempt {
  readonly account: LoginAccount;
  /** Resolves when it is over and the picture is removed; the program may still run, to fetch friends and groups. */
  readonly over: Promise<void>;
  readonly #options: LoginAttemptOptions;
  readonly #polling = new AbortController();
  #machine: LoginMachine;
  #published: LoginMachine['shown'] | undefined;
  #child: Child | undefined;
  readonly #setWake: SetWake;
  #resolveOver: () => void = () => {};

  constructor(options: LoginAttemptOptions) {
    this.#options = options;
    this.#setWake = createWake(options.clock, () => this.#input({ type: 'wake' }));
    this.account = options.account;
    this.over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
    const { id, profile } = options.account;
    const step = beginLogin({
      accountId: id,
      profile,
      startedAtMs: options.clock.now(),
      mayBeOld: options.mayBeOld,
    });
    this.#machine = step.machine;
    this.#take(step);
  }

  get isOver(): boolean {
    return isLoginOver(this.#machine);
  }

  /** Is it over, and has the program gone? */
  get isGone(): boolean {
    return this.isOver && this.#machine.child === 'none';
  }

  /** `--qr-base64` leaves a process behind that nobody can end. */
  get cancelledSentence(): string {
    return this.#machine.method === 'qr-path' ? loginSentences.cancelled : loginSentences.cancelledButValid;
  }

  /** Resolves when the program has gone and the picture is removed. */
  async cancel(): Promise<void> {
    this.#input({ type: 'cancel' });
    await this.over;
  }

  /** Ends also what a finished log-in still does. */
  async stop(): Promise<void> {
    await this.cancel();
    await this.#child?.stop();
  }

  #input(input: LoginInput): void {
    this.#take(stepLogin(this.#machine, input, this.#options.clock.now()));
  }

  #take({ machine, effects }: LoginStep): void {
    this.#machine = machine;
    this.#publish();
    this.#setWake(loginWakeAtMs(this.#machine));
    for (const effect of effects) this.#do(effect);
  }

  #publish(): void {
    const { dispatch, clock } = this.#options;
    const { shown } = this.#machine;
    if (shown === this.#published) return;
    this.#published = shown;
    dispatch({ type: 'login/changed', login: shown });
    const session = sessionAfter(shown, clock.now());
    if (session) dispatch({ type: 'session/checked', accountId: shown.accountId, session });
  }

  #do(effect: LoginEffect): void {
    if (effect.type === 'spawn') this.#spawn(effect.method);
    else if (effect.type === 'kill') void this.#child?.stop();
    else if (effect.type === 'poll') void this.#poll();
    else if (effect.type === 'read-file') void this.#readFile();
    else if (effect.type === 'read-base64') void this.#readBase64(effect.base64);
    else void this.#cleanUp();
  }

  #commandFor(method: LoginMethod): Command {
    const { zca, file, account } = this.#options;
    if (method === 'qr-path') return loginQrPath(zca.program, account.profile, file.path);
    // Its 30 s are for the first line only: a program that stays in the foreground must not be ended while the code is shown.
    const { timeoutMs: _, ...command } = loginQrBase64(zca.program, account.profile);
    return command;
  }

  #spawn(method: LoginMethod): void {
    const { runner, zca, account } = this.#options;
    const [out, err] = [new LineSplitter(), new LineSplitter()];
    const read = (lines: readonly { readonly text: string }[]): void => {
      for (const { text } of lines) this.#input({ type: 'line', line: parseLoginLine(text) });
    };
    try {
      const command = this.#commandFor(method);
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
            error: runFailure(
              { what: 'zca auth login', profile: account.profile },
              command,
              zca.program,
              reason,
            ),
          }),
      );
    } catch (error) {
      this.#input({ type: 'not-started', error: toErrorView(error) });
    }
  }

  async #readFile(): Promise<void> {
    const { file } = this.#options;
    await this.#show(() => file.read());
  }

  async #readBase64(base64: string): Promise<void> {
    const { file } = this.#options;
    const bytes = Buffer.from(base64, 'base64');
    // So that it can be opened elsewhere, as with --qr-path.
    await this.#show(async () => {
      await file.write(bytes);
      return bytes;
    });
  }

  async #show(read: () => Promise<Uint8Array>): Promise<void> {
    const { path } = this.#options.file;
    let bytes = new Uint8Array();
    try {
      bytes = Uint8Array.from(await read());
      this.#input({ type: 'qr-read', text: decodeQrPicture(bytes), path });
    } catch (error) {
      this.#input({
        type: 'qr-unreadable',
        error: toErrorView(error),
        ...(canBeScanned(bytes) ? { path } : {}),
      });
    }
  }

  async #poll(): Promise<void> {
    const { zca, account } = this.#options;
    const { signal } = this.#polling;
    const answer = await zca.authStatus(account.profile, signal).catch(() => undefined);
    const isLoggedIn = answer?.status === 'logged-in';
    // The name in the line of the program may be a stranger's.
    const self =
      isLoggedIn && this.#machine.reported !== undefined
        ? await zca.self(account.profile, signal).catch(() => undefined)
        : undefined;
    this.#input({
      type: 'polled',
      isLoggedIn,
      ...(self === undefined ? {} : { self: { name: self.name, id: self.id } }),
    });
  }

  async #cleanUp(): Promise<void> {
    this.#polling.abort();
    await this.#options.file.remove();
    this.#resolveOver();
  }
}
