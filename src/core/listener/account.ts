// The listener of one account: feeds what happens into the machine and does what it says. No decisions here.

import type { Dispatch } from '../events.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import type { Child, Command, Runner } from '../system/runner.ts';
import { listen } from '../zca/commands.ts';
import { parseListenLine } from '../zca/parse-listen.ts';
import type { ZcaProgram } from '../zca/program.ts';
import { judgeExit, judgeStartFailure } from './exit.ts';
import type { ListenerFeed } from './feed.ts';
import { type ExitVerdict, type ListenerEffect, type ListenerInput, stepListener } from './machine.ts';
import { inputOf, sessionOf } from './meaning.ts';
import type { ListenerOrphans } from './orphans.ts';
import { deadlineOf, idleListener, type ListenerMachine, viewListener } from './phase.ts';
import { createStartWaits, outcomeOfStart, type StartWaits } from './start.ts';
import type { Suspect } from './words.ts';

/** What an account's listener works with. */
export interface AccountListenerOptions {
  readonly accountId: AccountId;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly feed: ListenerFeed;
  readonly orphans: ListenerOrphans;
  readonly random: () => number;
  /** @throws AppError if no zca is known */
  readonly program: () => ZcaProgram;
  readonly suspect: () => Suspect;
  /** Says who owns the profile, where that can be found out. */
  readonly nameOwner: (error: ErrorView, profile: ProfileName) => Promise<ErrorView>;
  readonly onUnknownLine: (text: string) => void;
}

/** One supervised listener. */
export class AccountListener {
  readonly #options: AccountListenerOptions;
  readonly #starts: StartWaits;
  #profile: ProfileName;
  #machine: ListenerMachine;
  /** What was published last, as text: a child that is being ended is shown as it was. */
  #published: string;
  #child: Child | undefined;
  #deadline: { readonly atMs: number; readonly cancel: () => void } | undefined;
  #booked: Promise<void> = Promise.resolve();
  /** Resolves when the child has gone and its record is removed. */
  #gone: Promise<void> = Promise.resolve();

  constructor(options: AccountListenerOptions, profile: ProfileName) {
    this.#options = options;
    this.#starts = createStartWaits(options.clock);
    this.#profile = profile;
    this.#machine = idleListener(options.clock.now());
    this.#published = JSON.stringify(viewListener(this.#machine));
  }

  /** Resolves as told by `ListenerService.start`. A changed profile counts from the next process on. */
  start(profile: ProfileName): Promise<Outcome> {
    this.#profile = profile;
    this.#input({ type: 'start' });
    return this.#starts.wait(() => outcomeOfStart(this.#machine, profile));
  }

  /** Resolves when the child has gone. */
  async stop(): Promise<void> {
    this.#input({ type: 'stop' });
    await this.#gone;
  }

