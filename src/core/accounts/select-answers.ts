// Whether the enabled accounts are logged in, as far as anybody says.

import { gatewaySession } from '../gateway/select-session.ts';
import { initialFacts } from '../initial-state.ts';
import type { SessionProblem } from '../model/account.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';

/** What is known of one account. `failed`: it could not be asked, which says nothing of the session (the zca contract). */
export type SessionAnswer = { readonly accountId: AccountId } & (
  | { readonly status: 'in' | 'out' | 'unknown' }
  | ({ readonly status: 'failed' } & Omit<SessionProblem, 'code'>)
);

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
