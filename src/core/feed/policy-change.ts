import type { DirectoryState } from '../directory/model.ts';
import type { Account } from '../model/account.ts';
import type { ApprovedSender, PairingRequest } from '../model/people.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import type { AccountId, UserId } from '../shared/ids.ts';

/** Settings of an account that decide on messages, by their names in the config. */
export type DecidingKey =
  | 'enabled'
  | 'dmPolicy'
  | 'allowFrom'
  | 'groupPolicy'
  | 'groups'
  | 'groupAllowFrom'
  | 'dangerouslyAllowNameMatching';

/** All that verdicts depend on besides the message. */
export interface PolicyInputs {
  /** False: no config could be read, and the accounts are merely implied. */
  readonly isKnown: boolean;
  readonly can: Capabilities;
  readonly ownIds: Readonly<Record<AccountId, string>>;
  readonly isPluginOff: boolean;
  readonly accounts: readonly Account[];
  readonly approved: readonly ApprovedSender[];
  readonly requests: readonly PairingRequest[];
  readonly directory: Readonly<Record<AccountId, DirectoryState>>;
}

export type PolicyCause =
  | { readonly type: 'setting'; readonly accountId: AccountId; readonly key: DecidingKey }
  /** The config began or ceased to list the account. */
  | { readonly type: 'account'; readonly accountId: AccountId }
  | { readonly type: 'approved' | 'revoked'; readonly accountId: AccountId; readonly senderId: UserId }
  /** Who waits for approval, where that decides whether the next stranger gets a code. */
  | { readonly type: 'requests' }
  /** The friends or groups of an account became known, and names in its lists stand for other ids. */
  | { readonly type: 'names'; readonly accountId: AccountId }
  /** The plugin of the channel was switched on or off. */
  | { readonly type: 'plugin' }
  /** A config could be read where none could before, or could no longer: what was implied meanwhile says nothing. */
  | { readonly type: 'config-read' | 'config-gone' }
  | { readonly type: 'release' };

/** A change of what decides: when it became known here, and what held before. */
export interface PolicyChange {
  readonly atMs: number;
  readonly causes: readonly PolicyCause[];
  readonly before: PolicyInputs;
}
