// Words of the feed, and of its export.

import { listenerSentences } from '../listener/words.ts';
import type { Media, MediaKind, MessageOutcome } from '../model/message.ts';
import type { VerdictKind } from '../policy/verdict.ts';
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import { largest } from '../shared/extremes.ts';
// Why the feed could not be saved to a file. In every case what stood there before is untouched.

export type ExportProblem =
  | 'no-path'
  | 'exists'
  | 'is-folder'
  | 'not-a-file'
  | 'folder-missing'
  | 'no-permission'
  | 'read-only-disk'
  | 'disk-full'
  | 'name-too-long'
  | 'foreign-owner'
  | 'access-list'
  | 'unknown';

type Words = (file: string) => readonly [sentence: string, hint: string];

const words: Readonly<Record<ExportProblem, Words>> = {
  'no-path': () => ['There is no name for the file.', 'Type a path, such as ~/feed.ndjson.'],
  exists: (file) => [
    `${file} is there already; nothing was written.`,
    'Choose another name, or save it once more and say that it may be replaced.',
  ],
  'is-folder': (file) => [`${file} is a folder.`, 'Add the name of a file to it.'],
  'not-a-file': (file) => [`${file} is not a plain file, so it is not replaced.`, 'Choose another name.'],
  'folder-missing': (file) => [
    `The folder of ${file} is not there; nothing was written.`,
    'Make the folder first, or choose another.',
  ],
  'no-permission': (file) => [`This user may not write ${file}.`, 'Choose a folder of your own, such as ~.'],
  'read-only-disk': (file) => [
    `${file} is on a disk that is mounted read-only; nothing was written.`,
    'Choose another folder.',
  ],
  'disk-full': (file) => [
    `The disk of ${file} is full; nothing was written.`,
    'Free some space, or choose another disk.',
  ],
  'name-too-long': (file) => [`The name ${file} is too long.`, 'Choose a shorter one.'],
  'foreign-owner': (file) => [
    `${file} belongs to another user, and what replaces it would not; nothing was written.`,
    'Choose another name.',
  ],
  'access-list': (file) => [
    `${file} has an access list, which what replaces it would lose; nothing was written.`,
    'Choose another name.',
  ],
  unknown: (file) => [`${file} could not be written.`, 'Try another path.'],
};

export const exportErrors = {
  /** `detail`: the system's word (`EIO`). */
  exportFailed: ({
    file,
    problem,
    detail,
  }: {
    file: string;
    problem: ExportProblem;
    detail?: string | undefined;
  }): ErrorView => {
    const [sentence, hint] = words[problem](shown(file));
    return view('export-failed', sentence, hint, detail);
  },
} as const;

// Words of the export of the feed.
/** `3.2 s`, `42 s`, `2 min`. */
const duration = (ms: number): string => {
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 90_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
};

const tight = (text: string): string => text.replace(' ', '');

/** What is waited for is not missed yet for so long (ms). */
const patienceMs = 30_000;

/** As {@link verdicts}, in their place. */
const outcome = (what: MessageOutcome): string => {
  switch (what.type) {
    case 'answered':
      return `answered ${tight(duration(what.afterMs))}`;
    case 'code-sent':
      return 'code sent';
    case 'agent-failed':
      return 'agent failed';
    case 'answer-failed':
      return 'answer failed';
    case 'waiting':
      if (what.work?.isRunning === true) return `at work ${tight(seconds(what.forMs))}`;
      return `${what.forMs < patienceMs ? 'waiting' : 'no answer'} ${tight(seconds(what.forMs))}`;
    case 'unanswered':
      return 'no answer';
  }
};

/** Whole seconds: they are counted on the screen. */
const seconds = (ms: number): string => `${Math.floor(ms / 1_000)} s`;

/** As {@link shortVerdicts}. */
const shortOutcomes = {
  answered: 'answered',
  'code-sent': 'code sent',
  'agent-failed': 'failed',
  'answer-failed': 'not sent',
  waiting: 'waiting',
  unanswered: 'no answer',
} as const satisfies Record<MessageOutcome['type'], string>;

