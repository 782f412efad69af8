// What the listener of one account does next. Pure: inputs in, the next state and commands out.
import { errorSentences } from '../error-words.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { attemptAfter, healthyAfterMs, nextDelayMs } from '../system/backoff.ts';
import {
  type AfterEnd,
  afterClose,
  connectLimitMs,
  deadlineOf,
  isTaken,
  kickWindowMs,
  type ListenerMachine,
  type ListenerPhase,
  type ListenerRun,
  reconnectLimitMs,
  shortestRecycleMs,
  viewListener,
} from './model.ts';
import { listenerSentences, type Suspect } from './words.ts';

/** What an exit means; made by `judgeExit`. */
export type ExitMeaning =
  | { readonly type: 'recycle' }
  /** `isOutside`: somebody ended it; the connection had nothing to do with that. */
  | { readonly type: 'failed'; readonly cause: string; readonly isOutside?: true }
  | { readonly type: 'hopeless'; readonly error: ErrorView };

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
  | { readonly type: 'exited'; readonly verdict: ExitMeaning }
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

export interface ListenerStep {
  readonly machine: ListenerMachine;
  readonly effects: readonly ListenerEffect[];
}

const stay = (machine: ListenerMachine): ListenerStep => ({ machine, effects: [] });

const to = (
  machine: ListenerMachine,
  phase: ListenerPhase,
  nowMs: number,
  ...effects: readonly ListenerEffect[]
): ListenerStep => ({
  machine: { ...machine, phase, sinceMs: nowMs },
  effects,
});

const spawn = (machine: ListenerMachine, { nowMs }: StepContext): ListenerStep =>
  to(machine, { name: 'connecting', run: { spawnedAtMs: nowMs, pid: 0 } }, nowMs, 'spawn');

/** How long it heard: until now, or until the close it could not mend. Undefined: it never connected. */
const heardForMs = (
  { phase, sinceMs }: ListenerMachine,
  { connectedAtMs }: ListenerRun,
  nowMs: number,
): number | undefined =>
  connectedAtMs === undefined ? undefined : (phase.name === 'reconnecting' ? sinceMs : nowMs) - connectedAtMs;

/** A connection that worked and broke off is made again at once: waits are for those that do not come about. */
const again = (machine: ListenerMachine, { nowMs }: StepContext): ListenerStep =>
  to(
    { ...machine, attempt: 0, restarts: machine.restarts + 1 },
    { name: 'connecting', run: { spawnedAtMs: nowMs, pid: 0 }, isAgain: true },
    nowMs,
    'spawn',
  );

type Retry = Extract<AfterEnd, { next: 'retry' }>;

const laterAgain = (machine: ListenerMachine, run: ListenerRun, cause: string, nowMs: number): Retry => ({
  next: 'retry',
  attempt: attemptAfter(machine.attempt, heardForMs(machine, run, nowMs)),
  cause,
});

/** What follows the loss of a connection. After one that held for a few seconds only it is waited, so that nothing starts all the time. */
const afterLoss = (machine: ListenerMachine, run: ListenerRun, cause: string, nowMs: number): AfterEnd =>
  (heardForMs(machine, run, nowMs) ?? 0) >= healthyAfterMs
    ? { next: 'again' }
    : laterAgain(machine, run, cause, nowMs);

const retry = (
  machine: ListenerMachine,
  { attempt, cause }: Retry,
  { nowMs, random }: StepContext,
): ListenerStep =>
  to(
    { ...machine, attempt },
    { name: 'retrying', nextAttemptAtMs: nowMs + nextDelayMs(attempt, random), cause },
    nowMs,
  );

const end = (
  machine: ListenerMachine,
  run: ListenerRun,
  after: AfterEnd,
  { nowMs }: StepContext,
): ListenerStep => to(machine, { name: 'ending', run, shown: viewListener(machine), after }, nowMs, 'kill');

const start = (machine: ListenerMachine, { nowMs }: StepContext): ListenerStep => {
  const { phase } = machine;
  if (phase.name === 'ending') return stay({ ...machine, phase: { ...phase, after: { next: 'start' } } });
  if (phase.name !== 'stopped' && phase.name !== 'retrying' && phase.name !== 'blocked') return stay(machine);
  return to({ ...machine, attempt: 0, kicks: [] }, { name: 'checking' }, nowMs, 'check');
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
  return to(
    machine,
    { name: 'live', run: { ...phase.run, connectedAtMs: phase.run.connectedAtMs ?? nowMs } },
    nowMs,
  );
};

