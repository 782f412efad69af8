// Logging accounts in by QR code, one at a time, and out again.
import { loginSentences } from '../catalogue/login.ts';
import type { Clock } from '../clock.ts';
import type { Outcome } from '../console.ts';
import { AppError, toErrorView } from '../errors.ts';
import type { Runner } from '../process/runner.ts';
import type { Dispatch } from '../state/events.ts';
import type { Zca } from '../zca/client.ts';
import { type LoginAccount, LoginAttempt } from './login-attempt.ts';
import type { LoginFile, LoginFiles } from './login-files.ts';

/** What the service is made with. */
export interface LoginServiceOptions {
  readonly runner: Runner;
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  /** The zca to use. @throws AppError if none was found */
  readonly zca: () => Pick<Zca, 'program' | 'authStatus' | 'logout'>;
  /** Where the picture lies: `createLoginFiles(runtimeDir)`. */
  readonly files: LoginFiles;
}

/** Log-ins and log-outs; how a log-in fares reaches the state as `login/changed`. */
export interface LoginService {
  /** Begins a log-in. Resolves when the program was started; refuses while another log-in is under way. */
  start(account: LoginAccount): Promise<Outcome>;
  /** Cancels what is under way. Resolves when the program has gone and the picture is removed. */
  cancel(): Promise<Outcome>;
  /** `auth logout`; a running listener goes on (the zca contract). */
  logOut(account: LoginAccount, signal?: AbortSignal): Promise<Outcome>;
  /** Cancels, and ends also what a finished log-in still does. */
  stop(): Promise<void>;
}

/** Makes the service. */
export const createLoginService = ({ runner, clock, dispatch, zca, files }: LoginServiceOptions): LoginService => {
  let attempt: LoginAttempt | undefined;
  /** A log-in whose private folder is being made: nobody else may begin. */
  let beginning: { readonly account: LoginAccount; readonly done: Promise<Outcome> } | undefined;
  /** Log-ins whose program may still run. */
  let left: readonly LoginAttempt[] = [];

  const begin = async (account: LoginAccount): Promise<Outcome> => {
    try {
      const { program, authStatus } = zca();
      const file = await createFile(files, clock.now());
      attempt = new LoginAttempt({ account, zca: { program, authStatus }, file, runner, clock, dispatch });
      left = [...left.filter(({ isGone }) => !isGone), attempt];
      return { ok: true };
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    } finally {
      beginning = undefined;
    }
  };

  const cancel = async (): Promise<Outcome> => {
    await beginning?.done;
    if (!attempt || attempt.isOver) return { ok: true, sentence: loginSentences.nothingToCancel };
    await attempt.cancel();
    return { ok: true, sentence: attempt.method === 'qr-path' ? loginSentences.cancelled : loginSentences.cancelledButValid };
  };

  return {
    start: async (account) => {
      const busy = beginning?.account ?? (attempt && !attempt.isOver ? attempt.account : undefined);
      if (busy) return { ok: false, error: loginSentences.busy(busy.profile) };
      const done = Promise.resolve().then(() => begin(account));
      beginning = { account, done };
      return done;
    },
    cancel,
    logOut: async ({ id, profile }, signal) => {
      try {
        await zca().logout(profile, signal);
      } catch (error) {
        return { ok: false, error: toErrorView(error) };
      }
      dispatch({ type: 'session/checked', accountId: id, session: { status: 'logged-out', checkedAtMs: clock.now() } });
      return { ok: true, sentence: loginSentences.loggedOut(profile) };
    },
    stop: async () => {
      await beginning?.done;
      await Promise.all(left.map((one) => one.stop()));
      left = [];
    },
  };
};

const createFile = async (files: LoginFiles, nowMs: number): Promise<LoginFile> => {
  try {
    return await files.create(nowMs);
  } catch (error) {
    throw new AppError(loginSentences.noPrivateFolder(error instanceof Error ? error.message : String(error)), { cause: error });
  }
};
