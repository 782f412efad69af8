// Whether an account is logged in, as far as anybody says, and how it does, in one word: config, session, the gateway's listener, the console's own.

import type { ConfigView } from '../config/config-view.ts';
import { type AccountListening, isGatewayRunning } from '../gateway/select-listening.ts';
import { gatewaySession } from '../gateway/select-report.ts';
import type { ListenerState } from '../listener/model.ts';
import type { Account, SessionProblem, SessionStatus } from '../model/account.ts';
import type { ReportedAccount } from '../model/programs.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { isKnown } from '../shared/remote.ts';
import { type AccountFacts, type ConsoleState, initialFacts } from '../state.ts';
import type { statusSentences as words } from './words.ts';

// Whether the enabled accounts are logged in, as far as anybody says.

// Who each account is on Zalo: mentions and quotes are of somebody.

const idsIn = ({
  gatewayReport,
  facts,
  config,
  directory,
}: ConsoleState): readonly (readonly [AccountId, string])[] =>
  config.accounts.flatMap(({ id }) => {
    // A gateway that talks to Zalo itself has a session of its own.
    const said = Object.hasOwn(directory, id) ? directory[id]?.self?.value?.id : undefined;
    const ofGateway =
      (Object.hasOwn(gatewayReport.value, id) ? gatewayReport.value[id]?.userId : undefined) ?? said;
    const ofZca = Object.hasOwn(facts, id) ? facts[id]?.self?.id : undefined;
    const known = ofGateway ?? ofZca;
    return known === undefined ? [] : [[id, known] as const];
  });

const ids = memoizeOn(
  (_state: ConsoleState, key: string) => [key],
  (state): Readonly<Record<AccountId, string>> => Object.fromEntries(idsIn(state)),
  2,
);

/** The id of each account on Zalo, where it is known: as the gateway says, else as zca does. The same object while nothing changed. */
export const ownIdsOf = (state: ConsoleState): Readonly<Record<AccountId, string>> =>
  ids(state, JSON.stringify(idsIn(state)));

/** What is known of one account. `failed`: it could not be asked, which says nothing of the session (the zca contract). */
export type SessionAnswer = { readonly accountId: AccountId } & (
  | { readonly status: 'in' | 'out' | 'unknown' }
  | ({ readonly status: 'failed' } & Omit<SessionProblem, 'code'>)
);

/**
 * The session that counts for an account: that of zca, or where the gateway has sessions of its own, what it says of that. A gateway that is not
 * there says nothing.
 */
export const sessionOf = (state: ConsoleState, accountId: AccountId): SessionStatus => {
  const { config, facts, gatewayReport } = state;
  if (config.release.capabilities.drivesZca) return ownOr(facts, accountId, initialFacts).session;
  if (!isKnown(gatewayReport) || gatewayReport.status === 'failed')
    return { status: gatewayReport.status === 'loading' ? 'checking' : 'unknown' };
  const isLinked = gatewaySession(state, accountId);
  if (isLinked === undefined) return { status: 'unknown' };
  const checkedAtMs = gatewayReport.atMs ?? 0;
  if (!isLinked) return { status: 'logged-out', checkedAtMs };
  const { displayName, userId } = gatewayReport.value[accountId] ?? {};
  return {
    status: 'logged-in',
    checkedAtMs,
    ...(displayName === undefined ? {} : { displayName }),
    ...(userId === undefined ? {} : { userId }),
  };
};

const answerOf = (state: ConsoleState, accountId: AccountId): SessionAnswer => {
  // A gateway that does not drive zca has sessions of its own, whatever zca says.
  if (!state.config.release.capabilities.drivesZca) {
    const isLinked = gatewaySession(state, accountId);
    return { accountId, status: isLinked === undefined ? 'unknown' : isLinked ? 'in' : 'out' };
  }
  const { session, listener } = ownOr(state.facts, accountId, initialFacts);
  switch (session.status) {
    case 'unknown':
    case 'checking':
      return { accountId, status: 'unknown' };
    case 'logged-in':
      return { accountId, status: 'in' };
    case 'failed': {
      // Whoever hears is logged in, whatever kept the check from being made.
      if (listener.status === 'live') return { accountId, status: 'in' };
      const { checkedAtMs: _, code: __, ...problem } = session;
      return { accountId, ...problem };
    }
    default:
      return { accountId, status: 'out' };
  }
};

/** Of every enabled account, in the order of the config. */
export const sessionAnswers = (state: ConsoleState): readonly SessionAnswer[] =>
  state.config.accounts.filter(({ enabled }) => enabled.value).map(({ id }) => answerOf(state, id));

/** How an account does, in one word; its words are `sentences.status.state[…]`. */
export type AccountCondition = keyof typeof words.state;

/** The sign of a condition: connected, under way, needs the operator, failed, off. */
export type Mark = 'ok' | 'busy' | 'needs-you' | 'failed' | 'off';

const sessionCondition = ({ session }: AccountFacts): AccountCondition | undefined => {
  switch (session.status) {
    case 'logged-out':
    case 'no-profile':
      return 'login-needed';
    case 'ended':
      return 'session-ended';
    case 'failed':
      return 'check-failed';
    default:
      return undefined;
  }
};

