// Where the settings of the accounts are written, so that a hand can find the line. Pure.
import type { Account, Setting } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../shared/ids.ts';
import { memoizeBy } from '../shared/memo.ts';
import { entryText, groupKeys, policyText } from './account-values.ts';
import { sectionPath } from './accounts.ts';
import { bareEntry, isBareId } from './entry-names.ts';
import {
  type ConfigReading,
  createLineFinders,
  type LineFinders,
  type PlaceFinder,
  sourcesOf,
} from './reading.ts';
import { type ConfigPath, formatPath, type JsonObject, valueAt } from './value.ts';

// Where the entries of `allowFrom`, `groupAllowFrom` and `groups` stand, so that a hand can find the line of one name. Pure.

export const entryLists = ['allowFrom', 'groupAllowFrom', 'groups'] as const;

export type EntryList = (typeof entryLists)[number];

/** The entries of one list as typed; for `groups` its keys. */
export const entriesOf = (account: Account, list: EntryList): readonly string[] =>
  list === 'groups' ? Object.keys(account.groups.value) : account[list].value;

/** True for what is neither an id nor `*` nor a group of ids kept elsewhere (`accessGroup:`). */
export const isName = (entry: string): boolean => {
  if (isBareId(entry)) return false;
  const bare = bareEntry(entry).replace(/^group:(?=\d+$)/u, '');
  return bare !== '' && bare !== '*' && !/^\d+$/u.test(bare) && !/^accessGroup:/iu.test(bare);
};

const listPath = (account: Account, list: EntryList): ConfigPath =>
  account[list].source === 'base' ? [...sectionPath, list] : [...sectionPath, 'accounts', account.id, list];

/**
 * The key in the config under which each entry of a list first stands: its position, or the key of a group. By the entry as it is shown. Bare
 * ids, of which nothing needs to be said, are left out: most lists hold little else.
 */
const keysOfEntries = memoizeBy((list: object): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  const add = (shown: string | undefined, key: string): void => {
    if (shown !== undefined && !keys.has(shown)) keys.set(shown, key);
  };
  if (!Array.isArray(list)) for (const [key, shown] of groupKeys(list as JsonObject)) add(shown, key);
  else
    for (const [at, item] of (list as readonly unknown[]).entries()) {
      if (typeof item !== 'string' || !isBareId(item)) add(entryText(item), String(at));
    }
  return keys;
});

/** The path of an entry that is no bare id; that of its list, if the config does not have it as typed. */
export const entryPath = (
  config: JsonObject,
  account: Account,
  list: EntryList,
  entry: string,
): ConfigPath => {
  const path = listPath(account, list);
  const value = valueAt(config, path);
  const key = typeof value === 'object' && value !== null ? keysOfEntries(value).get(entry) : undefined;
  return key === undefined ? path : [...path, key];
};

/** Under what {@link entryPlaces} keeps an entry. `settingPath` is that of the setting: `channels.zalouser.allowFrom`. */
export const entryPlaceKey = (settingPath: string, entry: string): string => `${settingPath} › ${entry}`;

/** File and line of every entry that is a name: of ids nothing needs to be said. */
export const entryPlaces = (
  config: JsonObject,
  accounts: readonly Account[],
  placeOf: PlaceFinder,
): Readonly<Record<string, ReturnType<PlaceFinder>>> => {
  const places = new Map<string, ReturnType<PlaceFinder>>();
  for (const account of accounts) {
    for (const list of entryLists) {
      for (const entry of entriesOf(account, list).filter(isName)) {
        const key = entryPlaceKey(account[list].path ?? '', entry);
        if (!places.has(key)) places.set(key, placeOf(entryPath(config, account, list, entry)));
      }
    }
  }
  return Object.fromEntries(places);
};

/** The settings of an account that have a place of their own. */
export const settingKeys = [
  'enabled',
  'profile',
  'dmPolicy',
  'groupPolicy',
  'allowFrom',
  'groups',
  'groupAllowFrom',
  'messagePrefix',
  'responsePrefix',
  'dangerouslyAllowNameMatching',
] as const;

const settingsOf = (account: Account): readonly (Setting<unknown> | undefined)[] => [
  account.enabled,
  account.profile,
  account.dmPolicy,
  account.groupPolicy,
  account.allowFrom,
  account.groups,
  account.groupAllowFrom,
  account.messagePrefix,
  account.responsePrefix,
  account.matchesNames,
];

