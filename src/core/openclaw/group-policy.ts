// The gateway's questions to a group message (the openclaw contract, the decision, 3 and 4; differences of 96). Pure.
import { policySentences as words } from '../catalogue/policy.ts';
import type { Account, GroupRule } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import type { Verdict, VerdictRule } from '../model/verdict.ts';
import { comparedThreadName, coveringEntry, type KeyedRule, mappedKey, rulesAsWritten } from './names.ts';
import { groupCommand } from './policy-commands.ts';
import { isGroupsAsked, type PolicyContext, rule, usableNames, verdict } from './policy-rules.ts';

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
 * The key that covers a group: its id (or what stands for it), `group:id`, its exact name, the name's slug, then `*`. On 226 also a
 * name such as `constructor` or `toString`, as long as `groups` is not empty. Without names (96, unless they are matched) only the id itself.
 */
const listedGroup = (message: Message, account: Account, context: PolicyContext): Listed | undefined => {
  const rules = rulesAsWritten(account.groups);
  const inherited = (key: string): Listed | undefined =>
    context.generation === '226' && rules.size > 0 && key in {} ? { key, rule: {}, isInherited: true } : undefined;
  const { threadId } = message;
  const isByName = context.generation === '226' || account.matchesNames?.value === true;
  const mapped = isByName ? mappedKey(account.groups, threadId, usableNames(account, context)) : undefined;
  const written = comparedThreadName(message);
  const name = context.generation === '226' ? written : written.trim();
  for (const key of [threadId, mapped ?? '', `group:${threadId}`, ...(isByName ? [name, groupSlug(name)] : []), '*']) {
    const listed = key === '' ? undefined : (rules.get(key) ?? inherited(key));
    if (listed) return listed;
  }
  return undefined;
};

const listedWords = ({ key, isInherited }: Listed): string => (isInherited ? words.groupInherited(key) : words.groupListed(key));

const isOn = ({ allow, enabled }: GroupRule): boolean => allow !== false && enabled !== false;

const decideCommand = (message: Message, account: Account, context: PolicyContext, asked: readonly VerdictRule[]): Verdict | undefined => {
  const command = groupCommand(message, context.generation);
  if (
    command === undefined ||
    coveringEntry(account.allowFrom, message.senderId, usableNames(account, context), context.generation) !== undefined
  )
    return undefined;
  return verdict('command-refused', asked, rule(words.commandRefused(command), account.allowFrom));
};

/** No sender check and no mention on 226. */
const decideMember226 = (message: Message, account: Account, context: PolicyContext, asked: readonly VerdictRule[]): Verdict =>
  decideCommand(message, account, context, asked) ?? verdict('reply', asked, rule(words.groupAnySender), rule(words.answered));

const decideMember96 = (
  message: Message,
  account: Account,
  context: PolicyContext,
  asked: readonly VerdictRule[],
  entry: GroupRule | undefined,
): Verdict => {
  const { groupAllowFrom } = account;
  const sender = message.senderId;
  const isRestricted = groupAllowFrom.value.length > 0;
  if (isRestricted && coveringEntry(groupAllowFrom, sender, usableNames(account, context), context.generation) === undefined) {
    return verdict('sender-not-allowed', asked, rule(words.groupSenderRefused(sender), groupAllowFrom));
  }
  const passed = isRestricted ? [...asked, rule(words.groupSenderAllowed(sender), groupAllowFrom)] : asked;
  const refused = decideCommand(message, account, context, passed);
  if (refused) return refused;
  // An authorised command needs no mention.
  const needsMention = (entry?.requireMention ?? true) && groupCommand(message, '96') === undefined;
  return needsMention
    ? verdict('needs-mention', passed, rule(words.groupMention, account.groups))
    : verdict('reply', passed, rule(words.answered));
};

const decidePolicy = (account: Account, { generation }: PolicyContext, start: readonly VerdictRule[]): Verdict | readonly VerdictRule[] => {
  const { groupPolicy } = account;
  const policy = groupPolicy.value;
  if (policy === 'disabled') return verdict('group-disabled', start, rule(words.groupPolicyDisabled, groupPolicy));
  if (policy === 'allowlist' || policy === 'open') return [...start, rule(words.groupPolicy(policy), groupPolicy)];
  if (generation === '96') return verdict('unknown-policy', start, rule(words.groupPolicyUnknown96(policy), groupPolicy));
  return [...start, rule(words.groupPolicyUnknown226(policy), groupPolicy)];
};

/** What the gateway does with a group message that is not blank, on an account that runs. */
export const decideGroup = (message: Message, account: Account, context: PolicyContext): Verdict => {
  const asked = decidePolicy(account, context, [rule(words.groupMessage(message.threadId))]);
  if ('kind' in asked) return asked;
  const { groups, groupPolicy } = account;
  const listed = listedGroup(message, account, context);
  if (isGroupsAsked(account, context.generation) && listed && !isOn(listed.rule))
    return verdict('group-off', asked, rule(words.groupOff(listed.key), groups));
  if (groupPolicy.value === 'allowlist' && !listed) {
    const why = rulesAsWritten(groups).size === 0 ? words.groupNoneListed : words.groupNotListed(message.threadId);
    return verdict('group-not-listed', asked, rule(why, groups));
  }
  const passed = groupPolicy.value === 'allowlist' && listed ? [...asked, rule(listedWords(listed), groups)] : asked;
  return context.generation === '226'
    ? decideMember226(message, account, context, passed)
    : decideMember96(message, account, context, passed, listed?.rule);
};
