// What the questions to a message have in common. Pure.
import type { Account } from '../model/account.ts';
import type { PairingRequest } from '../model/pairing.ts';
import type { Verdict, VerdictKind, VerdictRule } from '../model/verdict.ts';
import type { Generation } from '../state/state.ts';
import type { NameIndex } from './names.ts';

/** What the gateway knows beside the config. */
export interface PolicyContext {
  readonly generation: Generation;
  /** `plugins.entries.zalouser.enabled` is false: the gateway does not load the channel at all. */
  readonly isPluginOff?: boolean;
  /** Ids approved by code on the message's account: see {@link approvedIds}. */
  readonly approved: ReadonlySet<string>;
  /** Requests that have not expired, of all accounts. Absent: none. */
  readonly pending?: readonly PairingRequest[];
  /** Names of friends and groups, if they are known; without them names in the config match nobody. */
  readonly names?: NameIndex;
}

/** Ends a decision: the rules asked so far, and the one that decided. */
export const verdict = (kind: VerdictKind, asked: readonly VerdictRule[], ...deciding: readonly VerdictRule[]): Verdict => ({
  kind,
  isLetThrough: kind === 'reply',
  rules: [...asked, ...deciding],
});

/** A rule with the config path that decided it, if it was written down anywhere. */
export const rule = (sentence: string, setting?: { readonly path?: string }): VerdictRule =>
  setting?.path === undefined ? { sentence } : { sentence, path: setting.path };

/** Generation 96 compares ids only, unless the account says otherwise. */
export const usableNames = (account: Account, { generation, names }: PolicyContext): NameIndex | undefined =>
  generation === '226' || account.matchesNames?.value === true ? names : undefined;

/** Does the gateway look at `groups`? 226 only under `allowlist`; 96 honours an entry that says no under `open`, too. */
export const isGroupsAsked = ({ groupPolicy }: Account, generation: Generation): boolean =>
  groupPolicy.value === 'allowlist' || generation === '96';
