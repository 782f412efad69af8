// The listener of one account: feeds what happens into the machine and does what it says. No decisions here.

import { errorSentences } from '../error-words.ts';
import type { Dispatch } from '../events.ts';
import type { SessionStatus } from '../model/account.ts';
import type { Answer } from '../model/message.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorCode, ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import type { Child, Command, Ended, Runner } from '../system/runner.ts';
import { statusWithoutSession } from '../zca/client.ts';
import { listen } from '../zca/commands.ts';
import { runFailure, zcaFailure } from '../zca/failures.ts';
import type { ListenEvent } from '../zca/listen-events.ts';
import type { ZcaProgram } from '../zca/locate.ts';
import { type ListenLine, parseListenLine } from '../zca/parse-listen.ts';
import type { ListenerFeed } from './feed.ts';
import { type ExitMeaning, type ListenerEffect, type ListenerInput, stepListener } from './machine.ts';
import { deadlineOf, idleListener, type ListenerMachine, viewListener } from './model.ts';
import type { ListenerOrphans } from './records.ts';
import { listenerSentences, type Suspect } from './words.ts';

// What the start of a listener came to, for whoever asked for it.

/** A start that is neither connected nor refused after so long (ms) counts as one: the state goes on telling how it fares. */
export const startWaitMs = 3_000;

const failed = (profile: string, cause: string): Outcome => ({
  ok: false,
  error: listenerSentences.startFailed({ profile, cause }),
});
const cancelled = (): Outcome => ({
  ok: false,
  error: errorSentences.cancelled({ what: listenerSentences.starting }),
});

/** What a start has come to where the machine stands now; undefined while that is open. */
const outcomeOfStart = ({ phase }: ListenerMachine, profile: string): Outcome | undefined => {
  switch (phase.name) {
    case 'live':
      return { ok: true };
    case 'reconnecting':
      return phase.run.connectedAtMs === undefined ? undefined : { ok: true };
    case 'blocked':
      return { ok: false, error: phase.error };
    case 'retrying':
      return failed(profile, phase.cause);
    case 'stopped':
      return cancelled();
    case 'ending': {
      const { after } = phase;
      if (after.next === 'stopped') return cancelled();
      if (after.next === 'blocked') return { ok: false, error: after.error };
      return after.next === 'retry' ? failed(profile, after.cause) : undefined;
    }
    case 'checking':
    case 'connecting':
      return undefined;
  }
};

interface StartWaits {
  /** Resolves with the first outcome there is, or with success after {@link startWaitMs}. */
  wait(outcome: () => Outcome | undefined): Promise<Outcome>;
  /** To be called whenever the machine has moved. */
  recheck(): void;
}

/** Nobody waits yet. */
const createStartWaits = (clock: Clock): StartWaits => {
  const waiting = new Set<() => void>();
  return {
    wait: (outcome) =>
      new Promise((resolve) => {
        const end = (result: Outcome): void => {
          cancel();
          waiting.delete(look);
          resolve(result);
        };
        const look = (): void => {
          const result = outcome();
          if (result !== undefined) end(result);
        };
        const cancel = clock.after(startWaitMs, () => end({ ok: true }));
        waiting.add(look);
        look();
      }),
    recheck: () => {
      for (const look of waiting) look();
    },
  };
};

// What the end of a listener process means: a planned recycle, something to retry, or something only the operator can fix. Pure.

const what = 'zca listen';
/** The exit code of a planned recycle (the zca contract). */
const recycleCode = 75;
/** How shells report SIGHUP, SIGINT, SIGKILL and SIGTERM. */
const signalsByCode: Readonly<Record<number, string>> = {
  129: 'SIGHUP',
  130: 'SIGINT',
  137: 'SIGKILL',
  143: 'SIGTERM',
};
/** Retrying these is useless or does harm. */
const hopeless: ReadonlySet<ErrorCode> = new Set([
  'not-logged-in',
  'no-such-profile',
  'session-ended',
  'listener-owned',
  'unsupported-call',
  'zca-not-found',
  'zca-not-executable',
]);