const blockedConditions: Readonly<Partial<Record<ErrorCode, AccountCondition>>> = {
  'listener-owned': 'elsewhere',
  'not-logged-in': 'login-needed',
  'no-such-profile': 'login-needed',
  'session-ended': 'session-ended',
};

const listenerCondition = ({ listener, session }: AccountFacts): AccountCondition => {
  switch (listener.status) {
    case 'live':
      return 'connected';
    case 'connecting':
    case 'reconnecting':
    case 'retrying':
      return listener.status;
    case 'blocked': {
      const condition = blockedConditions[listener.error.code] ?? 'blocked';
      // A check that found the account logged in since then has overtaken what the listener was told.
      const isOvertaken = session.status === 'logged-in' && session.checkedAtMs > listener.sinceMs;
      if (isOvertaken && (condition === 'login-needed' || condition === 'session-ended')) return 'stopped';
      return listener.orphanPid === undefined ? condition : 'blocked';
    }
    case 'stopped':
      if (session.status === 'checking') return 'checking';
      return session.status === 'unknown' ? 'not-checked' : 'stopped';
  }
};

/** Are the accounts those of a config? A broken one keeps the last good accounts; only from the start there are none, and no section. */
export const isPolicyKnown = ({ status, hasSection }: ConfigView): boolean =>
  status === 'ready' || (status === 'broken' && hasSection);

/** Without a config the account is merely implied, which comes before all else about it, unless its listener is at work. */
const configCondition = (config: ConfigView, { listener }: AccountFacts): AccountCondition | undefined => {
  if (isPolicyKnown(config) || (listener.status !== 'stopped' && listener.status !== 'blocked'))
    return undefined;
  if (config.status === 'missing') return 'config-missing';
  return config.status === 'broken' ? 'config-broken' : undefined;
};

/** What the gateway does counts more than what this console does: it is the gateway that answers. */
const gatewayCondition = ({ status }: AccountListening, ownCondition: AccountCondition): AccountCondition => {
  const isLoggedOut = ownCondition === 'login-needed' || ownCondition === 'session-ended';
  if ((status === 'deaf' || status === 'doubled') && !isLoggedOut) return status;
  const isIdle = ownCondition === 'stopped' || ownCondition === 'not-checked' || ownCondition === 'elsewhere';
  return status === 'heard' && isIdle ? 'gateway' : ownCondition;
};

/** How an account does at a gateway with sessions of its own: it is no process to be seen, and says so itself. */
const ownCondition = (state: ConsoleState, { id }: Account): AccountCondition => {
  if (!isGatewayRunning(state)) return state.gateway.status === 'unknown' ? 'not-checked' : 'no-gateway';
  const { gatewayReport } = state;
  if (gatewayReport.status === 'failed') return 'check-failed';
  if (!isKnown(gatewayReport)) return gatewayReport.status === 'loading' ? 'checking' : 'not-checked';
  const reported = ownOr<ReportedAccount | undefined>(gatewayReport.value, id, undefined);
  const isLinked = gatewaySession(state, id);
  if (reported === undefined) return 'not-checked';
  if (isLinked === false) return 'login-needed';
  if (reported.isRunning === true) return reported.isConnected === false ? 'recovering' : 'gateway';
  if (reported.isRestartPending === true) return 'recovering';
  return isLinked === true ? 'account-stopped' : 'not-checked';
};

/** Was a connection lost that is made again at once? Real accounts lose theirs every minute for hours: not worth a word each time. */
export const isMending = (listener: ListenerState): boolean =>
  listener.status === 'reconnecting' || (listener.status === 'connecting' && listener.isAgain === true);

export const conditionOf = (
  state: ConsoleState,
  account: Account,
  facts: AccountFacts,
  listening: AccountListening,
): AccountCondition => {
  const { zca, config } = state;
  const ofConfig = configCondition(config, facts);
  if (ofConfig !== undefined) return ofConfig;
  if (!account.enabled.value) return 'disabled';
  if (!config.release.capabilities.drivesZca) return ownCondition(state, account);
  const isLive = facts.listener.status === 'live';
  if (zca.status === 'missing' && !isLive) return 'no-zca';
  const session = sessionCondition(facts);
  // A listener that hears is the better witness when a check failed for reasons of its own.
  const own =
    session === undefined || (session === 'check-failed' && isLive) ? listenerCondition(facts) : session;
  return gatewayCondition(listening, own);
};

const marks: Readonly<Record<AccountCondition, Mark>> = {
  'config-broken': 'needs-you',
  'config-missing': 'needs-you',
  disabled: 'off',
  'no-zca': 'needs-you',
  'not-checked': 'busy',
  checking: 'busy',
  'login-needed': 'needs-you',
  'session-ended': 'needs-you',
  'check-failed': 'failed',
  blocked: 'failed',
  elsewhere: 'off',
  deaf: 'failed',
  doubled: 'failed',
  gateway: 'ok',
  connecting: 'busy',
  reconnecting: 'busy',
  retrying: 'busy',
  connected: 'ok',
  stopped: 'off',
  'no-gateway': 'needs-you',
  recovering: 'busy',
  'account-stopped': 'needs-you',
};

export const markOf = (condition: AccountCondition): Mark => marks[condition];
