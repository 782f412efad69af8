// From what the operator wants to the keys that must change. Pure; nothing is written here.
import { changeErrors } from '../../../catalogue/change.ts';
import type { ErrorView } from '../../../errors.ts';
import type { Account, Setting } from '../../../model/account.ts';
import type { ConfigAction } from '../../../model/config-action.ts';
import { type AccountId, defaultAccountId } from '../../../model/ids.ts';
import type { ConfigView } from '../../../state/state.ts';
import { accountIdOfKey, sectionPath } from '../../accounts.ts';
import { bareEntry } from '../../names.ts';
import type { JsonValue } from '../edit/types.ts';
import { type ConfigPath, isObject, type JsonObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';

/** What an action is planned on: the merged config, and what the console made of it. */
export interface ChangeQuestion {
  readonly config: JsonObject;
  readonly view: ConfigView;
}

/** The edits, or why there can be none. */
export type EditsAnswer = { readonly ok: true; readonly edits: readonly ConfigEdit[] } | { readonly ok: false; readonly error: ErrorView };

const edits = (...list: readonly ConfigEdit[]): EditsAnswer => ({ ok: true, edits: list });
const refuse = (error: ErrorView): EditsAnswer => ({ ok: false, error });

const accountsPath: ConfigPath = [...sectionPath, 'accounts'];

const listed = ({ config }: ChangeQuestion): JsonObject => {
  const accounts = valueAt(config, accountsPath);
  return isObject(accounts) ? accounts : {};
};

/** The key of an account that the gateway overlooks because it is not its id: `Work` for `work`. */
const overlookedKey = (question: ChangeQuestion, id: AccountId): string | undefined => {
  const keys = Object.keys(listed(question));
  return keys.includes(id) ? undefined : keys.find((key) => accountIdOfKey(key) === id);
};

/** Where an account's own settings are written: its entry, or the section itself while no account is listed. */
const homeOf = (question: ChangeQuestion, id: AccountId): ConfigPath =>
  Object.keys(listed(question)).length === 0 && id === defaultAccountId ? sectionPath : [...accountsPath, id];

interface Target {
  readonly account: Account;
  readonly home: ConfigPath;
}

const withAccount = (question: ChangeQuestion, id: AccountId, plan: (target: Target) => EditsAnswer): EditsAnswer => {
  const account = question.view.accounts.find((candidate) => candidate.id === id);
  if (account === undefined) return refuse(changeErrors.accountUnknown(id));
  const key = overlookedKey(question, id);
  if (key !== undefined) return refuse(changeErrors.keyFirst(key, id));
  return plan({ account, home: homeOf(question, id) });
};

const set = (path: ConfigPath, key: string, value: JsonValue): ConfigEdit => ({ op: 'set', path: [...path, key], value });

/** Does the effective value of a list stand in the account's own place? Else it is inherited, and must be copied whole. */
const isOwn = (setting: Setting<unknown>, home: ConfigPath): boolean =>
  setting.source === 'account' || (setting.source === 'base' && home === sectionPath);

const addEntries = ({ account, home }: Target, entries: readonly string[]): readonly ConfigEdit[] => {
  const known = new Set(account.allowFrom.value.map((entry) => bareEntry(entry).toLowerCase()));
  const fresh = [...new Set(entries)].filter((entry) => !known.has(bareEntry(entry).toLowerCase()));
  if (fresh.length === 0) return [];
  const path = [...home, 'allowFrom'];
  return isOwn(account.allowFrom, home) || account.allowFrom.source === 'built-in'
    ? [{ op: 'add-entries', path, entries: fresh }]
    : [{ op: 'set', path, value: [...account.allowFrom.value, ...fresh] }];
};

const removeEntry = ({ account, home }: Target, entry: string): EditsAnswer => {
  if (!account.allowFrom.value.includes(entry)) return refuse(changeErrors.entryUnknown(entry));
  const path = [...home, 'allowFrom'];
  return isOwn(account.allowFrom, home)
    ? edits({ op: 'remove-entry', path, entry })
    : edits({ op: 'set', path, value: account.allowFrom.value.filter((other) => other !== entry) });
};

/** An account's `groups` hides the base's whole: what was inherited is copied before one of it changes. */
const inheritedGroups = (question: ChangeQuestion, { account, home }: Target): readonly ConfigEdit[] => {
  if (account.groups.source === 'built-in' || isOwn(account.groups, home)) return [];
  const base = valueAt(question.config, [...sectionPath, 'groups']);
  return isObject(base) ? [{ op: 'set', path: [...home, 'groups'], value: base as JsonValue }] : [];
};

/** `enabled` alone is understood by both generations; an `allow` that is there must not contradict it. */
const setGroup = (question: ChangeQuestion, target: Target, key: string, isAllowed: boolean): EditsAnswer => {
  const path = [...target.home, 'groups', key];
  const rule = target.account.groups.value[key];
  const copies = inheritedGroups(question, target);
  if (rule === undefined || (rule.allow === undefined && rule.enabled === undefined))
    return edits(...copies, set(path, 'enabled', isAllowed));
  const allow: readonly ConfigEdit[] =
    rule.allow === undefined
      ? []
      : question.view.generation === '96'
        ? [{ op: 'remove', path: [...path, 'allow'] }]
        : [set(path, 'allow', isAllowed)];
  const enabled = rule.enabled === undefined && question.view.generation === '226' ? [] : [set(path, 'enabled', isAllowed)];
  return edits(...copies, ...allow, ...enabled);
};

const removeGroup = (question: ChangeQuestion, target: Target, key: string): EditsAnswer =>
  Object.hasOwn(target.account.groups.value, key)
    ? edits(...inheritedGroups(question, target), { op: 'remove', path: [...target.home, 'groups', key] })
    : refuse(changeErrors.groupUnknown(key));

const addAccount = (question: ChangeQuestion, action: Extract<ConfigAction, { type: 'add-account' }>): EditsAnswer => {
  const { accountId: id, profile, label } = action;
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(id)) return refuse(changeErrors.accountIdBad(id));
  if (Object.keys(listed(question)).some((key) => accountIdOfKey(key) === id)) return refuse(changeErrors.accountExists(id));
  const value = {
    ...(label === undefined ? {} : { name: label }),
    enabled: true,
    ...(profile === undefined || profile === id ? {} : { profile }),
    // Generation 96 writes its own default into every account that says nothing.
    ...(question.view.generation === '96' ? { groupPolicy: 'allowlist' } : {}),
  };
  // While no account is listed `default` runs by itself; listing another would end it without a word.
  const keepsDefault = Object.keys(listed(question)).length === 0 && question.view.hasSection && id !== defaultAccountId;
  return edits(...(keepsDefault ? [set(accountsPath, defaultAccountId, {})] : []), set(accountsPath, id, value));
};

