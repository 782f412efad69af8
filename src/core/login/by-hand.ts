// The last resort: zca draws its own code in the operator's terminal, and afterwards it is asked whether anybody is logged in.

import type { Dispatch } from '../events.ts';
import type { Outcome } from '../outcome.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { ConsoleState } from '../state.ts';
import { redactText } from '../system/redact.ts';
import type { RunInTerminal, Runner } from '../system/runner.ts';
import type { Zca } from '../zca/client.ts';
import { login as loginCommand } from '../zca/commands.ts';
import type { LoginAccount } from './attempt.ts';
import type { LoginState } from './model.ts';
import { type ActiveLogin, sessionAfter } from './phase.ts';
import { loginSentences } from './words.ts';

/** What it is done with. */
export interface LoginByHandOptions {
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
export const logInByHand = async (options: LoginByHandOptions): Promise<Outcome> => {
  const { account, zca, run, runner, clock, dispatch, getState } = options;
  const target = { accountId: account.id, profile: account.profile, startedAtMs: clock.now() };
  const isOld = wasLoggedIn(getState(), account);
  const show = (login: LoginState): void => dispatch({ type: 'login/changed', login });
  const fail = (error: ErrorView): void => show({ ...target, status: 'failed', error });

  const command = loginCommand(zca.program, account.profile);
  show({ ...target, status: 'handed-over' });
  const ended = runner.note?.(command);
  const end = await run(command);
  ended?.(end.ok ? { type: 'exited', code: end.exitCode } : { type: 'not-started', reason: end.error.detail ?? end.error.sentence });
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
      show({ ...target, status: 'failed', error: loginSentences.noLoginByHand(account.profile, redactText(end.stderrTail ?? '')) });
      dispatch({ type: 'session/checked', accountId: account.id, session: { status, checkedAtMs: clock.now(), ...said } });
    }
  } catch (error) {
    fail(toErrorView(error));
  }
  return { ok: true };
};
