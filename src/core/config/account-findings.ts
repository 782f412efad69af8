// What an operator should know about the accounts: who gets in unasked, who is locked out, what has no effect. Pure.

import type { Account, GroupRule } from '../model/account.ts';
import type { Capabilities } from '../openclaw/capabilities.ts';
import { isEveryMemberBlocked, isGroupsAsked } from '../policy/rules.ts';
import { sectionPath } from './accounts.ts';
import { accessGroupOf, bareEntry, everyoneEntry } from './entry-names.ts';
import { entriesOf, entryLists, entryPath, isName } from './places.ts';
import type { Report } from './reading.ts';
import { validate } from './validate.ts';
import { type ConfigPath, formatPath, type JsonObject, valueAt } from './value.ts';
import { configSentences as words } from './words.ts';

type Adjustable = 'dmPolicy' | 'groupPolicy' | 'groups' | 'allowFrom' | 'profile';

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

const adviseOnDirect = (account: Account, can: Capabilities, report: Report): void => {
  const { id, dmPolicy, allowFrom } = account;
  const admitsAll = everyoneEntry(allowFrom, can) !== undefined;
  const isEmpty = allowFrom.value.every((entry) => bareEntry(entry) === '');
  const say = (said: Parameters<Report>[0], key: Adjustable = 'dmPolicy'): void =>
    report(said, settingPath(account, key), id);
  switch (dmPolicy.value) {
    case 'open':
      // Opposite meanings: some releases let everybody in, `*` or not; others only whom `allowFrom` covers.
      if (admitsAll) say(words.dmOpen(id));
      else if (can.openMeans === 'everybody')
        say(isEmpty ? words.dmOpenUnasked(id) : words.dmOpenBeyondList(id));
      else say(isEmpty ? words.dmOpenNobody(id) : words.dmOpenListed(id));
      return;
    case 'pairing':
      if (admitsAll) say(words.dmStar(id), 'allowFrom');
      return;
    case 'allowlist':
      if (admitsAll) say(words.dmStar(id), 'allowFrom');
      else if (isEmpty) say(words.dmLockedOut(id));
      return;
    case 'disabled':
      return;
    default:
      say(words.dmUnknown(id, dmPolicy.value, can.enforcesSection));
  }
};

/** Where the default is written into every account, so that what is said further up reaches none. */
const adviseOnUnreached = (account: Account, config: JsonObject, report: Report): void => {
  if (account.groupPolicy.source !== 'built-in') return;
  for (const path of [
    [...sectionPath, 'groupPolicy'],
    ['channels', 'defaults', 'groupPolicy'],
  ]) {
    const value = valueAt(config, path);
    if (typeof value === 'string' && value !== account.groupPolicy.value)
      report(words.groupPolicyUnreached(account.id, formatPath(path), value), path, account.id);
  }
};

const isOff = ({ allow, enabled }: GroupRule): boolean => allow === false || enabled === false;

/** A group that is blocked looks safe, wherever the gateway does not look. */
const adviseOnBlocks = (account: Account, can: Capabilities, report: Report): void => {
  const { id, groupPolicy, groups } = account;
  if (groupPolicy.value === 'disabled' || isGroupsAsked(account, can)) return;
  const blocked = Object.entries(groups.value).flatMap(([key, rule]) => (isOff(rule) ? [key] : []));
  if (blocked.length > 0)
    report(words.groupBlockIgnored(id, blocked, groupPolicy.value), settingPath(account, 'groups'), id);
};

