// From what the operator wants to the keys that must change. Pure; nothing is written here.
import { changeErrors } from '../../../catalogue/change.ts';
import type { ConfigAction } from '../../../model/config-action.ts';
import { sectionPath } from '../../accounts.ts';
import { addAccount, removeAccount, renameAccount } from './edits-of-accounts.ts';
import { addEntries, removeEntry, removeGroup, setGroup, setGroupTools } from './edits-of-lists.ts';
import { type ChangeQuestion, type EditsAnswer, edits, refuse, set, type Target, withAccount, writtenAt } from './question.ts';

/** On generation 96 `open` admits only whom `allowFrom` covers: without `*` nobody. */
const setDmPolicy = (question: ChangeQuestion, action: Extract<ConfigAction, { type: 'set-dm-policy' }>, target: Target): EditsAnswer => {
  const everyone = action.policy === 'open' && question.view.generation === '96' ? ['*'] : [];
  return edits(set(target.home, 'dmPolicy', action.policy), ...addEntries(question, target, [...(action.alsoAllow ?? []), ...everyone]));
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
      return edits({ op: 'set', path: ['plugins', 'entries', 'zalouser', 'enabled'], value: action.isEnabled });
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
      return /^[A-Za-z0-9_-]+$/u.test(action.profile)
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
      // An inherited prefix is only silenced by an empty one of the account's own.
      return edits(
        action.text === '' && (target.account[action.which]?.source !== 'base' || target.home === sectionPath)
          ? { op: 'remove', path: [...target.home, action.which] }
          : set(target.home, action.which, action.text),
      );
  }
};
