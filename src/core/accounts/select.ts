// The status screen: how each account does and what the operator does next about it.

import { findings } from '../findings.ts';
import { connectionBadge } from '../gateway/select-connection.ts';
import { type AccountListening, isGatewayHidden, listeningOf } from '../gateway/select-listening.ts';
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportedAccount } from '../model/programs.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { type AccountId, isInScope, type Scope } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { type AccountFacts, type ConsoleState, initialFacts } from '../state.ts';
import { type AccountCondition, conditionOf, isPolicyKnown, type Mark, markOf } from './select-condition.ts';
import { statusSentences as words } from './words.ts';

// The header: one line on the account in view, and on what stands behind it.

export interface HeaderSummary {
  /** The account in view, or how many there are. */
  readonly account: string;
  readonly name?: string;
  readonly mark: Mark;
  readonly words: string;
  readonly gateway: string;
  /** Problems and warnings about what is in view; absent if there is none. */
  readonly findings?: { readonly count: number; readonly hasProblem: boolean; readonly words: string };
  /** Of the gateway that runs, else of the program; absent if nobody said so. */
  readonly openclawVersion?: string;
  /** It is newer than the newest this console knows. */
  readonly isOpenclawNewer: boolean;
}

const countOf = (state: ConsoleState, scope: Scope): Pick<HeaderSummary, 'findings'> => {
  const found = findings(state).filter(
    ({ severity, accountId }) =>
      severity !== 'note' && (accountId === undefined || isInScope(scope, accountId)),
  );
  const hasProblem = found.some(({ severity }) => severity === 'problem');
  return found.length === 0
    ? {}
    : { findings: { count: found.length, hasProblem, words: words.findings(found.length) } };
};

const worst: readonly Mark[] = ['failed', 'needs-you', 'busy', 'ok', 'off'];

/** How many are listened to; a gateway that is deaf or doubled comes before that. */
const summaryOf = (enabled: readonly AccountRow[]): string => {
  const faulty = enabled.flatMap(({ id, condition }) =>
    condition === 'deaf' || condition === 'doubled' ? [{ id, condition }] : [],
  );
  const [first] = faulty;
  if (first !== undefined)
    return faulty.length === 1 ? words.faultyOne(first.id, first.condition) : words.faulty(faulty.length);
  const connected = enabled.filter(
    ({ condition }) => condition === 'connected' || condition === 'gateway',
  ).length;
  return enabled.length === 0 ? words.noAccounts : words.accountsConnected(connected, enabled.length);
};

/** The header for one account, or for all: then the worst mark of the enabled ones and how many are connected. */
export const headerSummary = (state: ConsoleState, scope: Scope, nowMs: number): HeaderSummary => {
  const { config, gateway } = state;
  const { version, isNewerThanKnown } = config.release;
  const isHidden = isGatewayHidden(state);
  const rest = {
    gateway: connectionBadge(state) ?? words.gateway[isHidden ? 'hidden' : gateway.status],
    isOpenclawNewer: isNewerThanKnown,
    openclawVersion: version,
    ...countOf(state, scope),
  };
  if (scope !== 'all') {
    const row = accountRow(state, scope);
    if (row === undefined) return { account: scope, mark: 'off', words: words.state['not-checked'], ...rest };
    return {
      account: row.id,
      name: row.name,
      mark: row.mark,
      words: conditionWords(row, nowMs),
      ...rest,
    };
  }
  const enabled = rowsInConfigOrder(state).filter(({ condition }) => condition !== 'disabled');
  const mark = worst.find((candidate) => enabled.some((row) => row.mark === candidate)) ?? 'off';
  return { account: words.allAccounts, mark, words: summaryOf(enabled), ...rest };
};

export type NextAction =
  | 'log-in'
  | 'start-listener'
  | 'stop-listener'
  | 'probe'
  | 'install-zca'
  | 'cure-gateway'
  | 'start-gateway'
  | 'start-account';

export interface NextStep {
  readonly action: NextAction;
  readonly sentence: string;
}

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
  /** What a gateway with sessions of its own says of it, once asked. */
  readonly reported?: ReportedAccount;
  readonly nextStep?: NextStep;
  /** Why it failed or is blocked, in words. */
  readonly problem?: Pick<ErrorView, 'sentence' | 'hint' | 'detail'>;
  /** What zca said of it, in its own words, where nobody is logged in. */
  readonly detail?: string;
  /** When it was last written to (epoch ms). */
  readonly lastMessageAtMs?: number;
  /** The live listeners on its profile, of whomever. */
  readonly listening: AccountListening;
  readonly findings: readonly Finding[];
}

const nextSteps: Readonly<Partial<Record<AccountCondition, NextStep>>> = {
  'no-zca': { action: 'install-zca', sentence: words.next.installZca },
  'not-checked': { action: 'probe', sentence: words.next.probe },
  'login-needed': { action: 'log-in', sentence: words.next.logIn },
  'session-ended': { action: 'log-in', sentence: words.next.logInAgain },
  'check-failed': { action: 'probe', sentence: words.next.probe },
  blocked: { action: 'start-listener', sentence: words.next.restartListener },
  stopped: { action: 'start-listener', sentence: words.next.startListener },
  deaf: { action: 'cure-gateway', sentence: words.next.fixDeaf },
  doubled: { action: 'cure-gateway', sentence: words.next.fixDoubled },
  'no-gateway': { action: 'start-gateway', sentence: words.next.startGateway },
  'account-stopped': { action: 'start-account', sentence: words.next.startAccount },
};

