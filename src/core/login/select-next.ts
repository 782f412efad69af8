// What is left to do after somebody has logged in: the account may be missing in the config, and a gateway knows nothing of it. Pure.
import type { ConfigAction } from '../config/change-request.ts';
import type { ConsoleState } from '../state.ts';
import type { LoginState } from './model.ts';

export type LoggedIn = Extract<LoginState, { status: 'logged-in' }>;

export interface LoginNext {
  /** What the config lacks for the account to run. */
  readonly write?: Extract<ConfigAction, { type: 'add-account' | 'set-channel-enabled' }>;
  /** A gateway that runs on this machine would have to be restarted to take the session up. */
  readonly needsRestart: boolean;
  /** The gateway has sessions of its own, which zca knows nothing of. */
  readonly hasOwnSessions: boolean;
}

const isListed = ({ config }: ConsoleState, { accountId }: LoggedIn): boolean =>
  config.accounts.some(({ id }) => id === accountId);

/** A config that cannot be read cannot be changed, and without one there is no OpenClaw to change it for. */
const missing = (core: ConsoleState, login: LoggedIn): LoginNext['write'] => {
  if (core.config.status !== 'ready') return undefined;
  if (!isListed(core, login))
    return { type: 'add-account', accountId: login.accountId, profile: login.profile };
  return core.config.hasSection ? undefined : { type: 'set-channel-enabled', isEnabled: true };
};

/** Has the gateway been restarted since, or does it say itself that it has started the account since? */
const hasTakenUp = ({ runs, gatewayReport }: ConsoleState, { accountId, startedAtMs }: LoggedIn): boolean => {
  const restarted = runs.some(
    ({ task, check, startedAtMs: atMs }) =>
      task.type === 'restart-gateway' && check?.isGood === true && atMs > startedAtMs,
  );
  const reported = Object.hasOwn(gatewayReport.value, accountId) ? gatewayReport.value[accountId] : undefined;
  return restarted || (reported?.isRunning === true && (reported.lastStartAtMs ?? 0) > startedAtMs);
};

/** Does the gateway run this account at all? It runs every enabled one (the OpenClaw contract). */
const runsIt = ({ config }: ConsoleState, { accountId }: LoggedIn): boolean =>
  config.hasSection &&
  config.channelEnabled &&
  config.pluginEnabled !== false &&
  config.accounts.some(({ id, enabled }) => id === accountId && enabled.value);

export const leftToDo = (core: ConsoleState, login: LoggedIn): LoginNext => {
  const write = missing(core, login);
  const isUp = core.gateway.status === 'up';
  const hasOwnSessions = !core.config.release.capabilities.drivesZca;
  return {
    write,
    needsRestart: isUp && !hasOwnSessions && runsIt(core, login) && !hasTakenUp(core, login),
    hasOwnSessions: isUp && hasOwnSessions && login.through === undefined,
  };
};
