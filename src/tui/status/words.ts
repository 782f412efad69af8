import { type ListenerCounts, type OutcomeCounts, sentences } from '../../core/faces.ts';

// What is asked before a listener is started where another one may be at work, and before a deaf or doubled gateway is fixed.

export const listenerActionSentences = {
  gatewayTitle: 'A gateway listens already',
  gatewayDeafTitle: 'A gateway should listen already',
  /** `pid`: of the gateway, where it is seen. `accounts`: what it does on each. */
  gatewayLines: (accounts: readonly string[], pid: number | undefined, isDeaf: boolean) => [
    `An OpenClaw gateway${pid === undefined ? '' : ` (pid ${pid})`} runs on this machine: ${accounts.join('; ')}.`,
    'Zalo keeps one connection an account: a second listener is refused, or the two push each other out and messages stay unanswered.',
    isDeaf
      ? 'A listener here would hear, but not answer, and keep the gateway out. Cancel, then press S on Status to cure the gateway.'
      : 'To watch here, stop the gateway first.',
  ],
  gatewayHears: (account: string, pids: readonly number[]) =>
    `it listens on ${account} (${pids.map((pid) => `pid ${pid}`).join(', ')})`,
  gatewayMayHear: (account: string) => `it listens on ${account} itself`,
  gatewayDeaf: (account: string) => `it should listen on ${account}, but is deaf`,
  otherTitle: 'Somebody listens already',
  otherLines: (accounts: readonly string[]) => [
    ...accounts,
    'Zalo keeps one connection an account: a second listener is refused, or the two push each other out. End the other one first.',
  ],
  otherOne: (account: string, process: string) => `On ${account}: ${process}.`,
  startAnyway: 'Start anyway',
  orphanTitle: 'End the listener left behind?',
  orphanLines: (account: string, pid: number) => [
    `A listener of an earlier run of this console still listens on ${account} (pid ${pid}).`,
    `This ends process ${pid}, then starts a new listener.`,
  ],
  orphanConfirm: 'End it',
  ofAccount: (account: string, sentence: string) => `${account}: ${sentence}`,

  fixTitle: (account: string, state: string) => `${account}: ${state}`,
  fixLines: [
    'A change of one line in the config that alters no setting makes the gateway restart its Zalo listeners, and nothing else.',
    'openclaw gateway restart restarts the whole gateway; it works where the gateway is a service of this system.',
  ],
  fixChannel: 'Restart the channel',
  fixChannelMeans: 'one line in the config',
  fixGateway: 'Restart the gateway',
  checkingAgain: (account: string) => `Looking whether the gateway listens on ${account}…`,
  noGateway: 'No gateway is seen here that should listen on the account.',
} as const;

// What is asked before an account is started or stopped at the gateway that holds its session, or all of it restarts.

export const accountControlSentences = {
  noGateway: 'No gateway runs here: start it first (S).',
  asks: (call: string) => `This asks the gateway: ${call}`,
  startTitle: (account: string) => `Start ${account} at the gateway?`,
  startLines: ['It connects to Zalo, hears and answers again. Where it runs already nothing changes.'],
  startConfirm: 'Start it',
  starting: (account: string) => `The gateway starts ${account}…`,
  stopTitle: (account: string) => `Stop ${account} at the gateway?`,
  stopLines: [
    'It neither hears nor answers on this account until it is started again, or the gateway restarts. The log-in stays.',
    'Not while much comes in: at 40 messages a second and more a stop has ended the whole gateway.',
  ],
  stopConfirm: 'Stop it',
  stopping: (account: string) => `The gateway stops ${account}…`,
  restartTitle: 'Restart the gateway?',
  restartLines: [
    'All its accounts, Zalo and others, are away for about half a minute: 27 s were measured until all were connected again.',
  ],
  restartConfirm: 'Restart it',
  restarting: 'The gateway restarts; it is watched until every account is connected again…',
} as const;

