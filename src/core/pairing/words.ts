// What is said about pairing: results, and the failures that only pairing has, with their next step.

import { type Likeness, maxPendingRequests, type NameSource, type NameWarning } from '../model/people.ts';
import { fileErrors, lockAhead } from '../openclaw/words.ts';
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import type { Hint } from '../shared/remedy.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import type { AccessAfter, DecisionAct } from './decision.ts';

// What a decision on somebody comes to, in words: before it is made, and after. Never more than is true.

const listed = (entry: string, account: string): string =>
  entry.trim().endsWith('*')
    ? `allowFrom of ${shown(account)} holds “*”, which is everybody`
    : `allowFrom of ${shown(account)} holds “${shown(entry)}”`;

const names = (entries: readonly string[]): string => {
  const [first = '', ...others] = entries;
  return others.length === 0 ? `“${shown(first)}”` : `“${shown(first)}” and ${others.length} more`;
};

const unchecked = (entries: readonly string[], account: string): string =>
  `allowFrom of ${shown(account)} holds names (${names(entries)}), and the friend list that tells whose they are has not been read`;

const dropped = (policy: string, account: string): string =>
  `dmPolicy of ${shown(account)} is ${shown(policy)}, which drops their messages and sends no code.`;

const unlisted = (account: string): string =>
  `The config lists no account ${shown(account)}: nothing listens there.`;

const off = (accessAfter: AccessAfter, account: string): string => {
  if (accessAfter.off === undefined) return '';
  return accessAfter.off === 'plugin'
    ? ' The zalouser plugin is switched off now.'
    : ` Account ${shown(account)} is switched off now.`;
};

/** After a revocation or a dismissal. */
const without = (accessAfter: AccessAfter, account: string): string => {
  switch (accessAfter.status) {
    case 'through':
      if (accessAfter.by === 'open') return `They still get through: dmPolicy of ${shown(account)} is open.`;
      return accessAfter.by === 'approved'
        ? 'They still get through: they are approved.'
        : `They still get through: ${listed(accessAfter.entry, account)}.`;
    case 'asks':
      return 'Their next message asks for a code again.';
    case 'asked':
      return 'They have a code, and their request is still pending.';
    case 'full':
      return `Their next message gets no code: ${maxPendingRequests} requests are pending already.`;
    case 'dropped':
      return dropped(accessAfter.policy, account);
    case 'unchecked':
      return `They may still get through: ${unchecked(accessAfter.entries, account)}.`;
    case 'unlisted':
      return unlisted(account);
    case 'unknown':
      return 'Whether they still get through is not known: the config could not be read.';
  }
};

/** After an approval; empty where it is what lets them in. */
const withIt = (accessAfter: AccessAfter, account: string): string => {
  switch (accessAfter.status) {
    case 'through':
      if (accessAfter.by === 'approved') return '';
      return accessAfter.by === 'open'
        ? `They get through without it: dmPolicy of ${shown(account)} is open.`
        : `They get through without it: ${listed(accessAfter.entry, account)}.`;
    case 'unchecked':
      return `The approval does not count, but they may get through: ${unchecked(accessAfter.entries, account)}.`;
    case 'unlisted':
      return unlisted(account);
    case 'unknown':
      return 'Whether that lets them in is not known: the config could not be read.';
    default:
      return `dmPolicy of ${shown(account)} is ${shown(
        'policy' in accessAfter ? accessAfter.policy : '',
      )}, and approvals by code do not count then: the gateway still drops direct messages.`;
  }
};

export const accessAfterSentences = {
  /** What their direct messages come to; empty where an approval is all that it takes. */
  means: (act: DecisionAct, accessAfter: AccessAfter, account: string): string => {
    const sentence =
      act === 'approve' || act === 'restore' ? withIt(accessAfter, account) : without(accessAfter, account);
    return `${sentence}${off(accessAfter, account)}`.trim();
  },
  /** How to shut out somebody who gets through without an approval; undefined where nothing of the kind lets them in. */
  fix: ({ status, ...accessAfter }: AccessAfter): Hint | undefined => {
    if (status === 'unchecked')
      return { action: 'change-access', what: 'See who that is, and remove them from allowFrom' };
    if (status !== 'through' || !('by' in accessAfter) || accessAfter.by === 'approved') return undefined;
    return {
      action: 'change-access',
      what: `To shut them out, ${accessAfter.by === 'open' ? 'change dmPolicy' : 'take that out of allowFrom'}`,
    };
  },

  /** What was done. `who`: the name with the end of the id, or the id. */
  approved: (who: string, account: string) => `${who} is approved on ${shown(account)}.`,
  letIn: (who: string, account: string) => `${who} is let in on ${shown(account)}.`,
  approvedTold: (who: string, account: string) => `${who} is approved on ${shown(account)}, and was told.`,
  letInTold: (who: string, account: string) => `${who} is let in on ${shown(account)}, and was told.`,
  dismissed: (who: string) => `The request of ${who} is dismissed.`,
  revoked: (who: string, account: string) => `${who} is no longer approved on ${shown(account)}.`,
  restored: (who: string, account: string) => `${who} is let in again on ${shown(account)}.`,
} as const;

