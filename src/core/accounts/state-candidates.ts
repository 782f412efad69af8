import { initialFacts } from '../initial-state.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import { ownOr, withOwn } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';

const without = <Value>(record: Readonly<Record<AccountId, Value>>, key: AccountId): Readonly<Record<AccountId, Value>> => {
  if (!Object.hasOwn(record, key)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
};

/** Whether the event changes what zca is called with for the account: not while the config says. */
export const isOtherProfile = ({ config, candidates }: ConsoleState, accountId: AccountId, profile: ProfileName): boolean =>
  config.accounts.every(({ id }) => id !== accountId) && ownOr<ProfileName | undefined>(candidates, accountId, undefined) !== profile;

/** An account is considered with a profile. What was learnt through another profile was about somebody else. */
export const considerAccount = (state: ConsoleState, accountId: AccountId, profile: ProfileName): Partial<ConsoleState> => {
  if (ownOr<ProfileName | undefined>(state.candidates, accountId, undefined) === profile) return {};
  const candidates = withOwn(state.candidates, accountId, profile);
  if (!isOtherProfile(state, accountId, profile)) return { candidates };
  const { listener, counts } = ownOr(state.facts, accountId, initialFacts);
  return {
    candidates,
    // A listener of an account that has gone from the config may be at its end still.
    facts: Object.hasOwn(state.facts, accountId) ? withOwn(state.facts, accountId, { ...initialFacts, listener, counts }) : state.facts,
    directory: without(state.directory, accountId),
  };
};
