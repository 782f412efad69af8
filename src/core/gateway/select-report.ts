// Where the gateway and what we see disagree. The gateway shows `running` for a listener that is dead, and for a session that has ended
// (the OpenClaw contract, section 5).

import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { OpenClawTask, ReportedAccount } from '../model/programs.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { isKnown } from '../shared/remote.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import { type AccountFacts, type ConsoleState, initialFacts } from '../state.ts';
import { reportSentences as words } from './words.ts';

// What the gateway says of an account, and whether it is logged in by itself, as far as it says so.

/** By its claim: `linked`, where it says that; else `configured`, where that means a session and nothing else. Undefined: not known. */
export const reportsSession = (
  { config }: Pick<ConsoleState, 'config'>,
  reported: ReportedAccount | undefined,
): boolean | undefined => {
  if (config.release.capabilities.configuredMeansLoggedIn)
    return reported?.isLinked ?? reported?.isConfigured;
  return reported?.isLinked;
};

/** Of a gateway with sessions of its own: is it logged in on the account? Undefined: not known, or it uses those of zca. */
export const gatewaySession = (
  state: Pick<ConsoleState, 'config' | 'gatewayReport'>,
  accountId: AccountId,
): boolean | undefined =>
  state.config.release.capabilities.drivesZca
    ? undefined
    : reportsSession(
        state,
        ownOr<ReportedAccount | undefined>(state.gatewayReport.value, accountId, undefined),
      );

/** What the gateway says of an account, or why it says nothing. What it claimed before it failed to answer does not count. */
export type ReportAnswer =
  | { readonly status: 'reported'; readonly reported: ReportedAccount }
  | { readonly status: 'unasked' | 'no-program' | 'unreachable' | 'unknown-account' }
  | { readonly status: 'failed'; readonly error: ErrorView | undefined };

/** The gateway's answer about an account. Only `openclaw` can ask it: without one nobody will. */
export const reportedAnswerOf = (
  { gatewayReport, openclaw }: Pick<ConsoleState, 'gatewayReport' | 'openclaw'>,
  accountId: AccountId,
): ReportAnswer => {
  const { status, error, value } = gatewayReport;
  if (status === 'failed')
    return error?.code === 'gateway-down' ? { status: 'unreachable' } : { status: 'failed', error };
  if (!isKnown(gatewayReport)) return { status: openclaw.status === 'missing' ? 'no-program' : 'unasked' };
  const reported = ownOr<ReportedAccount | undefined>(value, accountId, undefined);
  return reported === undefined ? { status: 'unknown-account' } : { status: 'reported', reported };
};

// The gateway's own reason (`lastError`) decides what to do about it. Pure.

