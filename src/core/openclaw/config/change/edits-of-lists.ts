// Changes of `allowFrom` and `groups`: who is meant is found however it is written, and what was inherited is copied whole. Pure.
import { changeErrors } from '../../../catalogue/change.ts';
import type { Account } from '../../../model/account.ts';
import type { ConfigAction } from '../../../model/config-action.ts';
import { sanitizeLine } from '../../../text/sanitize.ts';
import { sectionPath } from '../../accounts.ts';
import { bareEntry } from '../../names.ts';
import type { JsonValue } from '../edit/types.ts';
import { isObject, valueAt } from '../value.ts';
import type { ConfigEdit } from './edits.ts';
import { type ChangeQuestion, type EditsAnswer, edits, isOwn, refuse, set, type Target, writtenAt } from './question.ts';

const isSameEntry = (one: string, other: string): boolean => bareEntry(one).toLowerCase() === bareEntry(other).toLowerCase();

/** Entries are shown cleaned; the ones that are meant are found by how they look. */
const looksLike = (raw: unknown, entry: string): boolean =>
  (typeof raw === 'string' || typeof raw === 'number') && isSameEntry(sanitizeLine(String(raw), 200), entry);

/** The key of `groups` that is shown as `key`. */
const groupKeyOf = (question: ChangeQuestion, { account, home }: Target, key: string): string => {
  const path = isOwn(account.groups, home) ? [...home, 'groups'] : [...sectionPath, 'groups'];
  const groups = valueAt(question.config, path);
  return isObject(groups)
    ? (Object.keys(groups).find((raw) => raw === key) ?? Object.keys(groups).find((raw) => sanitizeLine(raw, 200) === key) ?? key)
    : key;
};

/** Appends who is not there yet; an inherited list is copied first. */
export const addEntries = (question: ChangeQuestion, { account, home }: Target, entries: readonly string[]): readonly ConfigEdit[] => {
  const known = new Set(account.allowFrom.value.map((entry) => bareEntry(entry).toLowerCase()));
  const fresh = [...new Set(entries)].filter((entry) => !known.has(bareEntry(entry).toLowerCase()));
  if (fresh.length === 0) return [];
  const path = [...home, 'allowFrom'];
  return isOwn(account.allowFrom, home) || account.allowFrom.source === 'built-in'
    ? [{ op: 'add-entries', path, entries: fresh }]
    : [{ op: 'set', path, value: [...inheritedEntries(question, account), ...fresh] }];
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
  if (!items.some((item) => looksLike(item, entry))) {
    return refuse(variable === undefined ? changeErrors.entryUnknown(entry) : changeErrors.fromVariable('allowFrom', variable));
  }
  return own
    ? edits({ op: 'remove-entry', path, entry })
    : edits({ op: 'set', path, value: items.filter((item) => !looksLike(item, entry)) });
};

/** An account's `groups` hides the base's whole: what was inherited is copied before one of it changes. */
const inheritedGroups = (question: ChangeQuestion, { account, home }: Target): readonly ConfigEdit[] => {
  if (account.groups.source === 'built-in' || isOwn(account.groups, home)) return [];
  const base = writtenAt(question, [...sectionPath, 'groups']);
  return isObject(base) ? [{ op: 'set', path: [...home, 'groups'], value: base as JsonValue }] : [];
};

/** `enabled` alone is understood by both generations; an `allow` that is there must not contradict it. */
export const setGroup = (question: ChangeQuestion, target: Target, key: string, isAllowed: boolean): EditsAnswer => {
  const path = [...target.home, 'groups', groupKeyOf(question, target, key)];
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

/** Takes the entry of a group out. */
export const removeGroup = (question: ChangeQuestion, target: Target, key: string): EditsAnswer =>
  Object.hasOwn(target.account.groups.value, key)
    ? edits(...inheritedGroups(question, target), { op: 'remove', path: [...target.home, 'groups', groupKeyOf(question, target, key)] })
    : refuse(changeErrors.groupUnknown(key));

/** Writes the tool rules of a group, or takes them out. */
export const setGroupTools = (
  question: ChangeQuestion,
  { key, tools }: Extract<ConfigAction, { type: 'set-group-tools' }>,
  target: Target,
): EditsAnswer => {
  if (!Object.hasOwn(target.account.groups.value, key)) return refuse(changeErrors.groupUnknown(key));
  const path = [...target.home, 'groups', groupKeyOf(question, target, key), 'tools'];
  const value: JsonValue | undefined = tools === undefined ? undefined : Object.fromEntries(Object.entries(tools));
  return edits(...inheritedGroups(question, target), value === undefined ? { op: 'remove', path } : { op: 'set', path, value });
};
