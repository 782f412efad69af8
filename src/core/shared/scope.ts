import type { AccountId } from './ids.ts';

/** Which account a view shows. */
export type Scope = AccountId | 'all';

/** Does something of `accountId` belong in the view? */
export const isInScope = (scope: Scope, accountId: AccountId): boolean =>
  scope === 'all' || scope === accountId;
