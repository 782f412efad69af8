// What the gateway says of an account, and whether it is logged in by itself, as far as it says so.

import type { AccountClaim } from '../model/gateway-report.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { ownOr } from '../shared/own.ts';
import type { ConsoleState } from '../state.ts';

/** By its claim: `linked`, where it says that; else `configured`, where that means a session and nothing else. Undefined: not known. */
export const claimsSession = ({ config }: Pick<ConsoleState, 'config'>, claim: AccountClaim | undefined): boolean | undefined => {
  if (config.release.capabilities.configuredMeansLoggedIn) return claim?.isLinked ?? claim?.isConfigured;
  return claim?.isLinked;
};

/** Of a gateway with sessions of its own: is it logged in on the account? Undefined: not known, or it uses those of zca. */
export const gatewaySession = (state: Pick<ConsoleState, 'config' | 'claims'>, accountId: AccountId): boolean | undefined =>
  state.config.release.capabilities.drivesZca
    ? undefined
    : claimsSession(state, ownOr<AccountClaim | undefined>(state.claims.accounts, accountId, undefined));

/** What the gateway says of an account, or why it says nothing. What it claimed before it failed to answer does not count. */
export type ClaimAnswer =
  | { readonly status: 'claimed'; readonly claim: AccountClaim }
  | { readonly status: 'unasked' | 'no-program' | 'unreachable' | 'unknown-account' }
  | { readonly status: 'failed'; readonly error: ErrorView | undefined };

/** The gateway's answer about an account. Only `openclaw` can ask it: without one nobody will. */
export const claimAnswerOf = ({ claims, openclaw }: Pick<ConsoleState, 'claims' | 'openclaw'>, accountId: AccountId): ClaimAnswer => {
  switch (claims.status) {
    case 'unasked':
      return { status: openclaw.status === 'missing' ? 'no-program' : 'unasked' };
    case 'unreachable':
      return { status: 'unreachable' };
    case 'failed':
      return { status: 'failed', error: claims.error };
    case 'answered': {
      const claim = ownOr<AccountClaim | undefined>(claims.accounts, accountId, undefined);
      return claim === undefined ? { status: 'unknown-account' } : { status: 'claimed', claim };
    }
  }
};