/** File and line of every setting that is written down, by its path as {@link Setting.path} has it. */
export const settingPlaces = (
  accounts: readonly Account[],
  placeOf: PlaceFinder,
): Readonly<Record<string, ReturnType<PlaceFinder>>> => {
  const used = new Set(accounts.flatMap(settingsOf).map((setting) => setting?.path));
  const candidates: readonly ConfigPath[] = [
    ['channels', 'defaults', 'groupPolicy'],
    ...settingKeys.map((key) => [...sectionPath, key]),
    ...accounts.flatMap(({ id }) => settingKeys.map((key) => [...sectionPath, 'accounts', id, key])),
  ];
  return Object.fromEntries(
    candidates.filter((path) => used.has(formatPath(path))).map((path) => [formatPath(path), placeOf(path)]),
  );
};

// The switches above the accounts, and which files say what: what a hand needs to find the line. Pure.

/** A setting that is not an account's: its value as written, and where it is or would be written. */
export interface ChannelSetting<Value> {
  /** Undefined where nothing usable is written. */
  readonly value: Value | undefined;
  readonly path: string;
}

/** What holds for the channel as a whole: the switches above the accounts, and what holds where neither account nor channel says it. */
export interface ChannelSettings {
  /** `channels.zalouser.enabled`. Unset means on. */
  readonly enabled: ChannelSetting<boolean>;
  /** `plugins.entries.zalouser.enabled`. Unset means off where the plugin comes with OpenClaw. */
  readonly plugin: ChannelSetting<boolean>;
  /** `channels.defaults.groupPolicy`, kept as a string. Later releases do not look at it for accounts that are listed. */
  readonly defaultGroupPolicy: ChannelSetting<string>;
}

type Place = NonNullable<Finding['place']>;

const enabledPath: ConfigPath = [...sectionPath, 'enabled'];
const pluginPath: ConfigPath = ['plugins', 'entries', 'zalouser', 'enabled'];
const defaultsPath: ConfigPath = ['channels', 'defaults', 'groupPolicy'];

const flagAt = (config: JsonObject, path: ConfigPath): boolean | undefined => {
  const value = valueAt(config, path);
  return typeof value === 'boolean' ? value : undefined;
};

/** Where an account is listed: the config path of its entry, as `ConfigView.owners` has it. */
export const accountPath = (id: AccountId): string => formatPath([...sectionPath, 'accounts', id]);

export const readChannelSettings = (config: JsonObject): ChannelSettings => {
  const policy = valueAt(config, defaultsPath);
  return {
    enabled: { value: flagAt(config, enabledPath), path: formatPath(enabledPath) },
    plugin: { value: flagAt(config, pluginPath), path: formatPath(pluginPath) },
    defaultGroupPolicy: {
      value: typeof policy === 'string' ? policyText(policy) : undefined,
      path: formatPath(defaultsPath),
    },
  };
};

/**
 * The files that say something about a setting, with the line, strongest first; by path. Settings nobody has written are left out; of an
 * account itself the path is that of its entry.
 */
export const settingOwners = (
  reading: ConfigReading,
  accounts: readonly Account[],
  finderOf: LineFinders = createLineFinders(),
): Readonly<Record<string, readonly Place[]>> => {
  const placesOf = (path: ConfigPath): readonly Place[] =>
    sourcesOf(reading, path).map((source) => {
      const line = finderOf(source).lineOf(path.slice(source.mount.length));
      return { file: source.file, line };
    });
  const homes: readonly ConfigPath[] = [
    sectionPath,
    ...accounts.map(({ id }) => [...sectionPath, 'accounts', id]),
  ];
  const paths = [
    enabledPath,
    pluginPath,
    defaultsPath,
    ...homes.slice(1),
    ...homes.flatMap((home) => settingKeys.map((key) => [...home, key])),
  ];
  const found = paths.map((path): readonly [string, readonly Place[]] => [formatPath(path), placesOf(path)]);
  return Object.fromEntries(found.filter(([, places]) => places.length > 0));
};

/** The files the config is made of, the main one first; broken includes too, for somebody must mend them. */
export const configFiles = ({ path, sources, findings }: ConfigReading): readonly string[] => [
  ...new Set([
    path,
    ...sources.map(({ file }) => file),
    ...findings.flatMap(({ place }) => (place === undefined ? [] : [place.file])),
  ]),
];
