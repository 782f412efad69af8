// What zca says about each account: is its session alive, and who is it.

import type { Dispatch } from '../events.ts';
import type { SessionStatus } from '../model/account.ts';
import type { Self } from '../model/people.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { createOnce, type Run } from '../shared/once.ts';
import { createLimit } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import type { Zca } from '../zca/client.ts';
import { statusSentences as words } from './words.ts';

/** Accounts checked at the same time, at most. */
export const maxProbesAtOnce = 3;

export interface SessionProbeOptions {
  /** The zca to ask. @throws AppError if none was found */
  readonly zca: () => Pick<Zca, 'authStatus' | 'self'>;
  /** @throws AppError `not-found` for an account nobody knows */
  readonly profileOf: (accountId: AccountId) => ProfileName;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Checks accounts; what it learns reaches the state as `session/checked` and `self/read`. */
export interface SessionProbe {
  /**
   * `auth status`, then `me info`. A check of the account that is already under way is joined; with `isFresh` it is cancelled and a
   * new one begins, because something has happened since (a login, a log-out).
   */
  probe(accountId: AccountId, options?: { readonly isFresh?: boolean }): Promise<Outcome>;
  /** Cancels the check of an account, of which nothing is told any more: it is another's session that is asked for now. */
  forget(accountId: AccountId): void;
  /** Cancels what runs and waits; the service can be used again. */
  cancelAll(): void;
}

interface Asked {
  readonly zca: Pick<Zca, 'authStatus' | 'self'>;
  readonly profile: ProfileName;
}

const unknown: SessionStatus = { status: 'unknown' };

const failedSession = (error: ErrorView, checkedAtMs: number): SessionStatus => {
  const { file: _, ...problem } = error;
  return { status: 'failed', checkedAtMs, ...problem };
};

const whoIs = (self: Self | undefined) =>
  self === undefined ? {} : { displayName: self.name, userId: self.id };

export const createSessionProbe = (options: SessionProbeOptions): SessionProbe => {
  const { zca, profileOf, clock, dispatch, getState } = options;
  const limit = createLimit(maxProbesAtOnce);
  const once = createOnce<AccountId, Outcome>();

  /** Who it is matters less than that it works: a failure here leaves the account logged in without a name. */
  const readSelf = async (asked: Asked, signal: AbortSignal): Promise<Self | undefined> => {
    try {
      return await asked.zca.self(asked.profile, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return undefined;
    }
  };

  const check = async (accountId: AccountId, asked: Asked, signal: AbortSignal): Promise<Outcome> => {
    const { status, ...said } = await asked.zca.authStatus(asked.profile, signal);
    const self = status === 'logged-in' ? await readSelf(asked, signal) : undefined;
    if (signal.aborted) throw new AppError({ code: 'cancelled', sentence: words.probeCancelled });
    const checkedAtMs = clock.now();
    dispatch({
      type: 'session/checked',
      accountId,
      session:
        status === 'logged-in' ? { status, checkedAtMs, ...whoIs(self) } : { status, checkedAtMs, ...said },
    });
    if (self !== undefined) dispatch({ type: 'self/read', accountId, self });
    return {
      ok: true,
      sentence: words.probed[status](accountId, self?.name),
      ...(status === 'logged-in' ? {} : { isWarning: true }),
    };
  };

  const probe = async (accountId: AccountId, asked: Asked, { signal, isCurrent }: Run): Promise<Outcome> => {
    const before = getState().facts[accountId]?.session ?? unknown;
    try {
      dispatch({ type: 'session/checked', accountId, session: { status: 'checking' } });
      return await limit(() => check(accountId, asked, signal), signal);
    } catch (error) {
      const view = toErrorView(error);
      const session = signal.aborted || view.code === 'cancelled' ? before : failedSession(view, clock.now());
      // A check that was replaced by a fresh one has nothing more to say.
      if (isCurrent())
        dispatch({
          type: 'session/checked',
          accountId,
          session: session.status === 'checking' ? unknown : session,
        });
      return { ok: false, error: view };
    }
  };

  return {
    probe: async (accountId, { isFresh = false } = {}) => {
      const asked = (): Asked => ({ zca: zca(), profile: profileOf(accountId) });
      try {
        if (isFresh) {
          // What runs is given up only if another can take its place.
          asked();
          once.drop(accountId);
        }
        return await once.join(accountId, (run) => probe(accountId, asked(), run));
      } catch (error) {
        // Nothing was asked, so nothing is known about the session.
        return { ok: false, error: toErrorView(error) };
      }
    },
    forget: (accountId) => once.drop(accountId),
    cancelAll: () => once.abortAll(),
  };
};
