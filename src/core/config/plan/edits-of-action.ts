// From what the operator wants to the keys that must change. Pure; nothing is written here.

import type { Account } from '../../model/account.ts';
import { groupKeys } from '../account-values.ts';
import { sectionPath } from '../accounts.ts';
import type { ConfigAction } from '../change-request.ts';
import { isSame, type JsonValue } from '../edit/types.ts';
import { bareEntry, entriesAsWritten } from '../entry-names.ts';
import { isObject, valueAt } from '../value.ts';
import { addAccount, isProfileName, removeAccount, renameAccount } from './edits-of-accounts.ts';
import { everyone, holdsEveryone, isEntry, isSameEntry, literal } from './effective.ts';
import {
  type ConfigEdit,
  type EditsAnswer,
  edits,
  isOwn,
  type PlanInput,
  refuse,
  set,
  type Target,
  withAccount,
  writtenAt,
} from './input.ts';
import { changeErrors } from './words.ts';

// Changes of `allowFrom` and `groups`: who is meant is found however it is written, and what was inherited is copied whole. Pure.

/** The key of `groups` that is shown as `key`. */
const groupKeyOf = (question: PlanInput, { account, home }: Target, key: string): string => {
  const path = isOwn(account.groups, home) ? [...home, 'groups'] : [...sectionPath, 'groups'];
  const groups = valueAt(question.config, path);
  return isObject(groups) ? ([...groupKeys(groups)].find(([, shown]) => shown === key)?.[0] ?? key) : key;
};

/** Who is not there yet, each once. `*` behind a prefix is not everybody for every release. */
const freshOf = (account: Account, entries: readonly string[]): readonly string[] => {
  const keyOf = (entry: string): string =>
    bareEntry(entry) === everyone ? entry.trim() : bareEntry(entry).toLowerCase();
  const known = new Set(entriesAsWritten(account.allowFrom).map(keyOf));
  return [...new Set(entries)].filter((entry) => !known.has(keyOf(entry))).map(literal);
};

const hasOwnList = ({ account, home }: Target): boolean =>
  isOwn(account.allowFrom, home) || account.allowFrom.source === 'built-in';

/** Appends who is not there yet; an inherited list is copied first. */
const addEntries = (
  question: PlanInput,
  target: Target,
  entries: readonly string[],
): readonly ConfigEdit[] => {
  const fresh = freshOf(target.account, entries);
  if (fresh.length === 0) return [];
  const path = [...target.home, 'allowFrom'];
  return hasOwnList(target)
    ? [{ op: 'add-entries', path, entries: fresh }]
    : [{ op: 'set', path, value: [...inheritedEntries(question, target.account), ...fresh] }];
};

/** `*` goes and others come, in one step where the list is inherited. */
const addWithoutEveryone = (
  question: PlanInput,
  target: Target,
  entries: readonly string[],
): readonly ConfigEdit[] => {
  const { account, home } = target;
  if (!holdsEveryone(account.allowFrom.value, question.view.release.capabilities))
    return addEntries(question, target, entries);
  const path = [...home, 'allowFrom'];
  if (hasOwnList(target))
    return [{ op: 'remove-entry', path, entry: everyone }, ...addEntries(question, target, entries)];
  const rest = inheritedEntries(question, account).filter((item) => !isEntry(item, everyone));
  return [{ op: 'set', path, value: [...rest, ...freshOf(account, entries)] }];
};

/** The base's list as it is written. */
const inheritedEntries = (question: PlanInput, account: Account): readonly JsonValue[] => {
  const written = writtenAt(question, [...sectionPath, 'allowFrom']);
  return Array.isArray(written) ? (written as JsonValue[]) : account.allowFrom.value;
};

/** Every way the person is written goes, or the person would still be let in. */
const removeEntry = (question: PlanInput, { account, home }: Target, entry: string): EditsAnswer => {
  if (!account.allowFrom.value.some((other) => isSameEntry(other, entry)))
    return refuse(changeErrors.entryUnknown(entry));
  const path = [...home, 'allowFrom'];
  const own = isOwn(account.allowFrom, home);
  const written = own ? writtenAt(question, path) : inheritedEntries(question, account);
  const items = Array.isArray(written) ? (written as JsonValue[]) : account.allowFrom.value;
  const texts = items.filter((item) => typeof item === 'string');
  const variable = texts
    .map((text) => /\$\{([A-Z_][A-Z0-9_]*)\}/u.exec(text)?.[1])
    .find((name) => name !== undefined);
  if (!items.some((item) => isEntry(item, entry))) {
    return refuse(
      variable === undefined
        ? changeErrors.entryUnknown(entry)
        : changeErrors.fromVariable('allowFrom', variable),
    );
  }
  return own
    ? edits({ op: 'remove-entry', path, entry })
    : edits({ op: 'set', path, value: items.filter((item) => !isEntry(item, entry)) });
};