  #input(input: ListenerInput): void {
    const { clock, random, suspect, feed, accountId } = this.#options;
    const before = this.#machine;
    const { machine, effects } = stepListener(before, input, {
      nowMs: clock.now(),
      random: random(),
      profile: this.#profile,
      suspect: suspect(),
    });
    this.#machine = machine;
    const [recycles, restarts] = [machine.recycles - before.recycles, machine.restarts - before.restarts];
    if (recycles + restarts > 0) feed.count(accountId, { recycles, restarts });
    for (const effect of effects) this.#do(effect);
    this.#publish();
  }

  /** An effect can step the machine again: only what stands at last is published. */
  #publish(): void {
    const { accountId, clock, dispatch } = this.#options;
    this.#armDeadline();
    this.#starts.look();
    const listener = viewListener(this.#machine);
    const text = JSON.stringify(listener);
    if (text === this.#published) return;
    this.#published = text;
    dispatch({ type: 'listener/changed', accountId, listener });
    const session = listener.status === 'blocked' ? sessionOf(listener.error, clock.now()) : undefined;
    if (session) dispatch({ type: 'session/checked', accountId, session });
  }

  #armDeadline(): void {
    const atMs = deadlineOf(this.#machine);
    if (atMs === this.#deadline?.atMs) return;
    this.#deadline?.cancel();
    this.#deadline = undefined;
    if (atMs === undefined) return;
    const { clock } = this.#options;
    const cancel = clock.after(Math.max(0, atMs - clock.now()), () => {
      this.#deadline = undefined;
      this.#input({ type: 'deadline' });
    });
    this.#deadline = { atMs, cancel };
  }

  #do(effect: ListenerEffect): void {
    if (effect === 'kill') void this.#child?.stop();
    else if (effect === 'spawn') this.#spawn();
    else void this.#check();
  }

  async #check(): Promise<void> {
    const { orphans, accountId } = this.#options;
    // A record that cannot be read is no obstacle.
    const obstacle = await orphans.findObstacle(accountId).catch(() => undefined);
    this.#input(obstacle ? { type: 'refused', ...obstacle } : { type: 'free' });
  }

  #spawn(): void {
    const { runner, program } = this.#options;
    try {
      const [zca, name] = [program(), this.#profile];
      const command = listen(zca, name);
      const child = this.#start(runner, command);
      this.#child = child;
      if (child.pid !== undefined) this.#input({ type: 'spawned', pid: child.pid });
      const verdict = child.ended.then(
        (ended) => judgeExit(ended, name),
        (reason: unknown) => judgeStartFailure(reason, command, zca, name),
      );
      this.#gone = this.#follow(child, command, name, this.#withOwner(verdict, name));
    } catch (error) {
      this.#input({ type: 'exited', verdict: { type: 'hopeless', error: toErrorView(error) } });
    }
  }

  async #withOwner(judged: Promise<ExitVerdict>, profile: ProfileName): Promise<ExitVerdict> {
    const verdict = await judged;
    if (verdict.type !== 'hopeless' || verdict.error.code !== 'listener-owned') return verdict;
    return { type: 'hopeless', error: await this.#options.nameOwner(verdict.error, profile) };
  }

  #start(runner: Runner, command: Command): Child {
    const splitter = new LineSplitter();
    const child = runner.start(command, {
      onStdout: (chunk) => {
        for (const line of splitter.push(chunk)) this.#read(line.text);
      },
    });
    const flush = (): void => {
      for (const line of splitter.flush()) this.#read(line.text);
    };
    child.ended.then(flush, () => {});
    return child;
  }

  async #follow(child: Child, command: Command, profile: ProfileName, verdict: Promise<ExitVerdict>): Promise<void> {
    const { orphans, accountId, feed } = this.#options;
    const { pid } = child;
    if (pid !== undefined) this.#book(() => orphans.enter(accountId, { pid, profile, args: command.args }));
    const input: ListenerInput = { type: 'exited', verdict: await verdict };
    if (pid !== undefined) this.#book(() => orphans.leave(accountId, pid));
    const booked = this.#booked;
    feed.flush();
    this.#child = undefined;
    this.#input(input);
    await booked;
  }

  /** One entry after the other: a quick restart must not overtake the entry of the child before. */
  #book(write: () => Promise<void>): void {
    this.#booked = this.#booked.then(write).catch(() => {});
  }

  #read(text: string): void {
    const { accountId, clock, feed, onUnknownLine } = this.#options;
    const line = parseListenLine(text, { accountId, receivedAtMs: clock.now() });
    if (line.type === 'message') feed.heard(line.message);
    if (line.type === 'unknown') {
      feed.count(accountId, { unknownLines: 1 });
      onUnknownLine(line.text);
    }
    // Only the first message can change anything: the others are spared the way through the machine.
    if (line.type === 'message' && this.#machine.phase.name !== 'connecting') return;
    const input = inputOf(line);
    if (input) this.#input(input);
  }
}
