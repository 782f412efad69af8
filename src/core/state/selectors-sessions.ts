// Where a session does not fit what the config says of its account.
import { housekeepingSentences as words } from '../catalogue/housekeeping.ts';
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import { initialFacts } from './initial-state.ts';
import { memoizeOn } from './memo.ts';
import { ownOr } from './own.ts';
import { claimFindings } from './selectors-claims.ts';
import type { ConsoleState } from './state.ts';

/** Enabled, and nobody is logged in. What zca says of sessions is about 226: later gateways have their own, and say so themselves. */
const loggedOut = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { session } = ownOr(state.facts, account.id, initialFacts);
  const isOut = session.status === 'logged-out' || session.status === 'no-profile' || session.status === 'ended';
  if (!isOut || state.config.generation !== '226') return [];
  // The gateway that claims the opposite says it better.
  if (claimFindings(state).some(({ code, accountId }) => code === 'gateway-claims-session' && accountId === account.id)) return [];
  return [
    {
      code: 'account-logged-out',
      severity: 'problem',
      accountId: account.id,
      sentence: session.status === 'ended' ? words.sessionEnded(account.id) : words.loggedOut(account.id),
      cure: words.loggedOutCure(account.id),
    },
  ];
};

const hasSession = ({ facts, housekeeping, claims, config }: ConsoleState, { id, profile }: Account): boolean => {
  const { session } = ownOr(facts, id, initialFacts);
  if (config.generation === '96') return Object.hasOwn(claims.accounts, id) && claims.accounts[id]?.isLinked === true;
  if (session.status === 'logged-in') return true;
  // A look in this session that found none is newer than any file.
  return housekeeping.sessions.includes(profile.value) && session.status !== 'logged-out' && session.status !== 'no-profile';
};

/** Disabled by itself, and logged in: nobody uses the session. One that an enabled account shares is used. */
const unused = (state: ConsoleState, account: Account): readonly Finding[] => {
  const { accounts, channelEnabled } = state.config;
  const isShared = accounts.some(({ enabled, profile }) => enabled.value && profile.value === account.profile.value);
  if (!channelEnabled || isShared || !hasSession(state, account)) return [];
  const { disabledLoggedIn: sentence, disabledLoggedInCure: cure } = words;
  return [{ code: 'disabled-logged-in', severity: 'note', accountId: account.id, sentence: sentence(account.id), cure }];
};

/** Accounts that are logged in but disabled, or enabled but logged out. */
export const sessionFindings: (state: ConsoleState) => readonly Finding[] = memoizeOn(
  (state: ConsoleState) => [state.config, state.facts, state.housekeeping.sessions, state.claims, claimFindings(state)],
  (state): readonly Finding[] => {
    const { status, channelEnabled, accounts } = state.config;
    // Without a config, or with the channel off, no account is meant to run.
    if (status !== 'ready' || !channelEnabled) return [];
    return accounts.flatMap((account) => (account.enabled.value ? loggedOut(state, account) : unused(state, account)));
  },
);
