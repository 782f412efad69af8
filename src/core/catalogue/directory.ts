import type { ErrorView } from '../errors.ts';

const singular = { peers: 'peer', groups: 'group', members: 'member' } as const;

const cancelled: ErrorView = { code: 'cancelled', sentence: 'The query was cancelled.' };

/** Words of the lists fetched from zca. */
export const directorySentences = {
  loaded: (count: number, what: 'peers' | 'groups' | 'members'): string => `${count} ${count === 1 ? singular[what] : what} read.`,
  cancelled,
} as const;
