// Logging accounts in by QR code, one at a time, and out again.

import type { Dispatch } from '../events.ts';
import { reportsSession } from '../gateway/select-report.ts';
import type { ListenerState } from '../listener/model.ts';
import type { ListenerService } from '../listener/service.ts';
import type { ReportedAccount } from '../model/programs.ts';
import { openClawFailure } from '../openclaw/cli/answer.ts';
import { openClawRunFailure } from '../openclaw/cli/client.ts';
import { readChannelsStatus } from '../openclaw/cli/parse.ts';
import { channelsLogin, channelsLogout, type OpenClawProgram } from '../openclaw/command-line.ts';
import { accountsStatusCall, logoutCall, readLogout } from '../openclaw/gateway-client/account-calls.ts';
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
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
import { GatewayLoginAttempt } from './gateway-attempt.ts';
import { type ActiveLogin, sessionAfter } from './machine.ts';
import type { LoginState, LoginThrough } from './model.ts';
import { OpenClawLoginAttempt } from './openclaw-attempt.ts';
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

/** A log-in, whoever makes it. */
interface Attempt {
  readonly account: LoginAccount;
  /** Resolves when it is over for the operator. */
  readonly over: Promise<void>;
  readonly isOver: boolean;
  /** Is it over, and has all gone that it started? */
  readonly isGone: boolean;
  /** Said once it has been cancelled. */
  readonly cancelledSentence: string;
  cancel(): Promise<void>;
  /** Ends also what a finished one still does. */
  stop(): Promise<void>;
}

/** How a log-in is made here: by zca, or where the gateway talks to Zalo itself, by the gateway, else by its program. */
const throughOf = (
  { config: { release } }: ConsoleState,
  gateway: Pick<GatewayClient, 'isOpen'>,
): LoginThrough | undefined => {
  const { drivesZca, hasLoginRpc } = release.capabilities;
  if (drivesZca) return undefined;
  return hasLoginRpc && gateway.isOpen() ? 'gateway' : 'openclaw';
};

type ByProgramOptions = Omit<LoginByHandOptions, 'zca' | 'getState'> & { readonly program: OpenClawProgram };

/** As {@link logInByHand}, with the program of a gateway that talks to Zalo itself: how it ends tells how the log-in went. */
const logInByProgram = async (options: ByProgramOptions): Promise<Outcome> => {
  const { account, program, run, runner, clock, dispatch } = options;
  const target = {
    accountId: account.id,
    profile: account.profile,
    startedAtMs: clock.now(),
    through: 'openclaw',
  } as const;
  const show = (login: LoginState): void => dispatch({ type: 'login/changed', login });
  const command = channelsLogin(program, account.id);
  show({ ...target, status: 'handed-over' });
  const ended = runner.note?.(command);
  const end = await run(command);
  ended?.(
    end.ok
      ? { type: 'exited', code: end.exitCode }
      : { type: 'not-started', reason: end.error.detail ?? end.error.sentence },
  );
  if (!end.ok) {
    show({ ...target, status: 'failed', error: end.error });
    return { ok: false, error: end.error };
  }
  const failed = { code: end.exitCode, stdout: '', stderr: redactText(end.stderrTail ?? '') };
  show(
    end.exitCode === 0
      ? { ...target, status: 'logged-in' }
      : { ...target, status: 'failed', error: openClawFailure('openclaw channels login', failed) },
  );
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
  /** The connection to the gateway, for one that talks to Zalo itself. */
  readonly gateway: GatewayClient;
  /** Resolves when it is known whether that connection stands; soon in any case. Default: at once. */
  readonly settled?: () => Promise<void>;
  /** The program of such a gateway, where no connection stands. @throws AppError if there is none */
  readonly openclaw: () => OpenClawProgram;
  /** Called when what such a gateway says of its accounts may be true no longer. */
  readonly lookAgain: () => void;
  readonly getState: () => ConsoleState;
}

