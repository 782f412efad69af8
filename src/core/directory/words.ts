import type { UnseenMembers } from '../model/people.ts';
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import type { AccountId } from '../shared/ids.ts';
import { hintsInOne } from '../shared/remedy.ts';

const singular = { peers: 'peer', groups: 'group', members: 'member' } as const;

const cancelled: ErrorView = { code: 'cancelled', sentence: 'The query was cancelled.' };

/** What the command costs, wherever it is offered. */
const commandCost =
  'openclaw directory can be asked instead: it takes 16 to 25 s and logs in to Zalo once more.';

export const directorySentences = {
  /** Of a gateway that holds the session itself. */
  notLoggedIn: (accountId: AccountId, detail: string): ErrorView =>
    view(
      'not-logged-in',
      `The gateway is not logged in to Zalo on ${shown(accountId)}.`,
      { action: 'log-in', accountId },
      detail,
    ),
  notAnswered: (accountId: AccountId, detail: string | undefined): ErrorView =>
    view(
      'command-failed',
      detail === undefined
        ? `The gateway could not ask Zalo on ${shown(accountId)}.`
        : `The gateway could not ask Zalo on ${shown(accountId)}: ${shown(detail)}`,
      'Try again; if it stays so, look at the account.',
      detail,
    ),
  toolHidden: (detail: string | undefined): ErrorView =>
    view(
      'not-permitted',
      'The tools policy of the config (tools.profile, tools.allow or tools.deny) hides the tool zalouser of this gateway.',
      'Allow it there, for example by "zalouser" in tools.alsoAllow.',
      detail,
    ),
  noMembersCall: (): ErrorView =>
    view(
      'unsupported-call',
      'A gateway that holds the session itself has no call for the members of a group.',
    ),
  /** Only the command can answer, and it has not been run. */
  slowOnly: (why: ErrorView): ErrorView => ({ ...why, hint: hintsInOne(commandCost, why.hint) }),
  /** The program of that host is meant, and cannot be run from here. */
  onlyThere: (host: string): ErrorView =>
    view(
      'unsupported-here',
      `Only ${shown(host)} itself can ask that.`,
      'Run openclaw directory groups members --channel zalouser --group-id ID there.',
    ),
  /** Not even the command can answer. */
  noProgram: (why: ErrorView, missing: ErrorView): ErrorView => ({
    ...why,
    sentence: `${why.sentence} ${missing.sentence}`,
    hint: hintsInOne(why.hint, missing.hint),
  }),

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
