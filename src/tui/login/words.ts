import type { LoginThrough } from '../../core/faces.ts';

// What is asked and offered around a log-in and a log-out.

export const loginActionSentences = {
  againTitle: (account: string) => `Log in again on ${account}?`,
  isLive: (name: string | undefined) =>
    name === undefined ? 'This account is logged in now.' : `${name} is logged in on this account now.`,
  mayBeLive: (problem: string) => `Whether this account is logged in is not known: ${problem}`,
  replaces: 'A new log-in takes the place of that session.',
  endsOurs: (accounts: readonly string[]) =>
    `Listening on ${accounts.join(', ')} stops for it, and starts again afterwards.`,
  endsGateways:
    'The OpenClaw gateway listens with the present session: it may hear nothing more until it is restarted, which is offered then.',
  endsShared: (accounts: readonly string[], profile: string) =>
    `${accounts.join(', ')} ${accounts.length === 1 ? 'uses' : 'use'} profile ${profile} too, and will be whoever logs in now.`,
  runsQr: (profile: string) => `This runs: zca --profile ${profile} auth login --qr-path FILE`,
  againConfirm: 'Show a code',
  isLinked: (name: string | undefined) =>
    `${name ?? 'Somebody'} is logged in on this account at the gateway now.`,
  logsOutFirst:
    'The gateway logs out first: if the new code is declined, or nobody scans it, nobody is logged in, and the account answers nobody.',
  runsForced: (account: string) =>
    `This asks the gateway: web.login.start {"channel":"zalouser","accountId":"${account}","force":true}`,
  runsOutAndIn: (account: string) =>
    `This runs openclaw channels logout, then login, --channel zalouser --account ${account}: a minute until the code.`,
  logOutAndShow: 'Log out, show a code',

  handOverTitle: (program: 'zca' | 'openclaw') => `Hand the terminal to ${program}?`,
  runsByHand: (profile: string) => `This runs: zca --profile ${profile} auth login`,
  byHandHow: 'It draws its own code in this terminal. The console comes back when it has ended; ^C ends it.',
  runsOpenclaw: (account: string) =>
    `This runs: openclaw channels login --channel zalouser --account ${account}`,
  openclawHow:
    'After half a minute it says where the picture of its code is; 100 s later that code is dead. The console comes back when it has ended; ^C ends it.',
  handOverConfirm: 'Hand it over',

  newTitle: 'Log in a new account',
  newLines: [
    'The id it gets in the config, which is also the name of its zca profile: lower-case letters, digits, - and _.',
    'It is written into the config once it is logged in, and you see the difference before.',
  ],
  idBad: 'Use lower-case letters, digits, - and _, beginning with a letter or digit.',
  idTaken: (account: string) => `The config has ${account} already: choose it in the list and press Enter.`,
  profileLiveTitle: (account: string) => `zca has a session for ${account} already`,
  profileLiveLines: (profile: string) => [
    `Profile ${profile} is logged in, though the config does not list the account.`,
  ],
  profileLiveChoices: {
    use: { label: 'Use that session', means: 'only writes the account into the config' },
    again: { label: 'Log in again', means: 'a new session takes its place' },
  },

  /** Where another screen is looked at when somebody has logged in. */
  restLater: (account: string) => `${account} is logged in. Login (6) says what is left to do.`,
  notWritten: (account: string) =>
    `${account} is logged in, but the config does not list it: + on Login (6) adds it.`,
  restartWhy: (account: string) => [
    `${account} is logged in. A running gateway does not start an account that was logged in after it, and goes on with an old session: a restart takes it up.`,
  ],
  restartAfterLogOut: (account: string) => [
    `${account} is logged out here, but the gateway goes on listening on it until it is restarted.`,
    'It does not start the account again while nobody is logged in on it.',
  ],
  restartByHand: 'Restart the gateway the way it was started: there is no openclaw here to do it with.',

  logOutTitle: (account: string) => `Log ${account} out?`,
  runsLogOut: (profile: string) => `This runs: zca --profile ${profile} auth logout`,
  asksLogOut: (account: string) =>
    `This asks the gateway: channels.logout {"channel":"zalouser","accountId":"${account}"}`,
  runsOpenclawLogOut: (account: string) =>
    `This runs: openclaw channels logout --channel zalouser --account ${account}`,
  logOutEndsAtGateway:
    'The session at the gateway is erased: it neither hears nor answers on this account, and a new QR code is needed to come back.',
  logOutEnds: 'The session on this machine ends; a new QR code is needed to come back.',
  logOutStopsOurs: 'Listening here stops.',
  logOutGateway: 'A running OpenClaw gateway goes on listening until it is restarted.',
  logOutGatewayNow:
    'The OpenClaw gateway of this machine goes on listening on it until it is restarted, which is offered then.',
  logOutConfirm: 'Log out',
} as const;
export const loginScreenSentences = {
  choose:
    'Choose an account and press Enter: a QR code for the Zalo app on your phone comes up. + logs in a new account.',
  one: (account: string) =>
    `Press Enter to log ${account} in: a QR code for the Zalo app on your phone comes up.`,
  reading: 'Reading the config…',
  noAccounts: 'The config lists no account.',
  noAccountsFix: 'Press : and choose "first steps (doctor)".',
  noAccount: 'No account is selected.',

  starting: (through: LoginThrough | undefined, isReconnecting: true | undefined) =>
    isReconnecting === true
      ? 'The gateway is away: a code comes once it is back…'
      : {
          zca: 'Asking zca for a code…',
          gateway: 'Asking the gateway for a code…',
          openclaw: 'Starting openclaw, which takes half a minute to a code…',
        }[through ?? 'zca'],
  handedOver: (through: LoginThrough | undefined) => `${through ?? 'zca'} has the terminal`,
  waiting: 'Waiting for scan',
  renewed: 'a new code comes by itself',
  expiresIn: (left: string) => `expires in ${left}`,
  scanned: (name: string) => (name === '' ? 'Scanned' : `Scanned by ${name}`),
  confirmOnPhone: 'confirm on the phone',
  loggedIn: (account: string, name: string | undefined) =>
    name === undefined ? `Logged in on ${account}` : `Logged in on ${account} as ${name}`,
  loggedInNext: 'Press 1 to see the account, 2 to watch its messages.',
  unproven: 'It was logged in before, so nothing tells whether this is the new session.',
  notListed: 'The config does not list it yet, so no gateway will run it: + writes it there.',
  noSection: 'The config says nothing about Zalo yet: + switches the channel on.',
  gatewayNext:
    'The running gateway does not take up an account that was logged in after it started: restart it (S).',
  gatewayOwnSession:
    'This OpenClaw has sessions of its own: log in there too (openclaw channels login --channel zalouser).',
  alreadyLinked: (account: string, name: string | undefined) =>
    `Already logged in on ${account}${name === undefined ? '' : ` as ${name}`}: nothing was changed.`,
  alreadyLinkedNext: 'Enter asks whether to log out there first, and shows a code then.',
  stalePicture: 'openclaw writes its picture once: after 100 s the code on it is dead, though it waits on.',
  declined: (account: string) => `Declined: the phone refused to log ${account} in.`,
  expired: (account: string) => `Expired: nobody confirmed the code for ${account} in time.`,
  again: 'Press r for a new code.',
  handOver: (through: LoginThrough | undefined) =>
    through === undefined
      ? 'Press H: zca then draws its own code in this terminal.'
      : 'Press H: openclaw then logs in by itself in this terminal, and says where its picture of the code is.',
  failed: (sentence: string) => `The log-in failed. ${sentence}`,
  cancelled: (account: string) => `The log-in of ${account} was cancelled.`,

  target: (account: string, profile: string, through: LoginThrough | undefined) =>
    `account ${account}, ${through === undefined ? `profile ${profile}` : `through ${through === 'gateway' ? 'the gateway' : through}`}`,
  /** Where there is a row for them. */
  stepsShort: 'Open Zalo on the phone, tap its QR scanner, scan this code, confirm.',
  steps: [
    '1. Open Zalo on the phone that has this account.',
    '2. Tap its QR scanner and scan this code.',
    '3. Confirm on the phone.',
  ],
  cannotSeeScan: (through: LoginThrough | undefined) =>
    `${{ zca: 'This zca', gateway: 'The gateway', openclaw: 'openclaw' }[through ?? 'zca']} does not tell when the code is scanned: the screen changes once the log-in is done.`,
  undrawable: 'The code cannot be drawn here.',
  /** No colours, no inverse video, and --ascii. */
  noInk: 'This terminal shows characters only, and --ascii leaves none to draw a code with.',
  /** Where the code is drawn in the terminal's own two colours. */
  drawnForDark: {
    text: 'Drawn in the colours of your terminal, as for light text on a dark background. If it is dark text on light, press i.',
    short: 'drawn for light on dark, i swaps',
  },
  drawnForLight: {
    text: 'Drawn in the colours of your terminal, as for dark text on a light background. If it is light text on dark, press i.',
    short: 'drawn for dark on light, i swaps',
  },
  needs: (columns: number, rows: number, haveColumns: number, haveRows: number) =>
    `The code does not fit: needs ${columns}×${rows}, have ${haveColumns}×${haveRows}.`,
  needsAscii: (columns: number, rows: number, haveColumns: number, haveRows: number) =>
    `The code does not fit: needs ${columns}x${rows}, have ${haveColumns}x${haveRows}.`,
  zoomFits: 'z shows it on the whole screen.',
  halfFits: 'f draws it with half blocks, which are smaller.',
  enlarge: 'Or make the window larger, or its letters smaller.',
  openPicture: 'o opens the picture; y copies its path.',
  zoomKeys: 'z or Esc closes',
  zoomKeysOwn: 'i swaps, z closes',
  /** Zoomed, once the code is gone: the keys of the screen do not reach it there. */
  zoomAgain: 'Press z to close, then r for a new code.',
  zoomGone: 'There is no code to scan now. Press z or Esc to close.',

  underWay: 'A log-in is under way; x cancels it.',
  notUnderWay: 'No log-in is under way.',
  noCode: 'There is no code to show now.',
  noPicture: 'There is no picture of the code.',
  viewerFailed: (viewer: string, end: string) => `${viewer} could not open the picture (${end}).`,
  pathLabel: 'path of the picture',
  asciiBlocks: 'With --ascii the code is always drawn in full blocks.',
  blocks: { full: 'Full blocks.', half: 'Half blocks.' },

  session: {
    'logged-in': 'logged in',
    'logged-out': 'not logged in',
    'no-profile': 'no profile yet',
    ended: 'session ended',
    failed: 'check failed',
    checking: 'checking',
    unknown: 'not checked',
  },
  disabled: 'disabled',
  profile: (profile: string) => `profile ${profile}`,
  checked: (age: string) => `checked ${age}`,
  labels: {
    account: 'account',
    profile: 'profile',
    session: 'session',
    who: 'who',
    id: 'user id',
    phone: 'phone',
    checked: 'checked',
  },
  title: (account: string) => `Log-in of ${account}`,
} as const;
