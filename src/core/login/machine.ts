// What a log-in by QR does next. Pure: inputs in, the next state and effects out.
import { errorSentences } from '../error-words.ts';
import type { SessionStatus } from '../model/account.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { Ended } from '../system/runner.ts';
import { saysRefused, zcaFailure } from '../zca/failures.ts';
import type { LoginLine } from '../zca/parse.ts';
import { isFinal, type LoginState, type LoginTarget, qrLifetimeMs } from './model.ts';
import { loginSentences } from './words.ts';

// Where a log-in by QR can stand, and until when.

/** The first picture must be there after so long. */
const firstPictureLimitMs = 30_000;
/** `auth status` is asked so often where only that can tell success. */
const pollEveryMs = 2_000;
/** The program knows best when its code expires; it is waited for a little longer. */
const expiryGraceMs = 5_000;
/** After the end of a log-in the program ends by itself; after a success it first fetches friends and groups. */
const lingerMs = 2_000;
const lingerAfterSuccessMs = 60_000;

/** How the picture comes: into a file (preferred), or as a data: URL on stdout. */
export type LoginMethod = 'qr-path' | 'qr-base64';

export type ActiveLogin = Exclude<LoginState, { status: 'idle' }>;

/** What the line of a log-in that worked says. */
interface ReportedLogin {
  readonly name: string;
  readonly id: string;
}

export interface LoginMachine {
  readonly shown: ActiveLogin;
  readonly method: LoginMethod;
  readonly child: 'running' | 'none';
  readonly hasPicture: boolean;
  readonly isCancelling: boolean;
  /** What the next answer of `auth status` is for: is it logged in before, or is it by now. */
  readonly asks: 'before' | 'now';
  /** Who is logged in, as the program says; not believed before it was asked. */
  readonly reported: ReportedLogin | undefined;
  /** May a session from before be alive? Then `auth status` says "logged in" whatever this log-in comes to. */
  readonly mayBeOld: boolean;
  /** How many questions are open. */
  readonly polls: number;
  /** Why the program ended, for the case that what it says of itself is not true. */
  readonly failure: ErrorView | undefined;
  readonly deadlineAtMs: number | undefined;
  readonly pollAtMs: number | undefined;
}

/** Is it over for the operator? The program may need a moment longer. */
export const isLoginOver = ({ shown }: LoginMachine): boolean => isFinal(shown);

/** When the machine wants a `wake` input, epoch ms. */
export const loginWakeAtMs = ({ deadlineAtMs, pollAtMs }: LoginMachine): number | undefined => {
  if (deadlineAtMs === undefined || pollAtMs === undefined) return deadlineAtMs ?? pollAtMs;
  return Math.min(deadlineAtMs, pollAtMs);
};

/** What a log-in that worked tells about the session; undefined for every other state. */
export const sessionAfter = (shown: ActiveLogin, checkedAtMs: number): SessionStatus | undefined => {
  if (shown.status !== 'logged-in') return undefined;
  const { displayName, userId } = shown;
  return {
    status: 'logged-in',
    checkedAtMs,
    displayName,
    userId,
  };
};

const what = 'zca auth login';

export type LoginInput =
  | { readonly type: 'line'; readonly line: LoginLine }
  /** The picture was read. */
  | { readonly type: 'qr-read'; readonly text: string; readonly path?: string }
  /** It could not be read. With a path: it can still be looked at; without, there is nothing on it. */
  | { readonly type: 'qr-unreadable'; readonly error: ErrorView; readonly path?: string }
  | { readonly type: 'exited'; readonly ended: Ended }
  | { readonly type: 'not-started'; readonly error: ErrorView }
  /** An answer of `auth status`; a failed question counts as no. `self`: who it is, if that was asked and answered. */
  | { readonly type: 'polled'; readonly isLoggedIn: boolean; readonly self?: ReportedLogin }
  | { readonly type: 'cancel' }
  /** The time of {@link loginWakeAtMs} has come. */
  | { readonly type: 'wake' };