const removeAccount = (question: ChangeQuestion, id: AccountId): EditsAnswer => {
  const key = Object.keys(listed(question)).find((candidate) => accountIdOfKey(candidate) === id);
  if (key === undefined) return refuse(changeErrors.accountNotListed(id));
  const named = valueAt(question.config, [...sectionPath, 'defaultAccount']);
  const isDefault = typeof named === 'string' && accountIdOfKey(named) === id;
  return edits(
    { op: 'remove', path: [...accountsPath, key] },
    ...(isDefault ? [{ op: 'remove' as const, path: [...sectionPath, 'defaultAccount'] }] : []),
  );
};

const renameAccount = (question: ChangeQuestion, from: AccountId, to: AccountId): EditsAnswer => {
  const keys = Object.keys(listed(question));
  const key = keys.find((candidate) => accountIdOfKey(candidate) === from);
  if (key === undefined) return refuse(changeErrors.accountNotListed(from));
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(to)) return refuse(changeErrors.accountIdBad(to));
  if (key === to) return refuse(changeErrors.nothingToDo());
  if (keys.includes(to)) return refuse(changeErrors.accountExists(to));
  const named = valueAt(question.config, [...sectionPath, 'defaultAccount']);
  const isDefault = typeof named === 'string' && accountIdOfKey(named) === from && from !== to;
  return edits({ op: 'rename', path: [...accountsPath, key], to }, ...(isDefault ? [set(sectionPath, 'defaultAccount', to)] : []));
};

/** On generation 96 `open` admits only whom `allowFrom` covers: without `*` nobody. */
const setDmPolicy = (question: ChangeQuestion, action: Extract<ConfigAction, { type: 'set-dm-policy' }>, target: Target): EditsAnswer => {
  const everyone = action.policy === 'open' && question.view.generation === '96' ? ['*'] : [];
  return edits(set(target.home, 'dmPolicy', action.policy), ...addEntries(target, [...(action.alsoAllow ?? []), ...everyone]));
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
      return edits(set(target.home, 'enabled', action.isEnabled));
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
      return edits(...addEntries(target, action.entries));
    case 'remove-allow-from':
      return removeEntry(target, action.entry);
    case 'set-group':
      return setGroup(question, target, action.key, action.isAllowed);
    case 'set-group-tools':
      return setGroupTools(question, action, target);
    case 'remove-group':
      return removeGroup(question, target, action.key);
    case 'set-prefix':
      return edits(
        action.text === '' ? { op: 'remove', path: [...target.home, action.which] } : set(target.home, action.which, action.text),
      );
  }
};

const setGroupTools = (
  question: ChangeQuestion,
  { key, tools }: Extract<ConfigAction, { type: 'set-group-tools' }>,
  target: Target,
): EditsAnswer => {
  if (!Object.hasOwn(target.account.groups.value, key)) return refuse(changeErrors.groupUnknown(key));
  const path = [...target.home, 'groups', key, 'tools'];
  const value: JsonValue | undefined = tools === undefined ? undefined : Object.fromEntries(Object.entries(tools));
  return edits(...inheritedGroups(question, target), value === undefined ? { op: 'remove', path } : { op: 'set', path, value });
};
