// What the listener of one account does next. Pure: inputs in, the next state and commands out.
import { errorSentences } from '../catalogue/errors.ts';
import { listenerSentences, type Suspect } from '../catalogue/listener.ts';
import type { ErrorView } from '../errors.ts';
import { attemptAfter, nextDelayMs } from '../process/supervise.ts';
import {
  type AfterEnd,
  connectLimitMs,
  deadlineOf,
  kickedCode,
  kickWindowMs,
  type ListenerMachine,
  type ListenerPhase,
  type ListenerRun,
  reconnectLimitMs,
  shortestRecycleMs,
  viewListener,
} from './listener-phase.ts';

/** What an exit means; made by `judgeExit`. */
export type ExitVerdict =
  | { readonly type: 'recycle' }
  | { readonly type: 'failed'; readonly cause: string }
  | { readonly type: 'hopeless'; readonly error: ErrorView };

/** What can happen to a listener. */
export type ListenerInput =
  /** The operator starts or stops it. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Answers to `check`: nothing of ours is left over, or this is. */
  | { readonly type: 'free' }
  | { readonly type: 'refused'; readonly error: ErrorView; readonly orphanPid?: number }
  | { readonly type: 'spawned'; readonly pid: number }
  | { readonly type: 'connected' }
  /** A message or a heartbeat: as good as `connected` for programs that do not say it. */
  | { readonly type: 'heard' }
  | { readonly type: 'closed'; readonly code?: number }
  | { readonly type: 'exited'; readonly verdict: ExitVerdict }
  /** The time of {@link deadlineOf} has come. */
  | { readonly type: 'deadline' };

/** What the service has to do: look for a left-over listener, start the program, end it. */
export type ListenerEffect = 'check' | 'spawn' | 'kill';

/** What a step needs to know of the world. */
export interface StepContext {
  readonly nowMs: number;
  /** In [0, 1), for the spread of retries. */
  readonly random: number;
  readonly profile: string;
  readonly suspect: Suspect;
}

/** The outcome of a step. */
export interface ListenerStep {
  readonly machine: ListenerMachine;
  readonly effects: readonly ListenerEffect[];
}

const stay = (machine: ListenerMachine): ListenerStep => ({ machine, effects: [] });

const to = (machine: ListenerMachine, phase: ListenerPhase, nowMs: number, ...effects: readonly ListenerEffect[]): ListenerStep => ({
  machine: { ...machine, phase, sinceMs: nowMs },
  effects,
});

const spawn = (machine: ListenerMachine, { nowMs }: StepContext): ListenerStep =>
  to(machine, { name: 'connecting', run: { spawnedAtMs: nowMs, pid: 0 } }, nowMs, 'spawn');

const retry = (machine: ListenerMachine, run: ListenerRun, cause: string, { nowMs, random }: StepContext): ListenerStep => {
  const attempt = attemptAfter(machine.attempt, run.connectedAtMs === undefined ? 0 : nowMs - run.connectedAtMs);
  return to({ ...machine, attempt }, { name: 'retrying', nextAttemptAtMs: nowMs + nextDelayMs(attempt, random), cause }, nowMs);
};

const end = (machine: ListenerMachine, run: ListenerRun, after: AfterEnd, { nowMs }: StepContext): ListenerStep =>
  to(machine, { name: 'ending', run, shown: viewListener(machine), after }, nowMs, 'kill');

const start = (machine: ListenerMachine, { nowMs }: StepContext): ListenerStep => {
  const { phase } = machine;
  if (phase.name === 'ending') return stay({ ...machine, phase: { ...phase, after: { next: 'start' } } });
  if (phase.name !== 'stopped' && phase.name !== 'retrying' && phase.name !== 'blocked') return stay(machine);
  return to({ ...machine, attempt: 0, kickedAtMs: [] }, { name: 'checking' }, nowMs, 'check');
};

const stop = (machine: ListenerMachine, context: StepContext): ListenerStep => {
  const { phase } = machine;
  if (phase.name === 'ending') return stay({ ...machine, phase: { ...phase, after: { next: 'stopped' } } });
  if ('run' in phase) return end(machine, phase.run, { next: 'stopped' }, context);
  return phase.name === 'stopped' ? stay(machine) : to(machine, { name: 'stopped' }, context.nowMs);
};

const connect = (machine: ListenerMachine, isCertain: boolean, { nowMs }: StepContext): ListenerStep => {
  const { phase } = machine;
  if (phase.name !== 'connecting' && phase.name !== 'reconnecting') return stay(machine);
  // A message can be printed long after it arrived (pictures are fetched first): no proof that a closed connection is back.
  if (phase.name === 'reconnecting' && !isCertain) return stay(machine);
  return to(machine, { name: 'live', run: { ...phase.run, connectedAtMs: phase.run.connectedAtMs ?? nowMs } }, nowMs);
};

