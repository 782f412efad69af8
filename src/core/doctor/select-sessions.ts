// Where a session does not fit what the config says of its account.

import { sessionAnswers } from '../accounts/select-answers.ts';
import { gatewaySession, reportFindings } from '../gateway/select-report.ts';
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import type { Hint } from '../shared/remedy.ts';
import { type ConsoleState, initialFacts } from '../state.ts';
import { checklistSentences, filePermissionSentences as words } from './words.ts';

/** Enabled, and nobody is logged in. What zca says of sessions is about gateways that drive it: others have their own, and say so themselves. */
const loggedOut = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { session } = ownOr(state.facts, account.id, initialFacts);
  const isOut =
    session.status === 'logged-out' || session.status === 'no-profile' || session.status === 'ended';
  if (!isOut || !state.config.release.capabilities.drivesZca) return [];
  // The gateway that claims the opposite says it better.
  if (
    reportFindings(state).some(
      ({ code, accountId }) => code === 'gateway-claims-session' && accountId === account.id,
    )
  )
    return [];
  return [
    {
      code: 'account-logged-out',
      severity: 'problem',
      accountId: account.id,
      detail: session.detail,
      sentence: session.status === 'ended' ? words.sessionEnded(account.id) : words.loggedOut(account.id),
      fix: [
        { action: 'log-in', accountId: account.id },
        { action: 'restart-gateway', when: 'then', hasProgram: state.openclaw.status !== 'missing' },
      ],
    },
  ];
};

const hasSession = (state: ConsoleState, { id, profile }: Account): boolean => {
  const { facts, filePermissions, config } = state;
  const { session } = ownOr(facts, id, initialFacts);
  if (!config.release.capabilities.drivesZca) return gatewaySession(state, id) === true;
  if (session.status === 'logged-in') return true;
  // What zca said is newer than any file, and not every zca keeps its sessions where we look. Only where it was not asked, or asked in vain, the
  // file says it.
  const isOpen = session.status === 'unknown' || session.status === 'checking' || session.status === 'failed';
  return isOpen && filePermissions.sessions.includes(profile.value);
};

/** Disabled by itself, and logged in: nobody uses the session. One that an enabled account shares is used. */
const unused = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { accounts, channelEnabled } = state.config;
  const isShared = accounts.some(
    ({ enabled, profile }) => enabled.value && profile.value === account.profile.value,
  );
  if (!channelEnabled || isShared || !hasSession(state, account)) return [];
  const fix: Hint = [{ action: 'enable-or-log-out', profile: account.profile.value }, words.keyThatLiesAbout];
  return [
    {
      code: 'disabled-logged-in',
      severity: 'note',
      accountId: account.id,
      sentence: words.disabledLoggedIn(account.id),
      fix,
    },
  ];
};

/** Could not be asked, beside others that could: where none could, the line of the checklist says so once. */
const unchecked = (state: ConsoleState): readonly Finding[] => {
  const answers = sessionAnswers(state);
  if (!answers.some(({ status }) => status === 'in')) return [];
  return answers.flatMap((answer): readonly Finding[] => {
    if (answer.status !== 'failed') return [];
    const { accountId, sentence, hint, detail } = answer;
    return [
      {
        code: 'account-unchecked',
        severity: 'warning',
        accountId,
        sentence: checklistSentences.loginFailed([accountId], sentence),
        fix: hint,
        detail,
      },
    ];
  });
};

/** Accounts that are logged in but disabled, enabled but logged out, or that could not be asked. */
export const sessionFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [
    state.config,
    state.facts,
    state.filePermissions.sessions,
    state.gatewayReport,
    state.openclaw.status,
    reportFindings(state),
  ],
  (state): readonly Finding[] => {
    const { status, channelEnabled, accounts } = state.config;
    // Without a config, or with the channel off, no account is meant to run.
    if (status !== 'ready' || !channelEnabled) return [];
    return [
      ...accounts.flatMap((account) =>
        account.enabled.value ? loggedOut(state, account) : unused(state, account),
      ),
      ...unchecked(state),
    ];
  },
);
