// The gateway's decision on a message, rule by rule, in words.

import { shownExactly } from '../config/words-values.ts';
import { sanitizeName } from '../shared/text/sanitize.ts';

const quoted = (text: string): string => `“${sanitizeName(text)}”`;

/** One sentence a rule; names and ids are made harmless here. */
export const policySentences = {
  own: 'Written from here: the gateway does not see it.',
  accountOff: (id: string) => `Account ${id} is switched off, so nothing listens.`,
  pluginOff: 'The zalouser plugin is switched off, so the gateway does not listen on any account.',
  blank: 'The message has no text, and the gateway ignores such messages.',
  answered: 'The agent answers.',
  wouldBeAnswered: 'It would be answered.',
  wouldGetCode: 'The sender would get a code.',
  nobodyListened: 'But no gateway listened on this account when it came.',
  groupMessage: (thread: string) => `It was written in group ${sanitizeName(thread)}.`,
  directMessage: (sender: string) => `It is a direct message from ${sanitizeName(sender)}.`,

  groupPolicy: (policy: string) => `groupPolicy is ${policy}.`,
  groupPolicyDisabled: 'groupPolicy is disabled: no group gets through.',
  groupPolicyIgnored: (policy: string) =>
    `groupPolicy is ${shownExactly(policy)}, which is no policy: this OpenClaw then lets every group through.`,
  groupPolicyRefused: (policy: string) =>
    `groupPolicy is ${shownExactly(policy)}, which is no policy: this OpenClaw refuses the config.`,
  groupListed: (key: string) => `groups lists it as ${quoted(key)}.`,
  groupInherited: (name: string) =>
    `groups does not list it, but ${quoted(name)} is a name this OpenClaw takes as listed wherever groups is not empty.`,
  groupOff: (key: string) => `groups lists it as ${quoted(key)}, with allow or enabled set to false.`,
  groupNotListed: (thread: string) => `groups has neither ${sanitizeName(thread)} nor its name nor *.`,
  groupNoneListed: 'groups is empty: no group gets through.',
  groupAnySender: 'Any member may write; nothing has to be mentioned.',
  groupSenderAllowed: (sender: string) => `groupAllowFrom holds ${sanitizeName(sender)}.`,
  groupSenderRefused: (sender: string) => `groupAllowFrom does not hold ${sanitizeName(sender)}.`,
  groupNobodyNamed:
    'groupAllowFrom names nobody: this OpenClaw then blocks every member of every listed group.',
  groupSenderInAllowFrom: (sender: string) =>
    `groupAllowFrom names nobody, and allowFrom holds ${sanitizeName(sender)}.`,
  groupSenderNotInAllowFrom: (sender: string) =>
    `groupAllowFrom names nobody, and allowFrom does not hold ${sanitizeName(sender)}.`,
  groupMentioned: 'The message mentions the account or replies to it.',
  mentionUnknown:
    'The agent answers only if it is mentioned or replied to (requireMention). Somebody is, and it is not known here who the account is on Zalo.',
  membersUnresolved: (entry: string) =>
    `Who is in ${quoted(entry)} is not told by this config: another program decides it.`,
  groupMention: 'The agent answers only if the message mentions it or replies to it (requireMention).',
  commandRefused: (command: string) =>
    `${quoted(command)} is a control command, and its sender is not in allowFrom.`,
  commandIgnored: (command: string) =>
    `${quoted(command)} is a control command, and its sender is neither in allowFrom nor approved by code.`,

  dmPolicy: (policy: string) => `dmPolicy is ${policy}.`,
  dmDisabled: 'dmPolicy is disabled: no direct message gets through.',
  dmOpenToAll: 'dmPolicy is open: everybody gets through.',
  dmOpenToListed: 'dmPolicy is open, which admits those in allowFrom; "*" means everybody.',
  dmUnknown: (policy: string) =>
    `dmPolicy is ${shownExactly(policy)}, which is no policy: who is not allowed already is blocked without a word.`,
  dmPolicyRefused: (policy: string) =>
    `dmPolicy is ${shownExactly(policy)}, which is no policy: this OpenClaw refuses the config.`,
  inAllowFrom: (entry: string) => `allowFrom holds ${quoted(entry)}.`,
  notInAllowFrom: (sender: string) => `allowFrom does not hold ${sanitizeName(sender)}.`,
  noList: 'allowFrom is no list: this OpenClaw fails on every message it looks the sender of up in.',
  approved: (sender: string) => `${sanitizeName(sender)} was approved by code.`,
  notApproved: (sender: string) => `${sanitizeName(sender)} was not approved by code.`,
  approvedIgnored: (sender: string) =>
    `${sanitizeName(sender)} was approved by code, but that does not count under allowlist.`,
  getsCode: 'A request is written and a code is sent.',
  hasCode: 'A request is pending already: nothing more is sent.',
  noCode: (count: number) => `${count} requests are pending, so no code is sent and nothing is written.`,
} as const;