export const statusScreenSentences = {
  reading: 'Reading the config…',
  noConfig: (path: string) => `There is no config at ${path}.`,
  noAccounts: 'The config lists no account.',
  /** With what leads to where and why. It fits the narrowest window. */
  configBroken: 'The config cannot be read: press 5.',
  /** Behind it: the accounts are those of the last config that could be read. */
  asLastRead: (accounts: string) => `${accounts}, as last read`,
  correctIt: 'Access (5) says what is wrong in it, and E opens it there.',
  firstSteps: 'Press : and choose "first steps", or run: openclaw onboard',
  profile: (profile: string) => `profile ${profile}`,
  policies: (dm: string, group: string) => `dm ${dm} · groups ${group}`,
  policyUnknown: 'policy unknown, see Access (5)',
  lastMessage: (age: string) => `last message ${age}`,
  noMessage: 'no message yet',
  press: (key: string) => `press ${key}`,
  summary: (accounts: number, attention: number) =>
    attention === 0
      ? `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`
      : `${accounts} ${accounts === 1 ? 'account' : 'accounts'}, ${attention} ${attention === 1 ? 'needs' : 'need'} you`,
  configFile: (path: string, age: string) => `${path} read ${age}`,
  title: (account: string) => `Account ${account}`,
  /** `12 answered, 2 codes sent, 1 agent failed, 1 not sent, 3 without an answer`; what nobody got is left out. */
  answers: (counts: OutcomeCounts): string => {
    const parts = (
      [
        ['answered', 'answered'],
        ['code-sent', 'sent a code'],
        ['agent-failed', 'agent failed'],
        ['answer-failed', 'not sent'],
        ['waiting', 'waiting'],
        ['unanswered', 'without an answer'],
      ] as const
    ).flatMap(([type, what]) => (counts[type] === 0 ? [] : [`${counts[type]} ${what}`]));
    return parts.length === 0 ? 'none yet' : parts.join(', ');
  },
  labels: {
    who: 'who',
    id: 'user id',
    phone: 'phone',
    profile: 'profile',
    state: 'state',
    next: 'next step',
    problem: 'problem',
    session: 'checked',
    dm: 'direct messages',
    groups: 'groups',
    listener: 'listener',
    listeners: 'who listens',
    counts: 'since start',
    answers: 'answers',
    last: 'last message',
    warnings: 'To know',
  },
  from: {
    account: 'this account',
    base: 'the base section',
    defaults: 'channels.defaults',
    'built-in': 'built in',
    environment: 'the environment',
  },
  setBy: (value: string, source: string) => `${value}  (from ${source})`,
  found: (severity: 'problem' | 'warning' | 'note', sentence: string) => `${severity}: ${sentence}`,
  counts: ({ messages, restarts, recycles, unknownLines }: ListenerCounts) =>
    [
      `${messages} messages, ${restarts} restarts`,
      ...(recycles === 0 ? [] : [`${recycles} planned recycles`]),
      ...(unknownLines === 0 ? [] : [`${unknownLines} lines not understood`]),
    ].join(', '),
  retrying: (when: string, attempt: number, cause: string) => `${when} (attempt ${attempt}): ${cause}`,
  closedWith: (words: string, closeCode: number) => `${words}: ${sentences.listener.closed(closeCode)}`,
  listenerSince: (words: string, age: string) =>
    age === 'now' ? `${words} just now` : `${words} for ${age}`,
  accountLabel: 'account id',
  listenerWords: {
    stopped: 'stopped',
    connecting: 'connecting',
    live: 'connected',
    reconnecting: 'reconnecting',
    retrying: 'retrying',
    blocked: 'blocked',
  },
  noZca: 'zca is missing, so the account cannot be reached.',
  disabled: (account: string) => `${account} is disabled in the config.`,
  noAccountSelected: 'No account is selected.',
  orphanTitle: (account: string) => `End the left-over listener of ${account}?`,
  orphanLines: (pid: number) => [
    `This sends SIGTERM to process ${pid}, a zca listener that an earlier run of this console left behind.`,
    'Afterwards the listener can be started here.',
  ],
  orphanConfirm: 'End it',
  isDefault: 'It is the default account already.',
  noOrphan: 'No listener was left behind by an earlier run.',
  notLoggedIn: 'The account is not logged in.',
  alreadyLoggedIn: 'The account is logged in already; use Login (6) to log in again.',
} as const;