const outcomeSentence = (what: MessageOutcome): string => {
  switch (what.type) {
    case 'answered':
      return `It was answered in ${duration(what.afterMs)}.`;
    case 'code-sent':
      return `The sender was sent a pairing code in ${duration(what.afterMs)}.`;
    case 'agent-failed':
      return `The agent failed, and the sender was told so instead of an answer: ${what.reason}`;
    case 'answer-failed':
      return `The answer could not be sent: ${what.error}`;
    case 'waiting':
      return what.work === undefined
        ? `No answer has been sent for ${seconds(what.forMs)}.`
        : `The gateway let it through; ${what.work.isRunning === true ? 'its agent is at work on it' : 'its agent has not begun'}. No answer has been sent for ${seconds(what.forMs)}.`;
    case 'unanswered':
      return 'No answer was sent.';
  }
};

const messageCount = (count: number): string => `${count} ${count === 1 ? 'message' : 'messages'}`;

export const feedExportSentences = {
  title: 'Save the feed to a file',
  what: (count: number, view: string | undefined) =>
    view === undefined
      ? `${messageCount(count)}, one JSON object a line (NDJSON).`
      : `${messageCount(count)} of ${view}, one JSON object a line (NDJSON).`,
  how: 'With texts, ids, verdicts and raw lines. Only you can read the file. ~ is your home folder.',
  nothing: 'Nothing is shown that could be saved.',
  saved: (count: number, file: string) => `Saved ${messageCount(count)} to ${file}`,
  replaceTitle: 'Replace the file?',
  replaceWhat: (file: string) => `${file} is there already.`,
  replaceMeans: 'What is in it now will be gone.',
  replaceConfirm: 'Replace',
  /** `view blocked, filter "áo", sender Nguyễn An`. */
  ofView: (view: string) => `view ${view}`,
  ofFilter: (filter: string) => `filter "${filter}"`,
} as const;

/** Two or three words a verdict, at most {@link verdictCells} cells. */
const verdicts = {
  reply: 'reply',
  pairing: 'pairing',
  'pairing-full': 'pairing full',
  ignored: 'no text',
  unknown: 'not known',
  own: 'sent',
  'account-disabled': 'account disabled',
  'dm-disabled': 'dm disabled',
  'not-in-allowlist': 'not in allowlist',
  'unknown-policy': 'unknown policy',
  'gateway-fails': 'gateway fails',
  'group-disabled': 'group disabled',
  'group-not-listed': 'group not listed',
  'group-off': 'group off',
  'sender-not-allowed': 'sender blocked',
  'needs-mention': 'needs mention',
  unheard: 'nobody listened',
  'command-refused': 'command refused',
} as const satisfies Record<VerdictKind, string>;

/** The same in one or two short words, for windows without room for the long ones. */
const shortVerdicts = {
  reply: 'reply',
  pairing: 'pairing',
  'pairing-full': 'full',
  ignored: 'no text',
  unknown: 'unknown',
  own: 'sent',
  'account-disabled': 'disabled',
  'dm-disabled': 'dm off',
  'not-in-allowlist': 'unlisted',
  'unknown-policy': 'policy?',
  'gateway-fails': 'fails',
  'group-disabled': 'no groups',
  'group-not-listed': 'unlisted',
  'group-off': 'group off',
  'sender-not-allowed': 'blocked',
  'needs-mention': 'mention',
  unheard: 'unheard',
  'command-refused': 'refused',
} as const satisfies Record<VerdictKind, string>;

const longest = (texts: readonly string[]): number =>
  largest(
    texts.map(({ length }) => length),
    0,
  );

const meanings = {
  reply: 'The agent answers.',
  pairing: 'The sender is unknown and gets a pairing code; the agent does not see the message.',
  'pairing-full': 'The sender is unknown and gets no code, because three requests are pending already.',
  ignored: 'The gateway ignores messages without text.',
  unknown: 'Nobody knows what the gateway does with it.',
  own: 'It was sent from here; the gateway does not see it.',
  'account-disabled': 'The account, the channel or its plugin is disabled, so nothing is answered.',
  'dm-disabled': 'Direct messages are disabled, so it is dropped.',
  'not-in-allowlist': 'The sender is not in allowFrom, so it is dropped.',
  'unknown-policy': 'The policy is none that OpenClaw knows, so it is dropped.',
  'gateway-fails': 'allowFrom is no list: the gateway fails on the message, and nobody answers.',
  'group-disabled': 'Groups are disabled, so it is dropped.',
  'group-not-listed': 'The group is not listed in groups, so it is dropped.',
  'group-off': 'The group is listed, but switched off, so it is dropped.',
  'sender-not-allowed': 'The sender is not in groupAllowFrom, so it is dropped.',
  'needs-mention': 'It does not mention the agent, so it is dropped.',
  unheard:
    'The rules would let it through, or send a code; but no gateway listened on the account, so nothing comes of it.',
  'command-refused': 'It is a control command of somebody who may not give one, so it is dropped.',
} as const satisfies Record<VerdictKind, string>;