/** Judges a process that ran and ended without our doing. */
const judgeExit = ({ code, signal, stderrTail }: Ended, profile: ProfileName): ExitMeaning => {
  const { cause } = listenerSentences;
  const killedBy = signal ?? (code === undefined ? 'unknown' : signalsByCode[code]);
  if (killedBy !== undefined)
    return { type: 'failed', cause: cause.endedFromOutside(killedBy), isOutside: true };
  if (code === recycleCode) return { type: 'recycle' };
  if (code === 0) return { type: 'failed', cause: cause.disconnected };
  const error = zcaFailure({ what, profile }, { code, stderr: stderrTail });
  if (hopeless.has(error.code)) return { type: 'hopeless', error };
  return {
    type: 'failed',
    cause: error.code === 'no-network' ? cause.noNetwork : cause.exited(code ?? 1, error.detail ?? ''),
  };
};

/** Judges a start that failed: a program that is not there will not be there in a second either. */
const judgeStartFailure = (
  reason: unknown,
  command: Command,
  program: ZcaProgram,
  profile: ProfileName,
): ExitMeaning => {
  const error = runFailure({ what, profile }, command, program, reason);
  if (hopeless.has(error.code) || !(reason instanceof AppError)) return { type: 'hopeless', error };
  return { type: 'failed', cause: listenerSentences.cause.notStarted(error.detail ?? error.code) };
};

// What lines and ends of a listener mean for its machine and for the session. Pure.

/** What a blocked listener tells about the session itself. */
const sessionOf = (error: ErrorView, checkedAtMs: number): SessionStatus | undefined => {
  const status = statusWithoutSession(error.code);
  return status && { status, checkedAtMs, detail: error.detail };
};

/** What a line means for the machine; undefined if nothing. */
const inputOf = (line: ListenLine): ListenerInput | undefined => {
  if (line.type === 'connected') return { type: 'connected' };
  if (line.type === 'message') return { type: 'heard' };
  const closed = line.type === 'closed' || (line.type === 'lifecycle' && line.event === 'closed');
  if (closed) return { type: 'closed', code: line.code };
  if (line.type !== 'lifecycle') return undefined;
  if (line.event === 'connected') return { type: 'connected' };
  return line.event === 'heartbeat' ? { type: 'heard' } : undefined;
};

/** What was sent by a call of zca, whoever made it; undefined for any other event. */
const answerOf = (event: ListenEvent, accountId: AccountId): Answer | undefined => {
  if (event.type !== 'sent' || !event.call.startsWith('msg ') || event.threadId === undefined)
    return undefined;
  const { threadId, isGroup, text, url, startedAtMs, tookMs, messageId, isOk, error } = event;
  return {
    accountId,
    threadId,
    isGroup,
    text: [text, url].filter((part) => part !== undefined && part !== '').join(' '),
    atMs: startedAtMs + tookMs,
    messageId,
    error: isOk ? undefined : (error ?? listenerSentences.callFailed(event.call)),
  };
};

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
    this.#starts.recheck();
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
    // A record that cannot be read is no obstacle, and nobody is one to a listener that shares the session.
    const obstacle = this.#isShared()
      ? undefined
      : await orphans.findObstacle(accountId).catch(() => undefined);
    this.#input(obstacle ? { type: 'refused', ...obstacle } : { type: 'free' });
  }

  #tell(event: ListenEvent): void {
    const { accountId, dispatch, feed } = this.#options;
    const answer = answerOf(event, accountId);
    if (answer === undefined) return;
    // What it answers is to be there first.
    feed.flush();
    dispatch({ type: 'answer/sent', answer });
  }

  #isShared(): boolean {
    try {
      return this.#options.program().isOurs === true;
    } catch {
      return false;
    }
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

  async #withOwner(judged: Promise<ExitMeaning>, profile: ProfileName): Promise<ExitMeaning> {
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

  async #follow(
    child: Child,
    command: Command,
    profile: ProfileName,
    verdict: Promise<ExitMeaning>,
  ): Promise<void> {
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
    if (line.type === 'event') this.#tell(line.event);
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
