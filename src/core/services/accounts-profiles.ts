// Which zca profile an account is called with.
import { changeErrors } from '../catalogue/change.ts';
import { statusSentences as words } from '../catalogue/status.ts';
import { AppError } from '../errors.ts';
import { type AccountId, type ProfileName, profileName } from '../model/ids.ts';
import { isAccountId } from '../openclaw/config/change/edits-of-accounts.ts';
import type { ConsoleState } from '../state/state.ts';

/** Looks profiles up in the config as it is now. */
export interface Profiles {
  /** @throws AppError `not-found` for an account the config does not list */
  readonly of: (accountId: AccountId) => ProfileName;
  /**
   * As `of`, but for an account that is not in the config yet the profile of its name, as the gateway would call it.
   * @throws AppError if that cannot be the name of an account
   */
  readonly forLogin: (accountId: AccountId) => ProfileName;
  /** As `of`, but for an account that has gone from the config the profile it had: what runs for it must still be ended. */
  readonly lastOf: (accountId: AccountId) => ProfileName;
}

/** Remembers every profile it gave. */
export const createProfiles = (getState: () => ConsoleState): Profiles => {
  const last = new Map<AccountId, ProfileName>();
  const listed = (accountId: AccountId): ProfileName | undefined => {
    const profile = getState().config.accounts.find(({ id }) => id === accountId)?.profile.value;
    if (profile !== undefined) last.set(accountId, profile);
    return profile;
  };
  return {
    of: (accountId) => {
      const profile = listed(accountId);
      if (profile === undefined) throw new AppError(words.accountUnknownError(accountId));
      return profile;
    },
    forLogin: (accountId) => {
      const profile = listed(accountId);
      if (profile === undefined && !isAccountId(accountId)) throw new AppError(changeErrors.accountIdBad(accountId));
      return profile ?? profileName(accountId);
    },
    lastOf: (accountId) => listed(accountId) ?? last.get(accountId) ?? profileName(accountId),
  };
};
