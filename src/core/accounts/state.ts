import type { LoginState } from '../login/model.ts';
import type { SessionStatus } from '../model/account.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import { type AccountFacts, type ConsoleState, initialFacts } from '../state.ts';

const without = <Value>(
  record: Readonly<Record<AccountId, Value>>,
  key: AccountId,
): Readonly<Record<AccountId, Value>> => {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
};

/** Whether the event changes what zca is called with for the account: not while the config says. */
export const isOtherProfile = (
  { config, candidates }: ConsoleState,
  accountId: AccountId,
  profile: ProfileName,
): boolean =>
  config.accounts.every(({ id }) => id !== accountId) &&
  ownOr<ProfileName | undefined>(candidates, accountId, undefined) !== profile;

/** An account is considered with a profile. What was learnt through another profile was about somebody else. */
export const considerAccount = (
  state: ConsoleState,
  accountId: AccountId,
  profile: ProfileName,
): Partial<ConsoleState> => {
  if (ownOr<ProfileName | undefined>(state.candidates, accountId, undefined) === profile) return {};
  const candidates = withOwn(state.candidates, accountId, profile);
  if (!isOtherProfile(state, accountId, profile)) return { candidates };
  const { listener, counts } = ownOr(state.facts, accountId, initialFacts);
  return {
    candidates,
    // A listener of an account that has gone from the config may be at its end still.
    facts: Object.hasOwn(state.facts, accountId)
      ? withOwn(state.facts, accountId, { ...initialFacts, listener, counts })
      : state.facts,
    directory: without(state.directory, accountId),
  };
};

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
  if (session.status === 'checking' && facts.session.status !== 'unknown')
    return { ...facts, isChecking: true };
  const { isChecking: _, ...rest } = facts;
  return { ...rest, session };
};

const isOver = ({ status }: SessionStatus): boolean =>
  status === 'logged-out' || status === 'no-profile' || status === 'ended';

/** A log-in that worked is no news any more once the session it made is known to be over. */
export const loginAfter = (
  login: LoginState,
  checked: { readonly accountId: AccountId; readonly session: SessionStatus },
): LoginState =>
  login.status === 'logged-in' && login.accountId === checked.accountId && isOver(checked.session)
    ? { status: 'idle' }
    : login;
