// What the gateway does with an inbound message (the openclaw contract, the decision on an inbound message). Pure.

import { comparedThreadName, coveringEntry, unresolvedEntry } from '../config/entry-names.ts';
import type { Account } from '../model/account.ts';
import type { Message } from '../model/message.ts';
import { maxPendingRequests, type PairingRequest } from '../model/people.ts';
import { decideGroup } from './decide-group.ts';
import { failsOnList, type PolicyContext, rule, usableNames, verdict } from './rules.ts';
import { directCommand, groupCommand } from './text-commands.ts';
import type { Verdict, VerdictRule } from './verdict.ts';
import { policySentences as words } from './words.ts';

// The same question gets the same answer: most messages differ in nothing that the gateway looks at. Pure but for what it remembers.

/** So many answers are remembered; then all are forgotten. Strangers may be many. */
export const maxAnswers = 10_000;

/** Who is mentioned or quoted matters only as far as it is the account. */
const mentionQuestion = ({ mentionedIds = [], quotedId }: Message, ownId: string | undefined): string => {
  const ids: readonly string[] = [...mentionedIds, ...(quotedId === undefined ? [] : [quotedId])];
  if (ids.length === 0) return '';
  return ownId !== undefined && ids.includes(ownId) ? 'me' : 'others';
};

/** All of a message that {@link decide} looks at. Ids have no line breaks; names, which may, stand last. */
const questionOf = (message: Message, { can, ownId }: PolicyContext): string => {
  const { isOwn, isBlank, isGroup, senderId, threadId } = message;
  if (isOwn) return '\nown';
  if (isBlank) return '\nblank';
  if (isGroup) {
    const meant = can.mentionsCount ? mentionQuestion(message, ownId) : '';
    return `${threadId}\n${senderId}\n${groupCommand(message, can) ?? ''}\n${meant}\n${comparedThreadName(message)}`;
  }
  const command = directCommand(message);
  return command === undefined ? senderId : `${senderId}\n${command}`;
};

/**
 * {@link decide} for one account under one context, worked out once for all messages that differ only in what it does not look at: they get
 * the same Verdict, by reference.
 */
export const createDecider = (account: Account, context: PolicyContext): ((message: Message) => Verdict) => {
  const answers = new Map<string, Verdict>();
  return (message) => {
    const question = questionOf(message, context);
    const known = answers.get(question);
    if (known !== undefined) return known;
    if (answers.size >= maxAnswers) answers.clear();
    const verdict = decide(message, account, context);
    answers.set(question, verdict);
    return verdict;
  };
};

export type { PolicyContext } from './rules.ts';

const pluginPath = 'plugins.entries.zalouser.enabled';

const decidePairing = (
  message: Message,
  account: Account,
  context: PolicyContext,
  trail: readonly VerdictRule[],
): Verdict => {
  const pending = context.pending ?? [];
  const isOwn = ({ accountId }: PairingRequest): boolean => accountId === account.id;
  if (pending.some((request) => isOwn(request) && request.senderId === message.senderId))
    return verdict('pairing', trail, rule(words.hasCode));
  // Where the requests of all accounts share one file, they are counted together.
  const counted = context.can.pendingPer === 'channel' ? pending : pending.filter(isOwn);
  if (counted.length >= maxPendingRequests)
    return verdict('pairing-full', trail, rule(words.noCode(counted.length)));
  return verdict('pairing', trail, rule(words.getsCode));
};

/** Where `open` means everybody, it lets everybody through, but ignores the control commands of those it does not know. */
const decideOpenDoor = (
  message: Message,
  account: Account,
  context: PolicyContext,
  trail: readonly VerdictRule[],
): Verdict => {
  const command = directCommand(message);
  const isKnown = (): boolean =>
    coveringEntry(account.allowFrom, message.senderId, usableNames(account, context), context.can) !==
      undefined || context.approved.has(message.senderId);
  return command === undefined || isKnown()
    ? verdict('reply', trail, rule(words.answered))
    : verdict('command-refused', trail, rule(words.commandIgnored(command), account.allowFrom));
};

const policyRule = (policy: string, { can }: PolicyContext): string => {
  if (policy === 'open') return can.openMeans === 'everybody' ? words.dmOpenToAll : words.dmOpenToListed;
  return ['pairing', 'allowlist'].includes(policy) ? words.dmPolicy(policy) : words.dmUnknown(policy);
};

const decideDirect = (message: Message, account: Account, context: PolicyContext): Verdict => {
  const { dmPolicy, allowFrom } = account;
  const sender = message.senderId;
  const start = [rule(words.directMessage(sender))];
  if (failsOnList(account, context.can))
    return verdict('gateway-fails', start, rule(words.noList, allowFrom));
  const policy = dmPolicy.value;
  if (policy === 'disabled') return verdict('dm-disabled', start, rule(words.dmDisabled, dmPolicy));
  const isKnown = ['pairing', 'allowlist', 'open'].includes(policy);
  if (!isKnown && context.can.enforcesSection)
    return verdict('unknown-policy', start, rule(words.dmPolicyRefused(policy), dmPolicy));
  const trail = [...start, rule(policyRule(policy, context), dmPolicy)];
  if (policy === 'open' && context.can.openMeans === 'everybody')
    return decideOpenDoor(message, account, context, trail);

  const entry = coveringEntry(allowFrom, sender, usableNames(account, context), context.can);
  if (entry !== undefined)
    return verdict('reply', trail, rule(words.inAllowFrom(entry), allowFrom), rule(words.answered));
  const missed = [...trail, rule(words.notInAllowFrom(sender), allowFrom)];
  const isApproved = context.approved.has(sender);
  const storeCounts = policy === 'allowlist' ? context.can.approvedCountUnderAllowlist : policy !== 'open';
  if (storeCounts && isApproved)
    return verdict('reply', missed, rule(words.approved(sender)), rule(words.answered));
  const unresolved = unresolvedEntry(allowFrom, context.can);
  if (unresolved !== undefined)
    return verdict('unknown', missed, rule(words.membersUnresolved(unresolved), allowFrom));
  if (policy === 'pairing')
    return decidePairing(message, account, context, [...missed, rule(words.notApproved(sender))]);
  if (!isKnown) return verdict('unknown-policy', missed);
  return isApproved && policy === 'allowlist'
    ? verdict('not-in-allowlist', missed, rule(words.approvedIgnored(sender)))
    : verdict('not-in-allowlist', missed);
};

/**
 * What the gateway does with `message` on `account`, and why. The questions are asked in the gateway's order; the
 * account's own settings and the channel's are merged already. Never throws.
 */
export const decide = (message: Message, account: Account, context: PolicyContext): Verdict => {
  if (message.isOwn) return verdict('own', [], rule(words.own));
  if (context.isPluginOff === true)
    return verdict('account-disabled', [], rule(words.pluginOff, { path: pluginPath }));
  if (!account.enabled.value)
    return verdict('account-disabled', [], rule(words.accountOff(account.id), account.enabled));
  if (message.isBlank) return verdict('ignored', [], rule(words.blank));
  return message.isGroup ? decideGroup(message, account, context) : decideDirect(message, account, context);
};
