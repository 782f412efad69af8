import type { DmPolicy, GroupPolicy } from '../config/change-request.ts';
import { feedScreenSentences } from '../feed/words.ts';
import type { VerdictKind } from '../policy/verdict.ts';
import { type Hint, hintsInOne, type Remedy } from '../shared/remedy.ts';
import type { SetUpEntry, SetUpStepId } from './set-up-changes.ts';

const titles = {
  account: 'Account',
  login: 'Log in',
  people: 'Who may write',
  groups: 'Groups',
  write: 'Review and write',
  gateway: 'Gateway',
  test: 'Test',
} as const satisfies Record<SetUpStepId, string>;

/** What the next step does when it is done. */
const doStep = (deed: Remedy<'do-step'>['deed']): Remedy => ({ action: 'do-step', deed });

const shownNames = 3;

/** A few by name, the rest by number. */
const named = (entries: readonly SetUpEntry[]): string => {
  const names = entries.slice(0, shownNames).map(({ entry, name }) => name ?? entry);
  return `${names.join(', ')}${entries.length > shownNames ? ` and ${entries.length - shownNames} more` : ''}`;
};

/** What is let in already is not asked for again. */
const stay = (count: number): string =>
  count === 0
    ? ''
    : ` ${count} more ${count === 1 ? 'is' : 'are'} let in already and ${count === 1 ? 'stays' : 'stay'}.`;

