// What is asked and offered around a log-in and a log-out.

export const loginActionSentences = {
  againTitle: (account: string) => `Log in again on ${account}?`,
  isLive: (name: string | undefined) =>
    name === undefined ? 'This account is logged in now.' : `${name} is logged in on this account now.`,
  mayBeLive: (problem: string) => `Whether this account is logged in is not known: ${problem}`,
  replaces: 'A new log-in takes the place of that session.',
  endsOurs: (accounts: readonly string[]) => `Listening on ${accounts.join(', ')} stops for it, and starts again afterwards.`,
  endsGateways:
    'The OpenClaw gateway listens with the present session: it may hear nothing more until it is restarted, which is offered then.',
  endsShared: (accounts: readonly string[], profile: string) =>
    `${accounts.join(', ')} ${accounts.length === 1 ? 'uses' : 'use'} profile ${profile} too, and will be whoever logs in now.`,
  runsQr: (profile: string) => `This runs: zca --profile ${profile} auth login --qr-path FILE`,
  againConfirm: 'Show a code',

  handOverTitle: 'Hand the terminal to zca?',
  runsByHand: (profile: string) => `This runs: zca --profile ${profile} auth login`,
  byHandHow: 'It draws its own code in this terminal. The console comes back when it has ended; ^C ends it.',
  handOverConfirm: 'Hand it over',

  newTitle: 'Log in a new account',
  newLines: [
    'The id it gets in the config, which is also the name of its zca profile: lower-case letters, digits, - and _.',
    'It is written into the config once it is logged in, and you see the difference before.',
  ],
  idBad: 'Use lower-case letters, digits, - and _, beginning with a letter or digit.',
  idTaken: (account: string) => `The config has ${account} already: choose it in the list and press Enter.`,
  profileLiveTitle: (account: string) => `zca has a session for ${account} already`,
  profileLiveLines: (profile: string) => [`Profile ${profile} is logged in, though the config does not list the account.`],
  profileLiveChoices: {
    use: { label: 'Use that session', means: 'only writes the account into the config' },
    again: { label: 'Log in again', means: 'a new session takes its place' },
  },

  /** Where another screen is looked at when somebody has logged in. */
  restLater: (account: string) => `${account} is logged in. Login (6) says what is left to do.`,
  notWritten: (account: string) => `${account} is logged in, but the config does not list it: + on Login (6) adds it.`,
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
  logOutEnds: 'The session on this machine ends; a new QR code is needed to come back.',
  logOutStopsOurs: 'Listening here stops.',
  logOutGateway: 'A running OpenClaw gateway goes on listening until it is restarted.',
  logOutGatewayNow: 'The OpenClaw gateway of this machine goes on listening on it until it is restarted, which is offered then.',
  logOutConfirm: 'Log out',
} as const;
