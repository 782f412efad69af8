// From what the operator wants to the keys that must change. Pure; nothing is written here.

import { sectionPath } from '../accounts.ts';
import type { ConfigAction } from '../change-request.ts';
import { valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';
import { addAccount, isProfileName, removeAccount, renameAccount } from './edits-of-accounts.ts';
import { addEntries, addWithoutEveryone, removeEntry, removeGroup, setGroup, setGroupTools } from './edits-of-lists.ts';
import { everyone, literal } from './entries.ts';
import { type ChangeQuestion, type EditsAnswer, edits, refuse, set, type Target, withAccount, writtenAt } from './question.ts';
import { changeErrors } from './words.ts';

/**
 * On later releases `open` admits only whom `allowFrom` covers: without `*` nobody. Left behind, that `*` would keep the door open under
 * every other policy: it goes with `open`, whoever wrote it.
 */
const setDmPolicy = (question: ChangeQuestion, action: Extract<ConfigAction, { type: 'set-dm-policy' }>, target: Target): EditsAnswer => {
  const { policy, alsoAllow = [] } = action;
  const policyEdit = set(target.home, 'dmPolicy', policy);
  if (policy === 'open')
    return edits(
      policyEdit,
      ...addEntries(question, target, question.view.release.capabilities.openMeans === 'allow-from' ? [...alsoAllow, everyone] : alsoAllow),
    );
  const leavesOpen = target.account.dmPolicy.value === 'open';
  return edits(policyEdit, ...(leavesOpen ? addWithoutEveryone : addEntries)(question, target, alsoAllow));
};

/** As `openclaw plugins enable` does: a list of allowed plugins must name it, too. */
const setPlugin = ({ config }: ChangeQuestion, isEnabled: boolean): EditsAnswer => {
  const entry: ConfigEdit = { op: 'set', path: ['plugins', 'entries', 'zalouser', 'enabled'], value: isEnabled };
  if (!isEnabled) return edits(entry);
  const namesIt = (list: unknown): boolean => Array.isArray(list) && list.includes('zalouser');
  if (valueAt(config, ['plugins', 'enabled']) === false) return refuse(changeErrors.pluginsOff());
  if (namesIt(valueAt(config, ['plugins', 'deny']))) return refuse(changeErrors.pluginDenied());
  const allow = valueAt(config, ['plugins', 'allow']);
  const isShutOut = Array.isArray(allow) && allow.length > 0 && !namesIt(allow);
  return edits(entry, ...(isShutOut ? [{ op: 'add-entries' as const, path: ['plugins', 'allow'], entries: ['zalouser'] }] : []));
};

/**
 * A change that means nothing: the gateway compares values, so that a new time or blank line is none, but any key that comes or goes below
 * `channels.zalouser` restarts the channel (the OpenClaw contract, section 3).
 */
const restartChannel = (question: ChangeQuestion, { account, home }: Target): EditsAnswer => {
  if (!account.enabled.value) return refuse(changeErrors.accountOff(account.id));
  const isWritten = writtenAt(question, [...home, 'enabled']) !== undefined;
  return edits(isWritten ? { op: 'remove', path: [...home, 'enabled'] } : set(home, 'enabled', true));
};

/** The edits an action comes to, or one sentence why it cannot be done. */
export const editsOfAction = (question: ChangeQuestion, action: ConfigAction): EditsAnswer => {
  switch (action.type) {
    case 'set-channel-enabled':
      return edits(set(sectionPath, 'enabled', action.isEnabled));
    case 'set-plugin-enabled':
      return setPlugin(question, action.isEnabled);
    case 'set-defaults-group-policy':
      return edits({ op: 'set', path: ['channels', 'defaults', 'groupPolicy'], value: action.policy });
    case 'add-account':
      return addAccount(question, action);
    case 'remove-account':
      return removeAccount(question, action.accountId);
    case 'rename-account':
      return renameAccount(question, action.accountId, action.to);
    default:
      return withAccount(question, action.accountId, (target) => editsOfSetting(question, action, target));
  }
};

/** An inherited prefix is only silenced by an empty one of the account's own. */
const setPrefix = (
  { config }: ChangeQuestion,
  { which, text }: Extract<ConfigAction, { type: 'set-prefix' }>,
  { home }: Target,
): EditsAnswer => {
  const hidesOne = home !== sectionPath && (valueAt(config, [...sectionPath, which]) ?? '') !== '';
  return edits(text === '' && !hidesOne ? { op: 'remove', path: [...home, which] } : set(home, which, literal(text)));
};

type SettingAction = Exclude<
  ConfigAction,
  { type: 'set-channel-enabled' | 'set-plugin-enabled' | 'set-defaults-group-policy' | 'add-account' | 'remove-account' | 'rename-account' }
>;

const editsOfSetting = (question: ChangeQuestion, action: SettingAction, target: Target): EditsAnswer => {
  switch (action.type) {
    case 'set-account-enabled':
      if (action.isEnabled && target.account.enabled.source === 'base' && target.home !== sectionPath)
        return refuse(changeErrors.channelOff());
      return edits(set(target.home, 'enabled', action.isEnabled));
    case 'restart-channel':
      return restartChannel(question, target);
    case 'set-default-account':
      return edits(set(sectionPath, 'defaultAccount', action.accountId));
    case 'set-profile':
      return isProfileName(action.profile)
        ? edits(set(target.home, 'profile', action.profile))
        : refuse(changeErrors.profileBad(action.profile));
    case 'set-dm-policy':
      return setDmPolicy(question, action, target);
    case 'set-group-policy':
      return edits(set(target.home, 'groupPolicy', action.policy));
    case 'add-allow-from':
      return edits(...addEntries(question, target, action.entries));
    case 'remove-allow-from':
      return removeEntry(question, target, action.entry);
    case 'set-group':
      return setGroup(question, target, action.key, action.isAllowed);
    case 'set-group-tools':
      return setGroupTools(question, action, target);
    case 'remove-group':
      return removeGroup(question, target, action.key);
    case 'set-prefix':
      return setPrefix(question, action, target);
  }
};
