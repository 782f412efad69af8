/** Words of the Login screen and the zoomed code. */
export const loginScreenSentences = {
  choose: 'Choose an account and press Enter: a QR code for the Zalo app on your phone comes up. + logs in a new account.',
  one: (account: string) => `Press Enter to log ${account} in: a QR code for the Zalo app on your phone comes up.`,
  reading: 'Reading the config…',
  noAccounts: 'The config lists no account.',
  noAccountsCure: 'Press : and choose "first steps (doctor)".',
  noAccount: 'No account is selected.',

  starting: 'Asking zca for a code…',
  handedOver: 'zca has the terminal',
  waiting: 'Waiting for scan',
  expiresIn: (left: string) => `expires in ${left}`,
  scanned: (name: string) => (name === '' ? 'Scanned' : `Scanned by ${name}`),
  confirmOnPhone: 'confirm on the phone',
  loggedIn: (account: string, name: string | undefined) =>
    name === undefined ? `Logged in on ${account}` : `Logged in on ${account} as ${name}`,
  loggedInNext: 'Press 1 to see the account, 2 to watch its messages.',
  unproven: 'It was logged in before, so nothing tells whether this is the new session.',
  notListed: 'The config does not list it yet, so no gateway will run it: + writes it there.',
  noSection: 'The config says nothing about Zalo yet: + switches the channel on.',
  gatewayNext: 'The running gateway does not take up an account that was logged in after it started: restart it (S).',
  gatewayOwnSession: 'This OpenClaw has sessions of its own: log in there too (openclaw channels login --channel zalouser).',
  declined: (account: string) => `Declined: the phone refused to log ${account} in.`,
  expired: (account: string) => `Expired: nobody confirmed the code for ${account} in time.`,
  again: 'Press r for a new code.',
  handOver: 'Press H: zca then draws its own code in this terminal.',
  failed: (sentence: string) => `The log-in failed. ${sentence}`,
  cancelled: (account: string) => `The log-in of ${account} was cancelled.`,

  target: (account: string, profile: string) => `account ${account}, profile ${profile}`,
  /** Where there is a row for them. */
  stepsShort: 'Open Zalo on the phone, tap its QR scanner, scan this code, confirm.',
  steps: ['1. Open Zalo on the phone that has this account.', '2. Tap its QR scanner and scan this code.', '3. Confirm on the phone.'],
  cannotSeeScan: 'This zca does not tell when the code is scanned: the screen changes once the log-in is done.',
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
  labels: { account: 'account', profile: 'profile', session: 'session', who: 'who', id: 'user id', phone: 'phone', checked: 'checked' },
  title: (account: string) => `Log-in of ${account}`,
} as const;
