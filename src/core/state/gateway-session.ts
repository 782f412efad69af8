// Whether the gateway is logged in by itself, as far as it says so.

import type { AccountClaim } from '../model/gateway-claims.ts';
import type { AccountId } from '../model/ids.ts';
import { ownOr } from './own.ts';
import type { ConsoleState } from './state.ts';

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
