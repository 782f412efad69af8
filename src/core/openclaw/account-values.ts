// Typed values out of an untyped config section: tolerant, and telling what is wrong. Pure.
import { type ConfigWords, configSentences as words } from '../catalogue/config.ts';
import type { GroupRule, GroupTools, Setting, SettingSource } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import type { Generation } from '../state/state.ts';
import { sanitizeLine, sanitizeName } from '../text/sanitize.ts';
import { type ConfigPath, formatPath, isObject, type JsonObject } from './config/value.ts';

/** Takes a finding about a place of the config; the same words are kept once. */
export type Report = (said: ConfigWords, path: ConfigPath, accountId?: AccountId) => void;

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

/** Reads values for one generation; nothing in it throws. */
export interface ValueReader {
  text(picked: Picked | undefined): string | undefined;
  /** A policy as it is compared: whatever stands there, as text. */
  policy(picked: Picked): string;
  flag(picked: Picked | undefined): boolean | undefined;
  /** Ids and names as typed. */
  list(picked: Picked | undefined): readonly string[];
  groups(picked: Picked | undefined): Readonly<Record<string, GroupRule>>;
}

const numberText = (value: number, path: ConfigPath, report: Report): string => {
  // The last digits are gone already; the gateway compares the same wrong text.
  if (!Number.isSafeInteger(value)) report(words.idImprecise(formatPath(path), String(value)), path);
  return String(value);
};

/** Makes a reader that tells `report` about wrong types; generation 96 refuses those, 226 takes them as they are. */
export const createValueReader = (generation: Generation, report: Report): ValueReader => {
  const wrong = (path: ConfigPath, expected: string): undefined => {
    report(words.wrongType(formatPath(path), expected, generation === '96'), path);
    return undefined;
  };

  const texts = (value: unknown, path: ConfigPath): readonly string[] => {
    if (!Array.isArray(value)) {
      wrong(path, 'a list');
      return [];
    }
    return (value as unknown[]).flatMap((entry, index) => {
      if (typeof entry === 'string') return [sanitizeLine(entry, 200)];
      if (typeof entry === 'number') return [numberText(entry, path, report)];
      wrong([...path, String(index)], 'an id or a name');
      return [];
    });
  };
  const optionalFlag = (value: unknown, path: ConfigPath): boolean | undefined => {
    if (value === undefined || typeof value === 'boolean') return value;
    return wrong(path, 'true or false');
  };
  const tools = (value: unknown, path: ConfigPath): GroupTools | undefined => {
    if (value === undefined) return undefined;
    if (!isObject(value)) return wrong(path, 'an object');
    const lists = ['allow', 'alsoAllow', 'deny'].filter((key) => Object.hasOwn(value, key));
    return Object.fromEntries(lists.map((key) => [key, texts(value[key], [...path, key])]));
  };
  /** Undefined for an entry the plugin skips as if it were not there (null, false, 0, ''). */
  const rule = (value: unknown, path: ConfigPath): GroupRule | undefined => {
    if (!isObject(value)) {
      wrong(path, 'an object such as { enabled: true }');
      return value ? {} : undefined;
    }
    if (generation === '96' && Object.hasOwn(value, 'allow'))
      report(words.groupAllowRejected(formatPath([...path, 'allow'])), [...path, 'allow']);
    const own = {
      allow: optionalFlag(value['allow'], [...path, 'allow']),
      enabled: optionalFlag(value['enabled'], [...path, 'enabled']),
      requireMention: optionalFlag(value['requireMention'], [...path, 'requireMention']),
      tools: tools(value['tools'], [...path, 'tools']),
    };
    return Object.fromEntries(Object.entries(own).filter(([, part]) => part !== undefined));
  };

  return {
    text: (picked) => {
      if (picked === undefined) return undefined;
      return typeof picked.value === 'string' ? picked.value : wrong(picked.path, 'text');
    },
    policy: ({ value, path }) => {
      if (typeof value === 'string') return sanitizeName(value);
      wrong(path, 'text');
      return sanitizeName(JSON.stringify(value) ?? '');
    },
    flag: (picked) => picked && optionalFlag(picked.value, picked.path),
    list: (picked) => (picked ? texts(picked.value, picked.path) : []),
    groups: (picked) => {
      if (!picked) return {};
      if (!isObject(picked.value)) {
        wrong(picked.path, 'an object with a key for every group');
        return {};
      }
      const entries = Object.entries(picked.value).map(
        ([key, value]) => [sanitizeLine(key, 200), rule(value, [...picked.path, key])] as const,
      );
      return Object.fromEntries(entries.filter((entry): entry is readonly [string, GroupRule] => entry[1] !== undefined));
    },
  };
};
