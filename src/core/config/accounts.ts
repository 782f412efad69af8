// Accounts as the plugin merges and resolves them (the openclaw contract: the decision, 2; section 2). Pure.

import type { Account, Setting } from '../model/account.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { type AccountId, accountId, defaultAccountId, type ProfileName, profileName } from '../shared/ids.ts';
import { sanitizeName } from '../shared/text/sanitize.ts';
import {
  accessGroupsIn,
  builtIn,
  entriesIn,
  flagIn,
  groupsIn,
  type Layers,
  type Picked,
  pick,
  policyIn,
  settingOf,
  textIn,
} from './account-values.ts';
import type { Report } from './reading.ts';
import { type ConfigPath, formatPath, isBlockedKey, isObject, type JsonObject, valueAt } from './value.ts';
import { configSentences as words } from './words.ts';

export const sectionPath: ConfigPath = ['channels', 'zalouser'];
const defaultsPolicyPath: ConfigPath = ['channels', 'defaults', 'groupPolicy'];

/** The environment, as far as profiles are concerned. */
export type ProfileEnvironment = Readonly<Record<string, string | undefined>>;

export interface AccountsInput {
  readonly config: JsonObject;
  readonly env: ProfileEnvironment;
  readonly can: Capabilities;
  readonly report: Report;
}

/** The channel as the plugin sees it. */
export interface AccountsRead {
  readonly hasSection: boolean;
  readonly channelEnabled: boolean;
  readonly defaultAccountId: AccountId;
  readonly accounts: readonly Account[];
}

const validId = /^[a-z0-9][a-z0-9_-]{0,63}$/u;

/**
 * The id a config key runs as: lower case, other characters as `-`; `default` if nothing is left, or if it is a name that objects have.
 * Settings are looked up under the id, not under the key.
 */
export const accountIdOfKey = (key: string): AccountId => {
  const trimmed = accountId(key);
  const id = validId.test(trimmed)
    ? trimmed
    : accountId(
        trimmed
          .replace(/[^a-z0-9_-]+/gu, '-')
          .replace(/^-+|-+$/gu, '')
          .slice(0, 64),
      );
  return id === '' || isBlockedKey(id) ? defaultAccountId : id;
};

interface Section extends AccountsInput {
  readonly hasSection: boolean;
  readonly section: JsonObject;
  readonly accessGroups: ReturnType<typeof accessGroupsIn>;
}

const openSection = (question: AccountsInput): Section => {
  const raw = valueAt(question.config, sectionPath);
  return {
    ...question,
    hasSection: raw !== undefined,
    section: isObject(raw) ? raw : {},
    accessGroups: accessGroupsIn(question.config),
  };
};

/** The keys under `accounts`, as the plugin lists them: of anything that has keys. */
const listedAccounts = ({ section }: Section): JsonObject => {
  const accounts = section['accounts'];
  const entries = typeof accounts === 'object' && accounts !== null ? Object.entries(accounts) : [];
  return Object.fromEntries(entries.filter(([key]) => key !== ''));
};

const layersOf = ({ section }: Section, listed: JsonObject, id: AccountId): Layers => {
  const { accounts: _, defaultAccount: __, ...base } = section;
  const accountPath = [...sectionPath, 'accounts', id];
  const own = Object.hasOwn(listed, id) ? listed[id] : undefined;
  return { base, basePath: sectionPath, account: isObject(own) ? own : {}, accountPath };
};

const enabledOf = (layers: Layers): Setting<boolean> => {
  // A base that is off is off for everyone, whatever an account says.
  if (layers.base['enabled'] === false)
    return { value: false, source: 'base', path: formatPath([...sectionPath, 'enabled']) };
  const picked = pick(layers, 'enabled');
  const value = flagIn(picked);
  return picked && value !== undefined ? settingOf(value, picked) : builtIn(true);
};

/** The config's `profile`, else `ZALOUSER_PROFILE` (not of releases that drive zca) and `ZCA_PROFILE`, else the account's id. */
const profileOf = ({ env, can, report }: Section, layers: Layers, id: AccountId): Setting<ProfileName> => {
  const picked = pick(layers, 'profile');
  const written = (textIn(picked) ?? '').trim();
  // The gateway hands it to zca as it is written: what cannot be seen in it is no less wrong.
  if (picked && written !== '' && !/^[A-Za-z0-9_-]+$/u.test(written))
    report(words.profileBad(written), picked.path, id);
  const named = sanitizeName(written);
  if (picked && named !== '') return settingOf(profileName(named), picked);
  for (const variable of can.honoursProfileName ? ['ZALOUSER_PROFILE', 'ZCA_PROFILE'] : ['ZCA_PROFILE']) {
    const value = sanitizeName(env[variable] ?? '');
    if (value !== '') return { value: profileName(value), source: 'environment', path: variable };
  }
  return builtIn(profileName(id));
};

