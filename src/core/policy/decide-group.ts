// The gateway's questions to a group message (the openclaw contract, the decision, 3 and 4; what differs between releases: releases.md). Pure.

import {
  comparedThreadName,
  coveringEntry,
  groupKeysWritten,
  type KeyedRule,
  mappedKey,
  rulesAsWritten,
  unresolvedEntry,
} from '../config/entry-names.ts';
import type { Account, GroupRule } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import {
  failsOnList,
  isEveryMemberBlocked,
  isGroupsAsked,
  type PolicyContext,
  rule,
  usableNames,
  verdict,
} from './rules.ts';
import { groupCommand } from './text-commands.ts';
import type { Verdict, VerdictRule } from './verdict.ts';
import { policySentences as words } from './words.ts';

/** A name as a key could spell it: lower case, every run of other than a–z and 0–9 one dash. */
export const groupSlug = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^#/u, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '');

/** An entry of `groups` with the key it stands under. */
interface Listed extends KeyedRule {
  /** Not written down: every object of the gateway's language has such a property, and 226 takes it for an entry. */
  readonly isInherited?: boolean;
}

/**
 * The key that covers a group: its id (or what stands for it), `group:id`, its exact name, the name's slug, then `*`. Where names are
 * compared as they are, also one such as `constructor` or `toString`, as long as `groups` is not empty.
 */
const listedGroup = (message: Message, account: Account, context: PolicyContext): Listed | undefined => {
  const rules = rulesAsWritten(account.groups);
  const keys = groupKeysWritten(account.groups);
  const { comparesNames, comparesGroupNames } = context.can;
  const inherited = (key: string): Listed | undefined =>
    comparesGroupNames && keys.size > 0 && !keys.has(key) && key in {}
      ? { key, rule: {}, isInherited: true }
      : undefined;
  const { threadId } = message;
  const isMatched = account.matchesNames?.value === true;
  const isMapped = comparesNames || isMatched;
  // What was mapped stands in the gateway's list by its id: a group that is named as that id is found by it, too.
  const mapped = (id: string): KeyedRule | undefined => {
    const key = isMapped ? mappedKey(account.groups, id, usableNames(account, context)) : undefined;
    return key === undefined ? undefined : rules.get(key);
  };
  const isByName = comparesGroupNames || isMatched;
  const written = comparedThreadName(message);
  const name = comparesGroupNames ? written : written.trim();
  for (const key of [threadId, `group:${threadId}`, ...(isByName ? [name, groupSlug(name)] : []), '*']) {
    const listed = key === '' ? undefined : (rules.get(key) ?? mapped(key) ?? inherited(key));
    if (listed) return listed;
  }
  return undefined;
};

const listedWords = ({ key, isInherited }: Listed): string =>
  isInherited ? words.groupInherited(key) : words.groupListed(key);

const isOn = ({ allow, enabled }: GroupRule): boolean => allow !== false && enabled !== false;

const commandOf = (message: Message, { can }: PolicyContext): string | undefined =>
  groupCommand(message, can);

const decideCommand = (
  message: Message,
  account: Account,
  context: PolicyContext,
  trail: readonly VerdictRule[],
): Verdict | undefined => {
  const command = commandOf(message, context);
  if (command === undefined) return undefined;
  const { can } = context;
  const lists = commandLists(account, context);
  if (
    lists.some(
      (list) => coveringEntry(list, message.senderId, usableNames(account, context), can) !== undefined,
    )
  )
    return undefined;
  const unresolved = lists.map((list) => unresolvedEntry(list, can)).find((entry) => entry !== undefined);
  return unresolved === undefined
    ? verdict('command-refused', trail, rule(words.commandRefused(command), account.allowFrom))
    : verdict('unknown', trail, rule(words.membersUnresolved(unresolved), account.allowFrom));
};

/** Commands may be given by whom `allowFrom` covers; in a group also by whom `groupAllowFrom` does, where it counts. */
const commandLists = (
  { allowFrom, groupAllowFrom }: Account,
  { can }: PolicyContext,
): readonly Account['allowFrom'][] => (can.groupAllowFromCounts ? [allowFrom, groupAllowFrom] : [allowFrom]);

