import type { ListenerCounts } from '../listener/model.ts';
import { listenerSentences } from '../listener/words.ts';

/** Words of the Status screen. */
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
  closedWith: (words: string, closeCode: number) => `${words}: ${listenerSentences.closed(closeCode)}`,
  listenerSince: (words: string, age: string) => (age === 'now' ? `${words} just now` : `${words} for ${age}`),
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