const who = (name: string | undefined, id: string): string =>
  name === undefined || name === '' ? shown(id) : `${shown(name)} (${shown(id)})`;

/** For a word in passing: the name with the end of the id, as rows show it; else the id. */
const briefly = (name: string | undefined, id: string): string =>
  name === undefined || name === ''
    ? shown(id)
    : `${shown(name)} (${id.length <= 6 ? shown(id) : `…${shown(id.slice(-4))}`})`;

/** One line of what a program said; more of it stands in the details. */
const wordsOf = (detail: string | undefined): string => sanitizeLine(detail ?? '', 200).trim();

const nameSources = {
  self: 'the account itself',
  pairing: 'the request',
  friends: 'the friend list',
  feed: 'a message',
  search: 'the last search',
  members: 'a group',
} as const satisfies Record<NameSource, string>;

const likeness = {
  same: 'is the same as that of',
  folded: 'differs only in marks or case from that of',
  confusable: 'looks like that of',
} as const satisfies Record<Likeness, string>;

const likeContact = (how: Likeness, name: string, id: string): string =>
  `The name ${likeness[how]} ${name} (id ${id}), whom this account knows.`;
const likeRequest = (how: Likeness, name: string, id: string): string =>
  `The name ${likeness[how]} ${name} (id ${id}), who waits too.`;
const mixedScripts = 'The name mixes letters of several alphabets that look alike.';

/** What OpenClaw itself tells somebody who is let in (observed of 2026.2.26). */
export const approvalTextOfOpenclaw = 'Your pairing request has been approved.';

