// What an operator should know about the accounts: who gets in unasked, who is locked out, what has no effect. Pure.
import { configSentences as words } from '../catalogue/config.ts';
import type { Account } from '../model/account.ts';
import type { Generation } from '../state/state.ts';
import type { Report } from './account-values.ts';
import { sectionPath } from './accounts.ts';
import { type ConfigPath, formatPath, isBlockedKey, isObject, type JsonObject, ownValue, valueAt } from './config/value.ts';

const commonKeys = [
  'name',
  'enabled',
  'profile',
  'messagePrefix',
  'responsePrefix',
  'markdown',
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groups',
];
const laterKeys = ['groupAllowFrom', 'historyLimit', 'mediaMaxMb', 'configWrites', 'dangerouslyAllowNameMatching'];
const baseOnlyKeys = ['accounts', 'defaultAccount'];

type Adjustable = 'dmPolicy' | 'groupPolicy' | 'allowFrom' | 'profile';

/** Where a setting is written, or where it would be: the place finder falls back to the nearest parent. */
const settingPath = (account: Account, key: Adjustable): ConfigPath => {
  switch (account[key].source) {
    case 'base':
      return [...sectionPath, key];
    case 'defaults':
      return ['channels', 'defaults', key];
    default:
      return [...sectionPath, 'accounts', account.id, key];
  }
};

const adviseOnDirect = (account: Account, generation: Generation, report: Report): void => {
  const { id, dmPolicy, allowFrom } = account;
  const admitsAll = allowFrom.value.some((entry) => entry.trim() === '*');
  const say = (said: Parameters<Report>[0], key: Adjustable = 'dmPolicy'): void => report(said, settingPath(account, key), id);
  switch (dmPolicy.value) {
    case 'open':
      if (generation === '226' || admitsAll) say(words.dmOpen(id));
      else say(allowFrom.value.length > 0 ? words.dmOpenListed(id) : words.dmOpenNobody(id));
      return;
    case 'pairing':
      if (admitsAll) say(words.dmStar(id), 'allowFrom');
      return;
    case 'allowlist':
      if (admitsAll) say(words.dmStar(id), 'allowFrom');
      else if (allowFrom.value.length === 0) say(words.dmLockedOut(id));
      return;
    case 'disabled':
      return;
    default:
      say(words.dmUnknown(id, dmPolicy.value, generation === '96'));
  }
};

const adviseOnGroups = (account: Account, generation: Generation, hasSection: boolean, report: Report): void => {
  const { id, groupPolicy, groups } = account;
  const say = (said: Parameters<Report>[0]): void => report(said, settingPath(account, 'groupPolicy'), id);
  switch (groupPolicy.value) {
    case 'open':
      say(groupPolicy.source === 'built-in' ? words.groupOpenByDefault(id) : words.groupOpen(id, generation === '96'));
      return;
    case 'allowlist':
      if (hasSection && Object.keys(groups.value).length === 0) say(words.groupsEmpty(id));
      return;
    case 'disabled':
      return;
    default:
      say(words.groupUnknown(id, groupPolicy.value, generation === '96'));
  }
};

const adviseOnProfiles = (accounts: readonly Account[], report: Report): void => {
  for (const account of accounts) {
    const others = accounts.filter((other) => other !== account && other.profile.value === account.profile.value);
    if (others.length > 0)
      report(
        words.profileShared(account.profile.value, others.map(({ id }) => id).join(', ')),
        settingPath(account, 'profile'),
        account.id,
      );
  }
};

const adviseOnKeys = (section: JsonObject, path: ConfigPath, known: readonly string[], generation: Generation, report: Report): void => {
  for (const key of Object.keys(section)) {
    if (!known.includes(key) && !isBlockedKey(key))
      report(words.keyUnknown(formatPath([...path, key]), generation === '96'), [...path, key]);
  }
};

const adviseOnAllKeys = (section: unknown, generation: Generation, report: Report): void => {
  if (!isObject(section)) return;
  const known = generation === '96' ? [...commonKeys, ...laterKeys] : commonKeys;
  adviseOnKeys(section, sectionPath, [...known, ...baseOnlyKeys], generation, report);
  const accounts = ownValue(section, 'accounts');
  if (!isObject(accounts)) return;
  for (const [key, account] of Object.entries(accounts)) {
    if (isObject(account)) adviseOnKeys(account, [...sectionPath, 'accounts', key], known, generation, report);
  }
};

/** What the advice is about. */
export interface AdviceQuestion {
  readonly config: JsonObject;
  readonly generation: Generation;
  readonly hasSection: boolean;
  readonly channelEnabled: boolean;
  /** `plugins.entries.zalouser.enabled`. */
  readonly pluginEnabled: boolean | undefined;
  readonly accounts: readonly Account[];
  readonly report: Report;
}

/** Tells `report` everything worth knowing, the channel first. Accounts that are off are left alone. */
export const advise = ({ config, generation, hasSection, channelEnabled, pluginEnabled, accounts, report }: AdviceQuestion): void => {
  // The plugin that comes with 226 is off until it is enabled; 96 installs it separately.
  if (pluginEnabled === false || (generation === '226' && pluginEnabled === undefined)) {
    report(words.pluginOff(), ['plugins', 'entries', 'zalouser']);
  }
  if (!hasSection) report(words.channelMissing(), sectionPath);
  if (!channelEnabled) report(words.channelDisabled(), [...sectionPath, 'enabled']);
  adviseOnAllKeys(valueAt(config, sectionPath), generation, report);
  const running = accounts.filter(({ enabled }) => enabled.value);
  adviseOnProfiles(running, report);
  for (const account of running) {
    adviseOnDirect(account, generation, report);
    adviseOnGroups(account, generation, hasSection, report);
  }
};
