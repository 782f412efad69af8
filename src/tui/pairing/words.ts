// Words of the Pairing screen.

import {
  type DecisionAct,
  type PairingAct,
  type ReplyLossReason,
  sentences,
  type UndoRefusal,
} from '../../core/faces.ts';

// Words of what is under way on people: deciding, waiting for the lock of the store, telling.

const running = {
  approve: 'approving…',
  dismiss: 'dismissing…',
  revoke: 'revoking…',
  restore: 'letting in again…',
  notify: 'telling them…',
} as const satisfies Record<PairingAct, string>;

const acts = {
  approve: 'Approving',
  dismiss: 'Dismissing',
  revoke: 'Revoking',
  restore: 'Letting in again',
  notify: 'Telling them',
} as const satisfies Record<PairingAct, string>;

const givenUp = {
  approve: (who) => `The approval of ${who}`,
  dismiss: (who) => `The dismissal of ${who}`,
  revoke: (who) => `The revocation of ${who}`,
  restore: (who) => `Letting ${who} in again`,
  notify: (who) => `Telling ${who}`,
} as const satisfies Record<PairingAct, (who: string) => string>;

const parts = (...all: readonly (string | undefined)[]): string =>
  all.filter((part) => part !== undefined).join(', ');

export const pairingWorkSentences = {
  running,
  acts,
  failed: (act: string, sentence: string) => `${act} failed: ${sentence}`,

  /** A program that writes the store holds its lock; `left`: until it counts no more. */
  waitingForProcess: (pid: number) => `waiting for process ${pid}`,
  waitingForLock: 'waiting for a lock',
  atMost: (waiting: string, left: string) => `${waiting}, at most ${left}`,
  /** The same for small rows. */
  waitingBriefly: (pid: number | undefined, left: string | undefined) =>
    parts(pid === undefined ? 'held by another' : `held by pid ${pid}`, left),
  waitingShortest: (pid: number | undefined, left: string | undefined) =>
    parts(pid === undefined ? 'locked' : `pid ${pid}`, left),
  lockedFile: (file: string) => `The lock is on ${file}.`,
  lockAhead: (file: string, countsForMs: number) =>
    `Its date is in the future. ${sentences.pairing.lockAhead(file, countsForMs)}`,

  quitTitle: 'Quit before it is decided?',
  /** `pid`: who is waited for. */
  quitDecides: (act: PairingAct, who: string, pid: number | undefined) =>
    `${givenUp[act](who)} is under way${pid === undefined ? '' : `, waiting for process ${pid},`} and will be given up.`,
} as const;

const decided = {
  approve: 'approved',
  dismiss: 'dismissed',
  revoke: 'revoked',
  restore: 'let in',
} as const satisfies Record<DecisionAct, string>;

/** Why a decision cannot be taken back. */
const undoRefusals = {
  dismissed: 'A dismissal cannot be taken back: their next message asks again, with a new code.',
  changed: 'It is no longer as it was left: it has been taken back, or changed elsewhere.',
  unsupported:
    'Taken back only over the connection to the gateway, and there is none: start the gateway (S on Status).',
} as const satisfies Record<UndoRefusal, string>;

/** Why the code may be lost. */
const replyLossReasons = {
  refused: 'sending it failed',
  'not-logged-in': 'the account is not logged in',
  'no-zca': 'there is no zca that could have sent it',
  'check-failed': 'the account cannot be reached',
} as const satisfies Record<ReplyLossReason, string>;

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

