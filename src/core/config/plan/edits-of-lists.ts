// Changes of `allowFrom` and `groups`: who is meant is found however it is written, and what was inherited is copied whole. Pure.

import type { Account } from '../../model/account.ts';
import { groupKeys } from '../account-values.ts';
import { sectionPath } from '../accounts.ts';
import type { ConfigAction } from '../change-request.ts';
import { isSame } from '../edit/model.ts';
import type { JsonValue } from '../edit/types.ts';
import { bareEntry, entriesAsWritten } from '../entry-names.ts';
import { isObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';
import { everyone, holdsEveryone, isEntry, isSameEntry, literal } from './entries.ts';
import { type ChangeQuestion, type EditsAnswer, edits, isOwn, refuse, set, type Target, writtenAt } from './question.ts';
import { changeErrors } from './words.ts';

/** The key of `groups` that is shown as `key`. */
const groupKeyOf = (question: ChangeQuestion, { account, home }: Target, key: string): string => {
  const path = isOwn(account.groups, home) ? [...home, 'groups'] : [...sectionPath, 'groups'];
  const groups = valueAt(question.config, path);
  return isObject(groups) ? ([...groupKeys(groups)].find(([, shown]) => shown === key)?.[0] ?? key) : key;
};

/** Who is not there yet, each once. `*` behind a prefix is not everybody for every release. */
const freshOf = (account: Account, entries: readonly string[]): readonly string[] => {
  const keyOf = (entry: string): string => (bareEntry(entry) === everyone ? entry.trim() : bareEntry(entry).toLowerCase());
  const known = new Set(entriesAsWritten(account.allowFrom).map(keyOf));
  return [...new Set(entries)].filter((entry) => !known.has(keyOf(entry))).map(literal);
};

const hasOwnList = ({ account, home }: Target): boolean => isOwn(account.allowFrom, home) || account.allowFrom.source === 'built-in';

/** Appends who is not there yet; an inherited list is copied first. */
export const addEntries = (question: ChangeQuestion, target: Target, entries: readonly string[]): readonly ConfigEdit[] => {
  const fresh = freshOf(target.account, entries);
  if (fresh.length === 0) return [];
  const path = [...target.home, 'allowFrom'];
  return hasOwnList(target)
    ? [{ op: 'add-entries', path, entries: fresh }]
    : [{ op: 'set', path, value: [...inheritedEntries(question, target.account), ...fresh] }];
};

/** `*` goes and others come, in one step where the list is inherited. */
export const addWithoutEveryone = (question: ChangeQuestion, target: Target, entries: readonly string[]): readonly ConfigEdit[] => {
  const { account, home } = target;
  if (!holdsEveryone(account.allowFrom.value, question.view.release.capabilities)) return addEntries(question, target, entries);
  const path = [...home, 'allowFrom'];
  if (hasOwnList(target)) return [{ op: 'remove-entry', path, entry: everyone }, ...addEntries(question, target, entries)];
  const rest = inheritedEntries(question, account).filter((item) => !isEntry(item, everyone));
  return [{ op: 'set', path, value: [...rest, ...freshOf(account, entries)] }];
};

/** The base's list as it is written. */
const inheritedEntries = (question: ChangeQuestion, account: Account): readonly JsonValue[] => {
  const written = writtenAt(question, [...sectionPath, 'allowFrom']);
  return Array.isArray(written) ? (written as JsonValue[]) : account.allowFrom.value;
};

/** Every way the person is written goes, or the person would still be let in. */
export const removeEntry = (question: ChangeQuestion, { account, home }: Target, entry: string): EditsAnswer => {
  if (!account.allowFrom.value.some((other) => isSameEntry(other, entry))) return refuse(changeErrors.entryUnknown(entry));
  const path = [...home, 'allowFrom'];
  const own = isOwn(account.allowFrom, home);
  const written = own ? writtenAt(question, path) : inheritedEntries(question, account);
  const items = Array.isArray(written) ? (written as JsonValue[]) : account.allowFrom.value;
  const texts = items.filter((item) => typeof item === 'string');
  const variable = texts.map((text) => /\$\{([A-Z_][A-Z0-9_]*)\}/u.exec(text)?.[1]).find((name) => name !== undefined);
  if (!items.some((item) => isEntry(item, entry))) {
    return refuse(variable === undefined ? changeErrors.entryUnknown(entry) : changeErrors.fromVariable('allowFrom', variable));
  }
  return own
    ? edits({ op: 'remove-entry', path, entry })
    : edits({ op: 'set', path, value: items.filter((item) => !isEntry(item, entry)) });
};

/** An account's `groups` hides the base's whole: what was inherited is copied before one of it changes. */
const inheritedGroups = (question: ChangeQuestion, { account, home }: Target): readonly ConfigEdit[] => {
  if (account.groups.source === 'built-in' || isOwn(account.groups, home)) return [];
  const base = writtenAt(question, [...sectionPath, 'groups']);
  return isObject(base) ? [{ op: 'set', path: [...home, 'groups'], value: base as JsonValue }] : [];
};

/** `enabled` alone is understood by every release; an `allow` that is there must not contradict it. */
export const setGroup = (question: ChangeQuestion, target: Target, key: string, isAllowed: boolean): EditsAnswer => {
  const path = [...target.home, 'groups', groupKeyOf(question, target, key)];
  const rule = target.account.groups.value[key];
  const copies = inheritedGroups(question, target);
  const { knowsGroupAllow } = question.view.release.capabilities;
  if (rule === undefined || (rule.allow === undefined && rule.enabled === undefined))
    return edits(...copies, set(path, 'enabled', isAllowed));
  const allow: readonly ConfigEdit[] =
    rule.allow === undefined ? [] : knowsGroupAllow ? [set(path, 'allow', isAllowed)] : [{ op: 'remove', path: [...path, 'allow'] }];
  const enabled = rule.enabled === undefined && knowsGroupAllow ? [] : [set(path, 'enabled', isAllowed)];
  return edits(...copies, ...allow, ...enabled);
};

/** Takes the entry of a group out. */
export const removeGroup = (question: ChangeQuestion, target: Target, key: string): EditsAnswer =>
  Object.hasOwn(target.account.groups.value, key)
    ? edits(...inheritedGroups(question, target), { op: 'remove', path: [...target.home, 'groups', groupKeyOf(question, target, key)] })
    : refuse(changeErrors.groupUnknown(key));

const toolKeys = ['allow', 'alsoAllow', 'deny'] as const;

/** Writes the tool rules of a group, or takes them out. Keys that are none of the three lists stay as they are. */
export const setGroupTools = (
  question: ChangeQuestion,
  { key, tools }: Extract<ConfigAction, { type: 'set-group-tools' }>,
  target: Target,
): EditsAnswer => {
  const { account, home } = target;
  if (!Object.hasOwn(account.groups.value, key)) return refuse(changeErrors.groupUnknown(key));
  const raw = groupKeyOf(question, target, key);
  const path = [...home, 'groups', raw, 'tools'];
  const place = isOwn(account.groups, home) ? home : sectionPath;
  const written = valueAt(question.config, [...place, 'groups', raw, 'tools']);
  const lists = toolKeys.flatMap((name) => (tools?.[name] === undefined ? [] : [[name, tools[name].map(literal)] as const]));
  // What is not changed stays as it is written, however that may look.
  const shown = account.groups.value[key]?.tools;
  const changed = lists.filter(([name]) => !isSame(shown?.[name], tools?.[name]));
  const copies = inheritedGroups(question, target);
  if (!isObject(written)) return edits(...copies, ...(lists.length === 0 ? [{ op: 'remove' as const, path }] : [toolsEdit(path, lists)]));
  const others = Object.keys(written).filter((name) => !toolKeys.some((known) => known === name));
  if (lists.length + others.length === 0) return edits(...copies, { op: 'remove', path });
  const gone = toolKeys.filter((name) => tools?.[name] === undefined && Object.hasOwn(written, name));
  return edits(
    ...copies,
    ...gone.map((name): ConfigEdit => ({ op: 'remove', path: [...path, name] })),
    ...changed.map(([name, list]) => set(path, name, list)),
  );
};

const toolsEdit = (path: ConfigEdit['path'], lists: readonly (readonly [string, readonly string[]])[]): ConfigEdit => ({
  op: 'set',
  path,
  value: Object.fromEntries(lists),
});