/** What the service has to do. `clean-up` removes the picture; it may come twice. */
export type LoginEffect =
  | { readonly type: 'spawn'; readonly method: LoginMethod }
  | { readonly type: 'read-file' }
  | { readonly type: 'read-base64'; readonly base64: string }
  | { readonly type: 'kill' | 'poll' | 'clean-up' };

export interface LoginStep {
  readonly machine: LoginMachine;
  readonly effects: readonly LoginEffect[];
}

/** A log-in that begins now. `mayBeOld`: a session from before may be alive. */
export const beginLogin = ({
  mayBeOld,
  ...target
}: LoginTarget & { readonly mayBeOld: boolean }): LoginStep => ({
  machine: {
    shown: { ...target, status: 'starting' },
    method: 'qr-path',
    child: 'running',
    hasPicture: false,
    isCancelling: false,
    asks: 'now',
    reported: undefined,
    mayBeOld,
    polls: 0,
    failure: undefined,
    deadlineAtMs: target.startedAtMs + firstPictureLimitMs,
    pollAtMs: undefined,
  },
  effects: [{ type: 'spawn', method: 'qr-path' }],
});

const stay = (machine: LoginMachine, ...effects: readonly LoginEffect[]): LoginStep => ({ machine, effects });
const targetOf = ({ shown: { accountId, profile, startedAtMs } }: LoginMachine): LoginTarget => ({
  accountId,
  profile,
  startedAtMs,
});

const ask = (machine: LoginMachine): LoginStep =>
  stay({ ...machine, polls: machine.polls + 1, pollAtMs: undefined }, { type: 'poll' });

const finish = (
  machine: LoginMachine,
  shown: ActiveLogin,
  nowMs: number,
  ...effects: readonly LoginEffect[]
): LoginStep => {
  const waitMs = shown.status === 'logged-in' ? lingerAfterSuccessMs : lingerMs;
  const deadlineAtMs = machine.child === 'running' ? nowMs + waitMs : undefined;
  return stay({ ...machine, shown, deadlineAtMs, pollAtMs: undefined }, ...effects, { type: 'clean-up' });
};

/** Errors that tell that the program has no way of giving its code to us, if it gave none. */
const noWayCodes: ReadonlySet<ErrorView['code']> = new Set([
  'unsupported-call',
  'timed-out',
  'command-failed',
  'qr-unreadable',
]);

const fail = (
  machine: LoginMachine,
  error: ErrorView,
  nowMs: number,
  ...effects: readonly LoginEffect[]
): LoginStep => {
  // A program that ignored `--qr-path` and waits at its own code looks like one that takes too long.
  const isWithoutCode = !machine.hasPicture || error.code === 'qr-unreadable';
  const canHandOver = isWithoutCode && machine.asks === 'now' && noWayCodes.has(error.code);
  const shown: ActiveLogin = {
    ...targetOf(machine),
    status: 'failed',
    error,
    ...(canHandOver ? { canHandOver } : {}),
  };
  return finish(machine, shown, nowMs, ...effects);
};

const end = (
  machine: LoginMachine,
  status: 'declined' | 'expired' | 'cancelled',
  nowMs: number,
  ...effects: readonly LoginEffect[]
): LoginStep => finish(machine, { ...targetOf(machine), status }, nowMs, ...effects);

const readLine = (machine: LoginMachine, line: LoginLine, nowMs: number): LoginStep => {
  const { status } = machine.shown;
  // The truth wins even over a cancellation that is under way, but it is not told by a line.
  if (line.type === 'logged-in') {
    const deadlineAtMs = Math.max(machine.deadlineAtMs ?? 0, nowMs + lingerAfterSuccessMs);
    return ask({ ...machine, reported: { name: line.name, id: line.id }, deadlineAtMs });
  }
  if (line.type === 'declined' || line.type === 'expired') return end(machine, line.type, nowMs);
  if (line.type === 'no-result') {
    if (status !== 'scanned') return end(machine, 'expired', nowMs);
    return fail(machine, errorSentences.loginRefused({ isScanned: true, detail: line.text }), nowMs);
  }
  if (machine.isCancelling) return stay(machine);
  if (line.type === 'scanned')
    return stay({
      ...machine,
      shown: { ...targetOf(machine), status: 'scanned', byName: line.name },
      deadlineAtMs: nowMs + qrLifetimeMs,
    });
  if (status !== 'starting' && status !== 'waiting') return stay(machine);
  if (line.type === 'qr-saved') return stay({ ...machine, hasPicture: true }, { type: 'read-file' });
  if (line.type === 'qr-base64')
    return stay({ ...machine, hasPicture: true }, { type: 'read-base64', base64: line.base64 });
  return stay(machine);
};

