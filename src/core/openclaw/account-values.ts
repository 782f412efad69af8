// Typed values out of an untyped config section, as the plugin would take them. What is wrong is told by the validation. Pure.
import type { GroupRule, GroupTools, Setting, SettingSource } from '../model/account.ts';
import { exactly } from '../text/exactly.ts';
import { sanitizeLine, sanitizeName } from '../text/sanitize.ts';
import { type ConfigPath, formatPath, isObject, type JsonObject } from './config/value.ts';

/** A value with where it was written. */
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

/** A setting out of what was picked. */
export const settingOf = <Value>(value: Value, { source, path }: Picked): Setting<Value> => ({ value, source, path: formatPath(path) });

/** Longest entry that is shown whole (UTF-16 code units). */
const maxUnits = 200;

/** Stands at the end of what holds something that cannot be seen. */
export const hiddenSign = '\ufffd';

/**
 * Text of the config, safe to show. The gateway compares what is written: where something was taken out that cannot be seen, a � tells, and
 * keeps an id that only looks right from being taken for one. (Accents may be written in either of two ways.)
 */
const asWritten = (text: string): string => {
  const shown = sanitizeLine(text, maxUnits);
  return text.length > maxUnits || shown === text.normalize('NFC') ? shown : `${shown}${hiddenSign}`;
};

/** An entry of a list as it is compared and shown, without the blanks around it; undefined for what stands for nobody. */
export const entryText = (entry: unknown): string | undefined =>
  typeof entry === 'string' || typeof entry === 'number' ? asWritten(String(entry).trim()) : undefined;

/** A key of `groups` as it is compared and shown. */
export const groupKeyText = (key: string): string => asWritten(key);

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? (value as readonly unknown[]).flatMap((entry) => entryText(entry) ?? []) : [];

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

/** Text, if it is text. */
export const textIn = (picked: Picked | undefined): string | undefined => (typeof picked?.value === 'string' ? picked.value : undefined);

/**
 * A policy, safe to show and fit to be compared: it is one that the gateway knows only where exactly that is written. What merely looks like one
 * (`"open "`) shows how it differs.
 */
export const policyText = (value: unknown): string =>
  typeof value === 'string' ? exactly(value) : sanitizeName(JSON.stringify(value) ?? '');

/** {@link policyText} of what was picked. */
export const policyIn = ({ value }: Picked): string => policyText(value);

/** True or false, if it is one of them. */
export const flagIn = (picked: Picked | undefined): boolean | undefined => flag(picked?.value);

/** Ids and names as typed. */
export const listIn = (picked: Picked | undefined): readonly string[] => texts(picked?.value);

/** The rules of groups by key. */
export const groupsIn = (picked: Picked | undefined): Readonly<Record<string, GroupRule>> => {
  if (!isObject(picked?.value)) return {};
  const entries = Object.entries(picked.value).map(([key, value]) => [groupKeyText(key), ruleOf(value)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, GroupRule] => entry[1] !== undefined));
};
