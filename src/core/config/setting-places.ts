// Where the settings of the accounts are written, so that a hand can find the line. Pure.
import type { Account, Setting } from '../model/account.ts';
import { sectionPath } from './accounts.ts';
import type { PlaceFinder } from './reading.ts';
import { type ConfigPath, formatPath } from './value.ts';

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
export const settingPlaces = (accounts: readonly Account[], placeOf: PlaceFinder): Readonly<Record<string, ReturnType<PlaceFinder>>> => {
  const used = new Set(accounts.flatMap(settingsOf).map((setting) => setting?.path));
  const candidates: readonly ConfigPath[] = [
    ['channels', 'defaults', 'groupPolicy'],
    ...settingKeys.map((key) => [...sectionPath, key]),
    ...accounts.flatMap(({ id }) => settingKeys.map((key) => [...sectionPath, 'accounts', id, key])),
  ];
  return Object.fromEntries(candidates.filter((path) => used.has(formatPath(path))).map((path) => [formatPath(path), placeOf(path)]));
};