/** What the gateway says where it cannot start zca (2026.2: `zca CLI not found in PATH`; its commands: a missing dependency; Node: ENOENT). */
const lacksZca = /\bzca(?: CLI)?[`'"]? not found in PATH|missing dependency:.*\bzca\b|\bspawn zca ENOENT\b/iu;

/** Does the gateway say that it finds no zca? */
const isWithoutZca = (lastError: string | undefined): boolean =>
  lastError !== undefined && lacksZca.test(lastError);

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

type Remedy = Pick<Finding, 'fix' | 'fixTask'>;

/**
 * What makes the gateway find zca. A restart alone helps only where the folder of zca is in its PATH by now; that is the PATH it was started
 * with, and is shown where the system tells (Linux, processes of our own user).
 */
const zcaRemedy = ({ zca, listening }: Pick<ConsoleState, 'zca' | 'listening'>): Remedy => {
  const folders = listening.gateways.length === 1 ? listening.gateways[0]?.searchPath : undefined;
  if (zca.status !== 'found' || !zca.path.startsWith('/'))
    return { fix: words.zcaNowhere(folders?.map((one) => sanitizeLine(one))) };
  if (zca.by === 'own') return { fix: words.zcaOwn(folders?.map((one) => sanitizeLine(one))) };
  const folder = folderOf(zca.path);
  if (!zca.path.endsWith('/zca'))
    return {
      fix: words.zcaOtherName(
        sanitizeLine(zca.path),
        folders?.map((one) => sanitizeLine(one)),
      ),
    };
  if (folders === undefined) return { fix: words.zcaPathUnseen(sanitizeLine(folder)) };
  if (folders.includes(folder))
    return { fix: words.zcaFoundByNow(sanitizeLine(folder)), fixTask: { type: 'restart-gateway' } };
  return {
    fix: words.zcaNotInPath(
      sanitizeLine(zca.path),
      sanitizeLine(folder),
      folders.map((one) => sanitizeLine(one)),
    ),
  };
};

/** A message this much younger than the last one the gateway says it has heard (ms) was not merely late. */
const missedAfterMs = 60_000;
/** A gateway has taken a config in by then (ms). */
const reloadMs = 5_000;

const restart: OpenClawTask = { type: 'restart-gateway' };

/** One account: what is claimed, what is seen, and whether the claim is about the config as it stands. */
interface Case {
  readonly account: Account;
  readonly reported: ReportedAccount;
  readonly facts: AccountFacts;
  readonly askedAtMs: number;
  readonly isCurrent: boolean;
  readonly drivesZca: boolean;
  /** What the gateway says of its own session. */
  readonly isLinked: boolean | undefined;
  readonly lastHeardAtMs: number | undefined;
  readonly zcaRemedy: Pick<Finding, 'fix' | 'fixTask'>;
}

type Rule = (subject: Case) => Omit<Finding, 'accountId'> | undefined;

const sessionOf = ({ facts, drivesZca, askedAtMs }: Case): 'in' | 'out' | undefined => {
  const { session } = facts;
  // One that does not drive zca has sessions of its own: what zca says is about others. A look at zca much older than the claim says nothing about it.
  if (!drivesZca || !('checkedAtMs' in session) || session.checkedAtMs < askedAtMs - 600_000)
    return undefined;
  if (session.status === 'logged-in') return 'in';
  return session.status === 'failed' ? undefined : 'out';
};

/** Restarted as it is, it would find none again. */
const withoutZca: Rule = ({ account, reported, drivesZca, zcaRemedy: remedy }) =>
  drivesZca && reported.isEnabled !== false && isWithoutZca(reported.lastError)
    ? { code: 'gateway-lacks-zca', severity: 'problem', sentence: words.lacksZca(account.id), ...remedy }
    : undefined;

const notStarted: Rule = (subject) => {
  const { account, reported } = subject;
  if (withoutZca(subject) !== undefined) return undefined;
  if (reported.isRunning !== false || reported.isEnabled === false) return undefined;
  if (!subject.drivesZca) return undefined;
  if (sessionOf(subject) !== 'in') return undefined;
  return {
    code: 'gateway-not-started',
    severity: 'problem',
    sentence: words.notStarted(account.id, reported.lastError),
    fix: words.restartFix,
    fixTask: restart,
  };
};

/** It is logged in, and stays down: after a session that had ended, or once it was stopped, a gateway starts it no more by itself. */
const staysDown: Rule = ({ account, reported, drivesZca, isLinked }) => {
  if (drivesZca || isLinked !== true || reported.isEnabled === false) return undefined;
  if (reported.isRunning !== false || reported.isRestartPending === true) return undefined;
  return {
    code: 'gateway-account-down',
    severity: 'problem',
    sentence: words.staysDown(account.id, reported.lastError),
    fix: { action: 'start-account', accountId: account.id },
  };
};

const loggedOut: Rule = (subject) =>
  sessionOf(subject) === 'out' && subject.reported.isRunning === true
    ? {
        code: 'gateway-claims-session',
        severity: 'problem',
        sentence: words.loggedOut(subject.account.id),
        fix: words.loginFix,
      }
    : undefined;

/** One with sessions of its own knows by itself that nobody is logged in. */
const unlinked: Rule = ({ account, isLinked, drivesZca }) =>
  !drivesZca && isLinked === false
    ? {
        code: 'gateway-not-linked',
        severity: 'problem',
        sentence: words.notLinked(account.id),
        fix: { action: 'log-in', accountId: account.id },
      }
    : undefined;

const missedMessage: Rule = ({ account, reported, askedAtMs, lastHeardAtMs }) => {
  if (reported.isRunning !== true || lastHeardAtMs === undefined || lastHeardAtMs > askedAtMs - 10_000)
    return undefined;
  if (lastHeardAtMs - (reported.lastInboundAtMs ?? 0) < missedAfterMs) return undefined;
  const { missedMessage: sentence, missedMessageFix: fix } = words;
  return {
    code: 'gateway-missed-message',
    severity: 'problem',
    sentence: sentence(account.id),
    fix,
    fixTask: restart,
  };
};

const displaced: Rule = ({ account, reported, facts, drivesZca }) =>
  drivesZca && reported.isRunning === true && facts.listener.status === 'live'
    ? {
        code: 'gateway-displaced',
        severity: 'warning',
        sentence: words.displaced(account.id),
        fix: words.displacedFix,
        fixTask: restart,
      }
    : undefined;

const otherUser: Rule = ({ account, reported, facts: { self }, drivesZca }) =>
  drivesZca && reported.userId !== undefined && self !== undefined && String(self.id) !== reported.userId
    ? {
        code: 'gateway-other-user',
        severity: 'problem',
        sentence: words.otherUser(account.id, reported.displayName ?? reported.userId, self.name),
        fix: words.otherUserFix,
      }
    : undefined;

const oldPolicy: Rule = ({ account, reported, isCurrent }) =>
  isCurrent && reported.dmPolicy !== undefined && reported.dmPolicy !== account.dmPolicy.value
    ? {
        code: 'gateway-old-policy',
        severity: 'warning',
        sentence: words.oldPolicy(account.id, reported.dmPolicy, account.dmPolicy.value),
        fix: words.oldConfigFix,
        fixTask: restart,
      }
    : undefined;

/** Said by the rules above in better words. */
const known = /^(?:disabled|not (?:configured|authenticated|linked))$|No saved Zalo session/u;

const reportsError: Rule = ({
  account,
  reported: { lastError, isRestartPending, isConnected },
  isLinked,
  drivesZca,
}) =>
  lastError !== undefined &&
  // What it mends by itself, has mended, or is told above, with what to do.
  (drivesZca || (isRestartPending !== true && isConnected !== true && isLinked === undefined)) &&
  !known.test(lastError) &&
  !isWithoutZca(lastError)
    ? {
        code: 'gateway-reports',
        severity: 'warning',
        sentence: words.reports(account.id, lastError),
        fix: words.logFix,
        fixTask: { type: 'follow-log' },
      }
    : undefined;

const rules: readonly Rule[] = [
  withoutZca,
  notStarted,
  staysDown,
  loggedOut,
  unlinked,
  otherUser,
  missedMessage,
  displaced,
  oldPolicy,
  reportsError,
];

const accountFindings = (state: ConsoleState, askedAtMs: number): readonly Finding[] => {
  const { config, gatewayReport, facts, feed } = state;
  const isCurrent = config.readAtMs === undefined || askedAtMs > config.readAtMs + reloadMs;
  return config.accounts
    .filter(({ enabled }) => enabled.value)
    .flatMap((account): readonly Finding[] => {
      const reported = Object.hasOwn(gatewayReport.value, account.id)
        ? gatewayReport.value[account.id]
        : undefined;
      if (reported === undefined) {
        const sentence = words.missing(account.id);
        return isCurrent
          ? [
              {
                code: 'gateway-misses-account',
                severity: 'problem',
                accountId: account.id,
                sentence,
                fix: words.oldConfigFix,
                fixTask: restart,
              },
            ]
          : [];
      }
      const subject: Case = {
        account,
        reported,
        facts: ownOr(facts, account.id, initialFacts),
        askedAtMs,
        isCurrent,
        drivesZca: config.release.capabilities.drivesZca,
        isLinked: reportsSession(state, reported),
        zcaRemedy: zcaRemedy(state),
        lastHeardAtMs: Object.hasOwn(feed.lastMessageAtMs, account.id)
          ? feed.lastMessageAtMs[account.id]
          : undefined,
      };
      return rules.flatMap((rule) => {
        const found = rule(subject);
        return found === undefined ? [] : [{ ...found, accountId: account.id }];
      });
    });
};

/** Something answers on the port, and yet the gateway does not. */
const silent = ({ gatewayReport, gateway }: ConsoleState): readonly Finding[] =>
  gateway.status === 'up' && gatewayReport.status === 'failed'
    ? [
        {
          code: 'gateway-silent',
          severity: 'problem',
          sentence: words.silent(gateway.port, gatewayReport.error?.detail ?? gatewayReport.error?.sentence),
          fix: words.silentFix,
          fixTask: { type: 'gateway-status' },
        },
      ]
    : [];

/** Nothing is offered that needs a program which is not there. */
const withoutProgram = (finding: Finding): Finding => {
  const { fixTask, ...rest } = finding;
  if (fixTask === undefined) return finding;
  const { type } = fixTask;
  return type === 'restart-gateway' || type === 'gateway-status' || type === 'follow-log'
    ? { ...rest, fix: words.byHand[type] }
    : rest;
};

/** What the gateway says against what is seen: each disagreement with its fix. */
export const reportFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [
    state.gatewayReport,
    state.gateway,
    state.config,
    state.facts,
    state.feed.lastMessageAtMs,
    state.zca,
    state.listening.gateways,
    state.openclaw.status,
  ],
  (state): readonly Finding[] => {
    const { gatewayReport, config, openclaw } = state;
    const isAnswered = config.channelEnabled && isKnown(gatewayReport);
    const found =
      isAnswered && gatewayReport.atMs !== undefined
        ? accountFindings(state, gatewayReport.atMs)
        : silent(state);
    return openclaw.status === 'missing' ? found.map(withoutProgram) : found;
  },
);