const adviseOnGroups = (account: Account, { can, hasSection, config, report }: AdviceInput): void => {
  const { id, groupPolicy, groups, groupAllowFrom } = account;
  const say = (said: Parameters<Report>[0]): void => report(said, settingPath(account, 'groupPolicy'), id);
  const rules = Object.values(groups.value);
  if (can.injectsGroupPolicy) adviseOnUnreached(account, config, report);
  adviseOnBlocks(account, can, report);
  switch (groupPolicy.value) {
    case 'open':
      if (groupPolicy.source === 'built-in') say(words.groupOpenByDefault(id));
      else if (!can.mentionsCount) say(words.groupOpen(id));
      else if (!can.groupAllowFromCounts || groupAllowFrom.value.length === 0)
        say(words.groupOpenMention(id));
      return;
    case 'allowlist':
      if (hasSection && rules.length === 0) say(words.groupsEmpty(id));
      else if (rules.length > 0 && rules.every(isOff)) say(words.groupsAllOff(id));
      else if (rules.length > 0 && isEveryMemberBlocked(account, can)) say(words.groupsNobody(id));
      return;
    case 'disabled':
      return;
    default:
      say(words.groupUnknown(id, groupPolicy.value, can.enforcesSection));
  }
};

/** Names where only ids count: they stand for nobody, whatever Zalo calls its people and groups. */
const adviseOnNames = (account: Account, config: JsonObject, report: Report): void => {
  if (account.matchesNames?.value === true) return;
  for (const list of entryLists) {
    for (const entry of entriesOf(account, list).filter(isName)) {
      report(
        words.entryIgnored(account.id, entry, list),
        entryPath(config, account, list, entry),
        account.id,
      );
    }
  }
};

/** `accessGroup:NAME`, where the config does not say whom that lets in. */
const adviseOnAccessGroups = (account: Account, { can, config, report }: AdviceInput): void => {
  for (const list of ['allowFrom', 'groupAllowFrom'] as const) {
    for (const entry of account[list].value) {
      const name = accessGroupOf(entry);
      if (name === undefined) continue;
      const group = account[list].accessGroups?.get(name);
      const said = !can.hasAccessGroups
        ? words.accessGroupsUnknown(account.id, entry, list)
        : group === undefined
          ? words.accessGroupMissing(account.id, entry, list)
          : group === 'elsewhere'
            ? words.accessGroupElsewhere(account.id, entry, list)
            : undefined;
      if (said !== undefined) report(said, entryPath(config, account, list, entry), account.id);
    }
  }
};

const adviseOnProfiles = (accounts: readonly Account[], report: Report): void => {
  for (const account of accounts) {
    const others = accounts.filter(
      (other) => other !== account && other.profile.value === account.profile.value,
    );
    if (others.length > 0)
      report(
        words.profileShared(account.profile.value, account.id, others.map(({ id }) => id).join(', ')),
        settingPath(account, 'profile'),
        account.id,
      );
  }
};

export interface AdviceInput {
  readonly config: JsonObject;
  readonly can: Capabilities;
  readonly hasSection: boolean;
  readonly channelEnabled: boolean;
  /** `plugins.entries.zalouser.enabled`. */
  readonly pluginEnabled: boolean | undefined;
  readonly accounts: readonly Account[];
  readonly report: Report;
}

/** Tells `report` everything worth knowing, the channel first. Accounts that are off are only validated. */
export const advise = (question: AdviceInput): void => {
  const { config, can, hasSection, channelEnabled, pluginEnabled, accounts, report } = question;
  // A plugin that comes with OpenClaw is off until it is enabled; others install it separately.
  if (pluginEnabled === false || (can.isPluginBundled && pluginEnabled === undefined)) {
    report(words.pluginOff(), ['plugins', 'entries', 'zalouser']);
  }
  if (!hasSection) report(words.channelMissing(), sectionPath);
  if (!channelEnabled) report(words.channelDisabled(), [...sectionPath, 'enabled']);
  const running = accounts.filter(({ enabled }) => enabled.value);
  const usedPolicies = running.flatMap(({ dmPolicy, groupPolicy }) => [
    dmPolicy.path ?? '',
    groupPolicy.path ?? '',
  ]);
  validate({ config, can, usedPolicies: new Set(usedPolicies), report });
  adviseOnProfiles(running, report);
  for (const account of running) {
    adviseOnDirect(account, can, report);
    adviseOnGroups(account, question);
    adviseOnAccessGroups(account, question);
    if (!can.comparesNames) adviseOnNames(account, config, report);
  }
};
