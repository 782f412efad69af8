// What the gateway does with one inbound message, and why.

/**
 * One word for the outcome.
 *
 * - `reply`: the agent answers
 * - `pairing`: an unknown sender, who gets a code (or has one already)
 * - `pairing-full`: an unknown sender who gets no code, because three requests are pending
 * - `ignored`: blank content
 * - `own`: written from here; the gateway never sees it
 * - `account-disabled`: the account or the channel is switched off
 * - `dm-disabled`, `not-in-allowlist`: a direct message that is dropped
 * - `unknown-policy`: dropped, because the policy is none the gateway knows
 * - `gateway-fails`: dropped, because the gateway fails on a setting that is no list
 * - `group-disabled`: no group is let through; `group-not-listed`, `group-off`: not this one (no entry, or an entry that says no)
 * - `sender-not-allowed`, `needs-mention`: dropped in a group
 * - `unknown`: no config could be read, or there is none: nobody knows
 * - `unheard`: it would be answered, or get a code, but no gateway listened when it came
 * - `command-refused`: a control command such as `/new` of somebody who may not give one: in a group, or under `open` where that means everybody
 */
export type VerdictKind =
  | 'reply'
  | 'pairing'
  | 'pairing-full'
  | 'ignored'
  | 'unknown'
  | 'own'
  | 'account-disabled'
  | 'dm-disabled'
  | 'not-in-allowlist'
  | 'unknown-policy'
  | 'gateway-fails'
  | 'group-disabled'
  | 'group-not-listed'
  | 'group-off'
  | 'sender-not-allowed'
  | 'needs-mention'
  | 'unheard'
  | 'command-refused';

/** Dropped by the gateway, for sure: not what it never heard. Whoever gets a pairing code is not shut out, and what was sent from here is nobody's request. */
export const isBlockedKind = (kind: VerdictKind): boolean =>
  !['reply', 'pairing', 'pairing-full', 'own', 'ignored', 'unknown', 'unheard'].includes(kind);

/** One step of the decision in words, with the config path that decided it, if one did. */
export interface VerdictRule {
  readonly sentence: string;
  /** As the operator would write it: `channels.zalouser.accounts.work.dmPolicy`. */
  readonly path?: string;
}

/** The decision on one message; `rules` in the order the gateway asks, the deciding one last. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** True only for `reply`. */
  readonly isLetThrough: boolean;
  readonly rules: readonly VerdictRule[];
  /** Of `unheard`: what it would be, had a gateway listened. */
  readonly would?: VerdictKind;
}
