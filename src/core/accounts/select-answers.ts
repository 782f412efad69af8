// Whether the enabled accounts are logged in, as far as anybody says.

import { gatewaySession } from '../gateway/select-report.ts';
import type { SessionProblem } from '../model/account.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoizeOn } from '../shared/memo.ts';
import { ownOr } from '../shared/own.ts';
import { type ConsoleState, initialFacts } from '../state.ts';

// Who each account is on Zalo: mentions and quotes are of somebody.

const idsIn = ({ gatewayReport, facts, config }: ConsoleState): readonly (readonly [AccountId, string])[] =>
  config.accounts.flatMap(({ id }) => {
    // A gateway that talks to Zalo itself has a session of its own.
    const ofGateway = Object.hasOwn(gatewayReport.value, id) ? gatewayReport.value[id]?.userId : undefined;
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
