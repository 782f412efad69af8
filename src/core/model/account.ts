import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { Hint } from '../shared/remedy.ts';
import type { Written } from '../shared/text/exactly.ts';

/** Where an effective value comes from, most specific first. */
export type SettingSource = 'account' | 'base' | 'defaults' | 'environment' | 'built-in';

/** An effective value with the place that decided it. */
export interface Setting<Value> {
  readonly value: Value;
  readonly source: SettingSource;
  /**
   * Config path as the operator would write it: `channels.zalouser.accounts.work.dmPolicy`; for `environment` the
   * variable. Absent for `built-in`.
   */
  readonly path?: string;
}

export interface EntriesSetting extends Setting<readonly string[]> {
  /**
   * What the gateway compares: one for each of `value`, exactly as written, where any differs from what is shown.
   */
  readonly written?: readonly Written[];
  /**
   * Whom `accessGroup:NAME` stands for, by name: the members that `accessGroups` of the config lists for this channel; `elsewhere`, if membership is
   * decided by another program. Where the name is not listed it is absent, and stands for nobody.
   */
  readonly accessGroups?: ReadonlyMap<string, EntriesSetting | 'elsewhere'>;
  /** Something is written there that is no list: releases that take it all the same fail on it. */
  readonly isNoList?: true;
}

export interface GroupsSetting extends Setting<Readonly<Record<string, GroupRule>>> {
  /** The keys as written, each with the key of `value` it is shown as: where any differs, or says nothing and is not among them. */
  readonly written?: readonly (readonly [written: Written, shown: string])[];
}

export interface GroupTools {
  readonly allow?: readonly string[];
  readonly alsoAllow?: readonly string[];
  readonly deny?: readonly string[];
}

/** One entry of `groups`. A group is let through unless `allow` or `enabled` is exactly `false`. */
export interface GroupRule {
  readonly allow?: boolean;
  readonly enabled?: boolean;
  readonly requireMention?: boolean;
  readonly tools?: GroupTools;
}

/** One account with base and account settings merged as the plugin merges them (openclaw.md, the decision, 2). */
export interface Account {
  readonly id: AccountId;
  readonly profile: Setting<ProfileName>;
  /** The `name` the operator gave it. */
  readonly label?: string;
  readonly enabled: Setting<boolean>;
  readonly isDefault: boolean;
  /** Kept as a string: older releases accept anything and then block everybody. */
  readonly dmPolicy: Setting<string>;
  readonly groupPolicy: Setting<string>;
  /** As typed: ids, names, `*`, with or without the `zalouser:` prefix. */
  readonly allowFrom: EntriesSetting;
  readonly groups: GroupsSetting;
  readonly groupAllowFrom: EntriesSetting;
  readonly messagePrefix?: Setting<string>;
  readonly responsePrefix?: Setting<string>;
  /** `dangerouslyAllowNameMatching`, if it is set: without it later releases compare ids only. */
  readonly matchesNames?: Setting<boolean>;
}

/** Why zca could not be asked; as an `ErrorView` has it. */
export interface SessionProblem {
  readonly code: string;
  readonly sentence: string;
  readonly hint?: Hint;
  /** The program's own words. */
  readonly detail?: string;
}

/** What zca says about a profile's session. Only `logged-out` means that a login is needed. */
export type SessionStatus =
  | { readonly status: 'unknown' }
  | { readonly status: 'checking' }
  | {
      readonly status: 'logged-in';
      readonly checkedAtMs: number;
      readonly displayName?: string;
      readonly userId?: string;
    }
  /** `detail`: zca's own words, without secrets. */
  | {
      readonly status: 'logged-out' | 'no-profile' | 'ended';
      readonly checkedAtMs: number;
      readonly detail?: string;
    }
  | ({ readonly status: 'failed'; readonly checkedAtMs: number } & SessionProblem);