/** An account's `groups` hides the base's whole: what was inherited is copied before one of it changes. */
const inheritedGroups = (question: PlanInput, { account, home }: Target): readonly ConfigEdit[] => {
  if (account.groups.source === 'built-in' || isOwn(account.groups, home)) return [];
  const base = writtenAt(question, [...sectionPath, 'groups']);
  return isObject(base) ? [{ op: 'set', path: [...home, 'groups'], value: base as JsonValue }] : [];
};

/** `enabled` alone is understood by every release; an `allow` that is there must not contradict it. */
const setGroup = (question: PlanInput, target: Target, key: string, isAllowed: boolean): EditsAnswer => {
  const path = [...target.home, 'groups', groupKeyOf(question, target, key)];
  const rule = target.account.groups.value[key];
  const copies = inheritedGroups(question, target);
  const { knowsGroupAllow } = question.view.release.capabilities;
  if (rule === undefined || (rule.allow === undefined && rule.enabled === undefined))
    return edits(...copies, set(path, 'enabled', isAllowed));
  const allow: readonly ConfigEdit[] =
    rule.allow === undefined
      ? []
      : knowsGroupAllow
        ? [set(path, 'allow', isAllowed)]
        : [{ op: 'remove', path: [...path, 'allow'] }];
  const enabled = rule.enabled === undefined && knowsGroupAllow ? [] : [set(path, 'enabled', isAllowed)];
  return edits(...copies, ...allow, ...enabled);
};

const removeGroup = (question: PlanInput, target: Target, key: string): EditsAnswer =>
  Object.hasOwn(target.account.groups.value, key)
    ? edits(...inheritedGroups(question, target), {
        op: 'remove',
        path: [...target.home, 'groups', groupKeyOf(question, target, key)],
      })
    : refuse(changeErrors.groupUnknown(key));

const toolKeys = ['allow', 'alsoAllow', 'deny'] as const;

/** Writes the tool rules of a group, or takes them out. Keys that are none of the three lists stay as they are. */
const setGroupTools = (
  question: PlanInput,
  { key, tools }: Extract<ConfigAction, { type: 'set-group-tools' }>,
  target: Target,
): EditsAnswer => {
  const { account, home } = target;
  if (!Object.hasOwn(account.groups.value, key)) return refuse(changeErrors.groupUnknown(key));
  const raw = groupKeyOf(question, target, key);
  const path = [...home, 'groups', raw, 'tools'];
  const place = isOwn(account.groups, home) ? home : sectionPath;
  const written = valueAt(question.config, [...place, 'groups', raw, 'tools']);
  const lists = toolKeys.flatMap((name) =>
    tools?.[name] === undefined ? [] : [[name, tools[name].map(literal)] as const],
  );
  // What is not changed stays as it is written, however that may look.
  const shown = account.groups.value[key]?.tools;
  const changed = lists.filter(([name]) => !isSame(shown?.[name], tools?.[name]));
  const copies = inheritedGroups(question, target);
  if (!isObject(written))
    return edits(
      ...copies,
      ...(lists.length === 0 ? [{ op: 'remove' as const, path }] : [toolsEdit(path, lists)]),
    );
  const others = Object.keys(written).filter((name) => !toolKeys.some((known) => known === name));
  if (lists.length + others.length === 0) return edits(...copies, { op: 'remove', path });
  const gone = toolKeys.filter((name) => tools?.[name] === undefined && Object.hasOwn(written, name));
  return edits(
    ...copies,
    ...gone.map((name): ConfigEdit => ({ op: 'remove', path: [...path, name] })),
    ...changed.map(([name, list]) => set(path, name, list)),
  );
};

