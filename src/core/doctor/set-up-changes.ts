// What the answers of the set-up assistant ask to be written. Pure: answers in, actions out; nothing where the config says so already.

import type { ConfigAction } from '../config/change-request.ts';
import { isSameEntry } from '../config/plan/entries.ts';
import { ownValue } from '../config/value.ts';
import type { Account } from '../model/account.ts';
import type { ConsoleState } from '../state.ts';
import type { SetUpDraft } from './set-up-model.ts';

/** An account that is in the config, or that answers enough of the questions to be put into it. */
type Answered = SetUpDraft & Required<Pick<SetUpDraft, 'accountId'>>;

/**
 * What the config says goes first: what `openclaw` said of the plugin was said of an earlier one. A plugin that OpenClaw brings
 * along is switched off; one from npm is enabled as it is installed.
 */
const needsPlugin = ({ plugin, config }: ConsoleState): boolean => {
  if (config.pluginEnabled !== undefined) return !config.pluginEnabled;
  return typeof plugin.value === 'object' ? !plugin.value.isEnabled : config.release.capabilities.isPluginBundled;
};

const switches = (state: ConsoleState): readonly ConfigAction[] => {
  const { hasSection, channelEnabled } = state.config;
  return [
    ...(needsPlugin(state) ? [{ type: 'set-plugin-enabled', isEnabled: true } as const] : []),
    ...(hasSection && channelEnabled ? [] : [{ type: 'set-channel-enabled', isEnabled: true } as const]),
  ];
};

const entryOf = ({ accountId, profile }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (account === undefined) return [{ type: 'add-account', accountId, ...(profile === undefined ? {} : { profile }) }];
  // Where the config lists the account it says what its profile is, whoever wrote that meanwhile.
  return account.enabled.value ? [] : [{ type: 'set-account-enabled', accountId, isEnabled: true }];
};

/** A new account inherits what the channel says; set up means said for itself. */
const peopleOf = ({ accountId, dm }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (dm === undefined) return [];
  const known = account?.allowFrom.value ?? [];
  const entries = dm.people.map(({ entry }) => entry).filter((entry) => !known.some((one) => isSameEntry(one, entry)));
  return [
    ...(account?.dmPolicy.value === dm.policy ? [] : [{ type: 'set-dm-policy', accountId, policy: dm.policy } as const]),
    ...(entries.length === 0 ? [] : [{ type: 'add-allow-from', accountId, entries } as const]),
  ];
};

/** Does the account let this group through by an entry of its own? */
export const isLetIn = (account: Account | undefined, key: string): boolean => {
  const rule = account === undefined ? undefined : (ownValue(account.groups.value, key) as Account['groups']['value'][string] | undefined);
  return rule !== undefined && rule.allow !== false && rule.enabled !== false;
};

const groupsOf = ({ accountId, groups }: Answered, account: Account | undefined): readonly ConfigAction[] => {
  if (groups === undefined) return [];
  const keys = groups.entries.map(({ entry }) => entry).filter((key) => !isLetIn(account, key));
  return [
    ...(account?.groupPolicy.value === groups.policy ? [] : [{ type: 'set-group-policy', accountId, policy: groups.policy } as const]),
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
  return [...switches(state), ...entryOf(answered, account), ...peopleOf(answered, account), ...groupsOf(answered, account)];
};
