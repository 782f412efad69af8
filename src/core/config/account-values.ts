// Typed values out of an untyped config section, as the plugin would take them. What is wrong is told by the validation. Pure.
import type {
  EntriesSetting,
  GroupRule,
  GroupsSetting,
  GroupTools,
  Setting,
  SettingSource,
} from '../model/account.ts';
import { exactly, Written } from '../shared/text/exactly.ts';
import { sanitizeLine, sanitizeName } from '../shared/text/sanitize.ts';
import { accessGroupOf } from './entry-names.ts';
import { type ConfigPath, formatPath, isObject, type JsonObject, valueAt } from './value.ts';

export interface Picked {
  readonly value: unknown;
  readonly source: SettingSource;
  readonly path: ConfigPath;
}

/** The two layers an account is merged from. */
export interface Layers {
  readonly base: JsonObject;
  readonly basePath: ConfigPath;
  readonly account: JsonObject;
  readonly accountPath: ConfigPath;
}

/** The value the plugin's overlay gives: the account's own key hides the base's, even if it is null or empty. */
export const pick = ({ base, basePath, account, accountPath }: Layers, key: string): Picked | undefined => {
  const isOwn = Object.hasOwn(account, key);
  const value = isOwn ? account[key] : Object.hasOwn(base, key) ? base[key] : undefined;
  if (value === undefined || value === null) return undefined;
  return { value, source: isOwn ? 'account' : 'base', path: [...(isOwn ? accountPath : basePath), key] };
};

export const settingOf = <Value>(value: Value, { source, path }: Picked): Setting<Value> => ({
  value,
  source,
  path: formatPath(path),
});

/** Longest entry that is shown whole (UTF-16 code units). */
const maxUnits = 200;

/** Stands at the end of what holds something that cannot be seen. */
export const hiddenSign = '\ufffd';

/**
 * Text of the config, safe to show. The gateway compares what is written: where something was taken out that cannot be seen, a � tells.
 * (Accents may be written in either of two ways.)
 */
const asWritten = (text: string): string => {
  const shown = sanitizeLine(text, maxUnits);
  if (shown === text) return shown;
  return text.length > maxUnits || shown === text.normalize('NFC') ? shown : `${shown}${hiddenSign}`;
};

/** An entry of a list as it is shown, without the blanks around it; undefined for what stands for nobody. */
export const entryText = (entry: unknown): string | undefined =>
  typeof entry === 'string' || typeof entry === 'number' ? asWritten(String(entry).trim()) : undefined;

/** The keys of `groups` as they are shown, by how they are written. Two that look alike are told apart by a �. */
export const groupKeys = (groups: JsonObject): ReadonlyMap<string, string> => {
  const shown = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of Object.keys(groups)) {
    let text = asWritten(key);
    while (taken.has(text)) text += hiddenSign;
    taken.add(text);
    shown.set(key, text);
  }
  return shown;
};

/** Names of tools go back into the file when their list is changed: cleaned, without a sign that something was. */
const toolTexts = (value: unknown): readonly string[] =>
  Array.isArray(value)
    ? value.flatMap((entry: unknown) =>
        typeof entry === 'string' || typeof entry === 'number' ? [sanitizeLine(String(entry), maxUnits)] : [],
      )
    : [];

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

const toolsOf = (value: unknown): GroupTools | undefined => {
  if (!isObject(value)) return undefined;
  const lists = ['allow', 'alsoAllow', 'deny'].filter((key) => Object.hasOwn(value, key));
  return Object.fromEntries(lists.map((key) => [key, toolTexts(value[key])]));
};

/** Undefined for an entry the plugin skips as if it were not there (null, false, 0, ''). */
const ruleOf = (value: unknown): GroupRule | undefined => {
  if (!isObject(value)) return value ? {} : undefined;
  const own = {
    allow: flag(value['allow']),
    enabled: flag(value['enabled']),
    requireMention: flag(value['requireMention']),
    tools: toolsOf(value['tools']),
  };
  return Object.fromEntries(Object.entries(own).filter(([, part]) => part !== undefined));
};

export const textIn = (picked: Picked | undefined): string | undefined =>
  typeof picked?.value === 'string' ? picked.value : undefined;

/**
 * A policy, safe to show and fit to be compared: it is one that the gateway knows only where exactly that is written. What merely looks like one
 * (`"open "`) shows how it differs.
 */
export const policyText = (value: unknown): string =>
  typeof value === 'string' ? exactly(value) : sanitizeName(JSON.stringify(value) ?? '');

export const policyIn = ({ value }: Picked): string => policyText(value);

/** True or false, if it is one of them. */
export const flagIn = (picked: Picked | undefined): boolean | undefined => flag(picked?.value);

export const builtIn = <Value>(value: Value): Setting<Value> => ({ value, source: 'built-in' });

/** The members of `accessGroups`, by name, as far as they concern this channel; `elsewhere` where another program decides who is in one. */
export const accessGroupsIn = (config: JsonObject): NonNullable<EntriesSetting['accessGroups']> => {
  const groups = valueAt(config, ['accessGroups']);
  const entries = Object.entries(isObject(groups) ? groups : {}).filter(
    (entry): entry is [string, JsonObject] => isObject(entry[1]),
  );
  return new Map(
    entries.map(([name, group]): [string, EntriesSetting | 'elsewhere'] => {
      if (group['type'] !== 'message.senders') return [name, 'elsewhere'];
      const members = [['*'], ['zalouser']]
        .map((key) => valueAt(group['members'], key))
        .filter(Array.isArray);
      return [name, entriesIn({ value: members.flat(), source: 'base', path: ['accessGroups', name] })];
    }),
  );
};

/** Ids and names: as shown, and as written where that differs; with those of `groups` that they name. */
export const entriesIn = (
  picked: Picked | undefined,
  groups?: EntriesSetting['accessGroups'],
): EntriesSetting => {
  if (picked === undefined) return builtIn([]);
  const items = Array.isArray(picked.value) ? (picked.value as readonly unknown[]) : [];
  const [value, written]: [string[], string[]] = [[], []];
  for (const item of items) {
    const shown = entryText(item);
    if (shown === undefined) continue;
    value.push(shown);
    written.push(String(item));
  }
  const isShown = value.every((shown, at) => shown === written[at]);
  const named = written.some((entry) => accessGroupOf(entry) !== undefined) ? groups : undefined;
  return {
    ...settingOf(value, picked),
    ...(isShown ? {} : { written: written.map((entry) => new Written(entry)) }),
    ...(named === undefined || named.size === 0 ? {} : { accessGroups: named }),
    ...(Array.isArray(picked.value) ? {} : { isNoList: true as const }),
  };
};

/** The rules of groups by key: as shown, and the keys as written where one differs. */
export const groupsIn = (picked: Picked | undefined): GroupsSetting => {
  if (picked === undefined) return builtIn({});
  const groups = isObject(picked.value) ? picked.value : {};
  const keys = groupKeys(groups);
  const rules = [...keys].flatMap(([key, shown]) => {
    const rule = ruleOf(groups[key]);
    return rule === undefined ? [] : [[shown, rule] as const];
  });
  const setting = settingOf(Object.fromEntries(rules), picked);
  // Entries the plugin skips are keys all the same.
  const isShown = rules.length === keys.size && [...keys].every(([key, shown]) => key === shown);
  return isShown
    ? setting
    : { ...setting, written: [...keys].map(([key, shown]) => [new Written(key), shown]) };
};