/** Words of the set-up assistant. */
export const setUpSentences = {
  title: 'Set up an account',
  titleOf: (accountId: string): string => `Set up ${accountId}`,
  titles,
  /** What each step is for. */
  about: {
    account: 'Which account: one of the config, or a new one with a zca profile of its own.',
    login: 'Scan a QR code with the phone of the account.',
    people: 'Who may write to the agent directly, and what happens with strangers.',
    groups: 'In which groups the agent answers.',
    write: 'One look at the whole change of the config; then it is written, once.',
    gateway: 'What the gateway makes of it.',
    test: 'A message from another phone, and what becomes of it.',
  },

  // What was answered, or found.
  account: (accountId: string, profile: string, isListed: boolean): string =>
    `${accountId}, profile ${profile}, ${isListed ? 'in the config' : 'new'}`,
  loggedIn: (name: string | undefined): string => (name === undefined ? 'logged in' : `logged in as ${name}`),
  linked: (name: string | undefined): string =>
    `the gateway is logged in${name === undefined ? '' : ` as ${name}`}`,
  checking: 'looking whether somebody is logged in…',
  notNow: 'not possible now',
  sessionEnded: 'Zalo has ended the session.',
  gatewayLogin: (accountId: string): Hint => [
    `The gateway of this OpenClaw has sessions of its own. In a shell: openclaw channels login --channel zalouser --account ${accountId}.`,
    doStep('ask-session'),
  ],
  people: (policy: DmPolicy, people: readonly SetUpEntry[]): string =>
    people.length === 0 ? policy : `${policy}; let in: ${named(people)}`,
  groups: (policy: GroupPolicy, entries: readonly SetUpEntry[]): string =>
    entries.length === 0 ? policy : `${policy}; let through: ${named(entries)}`,
  configBroken: (path: string): Hint => [
    `The config cannot be read, so it cannot be changed: ${path}.`,
    { action: 'see-config' },
  ],
  toWrite: (count: number): string => `${count} ${count === 1 ? 'change' : 'changes'} to look at`,
  written: 'the config says so',
  startGateway: ['No gateway runs here: nobody is answered until one does.', doStep('start-gateway')],
  gatewayRuns: 'it runs the account',
  gatewayUp: 'it runs',
  gatewayDoesNot: 'it does not run the account',
  askGateway: doStep('ask-gateway'),
  restartGateway: doStep('see-to-gateway'),

  // The test.
  beginTest: doStep('begin-test'),
  sendNow: ['Send a message to this account from another phone now.', doStep('look-further')],
  waiting: (ms: number): string => `waiting for ${Math.max(0, Math.floor(ms / 1_000))}s`,
  heard: (who: string, kind: VerdictKind): string => `${who} wrote. ${feedScreenSentences.meanings[kind]}`,
  asked: (who: string): string => `${who} wrote, is unknown, and got a pairing code.`,
  approveIt: (hasRequest: boolean): Hint =>
    hasRequest
      ? ['It works.', doStep('approve-sender')]
      : ['It works. The code is the gateway’s to give.', { action: 'see-requests' }],
  seeFeed: (why: string | undefined): Hint => hintsInOne(why, doStep('see-message')),
  gatewayAnswered: 'The gateway heard a message and wrote back.',
  gatewayHeard: 'The gateway heard a message. What it did with it shows in its log.',
  testPassed: ['It works.', doStep('test-again')],
  nobodyListens: 'Nobody listens on this account: a listener is started here for the test.',

  // Questions.
  whichTitle: 'Which account?',
  newAccount: { label: 'A new account', means: 'another Zalo account for this gateway' },
  listed: (profile: string, label: string | undefined): string =>
    `profile ${profile}${label === undefined ? '' : `, ${label}`}`,
  idTitle: 'Id of the new account',
  idLines: ['Small letters, digits, - and _. It names the account in the config and on the screens.'],
  profileTitle: (accountId: string): string => `zca profile of ${accountId}`,
  profileLines: ['Where zca keeps its session. One account, one profile.'],
  profileTaken: (profile: string, by: string): string =>
    `${by} has the profile ${profile}: two accounts cannot share a session.`,
  profileBad: 'A profile is made of letters, digits, - and _.',
  loginTitle: (profile: string, name: string | undefined): string =>
    `The profile ${profile} is logged in already${name === undefined ? '' : ` as ${name}`}`,
  loginChoices: {
    keep: { label: 'Use this session', means: 'go on with the next step' },
    again: { label: 'Log in again', means: 'a new code; the present session ends' },
  },
  dmTitle: (accountId: string): string => `Who may write to ${accountId}?`,
  groupsTitle: (accountId: string): string => `In which groups does ${accountId} answer?`,
  now: (policy: string): string => `Now: ${policy}.`,
  pickPeopleTitle: (accountId: string): string => `Let in on ${accountId}`,
  pickPeopleLines: (already: number): readonly string[] => [
    `Those marked may write without a code.${stay(already)}`,
  ],
  pickGroupsTitle: (accountId: string): string => `Groups of ${accountId}`,
  pickGroupsLines: (already: number): readonly string[] => [
    `In those marked the agent answers.${stay(already)}`,
  ],
  typePerson: 'type a name, a phone number or an id',
  typeGroup: 'type a name or an id',
  done: (count: number): string => (count === 0 ? 'Done: nobody chosen' : `Done: ${count} chosen`),
  doneGroups: (count: number): string => (count === 0 ? 'Done: no group chosen' : `Done: ${count} chosen`),
  foundTitle: (typed: string): string => `Who is “${typed}”?`,
  foundNobody: 'Nobody of that name or number was found.',
  searchFailed: (sentence: string): string => `The search did not work: ${sentence}`,
  asTyped: {
    label: 'Keep it as typed',
    means: 'the gateway looks the name up when it starts; nobody fits it now',
  },
  waitTitle: 'No message yet',
  waitLines: (isOurs: boolean): readonly string[] => [
    isOurs
      ? 'This console listens.'
      : 'The gateway listens; it is asked every few seconds whether it heard something.',
    'Write to the account from a phone that is logged in as somebody else.',
  ],
  waitChoices: {
    wait: { label: 'Wait on', means: 'the step shows what comes' },
    ask: { label: 'Look again now', means: 'asks the gateway and reads the pairing requests' },
    stop: { label: 'End the test', means: 'nothing else changes' },
  },
  otherTitle: (accountId: string): string => `Begin with ${accountId}?`,
  otherLines: (accountId: string): readonly string[] => [
    `The answers given for ${accountId} are forgotten. What was written and who is logged in stays.`,
  ],
  otherConfirm: 'Begin',
  halfSetUp: 'begun, not in the config yet',
  gatewayFirst: 'The gateway does not run the account: see to that first.',
  discardTitle: 'Forget these answers?',
  discardLines: ['What was written to the config and who is logged in stays as it is.'],
  discardConfirm: 'Forget',
  nothingToDiscard: 'Nothing has been answered yet.',
  notYet: 'Not yet: the steps above come first.',
  nothingToWrite: 'The config says all of it already.',
  restartWhy: (accountId: string): string => `The gateway does not run ${accountId} as the config is now.`,
  asking: 'Asking the gateway; this can take some seconds.',
  gatewayRunsNote: (accountId: string): string => `The gateway runs ${accountId}.`,
} as const;
