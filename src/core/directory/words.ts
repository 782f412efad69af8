import type { UnseenMembers } from '../model/people.ts';
import type { ErrorView } from '../shared/error-view.ts';

const singular = { peers: 'peer', groups: 'group', members: 'member' } as const;

const cancelled: ErrorView = { code: 'cancelled', sentence: 'The query was cancelled.' };

export const directorySentences = {
  /** Of the members of a group. */
  unseenMembers: ({ shown, total }: UnseenMembers): string =>
    `${shown} of ${total} shown: the group hides the rest`,

  loaded: (count: number, what: 'peers' | 'groups' | 'members'): string =>
    `${count} ${count === 1 ? singular[what] : what} read.`,
  cancelled,
  notKept: (profile: string): ErrorView => ({
    code: 'not-found',
    sentence: `zca keeps no friend list of the profile ${profile} here.`,
    hint: `zca --profile ${profile} auth cache-refresh makes one.`,
  }),
} as const;
