// What the console says about logging in and out.
import { type ErrorView, shown, view } from '../shared/error-view.ts';
export const loginSentences = {
  /** Only one log-in runs at a time: there is one phone in the operator's hand. */
  busy: (profile: string): ErrorView =>
    view(
      'unsupported-here',
      `A log-in of profile ${shown(profile)} is already under way.`,
      'Finish or cancel it first.',
    ),

  /** The program ended well, but never said that it worked: a refusal looks the same. */
  noProof: (detail?: string): ErrorView =>
    view(
      'command-failed',
      'zca ended without saying that the log-in worked.',
      [{ action: 'check-account' }, 'If it is not logged in, try again.'],
      detail,
    ),

  noProofBy: (program: string): ErrorView =>
    view('command-failed', `${program} ended without saying that the log-in worked.`, [
      { action: 'check-account' },
      'If it is not logged in, try again.',
    ]),

  /** The gateway's own words: Zalo's, mostly. */
  refusedByGateway: (detail: string): ErrorView =>
    view('login-refused', 'Zalo or the gateway refused the log-in.', 'Try again.', detail),

  gatewayStaysAway: (): ErrorView =>
    view(
      'gateway-down',
      'The connection to the gateway was lost during the log-in, and has not come back.',
      'See whether the gateway runs; then try again. A code that was shown may still be waited for: do not scan it.',
    ),

  /** The gateway knows the profile of an account by the config alone. */
  profileUnwritten: (account: string, profile: string): ErrorView =>
    view(
      'unsupported-here',
      `The gateway would log ${shown(account)} in under the profile of its name, not under ${shown(profile)}: the config does not list it yet.`,
      'Write the account into the config first, then log in; or leave its profile as it is named.',
    ),

  /** There is neither a connection nor a program to log in with. */
  noWayIn: (): ErrorView =>
    view(
      'gateway-down',
      'This OpenClaw logs in to Zalo itself, and from here it can be told to neither over a connection nor by its program.',
      'Start the gateway, or run where it is installed: openclaw channels login --channel zalouser',
    ),

  /** A line said so, which anybody's name can imitate; `auth status` says no. */
  notProven: (profile: string): ErrorView =>
    view(
      'command-failed',
      `What zca printed says that the log-in worked, but profile ${shown(profile)} is not logged in as that.`,
      [{ action: 'check-account' }, 'See also who scanned the code; then try again.'],
    ),

  /** A line said so, and somebody is logged in; it may be the session from before, as nobody said who it is. */
  notTold: (profile: string): ErrorView =>
    view(
      'command-failed',
      `What zca printed says that the log-in worked, but it could not be told whether profile ${shown(profile)} is logged in by it or from before.`,
      [
        { action: 'check-account' },
        'See also who scanned the code; if it is not the right one, log in again.',
      ],
    ),

  /** Without `--qr-path` only `auth status` can tell success, and it says "logged in" already. */
  alreadyLoggedIn: (profile: string): ErrorView =>
    view(
      'unsupported-call',
      `Profile ${shown(profile)} is logged in, and this zca cannot tell a new log-in from the present one.`,
      'To log in as somebody else, log out first; or use openzca, which can.',
    ),

  /** zca had the terminal, and nobody is logged in now. */
  noLoginByHand: (profile: string, detail: string): ErrorView =>
    view(
      'command-failed',
      `zca gave the terminal back, and profile ${shown(profile)} is not logged in.`,
      'It was cancelled, refused on the phone, or the code expired: try again.',
      detail,
    ),

  /** Hint where the picture could not be turned into text, but lies there as a file. */
  openThePicture: 'The code cannot be drawn here: open the picture and scan it from there.',

  /** Zalo tells only the phone. */
  notValid:
    'If the phone says that the code is not valid: Zalo does not take log-ins from every server, so try from another network.',

  cancelled: 'The log-in was cancelled.',
  /** `--qr-base64` leaves a process behind that nobody can end. */
  cancelledButValid: 'The log-in was cancelled here, but the code works until it expires: do not scan it.',
  /** Whether anybody is logged in by now could not be told, and a session must not be lost. */
  cancelledLeftOpen:
    'The log-in was cancelled here, but the gateway could not be told and goes on with it: do not scan the code.',
  nothingToCancel: 'No log-in is under way.',
  loggedOut: (profile: string): string => `Profile ${shown(profile)} is logged out.`,
  loggedOutOfGateway: (account: string, wasIn: boolean): string =>
    wasIn
      ? `${shown(account)} is logged out of the gateway.`
      : `Nobody was logged in on ${shown(account)} at the gateway.`,
  noPrivateFolder: (detail: string): ErrorView =>
    view(
      'internal',
      'The private folder for the QR picture could not be made.',
      'Check that the disk is not full and the folder may be written.',
      detail,
    ),
} as const;