const showQr = (
  machine: LoginMachine,
  input: Extract<LoginInput, { type: 'qr-read' | 'qr-unreadable' }>,
  nowMs: number,
): LoginStep => {
  const { status } = machine.shown;
  if (status !== 'starting' && status !== 'waiting') return stay(machine);
  if (input.type === 'qr-unreadable' && input.path === undefined)
    return fail(machine, input.error, nowMs, ...killOf(machine));
  const canSeeScan = machine.method === 'qr-path';
  const expiresAtMs = nowMs + qrLifetimeMs;
  const shown: ActiveLogin = {
    ...targetOf(machine),
    status: 'waiting',
    qrText: input.type === 'qr-read' ? input.text : '',
    ...(input.path === undefined ? {} : { qrPath: input.path }),
    ...(input.type === 'qr-read' ? {} : { qrError: { ...input.error, hint: loginSentences.openThePicture } }),
    expiresAtMs,
    canSeeScan,
  };
  return stay({
    ...machine,
    shown,
    deadlineAtMs: expiresAtMs + expiryGraceMs,
    pollAtMs: canSeeScan ? undefined : nowMs + pollEveryMs,
  });
};

const killOf = ({ child }: LoginMachine): readonly LoginEffect[] =>
  child === 'running' ? [{ type: 'kill' }] : [];

/** What is said of a session means the log-in itself. */
const failureOf = (machine: LoginMachine, { code, stderrTail }: Ended): ErrorView => {
  const error = zcaFailure({ what, profile: machine.shown.profile }, { code, stderr: stderrTail });
  const isAboutSession = error.code === 'session-ended' || error.code === 'not-logged-in';
  if (isAboutSession || (error.code === 'command-failed' && saysRefused(stderrTail))) {
    return errorSentences.loginRefused({
      isScanned: machine.shown.status === 'scanned',
      detail: error.detail,
    });
  }
  return error;
};

const exit = (before: LoginMachine, ended: Ended, nowMs: number): LoginStep => {
  const machine: LoginMachine = { ...before, child: 'none' };
  if (isLoginOver(machine)) return stay({ ...machine, deadlineAtMs: undefined }, { type: 'clean-up' });
  if (machine.reported !== undefined)
    return ask(ended.code === 0 ? machine : { ...machine, failure: failureOf(machine, ended) });
  if (machine.isCancelling) return end(machine, 'cancelled', nowMs);
  if (ended.code === 0) {
    // openzca leaves a silent child behind that goes on.
    return machine.method === 'qr-base64' && machine.hasPicture
      ? stay(machine)
      : fail(machine, loginSentences.noProof(), nowMs);
  }
  const error = failureOf(machine, ended);
  const canFallBack =
    machine.method === 'qr-path' && !machine.hasPicture && error.code === 'unsupported-call';
  if (!canFallBack) return fail(machine, error, nowMs);
  return ask({ ...machine, method: 'qr-base64', asks: 'before', deadlineAtMs: nowMs + firstPictureLimitMs });
};

/** Nobody said who is logged in: that somebody is says nothing where it may be the session from before, unless the program also ended well. */
const isTrueUnnamed = ({ mayBeOld, child, failure, isCancelling }: LoginMachine): boolean =>
  !mayBeOld || (child === 'none' && failure === undefined && !isCancelling);

