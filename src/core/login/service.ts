// Logging accounts in by QR code, one at a time, and out again.

import type { Dispatch } from '../events.ts';
import type { ListenerState } from '../listener/model.ts';
import type { ListenerService } from '../listener/service.ts';
import type { LoggedInAnswer, Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { AppError, toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import { type ConsoleState, initialFacts } from '../state.ts';
import { redactText } from '../system/redact.ts';
import type { RunInTerminal, Runner } from '../system/runner.ts';
import type { Zca } from '../zca/client.ts';
import { login as loginCommand } from '../zca/commands.ts';
import { type LoginAccount, LoginAttempt } from './attempt.ts';
import type { LoginFile, LoginFiles } from './files.ts';
import { type ActiveLogin, sessionAfter } from './machine.ts';
import type { LoginState } from './model.ts';
import { loginSentences } from './words.ts';

// Our own listeners while somebody logs in: Zalo keeps one session an account, and a new one would end what they hear (the zca contract).

/** Stops every listener of ours on a profile; resolves, when their processes have gone, with what starts the same ones again. */
export type PauseListeners = (profile: ProfileName) => Promise<() => void>;

/** Would it go on, or try again, by itself? */
const isAtWork = ({ status }: ListenerState): boolean => status !== 'stopped' && status !== 'blocked';

/** The accounts whose listeners a log-in on this profile interrupts: two accounts can share a profile. */
const listeningOn = ({ config, facts }: ConsoleState, profile: ProfileName): readonly AccountId[] =>
  config.accounts
    .filter(({ id, profile: { value } }) => {
      const known = Object.hasOwn(facts, id) ? facts[id] : undefined;
      return value === profile && known !== undefined && isAtWork(known.listener);
    })
    .map(({ id }) => id);

/** Makes it. A listener whose account has gone from the config meanwhile is not started again. */
export const createPauseListeners =
  (listener: Pick<ListenerService, 'start' | 'stop'>, getState: () => ConsoleState): PauseListeners =>
  async (profile) => {
    const paused = listeningOn(getState(), profile);
    await Promise.all(paused.map((id) => listener.stop(id)));
    return () => {
      const listed = new Set(getState().config.accounts.map(({ id }) => id));
      // How it fares reaches the state.
      for (const id of paused) if (listed.has(id)) void listener.start(id);
    };
  };

// The last resort: zca draws its own code in the operator's terminal, and afterwards it is asked whether anybody is logged in.

interface LoginByHandOptions {
  readonly account: LoginAccount;
  readonly zca: Pick<Zca, 'program' | 'authStatus'>;
  readonly run: RunInTerminal;
  readonly runner: Pick<Runner, 'note'>;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
}

/** Only what the state knew before can tell a new session from an old one. */
const wasLoggedIn = ({ facts }: ConsoleState, { id }: LoginAccount): boolean =>
  Object.hasOwn(facts, id) && facts[id]?.session.status === 'logged-in';

/** Hands over, then asks again. How it fares reaches the state; the outcome is that of handing over. */
const logInByHand = async (options: LoginByHandOptions): Promise<Outcome> => {
  const { account, zca, run, runner, clock, dispatch, getState } = options;
  const target = { accountId: account.id, profile: account.profile, startedAtMs: clock.now() };
  const isOld = wasLoggedIn(getState(), account);
  const show = (login: LoginState): void => dispatch({ type: 'login/changed', login });
  const fail = (error: ErrorView): void => show({ ...target, status: 'failed', error });

  const command = loginCommand(zca.program, account.profile);
  show({ ...target, status: 'handed-over' });
  const ended = runner.note?.(command);
  const end = await run(command);
  ended?.(
    end.ok
      ? { type: 'exited', code: end.exitCode }
      : { type: 'not-started', reason: end.error.detail ?? end.error.sentence },
  );
  if (!end.ok) {
    fail(end.error);
    return { ok: false, error: end.error };
  }
  try {
    const { status, ...said } = await zca.authStatus(account.profile);
    if (status === 'logged-in') {
      const login: ActiveLogin = { ...target, status, ...(isOld ? { isUnproven: true } : {}) };
      show(login);
      const session = sessionAfter(login, clock.now());
      if (session) dispatch({ type: 'session/checked', accountId: account.id, session });
    } else {
      show({
        ...target,
        status: 'failed',
        error: loginSentences.noLoginByHand(account.profile, redactText(end.stderrTail ?? '')),
      });
      dispatch({
        type: 'session/checked',
        accountId: account.id,
        session: { status, checkedAtMs: clock.now(), ...said },
      });
    }
  } catch (error) {
    fail(toErrorView(error));
  }
  return { ok: true };
};

export interface LoginServiceOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  /** The zca to use. @throws AppError if none was found */
  readonly zca: () => Pick<Zca, 'program' | 'authStatus' | 'self' | 'logout'>;
  /** Where the picture lies: `createLoginFiles(runtimeDir)`. */
  readonly files: LoginFiles;
  /** Called before each log-in; what it resolves with, after it, however it ended. */
  readonly pauseListeners: PauseListeners;
  readonly profiles: {
    /** @throws AppError for an account the config does not list */
    readonly of: (accountId: AccountId) => ProfileName;
    /** Of an account that is to be as well. @throws AppError if that cannot be the name of one */
    readonly forLogin: (accountId: AccountId) => ProfileName;
  };
  /** zca leaves a running listener alone; ours would go on hearing for an account that is logged out. */
  readonly stopListener: (accountId: AccountId) => Promise<unknown>;
  readonly getState: () => ConsoleState;
}

/** Log-ins and log-outs; how a log-in fares reaches the state as `login/changed`. */
export interface LoginService {
  /** Removes the pictures of consoles that were killed. */
  sweep(): Promise<void>;
  /**
   * Begins a log-in by QR; `state.login` says how it fares. Our listeners on its profile are stopped for it and started again after it. For an
   * account that the config does not list the profile it is considered with is logged in, else that of its name: it is to be written into the
   * config afterwards. Resolves when the program was started; refuses while another log-in is under way.
   */
  start(accountId: AccountId): Promise<Outcome>;
  /**
   * The last resort: zca draws its own code with the terminal in its hands. Resolves when it was asked again whether anybody is logged in.
   */
  handOver(accountId: AccountId, run: RunInTerminal): Promise<Outcome>;
  /** Is the profile of an account logged in, whether the config lists the account or not? Changes nothing of what is known. */
  isLoggedIn(accountId: AccountId): Promise<LoggedInAnswer>;
  /** Cancels what is under way. Resolves when the program has gone and the picture is removed. */
  cancel(): Promise<Outcome>;
  /** `auth logout`, after our listener of the account has ended. */
  logOut(accountId: AccountId): Promise<Outcome>;
  /** Cancels, and ends also what a finished log-in still does. */
  stop(): Promise<void>;
}

export const createLoginService = (options: LoginServiceOptions): LoginService => {
  const { runner, clock, dispatch, zca, files, pauseListeners, profiles, stopListener, getState } = options;
  let attempt: LoginAttempt | undefined;
  /** A log-in whose private folder is being made: nobody else may begin. */
  let beginning: { readonly account: LoginAccount; readonly done: Promise<Outcome> } | undefined;
  /** Who logs in with the terminal in the hands of zca. */
  let inHand: LoginAccount | undefined;
  /** Log-ins whose program may still run. */
  let left: readonly LoginAttempt[] = [];
  const ending = new AbortController();
  const toLogIn = (id: AccountId): LoginAccount => ({ id, profile: profiles.forLogin(id) });

  const busy = (): Outcome | undefined => {
    const account =
      inHand ?? beginning?.account ?? (attempt && !attempt.isOver ? attempt.account : undefined);
    return account && { ok: false, error: loginSentences.busy(account.profile) };
  };

  /** Ending a listener can take a second: that a log-in begins is said before. Nothing starts again while the console ends. */
  const pause = async ({ id, profile }: LoginAccount): Promise<() => void> => {
    if (listeningOn(getState(), profile).length > 0)
      dispatch({
        type: 'login/changed',
        login: { status: 'starting', accountId: id, profile, startedAtMs: clock.now() },
      });
    const resume = await pauseListeners(profile);
    return () => {
      if (!ending.signal.aborted) resume();
    };
  };

  const begin = async (account: LoginAccount): Promise<Outcome> => {
    try {
      const { program, authStatus, self } = zca();
      const file = await createFile(files, clock.now());
      const resume = await pause(account);
      attempt = new LoginAttempt({
        account,
        mayBeOld: mayBeLoggedIn(getState(), account),
        zca: { program, authStatus, self },
        file,
        runner,
        clock,
        dispatch,
      });
      void attempt.over.then(resume);
      left = [...left.filter(({ isGone }) => !isGone), attempt];
      return { ok: true };
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    } finally {
      beginning = undefined;
    }
  };

  const handOver = async (account: LoginAccount, run: RunInTerminal): Promise<Outcome> => {
    inHand = account;
    let resume = (): void => undefined;
    try {
      const asked = zca();
      resume = await pause(account);
      return await logInByHand({ account, zca: asked, run, runner, clock, dispatch, getState });
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    } finally {
      inHand = undefined;
      resume();
    }
  };

  const cancel = async (): Promise<Outcome> => {
    await beginning?.done;
    if (!attempt || attempt.isOver) return { ok: true, sentence: loginSentences.nothingToCancel };
    await attempt.cancel();
    return {
      ok: true,
      sentence: attempt.method === 'qr-path' ? loginSentences.cancelled : loginSentences.cancelledButValid,
    };
  };

  return {
    sweep: () => files.sweep(clock.now()),
    start: async (accountId) => {
      const account = toLogIn(accountId);
      const other = busy();
      if (other) return other;
      const done = Promise.resolve().then(() => begin(account));
      beginning = { account, done };
      return done;
    },
    handOver: async (accountId, run) => {
      const account = toLogIn(accountId);
      return busy() ?? handOver(account, run);
    },
    isLoggedIn: async (accountId) => {
      const { status } = await zca().authStatus(profiles.forLogin(accountId), ending.signal);
      return { ok: true, isLoggedIn: status === 'logged-in' };
    },
    cancel,
    logOut: async (id) => {
      const profile = profiles.of(id);
      await stopListener(id);
      try {
        await zca().logout(profile, ending.signal);
      } catch (error) {
        return { ok: false, error: toErrorView(error) };
      }
      dispatch({
        type: 'session/checked',
        accountId: id,
        session: { status: 'logged-out', checkedAtMs: clock.now() },
      });
      return { ok: true, sentence: loginSentences.loggedOut(profile) };
    },
    stop: async () => {
      ending.abort();
      await beginning?.done;
      await Promise.all(left.map((one) => one.stop()));
      left = [];
    },
  };
};

/** Where it is not known, a session may be alive. */
const mayBeLoggedIn = ({ facts }: ConsoleState, { id }: LoginAccount): boolean => {
  const status = ownOr(facts, id, initialFacts).session.status;
  return status !== 'logged-out' && status !== 'no-profile' && status !== 'ended';
};

const createFile = async (files: LoginFiles, nowMs: number): Promise<LoginFile> => {
  try {
    return await files.create(nowMs);
  } catch (error) {
    throw new AppError(
      loginSentences.noPrivateFolder(error instanceof Error ? error.message : String(error)),
      { cause: error },
    );
  }
};