export const pairingScreenSentences = {
  pendingTab: (count: string) => `Pending ${count}`,
  decidedTab: (count: string) => `Decided ${count}`,
  approvedTab: (count: string) => `Approved ${count}`,
  /** While the store cannot be read whole. */
  uncertain: (count: number) => (count === 0 ? '?' : `${count}?`),

  noName: 'no name',
  somebody: 'somebody without a name',
  idLabel: (shortId: string) => `id ${shortId}`,
  asked: (ago: string) => `asked ${ago}`,
  expires: (left: string) => `expires ${left}`,

  /** They stand where the age stands else, which leaves 12 cells at least: the longest that fits is shown. */
  warnings: {
    'like-contact': ['like a contact', 'like contact'],
    'like-request': ['like another', 'twin name'],
    'mixed-scripts': ['look-alike'],
  },
  /** Short, for questions. */
  likeContactBriefly: (name: string, id: string) => `Like the name of a contact: ${name} (id ${id})`,
  likeRequestBriefly: (name: string, id: string) => `Like the name of another who waits: ${name} (id ${id})`,

  fullElsewhere: (count: number, most: number, elsewhere: number) =>
    `${count} of ${most} pending (${elsewhere} on other accounts): others may be waiting unseen.`,

  reading: 'Reading the pairing requests…',
  nobodyWaitsHint: 'A stranger who writes to an account with dmPolicy pairing gets a code and appears here.',
  typeCodeHint: (keys: string) => `Press ${keys} to type a code that somebody tells you.`,
  noPairing: (account: string, policy: string) =>
    `dmPolicy of ${account} is ${policy}: strangers get no codes there.`,
  nobodyApproved: 'Nobody has been approved by code yet.',
  nothingDecided: 'Nothing has been decided in this session.',
  nothingDecidedHint:
    'What you approve, dismiss or revoke stands here, and U takes it back where that is possible.',
  onlyFromHere: 'This OpenClaw does not say who is approved: only those of this session are listed.',
  nobodyApprovedHere: 'Nobody has been approved in this session.',
  nothingMatches: (filter: string) => `Nothing matches "${filter}".`,
  clearFilterHint: 'Press Esc to clear the filter.',
  refreshHint: (keys: string) => `Press ${keys} to read it again.`,

  approveTitle: 'Approve pairing',
  approveOne: (name: string, id: string, account: string) =>
    `Let ${name} (id ${id}) talk to the agent on ${account}?`,
  approveSeveral: (count: number) => `Let these ${people(count)} talk to the agent?`,
  personOn: (name: string, id: string, account: string) => `${name} (id ${id}) on ${account}`,
  approveConfirm: 'Approve',
  dismissTitle: 'Dismiss request',
  dismissOne: (name: string, id: string, account: string) =>
    `Dismiss the request of ${name} (id ${id}) on ${account}?`,
  dismissSeveral: (count: number) => `Dismiss the requests of these ${people(count)}?`,
  dismissMeans: 'The code stops working.',
  dismissConfirm: 'Dismiss',
  revokeTitle: 'Revoke approval',
  revokeOne: (name: string, id: string, account: string) =>
    `Take back the approval of ${name} (id ${id}) on ${account}?`,
  revokeSeveral: (count: number) => `Take back the approvals of these ${people(count)}?`,
  revokeConfirm: 'Revoke',
  restoreTitle: 'Let in again',
  restoreOne: (name: string, id: string, account: string) =>
    `Let ${name} (id ${id}) talk to the agent on ${account} again?`,
  restoreMeans: 'Takes the revocation back.',
  restoreConfirm: 'Let in',
  undoMeans: 'Takes the approval back.',
  notifyTitle: 'Tell them',
  notifyOne: (name: string, id: string, account: string) =>
    `Tell ${name} (id ${id}) that they may talk to the agent on ${account}?`,
  notifySeveral: (count: number) => `Tell these ${people(count)} that they may talk to the agent?`,
  notifyConfirm: 'Tell',
  approveNotifyConfirm: 'Approve & tell',
  /** What goes out, and through which account. */
  sends: (text: string, account: string) => `Sends through ${account}: “${text}”`,
  thenSends: (text: string, account: string) => `Sends through ${account} afterwards: “${text}”`,
  gatewayTells: 'The gateway tells them, in its own words.',
  mayNotArrive: (account: string) => `Account ${account} is not logged in: the message may not go out.`,
  runs: (command: string) => `Runs ${command}`,
  /** Where OpenClaw's own command changes who was approved. */
  sendsCommand: (act: 'add' | 'remove', id: string, account: string) =>
    `Sends the gateway /allowlist ${act} dm --store channel=zalouser account=${account} ${id}, and deletes the session that makes.`,
  opensCommands: (file: string) =>
    `That needs commands.config: true: it is written into ${file}, and taken out again at once after. Meanwhile command owners can change the config in chats (/config set).`,
  restartsTwice:
    'Each of the two writes begins the channel anew, with some tenths of a second without Zalo, once no reply is running.',
  runsRpc: (method: string) => `Runs openclaw gateway call ${method}`,
  ownerWarning:
    'If nobody owns the bot’s commands yet, this command makes them the owner, and rewrites openclaw.json without its comments. The gateway would not.',
  nameFrom: (source: string) => `Name from ${source}.`,
  nameShort: (source: string) => `name from ${source}`,

  /** What a stranger wrote, and whether the code can have reached them. */
  wrote: (text: string) => `wrote: ${text}`,
  wroteQuoted: (text: string) => `Wrote: “${text}”`,
  /** In a question about several. */
  wroteOf: (name: string, text: string) => `${name} wrote: “${text}”`,
  wroteBefore: 'what they wrote was not seen here',
  notHeard: 'what they wrote is unknown: no listener runs here',
  /** The same where that does not fit. */
  notHeardShort: 'not heard here: no listener runs',
  reach: {
    reached: 'has the code',
    sent: 'code sent',
    likely: 'code likely sent',
    doubtful: 'code may be lost',
  },
  reachSentence: {
    reached: 'They have the code: they wrote it back.',
    sent: 'The code was sent to them.',
    likely: 'The account is logged in, so the code can have reached them.',
    unknown: 'Whether the code has reached them is not known.',
  },
  reachDoubtful: (doubt: ReplyLossReason) =>
    `The code may not have reached them: ${replyLossReasons[doubt]}. It is sent only once.`,
  wroteAgain: 'They have written again since; only the first message is answered with the code.',

  decided,
  delivery: { sending: 'telling them', sent: 'told', failed: 'not told' },
  changedSince: 'changed since',
  notDone: 'not done',
  undoRefusals,
  nothingToUndo: 'No decision of this session can be taken back.',
  noneDecidedSelected: 'No decision is selected.',
  undoIt: 'U takes it back.',
  decidedAt: (act: string, ago: string, time: string) => `${act} ${ago}, at ${time}`,
  deliveryFailed: (sentence: string) => `They were not told: ${sentence}`,

  /** Why a key is off. */
  dismissNeedsGateway:
    'This OpenClaw dismisses only through its gateway: start it (S on Status), or let the request expire.',
  noRevoke:
    'An approval is taken back over the connection to the gateway, and there is none: start it (S on Status).',
  oneAtATime: 'One at a time: commands.config is switched on for each, and off again.',
  tellsOnlyWhileApproving: 'This OpenClaw tells a sender only while it approves them.',
  tellNeedsGateway: 'Only the gateway can tell them: start it (S on Status), or approve with a.',
  gatewayCannotTell: 'The gateway says it cannot tell this sender: approve with a.',
  noZcaToTell: 'There is no zca to send a message with: approve with a.',
  notApprovedNow: 'They are not approved now.',
  approveFirst: 'Approve them first: a, or A to tell them as well.',

  writes: (files: readonly string[], folder: string) => `Writes ${files.join(' and ')} in ${folder}`,
  /** Where all accounts have one list of approved senders. */
  /** Of several: how each fares stands in their rows, what does not come to what it was done for in a warning. */
  approved: (count: number) => `${people(count)} ${count === 1 ? 'is' : 'are'} approved.`,
  approvedTold: (count: number) => `${people(count)} ${count === 1 ? 'is' : 'are'} approved, and told.`,
  dismissed: (count: number) =>
    count === 1 ? '1 request is dismissed.' : `${count} requests are dismissed.`,
  toldAll: (count: number) => `${people(count)} have been told.`,
  revoked: (count: number) => `${people(count)} ${count === 1 ? 'is' : 'are'} no longer approved.`,
  /** Behind one of these: `which` is the sentence of the first. */
  ineffective: (count: number, which: string) =>
    count === 1 ? `But: ${which}` : `But of ${count}: ${which}`,
  someFailed: (failed: number, all: number, sentence: string) => `${failed} of ${all} failed: ${sentence}`,

  noneSelected: 'No request is selected.',
  noneApprovedSelected: 'No approved sender is selected.',
  beingDecided: 'This is being decided already.',

  codeTitle: 'Type a pairing code',
  codeLines: [
    'Case and spaces do not matter; nothing is written unasked.',
    'A code lives one hour: if it is gone, they must write again.',
  ],
  codeEmpty: 'Type the eight letters and digits of the code.',

  readAge: (ago: string) => `pairing store read ${ago}`,
  readFailed: 'the pairing store could not be read',
  againIn: (said: string, left: string) => `${said}, again in ${left}`,
  askedWay: {
    database: (ago: string) => `live from the gateway's database, last changed ${ago}`,
    gateway: (ago: string) => `gateway asked ${ago}`,
    command: (ago: string) => `openclaw pairing list, ${ago}: no gateway answers, r asks again`,
  },
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
    lastMessage: 'What they wrote',
    decided: 'decision',
    delivery: 'told',
  },
  nameUnknown: 'Nobody gave a name for this id: ask the person elsewhere whether the code is theirs.',
  expiresIn: (left: string, time: string) => `in ${left}, at ${time}`,
  askedAt: (ago: string, time: string) => `${ago}, at ${time}`,
  copyLabels: { code: 'code', id: 'user id', name: 'name' },
} as const;