/** The second time that somebody else takes the account. */
const pushedOut = (
  machine: ListenerMachine,
  run: ListenerRun,
  code: number,
  context: StepContext,
): ListenerStep => {
  const error = {
    ...errorSentences.listenerKicked({ profile: context.profile, closeCode: code, isTaken: isTaken(code) }),
    hint: listenerSentences.kickedHint(context.suspect),
  };
  return end(machine, run, { next: 'blocked', error }, context);
};

const close = (machine: ListenerMachine, code: number | undefined, context: StepContext): ListenerStep => {
  const { phase } = machine;
  const { nowMs } = context;
  if (phase.name !== 'live' && phase.name !== 'connecting' && phase.name !== 'reconnecting')
    return stay(machine);
  // A close can be told twice, as text and as lifecycle line, and attempts to reconnect can fail: the first one counts.
  if (phase.name === 'reconnecting' && (code === phase.closeCode || afterClose(code) === 'reconnects'))
    return stay(machine);
  const kicks = machine.kicks.filter((kick) => nowMs - kick.atMs < (kickWindowMs(kick.code) ?? 0));
  const isKick = code !== undefined && kickWindowMs(code) !== undefined;
  const closed: ListenerMachine = {
    ...machine,
    kicks: isKick ? [...kicks, { atMs: nowMs, code }] : kicks,
    phase: { name: 'reconnecting', run: phase.run, closeCode: code },
    sinceMs: phase.name === 'reconnecting' ? machine.sinceMs : nowMs,
  };
  if (isKick && kicks.length > 0) return pushedOut(closed, phase.run, code, context);
  if (afterClose(code) === 'reconnects') return stay(closed);
  const { cause } = listenerSentences;
  // The other log-in gets a moment: if it is the operator's own, it must not be pushed out in its turn at once.
  const after = isTaken(code)
    ? laterAgain(closed, phase.run, cause.taken, nowMs)
    : afterLoss(closed, phase.run, cause.closed(code), nowMs);
  return end(closed, phase.run, after, context);
};

const afterEnd = (machine: ListenerMachine, after: AfterEnd, context: StepContext): ListenerStep => {
  if (after.next === 'retry') return retry(machine, after, context);
  if (after.next === 'again') return again(machine, context);
  if (after.next === 'blocked') return to(machine, { name: 'blocked', error: after.error }, context.nowMs);
  const stopped = to(machine, { name: 'stopped' }, context.nowMs);
  return after.next === 'start' ? start(stopped.machine, context) : stopped;
};

const exit = (machine: ListenerMachine, verdict: ExitMeaning, context: StepContext): ListenerStep => {
  const { phase } = machine;
  const { nowMs } = context;
  if (!('run' in phase)) return stay(machine);
  const { run } = phase;
  if (phase.name === 'ending') return afterEnd(machine, phase.after, context);
  if (verdict.type === 'hopeless') return to(machine, { name: 'blocked', error: verdict.error }, nowMs);
  if (verdict.type === 'failed') {
    const { cause, isOutside = false } = verdict;
    return afterEnd(
      machine,
      isOutside ? laterAgain(machine, run, cause, nowMs) : afterLoss(machine, run, cause, nowMs),
      context,
    );
  }
  const recycled = { ...machine, recycles: machine.recycles + 1 };
  const isSound = run.connectedAtMs !== undefined && nowMs - run.spawnedAtMs >= shortestRecycleMs;
  return isSound
    ? spawn(recycled, context)
    : retry(recycled, laterAgain(machine, run, listenerSentences.cause.recycledAtOnce, nowMs), context);
};

const expire = (machine: ListenerMachine, context: StepContext): ListenerStep => {
  const { phase } = machine;
  const dueAtMs = deadlineOf(machine);
  if (dueAtMs === undefined || context.nowMs < dueAtMs) return stay(machine);
  if (phase.name === 'retrying') return spawn({ ...machine, restarts: machine.restarts + 1 }, context);
  if (phase.name === 'connecting') {
    return end(
      machine,
      phase.run,
      laterAgain(machine, phase.run, listenerSentences.cause.neverConnected(connectLimitMs), context.nowMs),
      context,
    );
  }
  if (phase.name !== 'reconnecting') return stay(machine);
  const cause = listenerSentences.cause.silent(phase.closeCode, reconnectLimitMs);
  return end(machine, phase.run, afterLoss(machine, phase.run, cause, context.nowMs), context);
};

/** The next state, and what has to be done to get there. Inputs that do not fit the state change nothing. */
export const stepListener = (
  machine: ListenerMachine,
  input: ListenerInput,
  context: StepContext,
): ListenerStep => {
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