/** Where OpenClaw writes its default into every listed account, the base's policy never reaches one. */
const groupPolicyOf = (section: Section, layers: Layers, isListed: boolean): Setting<string> => {
  const { config, can, hasSection } = section;
  const picked = pick(layers, 'groupPolicy');
  if (can.injectsGroupPolicy)
    return picked && (picked.source === 'account' || !isListed)
      ? settingOf(policyIn(picked), picked)
      : builtIn('allowlist');
  if (picked) return settingOf(policyIn(picked), picked);
  if (!hasSection && can.missingSectionBlocksGroups) return builtIn('allowlist');
  const value = valueAt(config, defaultsPolicyPath);
  if (value === undefined || value === null) return builtIn('open');
  const defaults: Picked = { value, source: 'defaults', path: defaultsPolicyPath };
  return settingOf(policyIn(defaults), defaults);
};

const accountOf = (section: Section, listed: JsonObject, id: AccountId, isDefault: boolean): Account => {
  const layers = layersOf(section, listed, id);
  const picked = (key: string): Picked | undefined => pick(layers, key);
  const text = (key: string): Setting<string> | undefined => {
    const found = picked(key);
    const value = textIn(found);
    return found && value !== undefined ? settingOf(sanitizeName(value), found) : undefined;
  };
  const dmPolicy = picked('dmPolicy');
  const [label, messagePrefix, responsePrefix] = [
    text('name')?.value,
    text('messagePrefix'),
    text('responsePrefix'),
  ];
  const nameMatching = picked('dangerouslyAllowNameMatching');
  const matchesNames = flagIn(nameMatching);
  return {
    id,
    isDefault,
    profile: profileOf(section, layers, id),
    ...(label ? { label } : {}),
    enabled: enabledOf(layers),
    dmPolicy: dmPolicy ? settingOf(policyIn(dmPolicy), dmPolicy) : builtIn('pairing'),
    groupPolicy: groupPolicyOf(section, layers, Object.hasOwn(listed, id)),
    allowFrom: entriesIn(picked('allowFrom'), section.accessGroups),
    groups: groupsIn(picked('groups')),
    groupAllowFrom: entriesIn(picked('groupAllowFrom'), section.accessGroups),
    ...(messagePrefix ? { messagePrefix } : {}),
    ...(responsePrefix ? { responsePrefix } : {}),
    ...(nameMatching && matchesNames !== undefined
      ? { matchesNames: settingOf(matchesNames, nameMatching) }
      : {}),
  };
};

/** `defaultAccount` if it is listed, else `default`, else the first by name. */
const chooseDefault = ({ section, report }: Section, ids: readonly AccountId[]): AccountId => {
  const sorted = [...ids].sort((a, b) => a.localeCompare(b));
  const fallback = ids.includes(defaultAccountId) ? defaultAccountId : (sorted[0] ?? defaultAccountId);
  const path = [...sectionPath, 'defaultAccount'];
  const value = section['defaultAccount'];
  const named =
    value === undefined || value === null ? '' : (textIn({ value, source: 'base', path }) ?? '').trim();
  if (named === '') return fallback;
  const wanted = accountIdOfKey(named);
  if (ids.includes(wanted)) return wanted;
  report(words.defaultUnknown(named, fallback), path);
  return fallback;
};

/**
 * The accounts in the order the config lists them; the implicit `default` if none is listed. Whatever is wrong is
 * reported and read as the plugin would take it; nothing throws.
 */
export const readAccounts = (question: AccountsInput): AccountsRead => {
  const section = openSection(question);
  const listed = listedAccounts(section);
  for (const key of Object.keys(listed)) {
    const id = accountIdOfKey(key);
    if (key !== id) section.report(words.keyIgnored(key, id), [...sectionPath, 'accounts', key], id);
  }
  const listedIds = [...new Set(Object.keys(listed).map(accountIdOfKey))];
  const ids = listedIds.length > 0 ? listedIds : [defaultAccountId];
  const chosen = chooseDefault(section, ids);
  return {
    hasSection: section.hasSection,
    channelEnabled: section.section['enabled'] !== false,
    defaultAccountId: chosen,
    accounts: ids.map((id) => accountOf(section, listed, id, id === chosen)),
  };
};
