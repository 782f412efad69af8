import type { DmPolicy, GroupPolicy } from '../config/change-request.ts';
import { feedScreenSentences } from '../feed/words.ts';
import type { LocatedBy } from '../model/programs.ts';
import type { VerdictKind } from '../policy/verdict.ts';
import { type ErrorView, view } from '../shared/error-view.ts';
import { type Hint, hintsInOne, type Remedy } from '../shared/remedy.ts';
import type { SetUpEntry, SetUpStepId } from './set-up-changes.ts';

// What is said of files, logs and configs around the channel, and of accounts whose session does not fit their setting.

const them = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);

const can = (isWritable: boolean): string => (isWritable ? 'read and change' : 'read');

/** Who can do what, and what that means. `what` begins a sentence; `means` ends one. */
const exposure = (what: string, isWritable: boolean, isReachable: boolean, means: string): string =>
  isReachable
    ? `Every user of this machine can ${can(isWritable)} ${what}: ${means}.`
    : `The mode of ${what} lets every user of this machine ${can(isWritable)} it; only its folders keep them out.`;

export const filePermissionSentences = {
  sessionOpen: (profile: string | undefined, isWritable: boolean, isReachable: boolean): string =>
    exposure(
      profile === undefined ? 'the Zalo sessions of OpenClaw' : `the Zalo session of profile ${profile}`,
      isWritable,
      isReachable,
      'whoever has it is you on Zalo',
    ),
  configOpen: (file: string, isWritable: boolean, isReachable: boolean): string =>
    exposure(`${file} with its secrets`, isWritable, isReachable, 'passwords and tokens are in it'),
  storeOpen: (file: string, isWritable: boolean, isReachable: boolean): string =>
    exposure(
      file,
      isWritable,
      isReachable,
      isWritable ? 'they can let themselves in' : 'it says who talks to the agent, and holds pairing codes',
    ),
  closeFix: (command: string): string => `Run: ${command}`,
  closeFixOther: (command: string): string => `Another user owns it; that one, or root, runs: ${command}`,

  /** Before the words of the error: what is lost if nobody does it. */
  storeDamagedFix: (copy: string): string =>
    `Copy it away before anything else: ${copy}. OpenClaw reads it as empty, and overwrites it at the next request; then repair it from the copy.`,

  codesInLog: (pending: number, isReadable: boolean): string =>
    `${them(pending, 'A pairing code that still works stands', 'pairing codes that still work stand')} in OpenClaw’s log${isReadable ? ', which every user of this machine can read' : ''}: something asks openclaw pairing list, which logs what it prints.`,
  oldCodesInLog: (codes: number): string =>
    `${them(codes, 'A pairing code stands', 'pairing codes stand')} in OpenClaw’s log, and none works any more: something asks openclaw pairing list, which logs what it prints.`,
  codesFix:
    'Let it ask zalouser-tui pairing list --json instead, which reads the store. OpenClaw deletes the log after a day.',

  otherServiceConfig: (theirs: string, ours: string): string =>
    `The gateway’s service reads ${theirs}, and this console ${ours}: what you see and change here is not what it does.`,
  otherServiceConfigFix: (how: string): string => `Start the console as the service is started: ${how}`,
  otherCliConfig: (theirs: string, ours: string): string =>
    `openclaw reads ${theirs} when it is started from here, and this console ${ours}: its commands act on another config.`,
  otherCliConfigFix: (how: string): string =>
    `Start the console as you start openclaw: ${how}. Or run openclaw doctor, if the file it names has been moved.`,
  refused: (issue: string | undefined): string =>
    `openclaw refuses the config${issue === undefined ? '.' : `: ${issue}`} A running gateway keeps its old settings.`,
  refusedFix: 'Run openclaw doctor: it lists all that is wrong. Without --fix it changes nothing.',

  loggedOut: (account: string): string =>
    `${account} is enabled, but nobody is logged in: it hears and answers nothing.`,
  sessionEnded: (account: string): string =>
    `${account} is enabled, but Zalo has ended its session: it hears and answers nothing.`,
  disabledLoggedIn: (account: string): string =>
    `${account} is disabled, but its Zalo session is still on this machine.`,
  keyThatLiesAbout: 'A session nobody uses is a key that lies about.',
  disabledTitle: (account: string): string => `What is to become of ${account}?`,
  disabledChoices: {
    enable: { label: 'enable it', means: 'you see the change of the config first' },
    logOut: { label: 'log it out', means: 'ends the session; asked once more' },
  },

  closeTitle: (count: number): string =>
    count === 1 ? 'Close this file to other users?' : `Close these ${count} files to other users?`,
  closeWarning: 'Nothing else is touched. A gateway that runs as another user could no longer read them.',
  closeConfirm: 'Close',
  closed: (count: number): string =>
    count === 1 ? 'The file is yours alone now.' : `${count} files are yours alone now.`,
  nothingOpen: (): ErrorView => ({
    code: 'not-found',
    sentence: 'No file of yours is open to other users.',
    hint: 'Files of another user are for that one, or root, to close.',
  }),
  noneOpen: 'No file of yours is open to other users.',
  notClosed: (failures: readonly string[]): ErrorView =>
    view(
      'mode-not-changed',
      'Not every file could be closed to other users.',
      'Check who owns them, and whether the disk is mounted read-only.',
      failures.join('\n'),
    ),
} as const;