const toolsEdit = (
  path: ConfigEdit['path'],
  lists: readonly (readonly [string, readonly string[]])[],
): ConfigEdit => ({
  op: 'set',
  path,
  value: Object.fromEntries(lists),
});

/**
 * On later releases `open` admits only whom `allowFrom` covers: without `*` nobody. Left behind, that `*` would keep the door open under
 * every other policy: it goes with `open`, whoever wrote it.
 */
const setDmPolicy = (
  question: PlanInput,
  action: Extract<ConfigAction, { type: 'set-dm-policy' }>,
  target: Target,
): EditsAnswer => {
  const { policy, alsoAllow = [] } = action;
  const policyEdit = set(target.home, 'dmPolicy', policy);
  if (policy === 'open')
    return edits(
      policyEdit,
      ...addEntries(
        question,
        target,
        question.view.release.capabilities.openMeans === 'allow-from' ? [...alsoAllow, everyone] : alsoAllow,
      ),
    );
  const leavesOpen = target.account.dmPolicy.value === 'open';
  return edits(policyEdit, ...(leavesOpen ? addWithoutEveryone : addEntries)(question, target, alsoAllow));
};

/** As `openclaw plugins enable` does: a list of allowed plugins must name it, too. */
const setPlugin = ({ config }: PlanInput, isEnabled: boolean): EditsAnswer => {
  const entry: ConfigEdit = {
    op: 'set',
    path: ['plugins', 'entries', 'zalouser', 'enabled'],
    value: isEnabled,
  };
  if (!isEnabled) return edits(entry);
  const namesIt = (list: unknown): boolean => Array.isArray(list) && list.includes('zalouser');
  if (valueAt(config, ['plugins', 'enabled']) === false) return refuse(changeErrors.pluginsOff());
  if (namesIt(valueAt(config, ['plugins', 'deny']))) return refuse(changeErrors.pluginDenied());
  const allow = valueAt(config, ['plugins', 'allow']);
  const isShutOut = Array.isArray(allow) && allow.length > 0 && !namesIt(allow);
  return edits(
    entry,
    ...(isShutOut ? [{ op: 'add-entries' as const, path: ['plugins', 'allow'], entries: ['zalouser'] }] : []),
  );
};

/**
 * A change that means nothing: the gateway compares values, so that a new time or blank line is none, but any key that comes or goes below
 * `channels.zalouser` restarts the channel (the OpenClaw contract, section 3).
 */
const restartChannel = (question: PlanInput, { account, home }: Target): EditsAnswer => {
  if (!account.enabled.value) return refuse(changeErrors.accountOff(account.id));
  const isWritten = writtenAt(question, [...home, 'enabled']) !== undefined;
  return edits(isWritten ? { op: 'remove', path: [...home, 'enabled'] } : set(home, 'enabled', true));
};

/** The edits an action comes to, or one sentence why it cannot be done. */
export const editsOfAction = (question: PlanInput, action: ConfigAction): EditsAnswer => {
  switch (action.type) {
    case 'set-channel-enabled':
      return edits(set(sectionPath, 'enabled', action.isEnabled));
    case 'set-plugin-enabled':
      return setPlugin(question, action.isEnabled);
    case 'set-command-edits':
      return edits({ op: 'set', path: ['commands', 'config'], value: action.isAllowed });
    case 'set-log-level':
      return edits(
        action.level === undefined
          ? { op: 'remove', path: ['logging', 'level'] }
          : { op: 'set', path: ['logging', 'level'], value: action.level },
      );
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
  { config }: PlanInput,
  { which, text }: Extract<ConfigAction, { type: 'set-prefix' }>,
  { home }: Target,
): EditsAnswer => {
  const hidesOne = home !== sectionPath && (valueAt(config, [...sectionPath, which]) ?? '') !== '';
  return edits(
    text === '' && !hidesOne ? { op: 'remove', path: [...home, which] } : set(home, which, literal(text)),
  );
};

type SettingAction = Exclude<
  ConfigAction,
  {
    type:
      | 'set-channel-enabled'
      | 'set-plugin-enabled'
      | 'set-command-edits'
      | 'set-log-level'
      | 'set-defaults-group-policy'
      | 'add-account'
      | 'remove-account'
      | 'rename-account';
  }
>;

const editsOfSetting = (question: PlanInput, action: SettingAction, target: Target): EditsAnswer => {
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
