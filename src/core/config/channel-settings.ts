// The switches above the accounts, and which files say what: what a hand needs to find the line. Pure.
import type { Account } from '../model/account.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId } from '../shared/ids.ts';
import { policyText } from './account-values.ts';
import { sectionPath } from './accounts.ts';
import { settingKeys } from './places.ts';
import { type ConfigReading, createLineFinders, type LineFinders, sourcesOf } from './reading.ts';
import { type ConfigPath, formatPath, type JsonObject, valueAt } from './value.ts';

/** A setting that is not an account's: its value as written, and where it is or would be written. */
export interface ChannelSetting<Value> {
  /** Undefined where nothing usable is written. */
  readonly value: Value | undefined;
  /** Config path as the operator would write it. */
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

/** The switches of a merged config. */
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
