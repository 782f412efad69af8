import type { ErrorView } from '../shared/error-view.ts';

export const statusSentences = {
  /** One or two words an account's state. */
  state: {
    'config-broken': 'config broken',
    'config-missing': 'no config',
    disabled: 'disabled',
    'no-zca': 'zca missing',
    'not-checked': 'not checked',
    checking: 'checking',
    'login-needed': 'login needed',
    'session-ended': 'session ended',
    'check-failed': 'check failed',
    blocked: 'listener blocked',
    elsewhere: 'heard by another program',
    deaf: 'gateway deaf',
    doubled: 'gateway doubled',
    gateway: 'gateway listens',
    connecting: 'connecting',
    reconnecting: 'reconnecting',
    retrying: 'retrying',
    connected: 'connected',
    stopped: 'listener stopped',
    'no-gateway': 'no gateway',
    recovering: 'recovering',
    'account-stopped': 'stopped at the gateway',
  },
  /** The gateway has lost the connection to Zalo, and makes it again by itself. */
  recoveringAgain: (attempt: number): string => `recovering, attempt ${attempt}`,
  retryingIn: (delayMs: number): string => `retrying in ${Math.max(0, Math.ceil(delayMs / 1_000))}s`,
  /** What the operator does next about an account. */
  next: {
    logIn: 'Log in with a QR code.',
    logInAgain: 'Zalo ended the session: log in again with a QR code.',
    restartListener: 'Start the listener again once the cause is gone.',
    startListener: 'Start the listener to see messages.',
    probe: 'Check the account again.',
    installZca: 'Install zca; the checklist says how.',
    stopListener: 'Stop the listener here, so that the gateway can listen.',
    fixDeaf: 'Restart the gateway’s listener: it does not recover by itself.',
    startGateway: 'Start the gateway: nobody answers without it.',
    startAccount: 'Start the account at the gateway: it does not do so by itself.',
    fixDoubled: 'Restart the gateway’s listeners.',
  },
  /** What stands in the way of every account. */
  problem: {
    'config-broken': {
      sentence: 'The config cannot be read, so nothing is known of this account but its name.',
      hint: { action: 'see-config' },
    },
    'config-missing': {
      sentence: 'There is no config: this is the account that is implied without one.',
      hint: { action: 'find-config' },
    },
  },
  allAccounts: 'all accounts',
  noAccounts: 'no accounts',
  probeCancelled: 'The check was cancelled.',
  /** What a check found, as a passing word. */
  probed: {
    'logged-in': (accountId: string, name: string | undefined): string =>
      `${accountId} is logged in${name === undefined ? '' : ` as ${name}`}.`,
    'logged-out': (accountId: string): string => `${accountId} is not logged in.`,
    'no-profile': (accountId: string): string =>
      `${accountId} has never been logged in: zca has no such profile.`,
    ended: (accountId: string): string => `Zalo has ended the session of ${accountId}.`,
  },
  accountUnknownError: (accountId: string): ErrorView => ({
    code: 'not-found',
    sentence: `The config lists no account ${accountId}.`,
    hint: { action: 'choose-account' },
  }),
  /** Why no verdict is known. */
  policyUnknown: 'No config could be read: whom this account answers is not known.',
  accountUnknown: (accountId: string): string => `The config lists no account ${accountId}.`,
  /** In the header. */
  findings: (count: number): string => (count === 1 ? '1 finding' : `${count} findings`),
  accountsConnected: (connected: number, enabled: number): string => `${connected} of ${enabled} connected`,
  /** Several accounts at once. */
  faulty: (count: number): string => `${count} deaf or doubled`,
  /** The word first: where there is little room the rest is cut. */
  faultyOne: (accountId: string, fault: 'deaf' | 'doubled'): string => `${fault}: ${accountId}`,
  gateway: {
    unknown: 'gateway not checked',
    up: 'gateway up',
    down: 'no gateway',
    /** Its process is seen, and nothing answers where it should. */
    hidden: 'gateway not reached',
  },
  finding: {
    approvedIgnored: (accountId: string, count: number): string =>
      `${count} ${count === 1 ? 'sender' : 'senders'} approved by code may not write to ${accountId}: dmPolicy is allowlist, and allowFrom does not list them.`,
    approvedIgnoredFix: 'Copy their ids to allowFrom, or set dmPolicy to pairing.',
    unresolved: (entry: string, list: string, accountId: string): string =>
      list === 'groups'
        ? `“${entry}” in groups of ${accountId} is the name of no group the account is in: it changes nothing.`
        : `“${entry}” in ${list} of ${accountId} is no friend’s name: it lets nobody through.`,
    /** It looks like a name that is there: accents in another form, two blanks, something that cannot be seen. */
    looksLike: (entry: string, list: string, accountId: string, id: string): string =>
      `“${entry}” in ${list} of ${accountId} looks like the name of ${id}, but OpenClaw compares names exactly as they are written, and does not find it: it lets ${list === 'groups' ? 'no group' : 'nobody'} through.`,
    looksLikeFix: (id: string): string => `Write the id instead: ${id}.`,
    unresolvedFix: (list: string): string =>
      list === 'groups'
        ? 'Correct the name, or write the id of the group.'
        : 'Correct the name, or write the id of the person.',
    ambiguous: (entry: string, count: number, list: string, accountId: string): string =>
      list === 'groups'
        ? `“${entry}” in groups of ${accountId} is the name of ${count} groups: it may count for one you do not mean.`
        : `“${entry}” in ${list} of ${accountId} is the name of ${count} friends: OpenClaw takes the first in its list.`,
    ambiguousFix: 'Write the id of the one you mean.',
  },
} as const;