/** Whether it is true what the program says of itself. It may not have written the session yet. */
const prove = (
  machine: LoginMachine,
  reported: ReportedLogin,
  answer: Extract<LoginInput, { type: 'polled' }>,
  nowMs: number,
): LoginStep => {
  const { isLoggedIn, self } = answer;
  if (isLoggedIn && (self === undefined ? isTrueUnnamed(machine) : self.id === reported.id)) {
    const who = self === undefined ? {} : { displayName: self.name, userId: self.id };
    return finish(machine, { ...targetOf(machine), status: 'logged-in', ...who }, nowMs);
  }
  if (machine.child === 'running') return stay({ ...machine, pollAtMs: nowMs + pollEveryMs });
  if (machine.polls > 0) return stay(machine);
  return machine.isCancelling
    ? end(machine, 'cancelled', nowMs)
    : fail(machine, machine.failure ?? loginSentences.notProven(machine.shown.profile), nowMs);
};

const answer = (
  before: LoginMachine,
  input: Extract<LoginInput, { type: 'polled' }>,
  nowMs: number,
): LoginStep => {
  const machine = { ...before, polls: before.polls - 1 };
  const { isLoggedIn } = input;
  if (machine.reported !== undefined) return prove(machine, machine.reported, input, nowMs);
  if (machine.isCancelling) return stay(machine);
  if (machine.asks === 'before') {
    if (isLoggedIn) return fail(machine, loginSentences.alreadyLoggedIn(machine.shown.profile), nowMs);
    return stay(
      { ...machine, asks: 'now', child: 'running', deadlineAtMs: nowMs + firstPictureLimitMs },
      { type: 'spawn', method: 'qr-base64' },
    );
  }
  if (isLoggedIn) return finish(machine, { ...targetOf(machine), status: 'logged-in' }, nowMs);
  return stay({ ...machine, pollAtMs: nowMs + pollEveryMs });
};

const cancel = (machine: LoginMachine, nowMs: number): LoginStep => {
  if (machine.isCancelling) return stay(machine);
  if (machine.child === 'none') {
    // It is being asked whether it is over already.
    return machine.reported === undefined
      ? end(machine, 'cancelled', nowMs)
      : stay({ ...machine, isCancelling: true });
  }
  return stay(
    { ...machine, isCancelling: true, deadlineAtMs: undefined, pollAtMs: undefined },
    { type: 'kill' },
  );
};

const wake = (machine: LoginMachine, nowMs: number): LoginStep => {
  const { deadlineAtMs, pollAtMs, shown } = machine;
  if (deadlineAtMs !== undefined && nowMs >= deadlineAtMs) {
    if (isLoginOver(machine)) return stay({ ...machine, deadlineAtMs: undefined }, ...killOf(machine));
    if (machine.reported !== undefined) {
      const unproven = machine.mayBeOld ? loginSentences.notTold : loginSentences.notProven;
      return fail(machine, machine.failure ?? unproven(shown.profile), nowMs, ...killOf(machine));
    }
    if (shown.status !== 'starting') return end(machine, 'expired', nowMs, ...killOf(machine));
    return fail(
      machine,
      errorSentences.timedOut({ what, afterMs: firstPictureLimitMs }),
      nowMs,
      ...killOf(machine),
    );
  }
  return pollAtMs !== undefined && nowMs >= pollAtMs ? ask(machine) : stay(machine);
};

/** The next state, and what has to be done to get there. Once it is over nothing but the end of the program is of interest. */
export const stepLogin = (machine: LoginMachine, input: LoginInput, nowMs: number): LoginStep => {
  if (input.type === 'exited') return exit(machine, input.ended, nowMs);
  if (input.type === 'wake') return wake(machine, nowMs);
  if (isLoginOver(machine)) return stay(machine);
  switch (input.type) {
    case 'line':
      return readLine(machine, input.line, nowMs);
    case 'qr-read':
    case 'qr-unreadable':
      return machine.isCancelling ? stay(machine) : showQr(machine, input, nowMs);
    case 'not-started':
      return fail({ ...machine, child: 'none' }, input.error, nowMs);
    case 'polled':
      return answer(machine, input, nowMs);
    case 'cancel':
      return cancel(machine, nowMs);
  }
};
