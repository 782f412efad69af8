// Where a log-in by QR can stand, and until when.

import type { SessionStatus } from '../model/account.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { LoginState } from './model.ts';

/** The first picture must be there after so long. */
export const firstPictureLimitMs = 30_000;
/** `auth status` is asked so often where only that can tell success. */
export const pollEveryMs = 2_000;
/** The program knows best when its code expires; it is waited for a little longer. */
export const expiryGraceMs = 5_000;
/** After the end of a log-in the program ends by itself; after a success it first fetches friends and groups. */
export const lingerMs = 2_000;
export const lingerAfterSuccessMs = 60_000;

/** How the picture comes: into a file (preferred), or as a data: URL on stdout. */
export type LoginMethod = 'qr-path' | 'qr-base64';

/** A log-in that was begun. */
export type ActiveLogin = Exclude<LoginState, { status: 'idle' }>;
/** Whose log-in it is. */
export type LoginTarget = Pick<ActiveLogin, 'accountId' | 'profile' | 'startedAtMs'>;

/** What the line of a log-in that worked says. */
export interface LoginClaim {
  readonly name: string;
  readonly id: string;
}

/** All that is remembered of one log-in. */
export interface LoginMachine {
  readonly shown: ActiveLogin;
  readonly method: LoginMethod;
  readonly child: 'running' | 'none';
  readonly hasPicture: boolean;
  readonly isCancelling: boolean;
  /** What the next answer of `auth status` is for: is it logged in before, or is it by now. */
  readonly asks: 'before' | 'now';
  /** Who is logged in, as the program says; not believed before it was asked. */
  readonly claim: LoginClaim | undefined;
  /** May a session from before be alive? Then `auth status` says "logged in" whatever this log-in comes to. */
  readonly mayBeOld: boolean;
  /** How many questions are open. */
  readonly polls: number;
  /** Why the program ended, for the case that what it says of itself is not true. */
  readonly failure: ErrorView | undefined;
  readonly deadlineAtMs: number | undefined;
  readonly pollAtMs: number | undefined;
}

const finals: ReadonlySet<LoginState['status']> = new Set(['logged-in', 'declined', 'expired', 'cancelled', 'failed']);

/** Is it over for the operator? The program may need a moment longer. */
export const isLoginOver = ({ shown }: LoginMachine): boolean => finals.has(shown.status);

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
    ...(displayName === undefined ? {} : { displayName }),
    ...(userId === undefined ? {} : { userId }),
  };
};
