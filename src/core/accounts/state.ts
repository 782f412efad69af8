import { initialFacts } from '../initial-state.ts';
import type { LoginState } from '../login/model.ts';
import type { SessionStatus } from '../model/account.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import type { AccountFacts, ConsoleState } from '../state.ts';

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

const isOver = ({ status }: SessionStatus): boolean => status === 'logged-out' || status === 'no-profile' || status === 'ended';

/** A log-in that worked is no news any more once the session it made is known to be over. */
export const loginAfter = (login: LoginState, checked: { readonly accountId: AccountId; readonly session: SessionStatus }): LoginState =>
  login.status === 'logged-in' && login.accountId === checked.accountId && isOver(checked.session) ? { status: 'idle' } : login;
