// Where the gateway and what we see disagree. The gateway shows `running` for a listener that is dead, and for a session that has ended
// (the OpenClaw contract, section 5).

import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { ReportedAccount } from '../model/gateway-report.ts';
import type { OpenClawTask } from '../model/programs.ts';
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
const reportsSession = (
  { config }: Pick<ConsoleState, 'config'>,
  claim: ReportedAccount | undefined,
): boolean | undefined => {
  if (config.release.capabilities.configuredMeansLoggedIn) return claim?.isLinked ?? claim?.isConfigured;
  return claim?.isLinked;
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
export type ClaimAnswer =
  | { readonly status: 'claimed'; readonly claim: ReportedAccount }
  | { readonly status: 'unasked' | 'no-program' | 'unreachable' | 'unknown-account' }
  | { readonly status: 'failed'; readonly error: ErrorView | undefined };

/** The gateway's answer about an account. Only `openclaw` can ask it: without one nobody will. */
export const reportedAnswerOf = (
  { gatewayReport, openclaw }: Pick<ConsoleState, 'gatewayReport' | 'openclaw'>,
  accountId: AccountId,
): ClaimAnswer => {
  const { status, error, value } = gatewayReport;
  if (status === 'failed')
    return error?.code === 'gateway-down' ? { status: 'unreachable' } : { status: 'failed', error };
  if (!isKnown(gatewayReport)) return { status: openclaw.status === 'missing' ? 'no-program' : 'unasked' };
  const claim = ownOr<ReportedAccount | undefined>(value, accountId, undefined);
  return claim === undefined ? { status: 'unknown-account' } : { status: 'claimed', claim };
};

// The gateway's own reason (`lastError`) decides what to do about it. Pure.

/** What the gateway says where it cannot start zca (2026.2: `zca CLI not found in PATH`; its commands: a missing dependency; Node: ENOENT). */
const lacksZca = /\bzca(?: CLI)?[`'"]? not found in PATH|missing dependency:.*\bzca\b|\bspawn zca ENOENT\b/iu;

/** Does the gateway say that it finds no zca? */
const isWithoutZca = (lastError: string | undefined): boolean =>
  lastError !== undefined && lacksZca.test(lastError);

const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')));

type Remedy = Pick<Finding, 'cure' | 'cureTask'>;

/**
 * What makes the gateway find zca. A restart alone helps only where the folder of zca is in its PATH by now; that is the PATH it was started
 * with, and is shown where the system tells (Linux, processes of our own user).
 */
const zcaRemedy = ({ zca, listening }: Pick<ConsoleState, 'zca' | 'listening'>): Remedy => {
  const folders = listening.gateways.length === 1 ? listening.gateways[0]?.searchPath : undefined;
  if (zca.status !== 'found' || !zca.path.startsWith('/'))
    return { cure: words.zcaNowhere(folders?.map((one) => sanitizeLine(one))) };
  if (zca.by === 'own') return { cure: words.zcaOwn(folders?.map((one) => sanitizeLine(one))) };
  const folder = folderOf(zca.path);
  if (!zca.path.endsWith('/zca'))
    return {
      cure: words.zcaOtherName(
        sanitizeLine(zca.path),
        folders?.map((one) => sanitizeLine(one)),
      ),
    };
  if (folders === undefined) return { cure: words.zcaPathUnseen(sanitizeLine(folder)) };
  if (folders.includes(folder))
    return { cure: words.zcaFoundByNow(sanitizeLine(folder)), cureTask: { type: 'restart-gateway' } };
  return {
    cure: words.zcaNotInPath(
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
  readonly claim: ReportedAccount;
  readonly facts: AccountFacts;
  readonly askedAtMs: number;
  readonly isCurrent: boolean;
  readonly drivesZca: boolean;
  /** What the gateway says of its own session. */
  readonly isLinked: boolean | undefined;
  readonly lastHeardAtMs: number | undefined;
  /** What makes the gateway find zca. */
  readonly zcaRemedy: Pick<Finding, 'cure' | 'cureTask'>;
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
const withoutZca: Rule = ({ account, claim, drivesZca, zcaRemedy: remedy }) =>
  drivesZca && claim.isEnabled !== false && isWithoutZca(claim.lastError)
    ? { code: 'gateway-lacks-zca', severity: 'problem', sentence: words.lacksZca(account.id), ...remedy }
    : undefined;

const notStarted: Rule = (subject) => {
  const { account, claim } = subject;
  if (withoutZca(subject) !== undefined) return undefined;
  if (claim.isRunning !== false || claim.isEnabled === false) return undefined;
  const isLoggedIn = subject.drivesZca ? sessionOf(subject) === 'in' : subject.isLinked === true;
  if (!isLoggedIn) return undefined;
  return {
    code: 'gateway-not-started',
    severity: 'problem',
    sentence: words.notStarted(account.id, claim.lastError),
    cure: words.restartCure,
    cureTask: restart,
  };
};

const loggedOut: Rule = (subject) =>
  sessionOf(subject) === 'out' && subject.claim.isRunning === true
    ? {
        code: 'gateway-claims-session',
        severity: 'problem',
        sentence: words.loggedOut(subject.account.id),
        cure: words.loginCure,
      }
    : undefined;

/** One with sessions of its own knows by itself that nobody is logged in. */
const unlinked: Rule = ({ account, isLinked, drivesZca }) =>
  !drivesZca && isLinked === false
    ? {
        code: 'gateway-not-linked',
        severity: 'problem',
        sentence: words.notLinked(account.id),
        cure: words.gatewayLoginCure,
      }
    : undefined;

const missedMessage: Rule = ({ account, claim, askedAtMs, lastHeardAtMs }) => {
  if (claim.isRunning !== true || lastHeardAtMs === undefined || lastHeardAtMs > askedAtMs - 10_000)
    return undefined;
  if (lastHeardAtMs - (claim.lastInboundAtMs ?? 0) < missedAfterMs) return undefined;
  const { missedMessage: sentence, missedMessageCure: cure } = words;
  return {
    code: 'gateway-missed-message',
    severity: 'problem',
    sentence: sentence(account.id),
    cure,
    cureTask: restart,
  };
};

const displaced: Rule = ({ account, claim, facts, drivesZca }) =>
  drivesZca && claim.isRunning === true && facts.listener.status === 'live'
    ? {
        code: 'gateway-displaced',
        severity: 'warning',
        sentence: words.displaced(account.id),
        cure: words.displacedCure,
        cureTask: restart,
      }
    : undefined;

const otherUser: Rule = ({ account, claim, facts: { self }, drivesZca }) =>
  drivesZca && claim.userId !== undefined && self !== undefined && String(self.id) !== claim.userId
    ? {
        code: 'gateway-other-user',
        severity: 'problem',
        sentence: words.otherUser(account.id, claim.displayName ?? claim.userId, self.name),
        cure: words.otherUserCure,
      }
    : undefined;

const oldPolicy: Rule = ({ account, claim, isCurrent }) =>
  isCurrent && claim.dmPolicy !== undefined && claim.dmPolicy !== account.dmPolicy.value
    ? {
        code: 'gateway-old-policy',
        severity: 'warning',
        sentence: words.oldPolicy(account.id, claim.dmPolicy, account.dmPolicy.value),
        cure: words.oldConfigCure,
        cureTask: restart,
      }
    : undefined;

/** Said by the rules above in better words. */
const known = /^(?:disabled|not (?:configured|authenticated|linked))$|No saved Zalo session/u;

const reportsError: Rule = ({ account, claim: { lastError } }) =>
  lastError !== undefined && !known.test(lastError) && !isWithoutZca(lastError)
    ? {
        code: 'gateway-reports',
        severity: 'warning',
        sentence: words.reports(account.id, lastError),
        cure: words.logCure,
        cureTask: { type: 'follow-log' },
      }
    : undefined;

const rules: readonly Rule[] = [
  withoutZca,
  notStarted,
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
      const claim = Object.hasOwn(gatewayReport.value, account.id)
        ? gatewayReport.value[account.id]
        : undefined;
      if (claim === undefined) {
        const sentence = words.missing(account.id);
        return isCurrent
          ? [
              {
                code: 'gateway-misses-account',
                severity: 'problem',
                accountId: account.id,
                sentence,
                cure: words.oldConfigCure,
                cureTask: restart,
              },
            ]
          : [];
      }
      const subject: Case = {
        account,
        claim,
        facts: ownOr(facts, account.id, initialFacts),
        askedAtMs,
        isCurrent,
        drivesZca: config.release.capabilities.drivesZca,
        isLinked: reportsSession(state, claim),
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
          cure: words.silentCure,
          cureTask: { type: 'gateway-status' },
        },
      ]
    : [];

/** Nothing is offered that needs a program which is not there. */
const withoutProgram = (finding: Finding): Finding => {
  const { cureTask, ...rest } = finding;
  if (finding.code === 'gateway-not-linked') return { ...rest, cure: words.gatewayLoginByHand };
  if (cureTask === undefined) return finding;
  const { type } = cureTask;
  return type === 'restart-gateway' || type === 'gateway-status' || type === 'follow-log'
    ? { ...rest, cure: words.byHand[type] }
    : rest;
};

/** What the gateway says against what is seen: each disagreement with its cure. */
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
