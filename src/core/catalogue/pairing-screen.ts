// Words of the Pairing screen.
import type { Likeness } from '../state/look-alike.ts';
import type { NameSource } from '../state/selectors-names.ts';

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

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

export const pairingScreenSentences = {
  pendingTab: (count: string) => `Pending ${count}`,
  approvedTab: (count: string) => `Approved ${count}`,
  /** While the store cannot be read whole. */
  uncertain: (count: number) => (count === 0 ? '?' : `${count}?`),

  noName: 'no name',
  somebody: 'somebody without a name',
  idLabel: (shortId: string) => `id ${shortId}`,
  asked: (ago: string) => `asked ${ago}`,
  expires: (left: string) => `expires ${left}`,
  running: { approve: 'approving…', dismiss: 'dismissing…', revoke: 'revoking…' },

  /** A program that writes the store holds its lock. */
  waitingForProcess: (pid: number) => `waiting for process ${pid}`,

  /** They stand where the age stands else, which leaves 12 cells at least: the longest that fits is shown. */
  warnings: { 'like-contact': ['like a contact', 'like contact'], 'mixed-scripts': ['look-alike'] },
  likeContact: (how: Likeness, name: string, id: string) => `The name ${likeness[how]} ${name} (id ${id}), whom this account knows.`,
  /** Short, for questions. */
  likeContactBriefly: (name: string, id: string) => `Like the name of a contact: ${name} (id ${id})`,
  mixedScripts: 'The name mixes letters of several alphabets that look alike.',

  full: (count: number, most: number) => `${count} of ${most} pending: others may be waiting unseen.`,
  fullElsewhere: (count: number, most: number, elsewhere: number) =>
    `${count} of ${most} pending (${elsewhere} on other accounts): others may be waiting unseen.`,

  reading: 'Reading the pairing requests…',
  nobodyWaits: 'Nobody waits for approval.',
  nobodyWaitsHint: 'A stranger who writes to an account with dmPolicy pairing gets a code and appears here.',
  typeCodeHint: 'Press c to type a code that somebody tells you.',
  noPairing: (account: string, policy: string) => `dmPolicy of ${account} is ${policy}: strangers get no codes there.`,
  nobodyApproved: 'Nobody has been approved by code yet.',
  nothingMatches: (filter: string) => `Nothing matches "${filter}".`,
  clearFilterHint: 'Press Esc to clear the filter.',
  refreshHint: 'Press r to read it again.',

  approveTitle: 'Approve pairing',
  approveOne: (name: string, id: string, account: string) => `Let ${name} (id ${id}) talk to the agent on ${account}?`,
  approveSeveral: (count: number) => `Let these ${people(count)} talk to the agent?`,
  personOn: (name: string, id: string, account: string) => `${name} (id ${id}) on ${account}`,
  approveConfirm: 'Approve',
  dismissTitle: 'Dismiss request',
  dismissOne: (name: string, id: string, account: string) => `Dismiss the request of ${name} (id ${id}) on ${account}?`,
  dismissSeveral: (count: number) => `Dismiss the requests of these ${people(count)}?`,
  dismissMeans: 'The code stops working; the next message asks again and gets a new one.',
  dismissConfirm: 'Dismiss',
  revokeTitle: 'Revoke approval',
  revokeOne: (name: string, id: string, account: string) => `Stop ${name} (id ${id}) from talking to the agent on ${account}?`,
  revokeSeveral: (count: number) => `Stop these ${people(count)} from talking to the agent?`,
  revokeMeans: 'The next message asks for a code again.',
  revokeConfirm: 'Revoke',
  writes: (files: readonly string[], folder: string) => `Writes ${files.join(' and ')} in ${folder}`,
  approvalDoesNotCount: (account: string, policy: string) =>
    `dmPolicy of ${account} is ${policy}, and approvals by code do not count then: the gateway still drops direct messages.`,
  accountNotListed: (account: string) => `The config lists no account ${account}: nothing listens there.`,

  approved: (count: number) => `${people(count)} may now talk to the agent.`,
  dismissed: (count: number) => (count === 1 ? '1 request is dismissed.' : `${count} requests are dismissed.`),
  revoked: (count: number) => `${people(count)} may no longer talk to the agent.`,
  someFailed: (failed: number, all: number, sentence: string) => `${failed} of ${all} failed: ${sentence}`,

  noneSelected: 'No request is selected.',
  noneApprovedSelected: 'No approved sender is selected.',
  beingDecided: 'This is being decided already.',

  codeTitle: 'Type a pairing code',
  codeLines: ['Case and spaces do not matter; nothing is written unasked.', 'A code lives one hour: if it is gone, they must write again.'],
  codeEmpty: 'Type the eight letters and digits of the code.',

  readAge: (ago: string) => `pairing store read ${ago}`,
  readFailed: 'the pairing store could not be read',
  noFolder: 'there is no pairing folder yet',
  noFolderHint:
    'OpenClaw makes the pairing folder when the first stranger writes. If somebody has written already, its state folder is another one: start the console with the same OPENCLAW_STATE_DIR as the gateway.',
  inFolder: (said: string, folder: string) => `${said}: ${folder}`,

  labels: {
    name: 'name',
    nameFrom: 'name from',
    id: 'user id',
    code: 'code',
    account: 'account',
    asked: 'asked',
    lastSeen: 'last wrote',
    expires: 'expires',
    files: 'stored in',
    lastMessage: 'Last message',
  },
  nameSources,
  nameUnknown: 'Nobody gave a name for this id: ask the person elsewhere whether the code is theirs.',
  expiresIn: (left: string, time: string) => `in ${left}, at ${time}`,
  askedAt: (ago: string, time: string) => `${ago}, at ${time}`,
  failed: (act: string, sentence: string) => `${act} failed: ${sentence}`,
  acts: { approve: 'Approving', dismiss: 'Dismissing', revoke: 'Revoking' },
  copyLabels: { code: 'code', id: 'user id', name: 'name' },
} as const;
