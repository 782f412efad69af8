// What the answers of the set-up assistant ask to be written. Pure: answers in, actions out; nothing where the config says so already.

import type { ConfigAction, DmPolicy, GroupPolicy } from '../config/change-request.ts';
import { isSameEntry } from '../config/plan/effective.ts';
import { ownValue } from '../config/value.ts';
import type { Account } from '../model/account.ts';
import type { AccountId, ProfileName } from '../shared/ids.ts';
import type { Hint } from '../shared/remedy.ts';
import type { ConsoleState } from '../state.ts';

export interface SetUpEntry {
  /** What is written into the config: an id, or a name as typed. */
  readonly entry: string;
  /** Who that is, where it is known. */
  readonly name?: string;
}

/**
 * The answers of the set-up assistant so far: plain data that is kept when it is left. Nothing of it has been done; what has been done (logged
 * in, written, listening) is not kept here but read off the state.
 */
export interface SetUpDraft {
  /** The account that is set up, in the config or to be. Absent: nothing has been answered. */
  readonly accountId?: AccountId;
  readonly profile?: ProfileName;
  readonly dm?: { readonly policy: DmPolicy; readonly people: readonly SetUpEntry[] };
  readonly groups?: { readonly policy: GroupPolicy; readonly entries: readonly SetUpEntry[] };
  /** A log-in was begun from the assistant, which is taken up again when it has worked. */
  readonly isLoggingIn?: true;
  /** What the last write of the assistant made the gateway do, in words. */
  readonly effect?: string;
  /** Since when a test message is waited for (epoch ms). */
  readonly testSinceMs?: number;
}

/** The steps, in their order. */
export const setUpStepIds = ['account', 'login', 'people', 'groups', 'write', 'gateway', 'test'] as const;
export type SetUpStepId = (typeof setUpStepIds)[number];

export interface SetUpStep {
  readonly id: SetUpStepId;
  /** `next`: the first that waits for the operator. `open`: can be done as well. `later`: not before others. */
  readonly state: 'done' | 'next' | 'open' | 'later';
  readonly title: string;
  /** What was answered or found; absent: nothing yet. */
  readonly answer?: string;
  /** What the step is for, or what is in its way. */
  readonly about: Hint;
}

/** An account that is in the config, or that answers enough of the questions to be put into it. */
type Answered = SetUpDraft & Required<Pick<SetUpDraft, 'accountId'>>;

/**
 * What the config says goes first: what `openclaw` said of the plugin was said of an earlier one. A plugin that OpenClaw brings
 * along is switched off; one from npm is enabled as it is installed.
 */
const needsPlugin = ({ plugin, config }: ConsoleState): boolean => {
  if (config.pluginEnabled !== undefined) return !config.pluginEnabled;
  return typeof plugin.value === 'object'
    ? !plugin.value.isEnabled
    : config.release.capabilities.isPluginBundled;
};

const switches = (state: ConsoleState): readonly ConfigAction[] => {
  const { hasSection, channelEnabled } = state.config;
  return [
    ...(needsPlugin(state) ? [{ type: 'set-plugin-enabled', isEnabled: true } as const] : []),
    ...(hasSection && channelEnabled ? [] : [{ type: 'set-channel-enabled', isEnabled: true } as const]),
  ];
};

const entryOf = ({ accountId, profile }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (account === undefined) return [{ type: 'add-account', accountId, profile }];
  // Where the config lists the account it says what its profile is, whoever wrote that meanwhile.
  return account.enabled.value ? [] : [{ type: 'set-account-enabled', accountId, isEnabled: true }];
};

/** A new account inherits what the channel says; set up means said for itself. */
const peopleOf = ({ accountId, dm }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (dm === undefined) return [];
  const known = account?.allowFrom.value ?? [];
  const entries = dm.people
    .map(({ entry }) => entry)
    .filter((entry) => !known.some((one) => isSameEntry(one, entry)));
  return [
    ...(account?.dmPolicy.value === dm.policy
      ? []
      : [{ type: 'set-dm-policy', accountId, policy: dm.policy } as const]),
    ...(entries.length === 0 ? [] : [{ type: 'add-allow-from', accountId, entries } as const]),
  ];
};

/** Does the account let this group through by an entry of its own? */
export const isLetIn = (account: Account | undefined, key: string): boolean => {
  const rule =
    account === undefined
      ? undefined
      : (ownValue(account.groups.value, key) as Account['groups']['value'][string] | undefined);
  return rule !== undefined && rule.allow !== false && rule.enabled !== false;
};

const groupsOf = ({ accountId, groups }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (groups === undefined) return [];
  const keys = groups.entries.map(({ entry }) => entry).filter((key) => !isLetIn(account, key));
  return [
    ...(account?.groupPolicy.value === groups.policy
      ? []
      : [{ type: 'set-group-policy', accountId, policy: groups.policy } as const]),
    ...keys.map((key) => ({ type: 'set-group', accountId, key, isAllowed: true }) as const),
  ];
};

/**
 * The actions that make the config say what was answered, in the order in which they build on each other: one change of the config together.
 * Empty where it says so already, or where nothing was answered yet.
 */
export const setUpActions = (state: ConsoleState, draft: SetUpDraft): readonly ConfigAction[] => {
  const { accountId } = draft;
  if (accountId === undefined) return [];
  const answered: Answered = { ...draft, accountId };
  const account = state.config.accounts.find(({ id }) => id === accountId);
  return [
    ...switches(state),
    ...entryOf(answered, account),
    ...peopleOf(answered, account),
    ...groupsOf(answered, account),
  ];
};