/** Words of the first-run checklist. */
export const checklistSentences = {
  intro: 'What is needed before messages flow:',
  zcaFound: ({ path, version, by }: { path: string; version?: string; by: LocatedBy }) =>
    `zca found: ${by === 'own' ? 'the one this program brings along' : path}${version === undefined ? '' : ` (version ${version})`}`,
  zcaPending: 'Looking for zca…',
  zcaFix: 'Install openzca (npm install -g openzca) or name it with --zca PATH.',
  openclawFound: (path: string, version: string | undefined) =>
    `openclaw found: ${path}${version === undefined ? '' : ` (version ${version})`}`,
  openclawNotThere: (path: string) => `There is no openclaw program at ${path}.`,
  openclawNamedFix: (by: 'flag' | 'environment') =>
    `Correct ${by === 'flag' ? '--openclaw' : 'ZALOUSER_TUI_OPENCLAW'}, or leave it out to have openclaw looked for on PATH.`,
  /** Of a gateway on another host. */
  zcaElsewhere: 'zca is not needed: the gateway holds the Zalo session itself.',
  openclawElsewhere: (host: string) => `openclaw is not needed here: it is on ${host}.`,
  configElsewhere: (host: string) => `The config of ${host} is read over the connection.`,
  configElsewhereUnread: 'Its config is read when the connection stands.',
  gatewayElsewhere: (host: string) => `The gateway of ${host} is connected to.`,
  gatewayElsewhereAwaited: (host: string) => `Connecting to the gateway of ${host}…`,
  openclawNotNeeded: 'openclaw is not on PATH; its files were found, and they are enough.',
  openclawMissing: 'openclaw was not found, nor its config.',
  openclawFix:
    'Install OpenClaw (npm install -g openclaw) and run: openclaw onboard. Or name its config with --config PATH.',
  zcaNotNeeded: 'zca is not needed: the gateway of this OpenClaw talks to Zalo itself.',
  pluginChecking: 'Asking openclaw for the plugin…',
  pluginUnknown:
    'Whether the zalouser plugin is there is known to openclaw only, and nobody has asked it yet.',
  pluginByConfig: 'The config enables the zalouser plugin, which this OpenClaw brings along.',
  pluginOff: 'The zalouser plugin is not enabled: OpenClaw runs no account.',
  pluginMissing: 'OpenClaw has no zalouser plugin.',
  pluginDisabled: (version: string | undefined) =>
    `The zalouser plugin${version === undefined ? '' : ` ${version}`} is installed, but not enabled.`,
  pluginBroken: (problem: string) => `OpenClaw could not load the zalouser plugin: ${problem}`,
  pluginEnabled: (version: string | undefined) =>
    `The zalouser plugin${version === undefined ? '' : ` ${version}`} is installed and enabled.`,
  pluginFailed: (sentence: string) => `openclaw was asked for the plugin in vain: ${sentence}`,
  configReading: 'Reading the config…',
  configMissing: (path: string) => `There is no config at ${path}.`,
  configMissingFix: 'Run: openclaw onboard, or name another file with --config PATH.',
  configBroken: (path: string) => `The config cannot be read: ${path}.`,
  configReady: (path: string) => `Config read: ${path}.`,
  configProblems: (path: string, count: number) =>
    `Config read with ${count} ${count === 1 ? 'problem' : 'problems'}: ${path}.`,
  channelUnknown: 'The channel is known when the config has been read.',
  channelMissing: 'The config has no channels.zalouser section.',
  channelEnabled: 'The zalouser channel is enabled.',
  channelDisabled: 'The zalouser channel is disabled.',
  loggedIn: (count: number, total: number) =>
    `${count} of ${total} ${total === 1 ? 'account' : 'accounts'} logged in.`,
  accountsStopped: (accounts: readonly string[]) =>
    `The gateway has stopped ${accounts.join(', ')}: it neither hears nor answers there.`,
  notConnected: 'The gateway is connected to Zalo on no account yet.',
  loginUnknown: 'Log-in state not known yet.',
  loginNeeded: 'No account is logged in.',
  /** `why` is a sentence. */
  loginFailed: (accounts: readonly string[], why: string) =>
    `Whether ${accounts.join(', ')} ${accounts.length === 1 ? 'is' : 'are'} logged in could not be asked: ${why}`,
  tryAgain: 'Try again.',
  gatewayUp: 'An OpenClaw gateway is running; it owns the listeners of its accounts.',
  gatewayDown: 'No OpenClaw gateway is running here; nobody is answered until one does.',
  gatewayStarting: (pid: number | undefined, port: number) =>
    `A gateway is starting${pid === undefined ? '' : ` (pid ${pid})`}; nothing answers on port ${port} yet.`,
  gatewayHidden: (pid: number | undefined, port: number) =>
    `A gateway runs${pid === undefined ? '' : ` (pid ${pid})`}, but nothing answers on port ${port}, where openclaw and this console look for it.`,
  gatewayHiddenFix:
    'If it was started with another --port, name that one: gateway.port in the config, or OPENCLAW_GATEWAY_PORT.',
  gatewayUnknown: 'Whether an OpenClaw gateway is running is not known.',
  gatewayFix:
    'There is no openclaw here to start one with: start it where OpenClaw is installed, or name the program with --openclaw PATH.',
  listening: 'Listening for messages.',
  gatewayListens: (accounts: readonly string[]) =>
    `The gateway listens${accounts.length === 0 ? ' for messages' : ` on ${accounts.join(', ')}`}; this console need not.`,
  notListening: 'Not listening yet.',
  /** What else is to be known, below the list. */
  alsoKnown: 'Also to know:',
} as const;

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
const doStep = (step: Remedy<'do-step'>['step']): Remedy => ({ action: 'do-step', step });

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