/** Log-ins and log-outs; how a log-in fares reaches the state as `login/changed`. */
export interface LoginService {
  /** Removes the pictures of consoles that were killed. */
  sweep(): Promise<void>;
  /**
   * Begins a log-in by QR; `state.login` says how it fares. Our listeners on its profile are stopped for it and started again after it. For an
   * account that the config does not list the profile it is considered with is logged in, else that of its name: it is to be written into the
   * config afterwards. Resolves when it has begun; refuses while another log-in is under way. A gateway that talks to Zalo itself makes the log-in
   * itself: over its connection, else by `openclaw channels login`.
   * `isForced`: who is logged in there is logged out first, and stays so if the new log-in comes to nothing; without it, it is told and nothing is lost.
   */
  start(accountId: AccountId, options?: { readonly isForced?: boolean }): Promise<Outcome>;
  /**
   * The last resort: zca draws its own code with the terminal in its hands, or `openclaw channels login` says where its picture is. Resolves when
   * it is known whether anybody is logged in.
   */
  handOver(accountId: AccountId, run: RunInTerminal): Promise<Outcome>;
  /** Is the profile of an account logged in, whether the config lists the account or not? Changes nothing of what is known. */
  isLoggedIn(accountId: AccountId): Promise<LoggedInAnswer>;
  /** Who would make a log-in now, or end a session: zca (undefined), or where the gateway talks to Zalo itself, it or its program. */
  through(): LoginThrough | undefined;
  /** Cancels what is under way. Resolves when the program has gone and the picture is removed. */
  cancel(): Promise<Outcome>;
  /** `auth logout`, after our listener of the account has ended; of a gateway that talks to Zalo itself: its session. */
  logOut(accountId: AccountId): Promise<Outcome>;
  /** Cancels, and ends also what a finished log-in still does. */
  stop(): Promise<void>;
}

