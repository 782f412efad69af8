// What is said before a change is written.

import { sanitizeLine } from '../../core/faces.ts';

// Words of a question that is answered by several of a list.

const lists = { peers: 'friend list', groups: 'list of groups' } as const;

type ListOf = keyof typeof lists;

export const pickSentences = {
  /** Before what stands in no list; the short one has five cells. */
  other: { wide: 'not in the list', narrow: 'other' },
  total: (count: number): string => `${count} to choose from`,
  /** Beside a filter that is kept. */
  showAll: 'Esc shows all',
  nothingMatches: (filter: string): string => `Nothing matches “${filter}”. Esc shows all.`,

  reading: (list: ListOf): string => `Reading the ${lists[list]}…`,
  /** The keys are those that read the list, and take a typed text, from where the operator is. */
  notRead: (list: ListOf, { refresh, type }: { readonly refresh: string; readonly type: string }): string =>
    `The ${lists[list]} has not been read. ${refresh} reads it; ${type} takes what you type.`,
  /** Nothing is there, or what is there is old. */
  failed: (
    list: ListOf,
    cause: string,
    { refresh, type }: { readonly refresh: string; readonly type: string },
  ): string =>
    `The ${lists[list]} could not be read: ${cause} ${refresh} tries again; ${type} takes what you type.`,
  none: (list: ListOf, { type }: { readonly type: string }): string =>
    list === 'peers'
      ? `This account has no friends on Zalo yet: ${type} takes what you type.`
      : `This account is in no group: ${type} takes what you type.`,

  spaceMarks: 'Space marks the rows below; Enter is for this one.',
  nothingToRefresh: 'This list does not change.',
  emptyAnswer: 'Type something, or press Esc.',
  markedAlready: (name: string): string => `${name} is marked already.`,

  // For screen readers.
  marked: (what: string): string => `marked: ${what}`,
  notMarked: (what: string): string => `not marked: ${what}`,
  moreMarked: (count: number): string => `and ${count} more are marked`,
  nowMarked: (name: string): string => `Marked ${name}.`,
  noLongerMarked: (name: string): string => `No longer marked: ${name}.`,
} as const;

export const reviewSentences = {
  write: 'Write',
  writes: (file: string) => `Writes ${sanitizeLine(file)}`,
  creates: (file: string) => `Creates ${sanitizeLine(file)}`,
  leadsTo: (file: string) => `It is a link to ${sanitizeLine(file)}`,
  keeps: (file: string) => `What was there before is kept beside it: ${sanitizeLine(file)}.bak`,
  messages: (changed: number, total: number) =>
    total === 0
      ? 'The feed holds no message to compare with.'
      : changed === 0
        ? `None of the ${total} messages in the feed would fare otherwise.`
        : `${changed} of ${total} messages in the feed would fare otherwise:`,
  turns: (before: string, after: string) => `${before} → ${after}`,
  turned: (count: number, turn: string) => `  ${count} × ${turn}`,
  people: (changed: number, total: number) =>
    total === 0
      ? 'Nobody is approved or listed by id.'
      : changed === 0
        ? `For none of the ${total} people approved or listed anything changes.`
        : `For ${changed} of ${total} people approved or listed it changes:`,
  person: (name: string, before: string, after: string) => `  ${name}: ${before} → ${after}`,
  /** `account`: where people of several accounts are named. */
  who: (name: string, account: string | undefined) => (account === undefined ? name : `${name} (${account})`),
  more: (count: number) => `  and ${count} more, named below the difference`,
  allPeople: (count: number) => `All ${count} people for whom it changes:`,
  allMessages: (count: number) =>
    count === 1 ? 'The message that would fare otherwise:' : `The ${count} messages, newest first:`,
  unlisted: (count: number) => `  and ${count} more`,
  above: (count: number) => `${count} above`,
  below: (count: number) => `${count} more ${count === 1 ? 'line' : 'lines'}`,
  scrollOn: 'j k PgDn G',
  scrollBack: 'k PgUp g',
} as const;

export const verdictWords = {
  reply: 'answered',
  pairing: 'gets a code',
  'pairing-full': 'no code, three wait',
  ignored: 'ignored, blank',
  unknown: 'not known',
  own: 'own message',
  'account-disabled': 'account disabled',
  'dm-disabled': 'direct messages disabled',
  'not-in-allowlist': 'not in allowlist',
  'unknown-policy': 'unknown policy',
  'gateway-fails': 'gateway fails',
  'group-disabled': 'groups disabled',
  'group-not-listed': 'group not listed',
  'group-off': 'group blocked',
  'sender-not-allowed': 'sender not allowed',
  'needs-mention': 'needs a mention',
  unheard: 'nobody listened',
  'command-refused': 'command refused',
} as const;
