import type { GroupTools } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../shared/ids.ts';
import type { ConfigView } from './config-view.ts';

/** A file the config was read from, as it was then. Holds secrets: for memory only. */
export interface ReadFile {
  readonly file: string;
  /** Undefined: there was none. */
  readonly text: string | undefined;
  /** The gateway's `.env`: its values are never shown. */
  readonly isEnvironment?: true;
}

/** A change of the config that has not been written: all an operator needs to decide. */
export interface PlannedChange {
  /** What it does, in a few words. */
  readonly summary: string;
  /** The one file it is written to, absolute. */
  readonly file: string;
  /** The file a link leads to, where `file` is one: what is really written, with the backups beside it. */
  readonly linkedFile?: string;
  /** The text the plan was made on; undefined where there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly diff: readonly DiffLine[];
  readonly reload: ReloadEffect;
  /** What the gateway does with it, in words; also where it is not known whether one runs. */
  readonly effect: string;
  /** What else changes, in sentences: other accounts and paths, what starts or stops running. Empty: nothing but what was asked for. */
  readonly consequences: readonly string[];
  /** Every file the config was read from when this was planned: a write is refused once one of them is another. */
  readonly read: readonly ReadFile[];
  readonly view: ConfigView;
  /** What the operator should know about the config as it would be, and need not know now. */
  readonly newFindings: readonly Finding[];
}

export interface DiffLine {
  /** `gap`: unchanged lines that are left out. */
  readonly kind: 'same' | 'added' | 'removed' | 'gap';
  /** Harmless for a terminal, without secrets, at most some 400 code units; for a gap, how many lines it stands for. */
  readonly text: string;
  /** Line in the text before, from 1. */
  readonly beforeLine?: number;
  /** Line in the text after, from 1. */
  readonly afterLine?: number;
}

export const dmPolicies = ['pairing', 'allowlist', 'open', 'disabled'] as const;
export type DmPolicy = (typeof dmPolicies)[number];

export const groupPolicies = ['allowlist', 'open', 'disabled'] as const;
export type GroupPolicy = (typeof groupPolicies)[number];

export type ConfigAction =
  | { readonly type: 'set-account-enabled'; readonly accountId: AccountId; readonly isEnabled: boolean }
  /** Changes nothing but makes the gateway restart the channel: `enabled: true` of the account is written out, or left out where it was. */
  | { readonly type: 'restart-channel'; readonly accountId: AccountId }
  | {
      readonly type: 'add-account';
      readonly accountId: AccountId;
      readonly profile?: string;
      readonly label?: string;
    }
  | { readonly type: 'remove-account'; readonly accountId: AccountId }
  | { readonly type: 'rename-account'; readonly accountId: AccountId; readonly to: AccountId }
  | { readonly type: 'set-default-account'; readonly accountId: AccountId }
  | { readonly type: 'set-profile'; readonly accountId: AccountId; readonly profile: string }
  | {
      readonly type: 'set-dm-policy';
      readonly accountId: AccountId;
      readonly policy: DmPolicy;
      /** Ids to put into `allowFrom` in the same write: those approved by code, who would be locked out otherwise. */
      readonly alsoAllow?: readonly string[];
    }
  | { readonly type: 'set-group-policy'; readonly accountId: AccountId; readonly policy: GroupPolicy }
  | { readonly type: 'add-allow-from'; readonly accountId: AccountId; readonly entries: readonly string[] }
  | { readonly type: 'remove-allow-from'; readonly accountId: AccountId; readonly entry: string }
  | {
      readonly type: 'set-group';
      readonly accountId: AccountId;
      readonly key: string;
      readonly isAllowed: boolean;
    }
  | {
      readonly type: 'set-group-tools';
      readonly accountId: AccountId;
      readonly key: string;
      readonly tools: GroupTools | undefined;
    }
  | { readonly type: 'remove-group'; readonly accountId: AccountId; readonly key: string }
  | { readonly type: 'set-defaults-group-policy'; readonly policy: GroupPolicy }
  | {
      readonly type: 'set-prefix';
      readonly accountId: AccountId;
      readonly which: 'messagePrefix' | 'responsePrefix';
      readonly text: string;
    }
  | { readonly type: 'set-channel-enabled'; readonly isEnabled: boolean }
  | { readonly type: 'set-plugin-enabled'; readonly isEnabled: boolean }
  /** `commands.config`: command owners may change the config, and who was approved, by commands in chats. */
  | { readonly type: 'set-command-edits'; readonly isAllowed: boolean }
  /** `logging.level`; without a level it is left out, and the gateway's own default holds. */
  | { readonly type: 'set-log-level'; readonly level?: string };

/** One action, or several that are shown, written and taken back together. */
export type ChangeRequest = ConfigAction | readonly ConfigAction[];

/**
 * What the running gateway does with a change (the openclaw contract, section 3):
 *
 * - `channel-restarts`: it restarts the channel, itself not
 * - `gateway-restarts`: it restarts as a whole
 * - `applies`: it takes it up without a restart of its own
 * - `nothing-until-restart`: `gateway.reload.mode` is `off`
 * - `ignored-until-restart`: the mode is `hot`, and the change needs a restart
 * - `not-noticed`: an included file was changed, and this OpenClaw watches the main file only
 * - `no-gateway`: none runs here
 */
export type ReloadEffect =
  | 'channel-restarts'
  | 'gateway-restarts'
  | 'applies'
  | 'nothing-until-restart'
  | 'ignored-until-restart'
  | 'not-noticed'
  | 'no-gateway';