/** A gateway that is deaf because this console took its place needs no restart first. */
const nextStepOf = (condition: AccountCondition, { listener }: AccountFacts): NextStep | undefined =>
  condition === 'deaf' && listener.status !== 'stopped' && listener.status !== 'blocked'
    ? { action: 'stop-listener', sentence: words.next.stopListener }
    : nextSteps[condition];

const problemOf = (
  { config, gatewayReport }: ConsoleState,
  { session, listener }: AccountFacts,
  condition: AccountCondition,
): AccountRow['problem'] => {
  if (condition === 'config-broken' || condition === 'config-missing') return words.problem[condition];
  if (!config.release.capabilities.drivesZca)
    return condition === 'check-failed' ? gatewayReport.error : undefined;
  const failure = condition === 'check-failed' && session.status === 'failed' ? session : undefined;
  const found =
    failure ?? (listener.status === 'blocked' && condition !== 'stopped' ? listener.error : undefined);
  if (found === undefined) return undefined;
  const { sentence, hint, detail } = found;
  return {
    sentence,
    hint,
    detail,
  };
};

const detailOf = ({ session }: AccountFacts, condition: AccountCondition): string | undefined =>
  (condition === 'login-needed' || condition === 'session-ended') && 'detail' in session
    ? session.detail
    : undefined;

const nameFrom = ({ self, session }: AccountFacts): string | undefined =>
  self?.name ?? (session.status === 'logged-in' ? session.displayName : undefined);

const rowOf = (state: ConsoleState, account: Account): AccountRow => {
  const facts = ownOr(state.facts, account.id, initialFacts);
  const listening = listeningOf(state, account);
  const condition = conditionOf(state, account, facts, listening);
  const mark = markOf(condition);
  const { drivesZca } = state.config.release.capabilities;
  const reported = drivesZca ? undefined : state.gatewayReport.value[account.id];
  const name = drivesZca ? nameFrom(facts) : reported?.displayName;
  const problem = problemOf(state, facts, condition);
  const detail = drivesZca ? detailOf(facts, condition) : undefined;
  const nextStep = nextStepOf(condition, facts);
  const lastMessageAtMs = state.feed.lastMessageAtMs[account.id];
  return {
    id: account.id,
    account,
    facts,
    name,
    condition,
    mark,
    isPolicyKnown: isPolicyKnown(state.config),
    isChecking: drivesZca
      ? facts.isChecking === true || facts.session.status === 'checking'
      : state.gatewayReport.status === 'loading',
    needsAttention: mark === 'needs-you' || mark === 'failed',
    ...(reported && { reported }),
    ...(nextStep && { nextStep }),
    ...(problem && { problem }),
    ...(detail !== undefined && { detail }),
    ...(typeof lastMessageAtMs === 'number' && { lastMessageAtMs }),
    listening,
    findings: findings(state, account.id),
  };
};

/** Accounts in the order of the config. */
export const rowsInConfigOrder = memoizeOn(
  (state: ConsoleState) => [
    state.config,
    state.facts,
    state.zca,
    state.gatewayReport,
    state.feed.lastMessageAtMs,
    state.listening,
    state.gateway.status,
    findings(state),
  ],
  (state): readonly AccountRow[] => state.config.accounts.map((account) => rowOf(state, account)),
);

const urgency = ({ needsAttention, condition }: AccountRow): number =>
  needsAttention ? 0 : condition === 'disabled' ? 2 : 1;

/** Accounts as the status screen lists them: needs attention first, disabled last, else as the config lists them. */
export const accountRows: (state: ConsoleState) => readonly AccountRow[] = memoizeOn(
  (state: ConsoleState) => [rowsInConfigOrder(state)],
  (state) => rowsInConfigOrder(state).toSorted((a, b) => urgency(a) - urgency(b)),
);

/** The row of one account; undefined if the config does not list it. */
export const accountRow = (state: ConsoleState, accountId: AccountId): AccountRow | undefined =>
  rowsInConfigOrder(state).find(({ id }) => id === accountId);

/** How an account does in words, with the time that is left where it waits: `retrying in 8s`. */
export const conditionWords = (
  { condition, reported, facts: { listener } }: AccountRow,
  nowMs: number,
): string => {
  if (condition === 'retrying' && listener.status === 'retrying')
    return words.retryingIn(listener.nextAttemptAtMs - nowMs);
  const attempts = reported?.reconnectAttempts ?? 0;
  return condition === 'recovering' && attempts > 0
    ? words.recoveringAgain(attempts)
    : words.state[condition];
};

/** How many accounts wait for the operator: the badge of the status tab. */
export const attentionCount = (state: ConsoleState): number =>
  rowsInConfigOrder(state).filter(({ needsAttention }) => needsAttention).length;
