// Where the gateway and what is seen disagree, and what the gateway says in the details of an account.

/** The folders of a PATH in brackets, where there are any to name. */
const named = (folders: readonly string[] | undefined): string =>
  folders === undefined || folders.length === 0 ? '' : ` (${folders.join(', ')})`;

export const claimSentences = {
  notStarted: (account: string, lastError: string | undefined): string =>
    `${account} is logged in, but the gateway has not started it${lastError === undefined ? '' : ` (it says: ${lastError})`}.`,
  loggedOut: (account: string): string => `The gateway says that ${account} is running, but nobody is logged in: it hears nothing.`,
  notLinked: (account: string): string => `The gateway has no Zalo session for ${account}: it hears nothing.`,
  missedMessage: (account: string): string =>
    `A message for ${account} came in that the gateway has not heard, although it says it is running.`,
  displaced: (account: string): string =>
    `The gateway says it listens on ${account}, and so does this console: Zalo keeps one listener, so one of the two is deaf.`,
  otherUser: (account: string, theirs: string, ours: string): string =>
    `The gateway is ${theirs} on ${account}, but zca is ${ours}: they use different sessions.`,
  oldPolicy: (account: string, theirs: string, ours: string): string =>
    `The gateway still has dmPolicy ${theirs} for ${account}; the config says ${ours}.`,
  missing: (account: string): string => `The gateway knows no account ${account}.`,
  reports: (account: string, error: string): string => `The gateway reports of ${account}: ${error}`,
  silent: (port: number, detail: string | undefined): string =>
    `Something listens on port ${port}, but does not answer as a gateway${detail === undefined ? '.' : `: ${detail}`}`,
  lacksZca: (account: string): string => `The gateway finds no zca, and cannot listen on ${account}.`,
  /** `folders`: the PATH of the gateway, where it is seen. */
  zcaNowhere: (folders: readonly string[] | undefined): string =>
    `Install zca (npm install -g openzca) into a folder of its PATH${named(folders)}, then restart the gateway.`,
  /** The gateway runs `zca` by that name: another program, such as `openzca`, is not found whatever its PATH is. */
  zcaOtherName: (zca: string, folders: readonly string[] | undefined): string =>
    `It looks for a program named zca: link ${zca} as zca into a folder of its PATH${named(folders)}, then restart the gateway.`,
  zcaPathUnseen: (folder: string): string =>
    `Its PATH, which is not seen from here, must have the folder of zca (${folder}): add it where the gateway is started, then restart the gateway.`,
  zcaFoundByNow: (folder: string): string => `${folder}, where zca is, is in its PATH: restart the gateway.`,
  zcaNotInPath: (zca: string, folder: string, folders: readonly string[]): string =>
    folders.length === 0
      ? `Its PATH has no folder: add ${folder} where the gateway is started; then restart the gateway.`
      : `Its PATH has only ${folders.join(', ')}. Link ${zca} into one of these as zca, or add ${folder} where the gateway is started; then restart the gateway.`,
  /** Instead of a cure that is run through \`openclaw\`, where there is none. */
  byHand: {
    'restart-gateway': 'There is no openclaw here to restart the gateway with: restart it the way it was started.',
    'gateway-status': 'There is no openclaw here to ask it with: look where the gateway was started.',
    'follow-log': 'There is no openclaw here to read its log with: look where the gateway was started.',
  },
  restartCure: 'Restart the gateway: it starts only who was logged in when it started.',
  loginCure: 'Log in again, then restart the gateway.',
  gatewayLoginByHand: 'Log in where its openclaw is: openclaw channels login --channel zalouser.',
  gatewayLoginCure: 'Log in through the gateway: openclaw channels login --channel zalouser.',
  missedMessageCure: 'Restart the gateway.',
  displacedCure: 'Stop the listener here, then restart the gateway.',
  otherUserCure: 'Check the profile of the account, and under which user and home the gateway runs.',
  oldConfigCure: 'It runs on another config, or has not taken this one in: look at its status, or restart it.',
  logCure: 'Its log says more.',
  silentCure: 'Ask for its status.',

  /** Lines of the details. */
  labels: { gateway: 'gateway says', seen: 'we see' },
  notAsked: 'not asked yet',
  noProgram: 'not asked: there is no openclaw to ask it with',
  asking: 'asking…',
  unreachable: 'nothing: none answers',
  failed: (sentence: string): string => `nothing that is understood: ${sentence}`,
  unknownAccount: 'it knows no such account',
  running: 'running',
  notRunning: 'not running',
  loggedIn: 'logged in',
  notLoggedIn: 'not logged in',
  heard: (age: string): string => `heard ${age}`,
  neverHeard: 'heard nothing yet',
  policy: (policy: string): string => `dm ${policy}`,
  as: (name: string): string => `as ${name}`,
  asked: (age: string): string => `(asked ${age})`,
  checked: (age: string): string => `(checked ${age})`,
  /** What zca says of the session, where it is not plainly there. */
  session: {
    unknown: 'not checked',
    checking: 'being checked',
    'logged-out': 'not logged in',
    'no-profile': 'never logged in',
    ended: 'session ended by Zalo',
    failed: 'could not be checked',
  },
  listener: (state: string): string => `listener ${state}`,
} as const;