/** Sentences of a finished act, and one function a failure. */
export const pairingSentences = {
  lockAhead,
  nameSources,
  likeContact,
  mixedScripts,
  /** Why a name deserves a second look, as a sentence. */
  nameWarning: (warning: NameWarning): string => {
    if (warning.type === 'mixed-scripts') return mixedScripts;
    return (warning.type === 'like-contact' ? likeContact : likeRequest)(
      warning.likeness,
      warning.name,
      warning.userId,
    );
  },
  full: (count: number, most: number) => `${count} of ${most} pending: others may be waiting unseen.`,
  nobodyWaits: 'Nobody waits for approval.',
  countsForAll: (accounts: number) =>
    `This OpenClaw keeps one list for every account: it counts on all ${accounts}.`,
  briefly,
  notified: (name: string | undefined, id: string) => `${briefly(name, id)} has been told.`,
  /** Added to the sentence of an approval. */
  becameOwner: 'They are now the owner of all commands of the bot.',

  /** What is under way, for `busy`, and what was cancelled. */
  deciding: (id: string) => `The decision on ${shown(id)}`,
  reading: 'Reading the pairing store',
  /** Reasons of `store-corrupt`. */
  notAnObject: 'It does not hold an object.',
  notAList: (key: string) => `${key} is not a list.`,
  encoded: (encoding: string) => `It is saved as ${encoding}; OpenClaw reads UTF-8 only.`,

  storeForeign: (file: string, version: string): ErrorView =>
    view(
      'store-corrupt',
      `The pairing store ${shown(file)} has version ${shown(version)}, which this console does not know; it was left as it is.`,
      'Use openclaw pairing for it, or a newer zalouser-tui.',
    ),
  /** The connection was lost after the gateway was asked. */
  decisionLost: (): ErrorView =>
    view(
      'timed-out',
      'The connection to the gateway was lost before it answered: whether that was decided is not known.',
      'See whether the request still waits, then decide it again.',
    ),
  requestGone: (name: string | undefined, id: string): ErrorView =>
    view(
      'not-found',
      `The request of ${who(name, id)} is no longer pending.`,
      'Somebody else may have decided it; the list is up to date again.',
    ),
  requestExpired: (name: string | undefined, id: string): ErrorView =>
    view(
      'code-expired',
      `The request of ${who(name, id)} has expired.`,
      'Ask the sender to write again: that gives a new code.',
    ),
  notApproved: (id: string, account: string): ErrorView =>
    view(
      'not-found',
      `${shown(id)} is not among those approved by code on ${shown(account)}.`,
      'Those listed in allowFrom are removed in the config.',
    ),
  codeMalformed: (code: string): ErrorView =>
    view(
      'code-unknown',
      `${code === '' ? 'Nothing' : shown(code)} is not a pairing code.`,
      'A code has eight letters and digits, without 0, O, 1 and I.',
    ),

  notReadYet: (): ErrorView =>
    view(
      'unsupported-here',
      'The OpenClaw config has not been read, so nobody knows where pairing is kept.',
      { action: 'look-at-config' },
    ),
  unsupportedDismiss: (): ErrorView =>
    view('unsupported-here', 'This OpenClaw dismisses requests only through its gateway, and none answers.', [
      'The request expires by itself after an hour.',
      { action: 'start-gateway' },
    ]),
  // Where OpenClaw's own command changes who was approved.
  editNeedsConnection: (): ErrorView =>
    view(
      'gateway-down',
      'Who was approved is in the gateway’s database, and there is no connection to the gateway.',
      [{ action: 'see-gateway' }, 'Without it: set dmPolicy to allowlist, and list whom you want.'],
    ),
  commandEditsOff: (): ErrorView =>
    view(
      'not-permitted',
      'OpenClaw takes an approval back only by its command /allowlist, which commands.config: true allows; it is not on.',
      'In the console an approval is taken back after a question, which switches it on for that and off again. Command owners can change the config in chats meanwhile.',
    ),
  commandRefused: (said: string): ErrorView =>
    view(
      'command-failed',
      said === ''
        ? 'OpenClaw’s command /allowlist said nothing.'
        : `OpenClaw’s command /allowlist says: ${said}`,
      'See who is approved, then try again.',
      said,
    ),
  commandUnanswered: (): ErrorView =>
    view(
      'timed-out',
      'OpenClaw’s command /allowlist was not answered: whether it was done is not known.',
      'See who is approved, then try again.',
    ),
  tooBusyToReload: (rate: number): ErrorView =>
    view(
      'busy',
      `${rate} messages a second come in: a change of the config now could end the whole gateway. Nothing was done.`,
      'Wait for a quiet moment: no more than 10 a second.',
    ),
  commandsNotOpened: (afterMs: number): ErrorView =>
    view(
      'timed-out',
      `The gateway has not taken up commands.config within ${afterMs / 1_000} s; it is taken out of the config again, and nothing was decided.`,
      'It takes nothing up as long as a reply is running: try again when it is quiet.',
    ),
  commandsLeftOpen: (file: string): ErrorView =>
    view(
      'config-write-failed',
      `commands.config: true is still in ${shown(file)}: somebody else has changed the file meanwhile.`,
      'Take it out by hand, or command owners can change the config in chats.',
    ),
  noWordOfCommand: (id: string): ErrorView =>
    view('bad-usage', `“${shown(id)}” is no id of Zalo.`, 'See who is approved.'),
  unsupportedRevoke: (): ErrorView =>
    view('unsupported-here', 'This OpenClaw offers no way to take an approval back.', [
      'Set dmPolicy to allowlist, and list whom you want.',
      { action: 'change-access' },
    ]),
  unsupportedRestore: (): ErrorView =>
    view('unsupported-here', 'This OpenClaw offers no way to let somebody in unasked.', [
      'Add the id to allowFrom.',
      { action: 'change-access' },
    ]),
  unsupportedNotify: (): ErrorView =>
    view(
      'unsupported-here',
      'This OpenClaw tells a sender only while it approves them.',
      'Write to them yourself, or let them write: the agent answers.',
    ),

  /** Why the gateway did not tell the sender, where it tells. */
  cannotTell: (): ErrorView =>
    fileErrors.notTold({ said: 'Only the gateway can tell senders, and none was asked.' }),
  gatewayCouldNotTell: (): ErrorView =>
    fileErrors.notTold({ said: 'The gateway could not send the message.' }),
  /** An approval stands whatever becomes of the message. `approved`: its sentence. */
  approvedNotTold: (approved: string, { sentence, detail }: ErrorView): ErrorView =>
    fileErrors.notTold({
      said: `${approved} But they were not told: ${sentence}`,
      hint: ['The approval stands.', { action: 'tell-again' }],
      detail,
    }),
  /** Why a message did not go out: where nothing more is known than that the program failed, what it said. */
  deliveryFailure: (error: ErrorView): ErrorView => {
    const { code, detail } = error;
    const said = code === 'command-failed' ? wordsOf(detail) : '';
    return said === '' ? error : view(code, `zca said: “${said}”`, { action: 'see-call' }, detail);
  },
  notTold: (name: string | undefined, id: string, { sentence, hint, detail }: ErrorView): ErrorView =>
    fileErrors.notTold({ said: `${briefly(name, id)} was not told: ${sentence}`, hint, detail }),
} as const;