const close = (machine: ListenerMachine, code: number | undefined, context: StepContext): ListenerStep => {
  const { phase } = machine;
  const closeCode = code === undefined ? {} : { closeCode: code };
  // A close can be told twice (as text and as lifecycle line), and attempts to reconnect can fail: the first one counts.
  if (phase.name === 'reconnecting') return stay({ ...machine, phase: { ...phase, ...closeCode } });
  if (phase.name !== 'live' && phase.name !== 'connecting') return stay(machine);
  const recent = machine.kickedAtMs.filter((atMs) => context.nowMs - atMs < kickWindowMs);
  const kickedAtMs = code === kickedCode ? [...recent, context.nowMs] : recent;
  const closed = to({ ...machine, kickedAtMs }, { name: 'reconnecting', run: phase.run, ...closeCode }, context.nowMs);
  if (kickedAtMs.length < 2 || code !== kickedCode) return closed;
  const error = {
    ...errorSentences.listenerKicked({ profile: context.profile, closeCode: kickedCode }),
    hint: listenerSentences.kickedHint(context.suspect),
  };
  return end(closed.machine, phase.run, { next: 'blocked', error }, context);
};

const afterEnd = (machine: ListenerMachine, run: ListenerRun, after: AfterEnd, context: StepContext): ListenerStep => {
  if (after.next === 'retry') return retry(machine, run, after.cause, context);
  if (after.next === 'blocked') return to(machine, { name: 'blocked', error: after.error }, context.nowMs);
  const stopped = to(machine, { name: 'stopped' }, context.nowMs);
  return after.next === 'start' ? start(stopped.machine, context) : stopped;
};

const exit = (machine: ListenerMachine, verdict: ExitVerdict, context: StepContext): ListenerStep => {
  const { phase } = machine;
  if (!('run' in phase)) return stay(machine);
  if (phase.name === 'ending') return afterEnd(machine, phase.run, phase.after, context);
  if (verdict.type === 'hopeless') return to(machine, { name: 'blocked', error: verdict.error }, context.nowMs);
  if (verdict.type === 'failed') return retry(machine, phase.run, verdict.cause, context);
  const recycled = { ...machine, recycles: machine.recycles + 1 };
  const isSound = phase.run.connectedAtMs !== undefined && context.nowMs - phase.run.spawnedAtMs >= shortestRecycleMs;
  return isSound ? spawn(recycled, context) : retry(recycled, phase.run, listenerSentences.cause.recycledAtOnce, context);
};

const expire = (machine: ListenerMachine, context: StepContext): ListenerStep => {
  const { phase } = machine;
  const dueAtMs = deadlineOf(machine);
  if (dueAtMs === undefined || context.nowMs < dueAtMs) return stay(machine);
  if (phase.name === 'retrying') return spawn({ ...machine, restarts: machine.restarts + 1 }, context);
  if (phase.name === 'connecting') {
    return end(machine, phase.run, { next: 'retry', cause: listenerSentences.cause.neverConnected(connectLimitMs) }, context);
  }
  if (phase.name !== 'reconnecting') return stay(machine);
  return end(machine, phase.run, { next: 'retry', cause: listenerSentences.cause.silent(phase.closeCode, reconnectLimitMs) }, context);
};

/** The next state, and what has to be done to get there. Inputs that do not fit the state change nothing. */
export const stepListener = (machine: ListenerMachine, input: ListenerInput, context: StepContext): ListenerStep => {
  const { phase } = machine;
  switch (input.type) {
    case 'start':
      return start(machine, context);
    case 'stop':
      return stop(machine, context);
    case 'free':
      return phase.name === 'checking' ? spawn(machine, context) : stay(machine);
    case 'refused': {
      if (phase.name !== 'checking') return stay(machine);
      const orphan = input.orphanPid === undefined ? {} : { orphanPid: input.orphanPid };
      return to(machine, { name: 'blocked', error: input.error, ...orphan }, context.nowMs);
    }
    case 'spawned':
      return 'run' in phase && phase.run.pid === 0
        ? stay({ ...machine, phase: { ...phase, run: { ...phase.run, pid: input.pid } } })
        : stay(machine);
    case 'connected':
      return connect(machine, true, context);
    case 'heard':
      return connect(machine, false, context);
    case 'closed':
      return close(machine, input.code, context);
    case 'exited':
      return exit(machine, input.verdict, context);
    case 'deadline':
      return expire(machine, context);
  }
};