export const createLoginService = (options: LoginServiceOptions): LoginService => {
  const { runner, clock, dispatch, zca, files, pauseListeners, profiles, stopListener, getState } = options;
  const { gateway, openclaw } = options;
  let attempt: Attempt | undefined;
  /** A log-in whose private folder is being made: nobody else may begin. */
  let beginning: { readonly account: LoginAccount; readonly done: Promise<Outcome> } | undefined;
  /** Who logs in with the terminal in the hands of zca. */
  let inHand: LoginAccount | undefined;
  /** Log-ins whose program may still run. */
  let left: readonly Attempt[] = [];
  const ending = new AbortController();
  const toLogIn = (id: AccountId): LoginAccount => ({ id, profile: profiles.forLogin(id) });

  const lookAgain = (): void => {
    if (!ending.signal.aborted) options.lookAgain();
  };

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

  const byZca = async (account: LoginAccount): Promise<Attempt> => {
    const { program, authStatus, self } = zca();
    const file = await createFile(files, clock.now());
    const resume = await pause(account);
    const mayBeOld = mayBeLoggedIn(getState(), account);
    const asked = { program, authStatus, self };
    const begun = new LoginAttempt({ account, mayBeOld, zca: asked, file, runner, clock, dispatch });
    void begun.over.then(resume);
    return begun;
  };

  const byGateway = async (account: LoginAccount, isForced: boolean): Promise<Attempt> => {
    const file = await createFile(files, clock.now());
    const sessionOf = (reported: ReportedAccount) => reportsSession(getState(), reported);
    return new GatewayLoginAttempt({ account, isForced, client: gateway, sessionOf, file, clock, dispatch });
  };

  const byOpenclaw = async (account: LoginAccount, isForced: boolean): Promise<Attempt> => {
    const program = programOrNone(openclaw);
    // It has no word for it.
    if (isForced) await logOutBy(program, account.id);
    const { readPicture } = files;
    return new OpenClawLoginAttempt({ account, program, readPicture, runner, clock, dispatch });
  };

  const logOutBy = async (program: OpenClawProgram, id: AccountId): Promise<void> => {
    const command = channelsLogout(program, id);
    const what = 'openclaw channels logout';
    const run = await runner.run(command, ending.signal).catch((error: unknown) => {
      throw new AppError(openClawRunFailure(what, command, program, error), { cause: error });
    });
    if (run.code !== 0) throw new AppError(openClawFailure(what, run));
  };

  /** The session of a gateway that talks to Zalo itself. Resolves with whether there was one, where that is told. */
  const logOutOfGateway = async (id: AccountId): Promise<boolean> => {
    if (gateway.isOpen()) return readLogout(await gateway.call(logoutCall(id), ending.signal)).isCleared;
    await logOutBy(programOrNone(openclaw), id);
    return true;
  };

  const begin = async (account: LoginAccount, isForced: boolean): Promise<Outcome> => {
    try {
      // A connection that is being made is worth a moment: the program takes half a minute to its first picture.
      if (!getState().config.release.capabilities.drivesZca) await options.settled?.();
      const through = throughOf(getState(), gateway);
      assertProfile(getState(), account, through);
      if (through === undefined) attempt = await byZca(account);
      else
        attempt = await (through === 'gateway'
          ? byGateway(account, isForced)
          : byOpenclaw(account, isForced));
      if (through !== undefined) void attempt.over.then(lookAgain);
      left = [...left.filter(({ isGone }) => !isGone), attempt];
      return { ok: true };
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    } finally {
      beginning = undefined;
    }
  };

  /** Of an account the gateway does not list nobody can say so without a log-in; one that is linked says so itself then. */
  const isLinked = async (accountId: AccountId): Promise<LoggedInAnswer> => {
    if (!gateway.isOpen()) return { ok: true, isLoggedIn: false };
    const report = readChannelsStatus(await gateway.call(accountsStatusCall(), ending.signal));
    const reported = ownOr<ReportedAccount | undefined>(report, accountId, undefined);
    return { ok: true, isLoggedIn: reportsSession(getState(), reported) === true };
  };

  const handOver = async (account: LoginAccount, run: RunInTerminal): Promise<Outcome> => {
    inHand = account;
    let resume = (): void => undefined;
    try {
      if (throughOf(getState(), gateway) !== undefined) {
        const program = programOrNone(openclaw);
        return await logInByProgram({ account, program, run, runner, clock, dispatch });
      }
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
    return { ok: true, sentence: attempt.cancelledSentence };
  };

  return {
    sweep: () => files.sweep(clock.now()),
    start: async (accountId, { isForced = false } = {}) => {
      const account = toLogIn(accountId);
      const other = busy();
      if (other) return other;
      const done = Promise.resolve().then(() => begin(account, isForced));
      beginning = { account, done };
      return done;
    },
    handOver: async (accountId, run) => {
      const account = toLogIn(accountId);
      return busy() ?? handOver(account, run);
    },
    isLoggedIn: async (accountId) => {
      if (throughOf(getState(), gateway) !== undefined) return isLinked(accountId);
      const { status } = await zca().authStatus(profiles.forLogin(accountId), ending.signal);
      return { ok: true, isLoggedIn: status === 'logged-in' };
    },
    through: () => throughOf(getState(), gateway),
    cancel,
    logOut: async (id) => {
      const profile = profiles.of(id);
      await stopListener(id);
      try {
        if (throughOf(getState(), gateway) !== undefined) {
          const wasIn = await logOutOfGateway(id);
          lookAgain();
          return { ok: true, sentence: loginSentences.loggedOutOfGateway(id, wasIn) };
        }
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

/** An account that the config does not list yet is logged in under the profile of its name. @throws AppError for another */
const assertProfile = (
  { config }: ConsoleState,
  { id, profile }: LoginAccount,
  through: LoginThrough | undefined,
): void => {
  const isListed = config.accounts.some((account) => account.id === id);
  if (through !== undefined && !isListed && String(profile) !== String(id))
    throw new AppError(loginSentences.profileUnwritten(id, profile));
};

/** Without a connection the program is the last way in. @throws AppError that says what to do */
const programOrNone = (openclaw: () => OpenClawProgram): OpenClawProgram => {
  try {
    return openclaw();
  } catch (error) {
    if (error instanceof AppError && error.view.code === 'openclaw-not-found')
      throw new AppError(loginSentences.noWayIn(), { cause: error });
    throw error;
  }
};