/** Whether the sender may write in the group: by `groupAllowFrom` where that counts. Undefined: anybody may. */
const decideSender = (
  message: Message,
  account: Account,
  context: PolicyContext,
  trail: readonly VerdictRule[],
): Verdict | readonly VerdictRule[] => {
  const { groupAllowFrom, allowFrom, groupPolicy } = account;
  const { can } = context;
  if (!can.groupAllowFromCounts) return trail;
  const sender = message.senderId;
  const isCovered = (list: Account['allowFrom']): boolean =>
    coveringEntry(list, sender, usableNames(account, context), can) !== undefined;
  if (groupAllowFrom.value.some((entry) => entry !== '')) {
    if (isCovered(groupAllowFrom)) return [...trail, rule(words.groupSenderAllowed(sender), groupAllowFrom)];
    const unresolved = unresolvedEntry(groupAllowFrom, can);
    return unresolved === undefined
      ? verdict('sender-not-allowed', trail, rule(words.groupSenderRefused(sender), groupAllowFrom))
      : verdict('unknown', trail, rule(words.membersUnresolved(unresolved), groupAllowFrom));
  }
  if (isEveryMemberBlocked(account, can))
    return verdict('sender-not-allowed', trail, rule(words.groupNobodyNamed, groupAllowFrom));
  if (can.unnamedGroupSenders !== 'allow-from' || groupPolicy.value !== 'allowlist') return trail;
  return isCovered(allowFrom)
    ? [...trail, rule(words.groupSenderInAllowFrom(sender), allowFrom)]
    : verdict('sender-not-allowed', trail, rule(words.groupSenderNotInAllowFrom(sender), allowFrom));
};

/** Is the account mentioned, or something of it quoted? Undefined: somebody is, and it is not known who the account is. */
const isMentioned = (
  { mentionedIds = [], quotedId }: Message,
  { ownId }: PolicyContext,
): boolean | undefined => {
  const ids: readonly string[] = [...mentionedIds, ...(quotedId === undefined ? [] : [quotedId])];
  if (ids.length === 0) return false;
  return ownId === undefined ? undefined : ids.includes(ownId);
};

/** One question after the other: `trail` are the rules so far, `entry` what the config says of the group. */
type DecideInGroup = (
  message: Message,
  account: Account,
  context: PolicyContext,
  trail: readonly VerdictRule[],
  entry: GroupRule | undefined,
) => Verdict;

const decideMention: DecideInGroup = (message, account, context, trail, entry) => {
  // An authorised command needs no mention.
  if (!(entry?.requireMention ?? true) || commandOf(message, context) !== undefined)
    return verdict('reply', trail, rule(words.answered));
  const isMeant = isMentioned(message, context);
  if (isMeant === undefined) return verdict('unknown', trail, rule(words.mentionUnknown, account.groups));
  return isMeant
    ? verdict('reply', trail, rule(words.groupMentioned, account.groups), rule(words.answered))
    : verdict('needs-mention', trail, rule(words.groupMention, account.groups));
};

const decideMember: DecideInGroup = (message, account, context, trail, entry) => {
  if (failsOnList(account, context.can))
    return verdict('gateway-fails', trail, rule(words.noList, account.allowFrom));
  const passed = decideSender(message, account, context, trail);
  if ('kind' in passed) return passed;
  const refused = decideCommand(message, account, context, passed);
  if (refused) return refused;
  if (context.can.mentionsCount) return decideMention(message, account, context, passed, entry);
  return verdict('reply', passed, rule(words.groupAnySender), rule(words.answered));
};

const decidePolicy = (
  account: Account,
  { can }: PolicyContext,
  start: readonly VerdictRule[],
): Verdict | readonly VerdictRule[] => {
  const { groupPolicy } = account;
  const policy = groupPolicy.value;
  if (policy === 'disabled')
    return verdict('group-disabled', start, rule(words.groupPolicyDisabled, groupPolicy));
  if (policy === 'allowlist' || policy === 'open')
    return [...start, rule(words.groupPolicy(policy), groupPolicy)];
  if (can.enforcesSection)
    return verdict('unknown-policy', start, rule(words.groupPolicyRefused(policy), groupPolicy));
  return [...start, rule(words.groupPolicyIgnored(policy), groupPolicy)];
};

/** What the gateway does with a group message that is not blank, on an account that runs. */
export const decideGroup = (message: Message, account: Account, context: PolicyContext): Verdict => {
  const trail = decidePolicy(account, context, [rule(words.groupMessage(message.threadId))]);
  if ('kind' in trail) return trail;
  const { groups, groupPolicy } = account;
  const listed = listedGroup(message, account, context);
  if (isGroupsAsked(account, context.can) && listed && !isOn(listed.rule))
    return verdict('group-off', trail, rule(words.groupOff(listed.key), groups));
  if (groupPolicy.value === 'allowlist' && !listed) {
    const why =
      rulesAsWritten(groups).size === 0 ? words.groupNoneListed : words.groupNotListed(message.threadId);
    return verdict('group-not-listed', trail, rule(why, groups));
  }
  const passed =
    groupPolicy.value === 'allowlist' && listed ? [...trail, rule(listedWords(listed), groups)] : trail;
  return decideMember(message, account, context, passed, listed?.rule);
};
