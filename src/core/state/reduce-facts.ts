import type { SessionStatus } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import { initialFacts } from './initial-state.ts';
import { ownOr, withOwn } from './own.ts';
import type { AccountFacts, ConsoleState } from './state.ts';

/** Changes the facts of one account, made on demand: events of accounts the config no longer names do no harm. */
export const changeFacts = (
  facts: ConsoleState['facts'],
  accountId: AccountId,
  change: (facts: AccountFacts) => AccountFacts,
): ConsoleState['facts'] => {
  const before = ownOr(facts, accountId, initialFacts);
  const after = change(before);
  return after === before ? facts : withOwn(facts, accountId, after);
};

/** A check that has begun does not wipe out what the last one found: rows would flicker and jump. */
export const checkSession = (facts: AccountFacts, session: SessionStatus): AccountFacts => {
  if (session.status === 'checking' && facts.session.status !== 'unknown') return { ...facts, isChecking: true };
  const { isChecking: _, ...rest } = facts;
  return { ...rest, session };
};
