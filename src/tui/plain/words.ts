// Words of the plain mode, which is read aloud: whole sentences, and a word wherever the screen has a sign.

import { sentences, type VerdictKind } from '../../core/faces.ts';

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What the gateway does with a message, as the end of a sentence about it. */
const verdicts: Readonly<Record<VerdictKind, string>> = {
  ...sentences.feedScreen.verdicts,
  reply: 'answered',
  pairing: 'gets a pairing code',
  'pairing-full': 'gets no code, three are pending',
  unknown: 'the config cannot be read, so nobody knows what becomes of it',
  own: 'sent from here',
};

export const plainSentences = {
  opening: (isDemo: boolean) =>
    `zalouser-tui${isDemo ? ', demo on a simulated account' : ''}. Plain mode: what happens is printed line by line; the last three lines say where you are.`,
  screen: (screen: string, what: string) => (what === '' ? `${screen}.` : `${screen}, ${what}.`),
  ofScreen: {
    feed: (messages: number, unread: number) =>
      `${counted(messages, 'message', 'messages')}${unread === 0 ? '' : `, ${unread} unread`}`,
    pending: (count: number) => (count === 0 ? 'nobody waiting' : `${count} waiting`),
    approved: (count: number) => `${count} approved`,
    /** Where nobody can be asked who was approved. */
    approvedHere: (count: number) => `${count} approved in this session, others not known`,
    decided: (count: number) => (count === 0 ? 'nothing decided' : `${count} decided`),
    access: (findings: number) => (findings === 0 ? 'no findings' : counted(findings, 'finding', 'findings')),
    login: (accounts: number) => counted(accounts, 'account', 'accounts'),
  },
  account: (id: string) => `account ${id}`,
  row: (at: number, total: number) => `row ${at} of ${total}`,
  noRows: 'no rows',
  filter: (filter: string) => `filter ${filter}`,
  view: (view: string) => `view ${view}`,
  paused: 'paused',
  question: 'Question',
  emptyLine: 'empty line',
  mark: 'marked',
  approvedPane: 'approved senders',

  asks: (who: string, id: string, account: string, code: string) =>
    `${who}, id ${id}, asks to talk to the agent on ${account}.${code === '' ? '' : ` Code ${code}.`}`,
  waitingAtStart: (count: number) =>
    count === 1
      ? '1 person waits for approval: see Pairing (3).'
      : `${count} people wait for approval: see Pairing (3).`,
  warning: (sentence: string) => `Warning: ${sentence}`,
  error: (sentence: string) => `Error: ${sentence}`,
  feedWatches: 'The feed watches the gateway.',

  direct: (sender: string, account: string) => `${sender} to ${account}`,
  inGroup: (sender: string, group: string, account: string) => `${sender} in group ${group} to ${account}`,
  message: (time: string, who: string, text: string, verdict: string) =>
    `${time} ${who}: ${text} — ${verdict}`,
  verdicts,
  manyMessages: (count: number, last: number) => `${count} messages came; these are the last ${last}:`,
  leftOut: (count: number) =>
    `${counted(count, 'line was', 'lines were')} left out: the terminal took nothing meanwhile. These are the last:`,
  feedPaused: 'The feed is paused; p goes on.',
  feedResumed: (meanwhile: number) =>
    meanwhile === 0
      ? 'The feed goes on.'
      : `The feed goes on; ${counted(meanwhile, 'message', 'messages')} came meanwhile.`,

  accountIs: (id: string, state: string) => `${id}: ${state}.`,
  found: (what: string, count: number) => `${what}: ${count}.`,

  /** `until`: undefined where a new one comes by itself. */
  codeReady: (account: string, until: string | undefined) =>
    until === undefined
      ? `The QR code for ${account} is ready; a new one takes its place every 100 seconds.`
      : `The QR code for ${account} is ready and can be scanned until ${until}.`,
  pictureAt: (path: string) =>
    `It is not drawn in plain mode. The picture is ${path}: o opens it, y copies its path.`,
  noPicture:
    'There is no picture of the code, and plain mode does not draw it: open the console without --screen-reader to scan it.',
  waiting: (until: string | undefined) =>
    until === undefined ? 'Waiting for scan' : `Waiting for scan until ${until}`,
  pictureKeys: 'o opens the picture, y copies its path',

  inFocus: (title: string, button: string) => `${title}: ${button} is in focus`,
  field: (label: string, value: string) => `${label}: ${value === '' ? 'empty' : value}`,
  caretAfter: (before: number, total: number) => `caret after ${before} of ${total}`,
  entries: (count: number) => `${counted(count, 'entry', 'entries')}.`,
  matches: (count: number) => (count === 0 ? 'nothing found' : `${count} found`),
  selected: (what: string) => `selected: ${what}`,
  keyOf: (label: string, key: string) => (key === '' ? label : `${label}, key ${key}`),
  notNow: (reason: string) => `not now: ${reason}`,
  actions: (actions: readonly string[]) => `Actions: ${actions.join(', ')}.`,
  runStates: { running: 'running', cancelling: 'being stopped' },
  manyLines: (count: number, last: number) => `${count} lines were printed; these are the last ${last}:`,
  checklistState: { done: 'done', 'needs-you': 'needs you', 'not-yet': 'not yet' },
  stepState: { done: 'done', next: 'next', open: 'open', later: 'later' },
} as const;
