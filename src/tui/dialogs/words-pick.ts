// Words of a question that is answered by several of a list.

/** What the lists of an account are called here. */
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
  failed: (list: ListOf, cause: string, { refresh, type }: { readonly refresh: string; readonly type: string }): string =>
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