const media = {
  image: ['image', 'images'],
  video: ['video', 'videos'],
  voice: ['voice message', 'voice messages'],
  file: ['file', 'files'],
  link: ['link', 'links'],
  sticker: ['sticker', 'stickers'],
  location: ['location', 'locations'],
  poll: ['poll', 'polls'],
  reminder: ['reminder', 'reminders'],
  'bank-card': ['bank card', 'bank cards'],
  contact: ['contact card', 'contact cards'],
  'greeting-card': ['greeting card', 'greeting cards'],
  call: ['call, missed or ended', 'calls, missed or ended'],
  'missed-call': ['missed call', 'missed calls'],
  'ended-call': ['call', 'calls'],
  recalled: ['recalled message', 'recalled messages'],
  recommended: ['call, contact card or link', 'calls, contact cards or links'],
  unprintable: ['text that zca could not print', 'texts that zca could not print'],
  other: ['attachment', 'attachments'],
} as const satisfies Record<MediaKind, readonly [string, string]>;
export const feedScreenSentences = {
  verdicts,
  shortVerdicts,
  meanings,
  /** Cells of the column of verdicts: the longest of them. */
  verdictCells: longest(Object.values(verdicts)),
  /** The same for the short ones. */
  shortVerdictCells: longest(Object.values(shortVerdicts)),
  outcome,
  shortOutcomes,
  outcomeSentence,
  disagreements: {
    missing: 'The rules promise an answer, and none came.',
    'let-through':
      'The config says that it is dropped, and the gateway let it through to its agent: it still does what an earlier config said.',
    unexpected:
      'The config says that it is dropped, and it was answered: the gateway still does what an earlier config said, or another program answered.',
  },
  media: ({ kind, count, type, about }: Media): string => {
    if (type !== undefined) return `unknown kind: ${type}`;
    const name = count === 1 ? media[kind][0] : `${count} ${media[kind][1]}`;
    return about === undefined ? name : `${name}: ${about}`;
  },
  quoting: (quote: string) => `re: ${quote}`,
  you: 'you',
  noName: (shortId: string) => `id ${shortId}`,
  somebody: 'somebody',
  noText: 'no text',
  unconfirmed: 'The gateway tells that it was written, not whether Zalo took it.',
  textUnseen: 'text not seen',
  textUnseenMeans: 'The gateway had done with it before its text could be read in its database.',
  sources: {
    zca: 'by zca',
    database: "in the gateway's database",
    session: 'among what the gateway tells of its sessions',
  },
  missed: 'missed',
  missedMeans: 'It was sent while nobody listened: the gateway has not seen it.',

  views: {
    all: 'all',
    answered: 'answered',
    unanswered: 'unanswered',
    blocked: 'blocked',
    pairing: 'pairing',
    direct: 'direct',
    groups: 'groups',
    media: 'media',
  },
  /** Behind a number. */
  outcomeCounts: { failed: 'failed', unanswered: 'unanswered', waiting: 'waiting' },
  viewLabel: (view: string) => `view ${view}`,
  viewChanged: (view: string, shown: number) => `View: ${view}, ${messageCount(shown)}.`,

  states: { live: 'listening', connecting: 'connecting', blocked: 'blocked', stopped: 'not listening' },
  tap: {
    watching: 'watching the gateway',
    gatewayDown: 'the gateway is down',
    gatewayDownSince: (time: string) => `the gateway is down, nothing is heard since ${time}`,
    /** For an empty feed. */
    waiting: 'Watching what the gateway hears… send a message from another phone to test.',
    onlyAccepted: 'Watching what the gateway lets through to its agent; of what it drops it tells nothing.',
    down: 'The gateway does not run: nothing is heard until it is started. What comes then appears here.',
    nothingToStart: 'The gateway holds the session and listens; this feed watches it by itself.',
  },
  explain: {
    on: 'explaining',
    means: 'The gateway logs why it drops what it drops (logging.level debug).',
    nothing: 'Its log says nothing of this message (yet).',
    onlyOwnSessions: 'Only a gateway that holds the session itself logs why it drops a message.',
    noConfig: 'There is no config to be changed.',
  },
  listening: 'Listening… send a message from another phone to test.',
  notListening: 'Not listening.',
  gatewayKeepsIt: (pids: readonly number[]) =>
    `The gateway listens (${pids.map((pid) => `pid ${pid}`).join(', ')}) with a zca that shares with nobody.`,
  shareIt:
    'To watch while it listens: zalouser-tui zca install (with --behind PATH in front of that zca), then restart the gateway.',
  loginNeeded: (state: string) => `Not listening: ${state}.`,
  connecting: 'Connecting to Zalo…',
  reconnecting: (closeCode: number | undefined): string => {
    const said = listenerSentences.closed(closeCode);
    return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}.`;
  },
  retrying: (when: string, cause: string) => `${when}: ${cause}`,
  attempt: (attempt: number) => `attempt ${attempt}`,
  ofAccount: (account: string, text: string) => `${account}: ${text}`,
  ownMessage: 'This was sent from here.',
  noAccounts: 'No account is enabled, so there is nothing to listen to.',
  readingConfig: 'Reading the config…',
  accountDisabled: (account: string) => `${account} is disabled in the config.`,
  nothingMatches: (filter: string) => `Nothing matches "${filter}".`,
  nothingInView: (view: string) => `Nothing in the view "${view}".`,
  viewCleared: 'The view was cleared. New messages appear here.',

  messages: messageCount,
  someOf: (shown: number, total: number) => `${shown} of ${total} messages`,
  /** `forSize`: so many of them because the others are long. */
  dropped: (count: number, forSize: number) =>
    `${count} older dropped${forSize > 0 ? `, ${forSize === count ? 'as' : `${forSize} of them as`} messages are long` : ''}`,
  unknownLines: (count: number) => (count === 1 ? '1 line not understood' : `${count} lines not understood`),
  rate: (perSecond: number) => `${Math.round(perSecond)}/s`,
  listeningCount: (live: number, all: number) => `${live} of ${all} listening`,

  repeated: (count: number) => `×${count}`,
  unreadRule: (time: string) => `new since ${time}`,
  newBelow: (count: number) => `${count} new`,
  /** Fell out of the ring for the sake of what is looked at. */
  notKept: (count: number) => `${count} not kept`,
  noneNewBelow: 'nothing new below',
  paused: (time: string) => `paused at ${time}`,
  pausedMeanwhile: (count: number) => (count === 0 ? 'nothing came since' : `${count} came since`),

  nothingSelected: 'No message is selected.',
  nothingUnread: 'Nothing is unread.',
  nothingToClear: 'The view is empty already.',
  cleared: (count: number) => `View cleared: ${messageCount(count)} hidden.`,
  noRaw: 'There is no raw text for this message.',
  rawTitle: 'Message as zca printed it',
  rawTitleOfGateway: 'Message as the gateway has it',

  detailsTitle: (name: string) => `Message of ${name}`,
  labels: {
    verdict: 'verdict',
    why: 'Why',
    outcome: 'outcome',
    answer: 'Answer',
    writing: 'Answer, as far as it is written',
    text: 'Text',
    quote: 'Replies to',
    media: 'media',
    sender: 'sender',
    senderId: 'sender id',
    group: 'group',
    thread: 'thread id',
    message: 'message id',
    account: 'account',
    sent: 'sent',
    received: 'received',
    kind: 'kind',
    source: 'seen',
    setting: 'setting',
    gateway: 'gateway',
  },
  kinds: { direct: 'direct message', group: 'group message' },
  received: (time: string, delay: string) => `${time}  (${delay} later)`,
  copyLabels: {
    text: 'text',
    senderId: 'sender id',
    threadId: 'thread id',
    messageId: 'message id',
    raw: 'raw message',
  },
} as const;

/** What is found of the answers to an account. */
export const answerFindingSentences = {
  agentFailed: (accountId: string, reason: string) =>
    `The agent failed on the last message to ${accountId}, and the sender was told so: ${reason}`,
  agentFailedFix: "The reason is the agent's, not Zalo's: “openclaw doctor” and its log say more.",
  answerFailed: (accountId: string, error: string) =>
    `The last answer of ${accountId} could not be sent: ${error}`,
  missing: (accountId: string, count: number, limitMs: number) =>
    `${count === 1 ? 'One message' : `${count} messages`} to ${accountId} should have been answered, and ${count === 1 ? 'was' : 'were'} not within ${limitMs / 60_000} minutes.`,
  unexpected: (accountId: string) =>
    `The last message to ${accountId} was answered, although the config says that it is dropped: the gateway still does what an earlier config said.`,
} as const;
