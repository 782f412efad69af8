// The status screen: how each account does and what the operator does next about it.
import { statusSentences as words } from '../catalogue/status.ts';
import type { ErrorCode } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../model/ids.ts';
import { initialFacts } from './initial-state.ts';
import { memoizeOn } from './memo.ts';
import { ownOr } from './own.ts';
import { findings } from './selectors-findings.ts';
import type { AccountFacts, ConfigView, ConsoleState } from './state.ts';

/** How an account does, in one word; its words are `sentences.status.state[…]`. */
export type AccountCondition = keyof typeof words.state;

/** The sign of a condition: connected, under way, needs the operator, failed, off. */
export type Mark = 'ok' | 'busy' | 'needs-you' | 'failed' | 'off';

/** What an action would do next about an account. */
export type NextAction = 'log-in' | 'start-listener' | 'probe' | 'install-zca';

/** The next step in words, and the action that takes it. */
export interface NextStep {
  readonly action: NextAction;
  readonly sentence: string;
}

/** An account as a row shows it. */
export interface AccountRow {
  readonly id: AccountId;
  readonly account: Account;
  readonly facts: AccountFacts;
  /** Who it is on Zalo, once asked. */
  readonly name?: string;
  readonly condition: AccountCondition;
  readonly mark: Mark;
  /** False while no config could be read: the policies of `account` are then built-in defaults and say nothing about the gateway. */
  readonly isPolicyKnown: boolean;
  /** True while a check runs, whatever the condition. */
  readonly isChecking: boolean;
  /** The operator must do something before it works. */
  readonly needsAttention: boolean;
  readonly nextStep?: NextStep;
  /** Why it failed or is blocked, in words. */
  readonly problem?: { readonly sentence: string; readonly hint?: string };
  /** When it was last written to (epoch ms). */
  readonly lastMessageAtMs?: number;
  /** Findings about this account. */
  readonly findings: readonly Finding[];
}

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
const isPolicyKnown = ({ status, hasSection }: ConfigView): boolean => status === 'ready' || (status === 'broken' && hasSection);

/** Without a config the account is merely implied, which comes before all else about it, unless its listener is at work. */
const configCondition = (config: ConfigView, { listener }: AccountFacts): AccountCondition | undefined => {
  if (isPolicyKnown(config) || (listener.status !== 'stopped' && listener.status !== 'blocked')) return undefined;
  if (config.status === 'missing') return 'config-missing';
  return config.status === 'broken' ? 'config-broken' : undefined;
};

const conditionOf = ({ zca, config }: ConsoleState, account: Account, facts: AccountFacts): AccountCondition => {
  const ofConfig = configCondition(config, facts);
  if (ofConfig !== undefined) return ofConfig;
  if (!account.enabled.value) return 'disabled';
  const isLive = facts.listener.status === 'live';
  if (zca.status === 'missing' && !isLive) return 'no-zca';
  const session = sessionCondition(facts);
  // A listener that hears is the better witness when a check failed for reasons of its own.
  return session === undefined || (session === 'check-failed' && isLive) ? listenerCondition(facts) : session;
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
  connecting: 'busy',
  reconnecting: 'busy',
  retrying: 'busy',
  connected: 'ok',
  stopped: 'off',
};

const nextSteps: Readonly<Partial<Record<AccountCondition, NextStep>>> = {
  'no-zca': { action: 'install-zca', sentence: words.next.installZca },
  'not-checked': { action: 'probe', sentence: words.next.probe },
  'login-needed': { action: 'log-in', sentence: words.next.logIn },
  'session-ended': { action: 'log-in', sentence: words.next.logInAgain },
  'check-failed': { action: 'probe', sentence: words.next.probe },
  blocked: { action: 'start-listener', sentence: words.next.restartListener },
  stopped: { action: 'start-listener', sentence: words.next.startListener },
};

const problemOf = ({ session, listener }: AccountFacts, condition: AccountCondition): AccountRow['problem'] => {
  if (condition === 'config-broken' || condition === 'config-missing') return words.problem[condition];
  const failure = condition === 'check-failed' && session.status === 'failed' ? session : undefined;
  const found = failure ?? (listener.status === 'blocked' && condition !== 'stopped' ? listener.error : undefined);
  return found && { sentence: found.sentence, ...(found.hint === undefined ? {} : { hint: found.hint }) };
};

const nameFrom = ({ self, session }: AccountFacts): string | undefined =>
  self?.name ?? (session.status === 'logged-in' ? session.displayName : undefined);

const rowOf = (state: ConsoleState, account: Account): AccountRow => {
  const facts = ownOr(state.facts, account.id, initialFacts);
  const condition = conditionOf(state, account, facts);
  const mark = marks[condition];
  const name = nameFrom(facts);
  const problem = problemOf(facts, condition);
  const nextStep = nextSteps[condition];
  const lastMessageAtMs = state.feed.lastMessageAtMs[account.id];
  return {
    id: account.id,
    account,
    facts,
    ...(name === undefined ? {} : { name }),
    condition,
    mark,
    isPolicyKnown: isPolicyKnown(state.config),
    isChecking: facts.isChecking === true || facts.session.status === 'checking',
    needsAttention: mark === 'needs-you' || mark === 'failed',
    ...(nextStep && { nextStep }),
    ...(problem && { problem }),
    ...(typeof lastMessageAtMs === 'number' && { lastMessageAtMs }),
    findings: findings(state, account.id),
  };
};

/** Accounts in the order of the config. */
export const rowsInConfigOrder = memoizeOn(
  (state: ConsoleState) => [state.config, state.facts, state.zca, state.feed.lastMessageAtMs, findings(state)],
  (state): readonly AccountRow[] => state.config.accounts.map((account) => rowOf(state, account)),
);

const urgency = ({ needsAttention, condition }: AccountRow): number => (needsAttention ? 0 : condition === 'disabled' ? 2 : 1);

/** Accounts as the status screen lists them: needs attention first, disabled last, else as the config lists them. */
export const accountRows: (state: ConsoleState) => readonly AccountRow[] = memoizeOn(
  (state: ConsoleState) => [rowsInConfigOrder(state)],
  (state) => rowsInConfigOrder(state).toSorted((a, b) => urgency(a) - urgency(b)),
);

/** The row of one account; undefined if the config does not list it. */
export const accountRow = (state: ConsoleState, accountId: AccountId): AccountRow | undefined =>
  rowsInConfigOrder(state).find(({ id }) => id === accountId);

/** How an account does in words, with the time that is left where it waits: `retrying in 8s`. */
export const conditionWords = ({ condition, facts: { listener } }: AccountRow, nowMs: number): string =>
  condition === 'retrying' && listener.status === 'retrying' ? words.retryingIn(listener.nextAttemptAtMs - nowMs) : words.state[condition];

/** How many accounts wait for the operator: the badge of the status tab. */
export const attentionCount = (state: ConsoleState): number =>
  rowsInConfigOrder(state).filter(({ needsAttention }) => needsAttention).length;
