// How an account does, in one word: config, session, the gateway's listener and the console's own, in this order.

import type { ConfigView } from '../config/config-view.ts';
import { type AccountListening, isGatewayRunning } from '../gateway/select-listening.ts';
import { gatewaySession } from '../gateway/select-report.ts';
import type { ListenerState } from '../listener/model.ts';
import type { Account } from '../model/account.ts';
import type { ReportedAccount } from '../model/gateway-report.ts';
import type { ErrorCode } from '../shared/error-view.ts';
import { ownOr } from '../shared/own.ts';
import { isKnown } from '../shared/remote.ts';
import type { AccountFacts, ConsoleState } from '../state.ts';
import type { statusSentences as words } from './words.ts';

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

/** What stands in the way of this console alone, where the gateway has sessions of its own. */
const ownTroubles: ReadonlySet<AccountCondition> = new Set([
  'no-zca',
  'login-needed',
  'session-ended',
  'check-failed',
]);

const idle: ReadonlySet<AccountCondition> = new Set([
  ...ownTroubles,
  'stopped',
  'not-checked',
  'checking',
  'elsewhere',
]);

/** One with sessions of its own is no process to be seen: it says itself that it listens. */
const reportedCondition = (
  state: ConsoleState,
  { id }: Account,
  ownCondition: AccountCondition,
): AccountCondition => {
  if (state.config.release.capabilities.drivesZca || !idle.has(ownCondition) || !isGatewayRunning(state))
    return ownCondition;
  const reported = isKnown(state.gatewayReport)
    ? ownOr<ReportedAccount | undefined>(state.gatewayReport.value, id, undefined)
    : undefined;
  return reported?.isRunning === true && gatewaySession(state, id) !== false ? 'gateway' : ownCondition;
};

/** Does the condition say something of this console, and nothing of whether the gateway answers? */
export const isOfConsoleOnly = (state: ConsoleState, { id }: Account, condition: AccountCondition): boolean =>
  ownTroubles.has(condition) &&
  !state.config.release.capabilities.drivesZca &&
  gatewaySession(state, id) !== false;

/** Was a connection lost that is made again at once? Real accounts lose theirs every minute for hours: not worth a word each time. */
export const isMending = (listener: ListenerState): boolean =>
  listener.status === 'reconnecting' || (listener.status === 'connecting' && listener.isAgain === true);

/** The condition of an account. */
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
  const isLive = facts.listener.status === 'live';
  if (zca.status === 'missing' && !isLive) return reportedCondition(state, account, 'no-zca');
  const session = sessionCondition(facts);
  // A listener that hears is the better witness when a check failed for reasons of its own.
  const own =
    session === undefined || (session === 'check-failed' && isLive) ? listenerCondition(facts) : session;
  return reportedCondition(state, account, gatewayCondition(listening, own));
};

/** The sign of each condition, as far as it is about the account. */
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
};

/** The sign of a condition. */
export const markOf = (state: ConsoleState, account: Account, condition: AccountCondition): Mark =>
  isOfConsoleOnly(state, account, condition) ? 'off' : marks[condition];
