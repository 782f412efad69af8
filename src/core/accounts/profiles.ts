// Which zca profile an account is called with.

import { isAccountId, isProfileName } from '../config/plan/edits-of-accounts.ts';
import { changeErrors } from '../config/plan/words.ts';
import { AppError } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { type AccountId, type ProfileName, profileName } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';
import { statusSentences as words } from './words.ts';

/** Looks profiles up in the config as it is now, and among the accounts that are to come into it. */
export interface Profiles {
  /** @throws AppError `not-found` for an account the config does not list */
  readonly of: (accountId: AccountId) => ProfileName;
  /**
   * As `of`, but also for an account that is considered: what only reads from Zalo works for it.
   * @throws AppError `not-found` for any other
   */
  readonly known: (accountId: AccountId) => ProfileName;
  /**
   * As `known`, but for any other account the profile of its name, as the gateway would call it.
   * @throws AppError if that cannot be the name of an account
   */
  readonly forLogin: (accountId: AccountId) => ProfileName;
}

/** Why no account of that id with that profile can be put into the config; undefined where it can. */
export const candidateRefusal = (accountId: AccountId, profile: ProfileName): ErrorView | undefined => {
  if (!isAccountId(accountId)) return changeErrors.accountIdBad(accountId);
  return isProfileName(profile) ? undefined : changeErrors.profileBad(profile);
};

export const createProfiles = (getState: () => ConsoleState): Profiles => {
  const listed = (accountId: AccountId): ProfileName | undefined =>
    getState().config.accounts.find(({ id }) => id === accountId)?.profile.value;
  const known = (accountId: AccountId): ProfileName | undefined =>
    listed(accountId) ?? ownOr<ProfileName | undefined>(getState().candidates, accountId, undefined);
  const found = (accountId: AccountId, profile: ProfileName | undefined): ProfileName => {
    if (profile === undefined) throw new AppError(words.accountUnknownError(accountId));
    return profile;
  };
  return {
    of: (accountId) => found(accountId, listed(accountId)),
    known: (accountId) => found(accountId, known(accountId)),
    forLogin: (accountId) => {
      const profile = known(accountId);
      if (profile === undefined && !isAccountId(accountId))
        throw new AppError(changeErrors.accountIdBad(accountId));
      return profile ?? profileName(accountId);
    },
  };
};
