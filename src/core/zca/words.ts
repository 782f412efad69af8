// Errors of zca, its sessions, the listener and the log-in by QR.

import type { LocatedBy } from '../model/programs.ts';
import { duration, type ErrorView, shown, view } from '../shared/error-view.ts';

/** A call of zca in the operator's words, such as `zca friend list`. */
export interface CallParams {
  readonly what: string;
  /** The program's own words. */
  readonly detail?: string | undefined;
}

export const zcaErrors = {
  /** `lookedFor`: the path or name that was given; absent when PATH was searched for both names. `by`: who gave it. */
  zcaNotFound: ({
    lookedFor,
    by,
  }: {
    lookedFor?: string | undefined;
    by?: LocatedBy | undefined;
  } = {}): ErrorView => {
    if (lookedFor === undefined) {
      return view(
        'zca-not-found',
        'Neither zca nor openzca was found on PATH.',
        'Install zca or openzca, or give its path with --zca PATH. The demo works without it.',
      );
    }
    const place = /[\\/]/u.test(lookedFor) ? `at ${shown(lookedFor)}` : `named ${shown(lookedFor)} on PATH`;
    return view('zca-not-found', `There is no program ${place}.`, whereGiven(by));
  },

  zcaNotExecutable: ({
    file,
    reason,
  }: {
    file: string;
    reason?: 'not-executable' | 'folder' | 'no-access' | undefined;
  }): ErrorView => {
    if (reason === 'folder')
      return view(
        'zca-not-executable',
        `${shown(file)} is a folder, not a program.`,
        'Give the path of the zca program itself.',
      );
    if (reason === 'no-access')
      return view(
        'zca-not-executable',
        `${shown(file)} cannot be reached: access was denied.`,
        'Check the permissions of the file and the folders above it.',
      );
    return view(
      'zca-not-executable',
      `${shown(file)} may not be executed.`,
      `Make it executable: chmod +x ${shown(file)}`,
    );
  },

  /** It runs, but does not answer `--version` as zca does. */
  zcaNotZca: ({ file, detail }: { file: string; detail?: string | undefined }): ErrorView =>
    view(
      'zca-not-zca',
      `${shown(file)} runs, but does not answer as zca does.`,
      'Give the path of zca or openzca with --zca PATH.',
      detail,
    ),

  notLoggedIn: ({ profile, detail }: { profile: string; detail?: string | undefined }): ErrorView =>
    view('not-logged-in', `Profile ${shown(profile)} is not logged in.`, { action: 'log-in' }, detail),

  noSuchProfile: ({ profile, detail }: { profile: string; detail?: string | undefined }): ErrorView =>
    view(
      'no-such-profile',
      `zca has no profile named ${shown(profile)}.`,
      `Log in. Where that fails (openzca): zca account add ${shown(profile)}, then log in.`,
      detail,
    ),

  /** Zalo itself ended the session, for example from the phone. */
  sessionEnded: ({ profile, detail }: { profile: string; detail?: string | undefined }): ErrorView =>
    view(
      'session-ended',
      `Zalo has ended the session of profile ${shown(profile)}.`,
      { action: 'log-in' },
      detail,
    ),

  noNetwork: ({ what, detail }: CallParams): ErrorView =>
    view(
      'no-network',
      `${shown(what)} could not reach Zalo.`,
      'Check the network connection, then try again.',
      detail,
    ),

  timedOut: ({ what, afterMs, detail }: CallParams & { afterMs: number }): ErrorView =>
    view(
      'timed-out',
      `${shown(what)} did not finish within ${duration(afterMs)} and was ended.`,
      'Check the network connection, then try again.',
      detail,
    ),

  /** Without a detail: it printed nothing at all. */
  garbageOutput: ({ what, detail }: CallParams): ErrorView =>
    view(
      'garbage-output',
      `${shown(what)} printed ${isBlank(detail) ? 'nothing' : 'something that is not understood'}.`,
      ['Check that the program is zca or openzca and up to date.', { action: 'see-call' }],
      detail,
    ),

  cancelled: ({ what }: { what: string }): ErrorView => view('cancelled', `${shown(what)} was cancelled.`),

  notStarted: ({ what, detail }: CallParams): ErrorView =>
    view(
      'not-started',
      `${shown(what)} could not be started.`,
      'Check that the program exists and may be executed.',
      detail,
    ),

  tooMuchOutput: ({ what, maxBytes, detail }: CallParams & { maxBytes: number }): ErrorView =>
    view(
      'too-much-output',
      `${shown(what)} printed more than ${Math.max(1, Math.round(maxBytes / 1_048_576))} MiB and was ended.`,
      'Check that the program is what you expect.',
      detail,
    ),

  commandFailed: ({ what, exitCode, detail }: CallParams & { exitCode?: number | undefined }): ErrorView =>
    view(
      'command-failed',
      `${shown(what)} failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}.`,
      { action: 'see-call', said: isBlank(detail) ? 'nothing' : 'something' },
      detail,
    ),

  /** The installed program does not know this command or option. */
  unsupportedCall: ({ what, detail }: CallParams): ErrorView =>
    view(
      'unsupported-call',
      `The installed program does not know ${shown(what)}.`,
      'Update zca or openzca, or use another one with --zca PATH.',
      detail,
    ),

  /** `subject`: what was asked for, such as `group 8212345678900001330`. */
  notFound: ({
    subject,
    detail,
  }: {
    subject?: string | undefined;
    detail?: string | undefined;
  } = {}): ErrorView =>
    view(
      'not-found',
      `Zalo knows no ${shown(subject ?? 'such person or group')}.`,
      'Check it for typing errors, or refresh the list.',
      detail,
    ),

  nothingToSend: (): ErrorView =>
    view('nothing-to-send', 'There is nothing to send: the message is blank.', 'Write something first.'),

  listenerOwned: ({
    profile,
    pid,
    detail,
  }: {
    profile: string;
    pid?: number | undefined;
    detail?: string | undefined;
  }): ErrorView =>
    view(
      'listener-owned',
      `Another process${pid === undefined ? '' : ` (pid ${pid})`} already listens on profile ${shown(profile)}.`,
      'Probably the OpenClaw gateway or an earlier listener; end that one first, as Zalo allows one listener an account.',
      detail,
    ),

  /** `isTaken`: by another log-in, which takes the session itself; else by another listener on the same session. */
  listenerKicked: ({
    profile,
    closeCode,
    isTaken = false,
  }: {
    profile: string;
    closeCode?: number | undefined;
    isTaken?: boolean;
  }): ErrorView => {
    const code = closeCode === undefined ? '' : ` (close code ${closeCode})`;
    return view(
      'listener-kicked',
      isTaken
        ? `Another log-in took the session of profile ${shown(profile)} twice${code}.`
        : `Another web session pushed the listener of profile ${shown(profile)} out${code}.`,
      'Find what else uses this account (a gateway on another machine, Zalo Web), end it, then start the listener again.',
    );
  },

  /** `afterMs`: how long nothing was heard after the connection closed. */
  listenerSilent: ({ profile, afterMs }: { profile: string; afterMs: number }): ErrorView =>
    view(
      'listener-silent',
      `The listener of profile ${shown(profile)} has not reconnected for ${duration(afterMs)}.`,
      'Start the listener again; check the network if that does not help.',
    ),

  loginDeclined: ({ byName }: { byName?: string | undefined } = {}): ErrorView =>
    view(
      'login-declined',
      byName === undefined
        ? 'The login was declined on the phone.'
        : `${shown(byName)} declined the login on the phone.`,
      'Ask for a new code and confirm it on the phone.',
    ),

  /** By Zalo itself. `isScanned`: after the phone had scanned the code. */
  loginRefused: ({ isScanned, detail }: { isScanned: boolean; detail?: string | undefined }): ErrorView =>
    view(
      'login-refused',
      isScanned ? 'Zalo refused the log-in after the code was scanned.' : 'Zalo refused to begin a log-in.',
      'Update zca, as Zalo changes how one logs in. If it stays so, try from another network: Zalo does not take log-ins from every server.',
      detail,
    ),

  qrExpired: (): ErrorView =>
    view('qr-expired', 'The QR code has expired.', 'Ask for a new code and scan it within 100 seconds.'),

  qrUnreadable: ({ detail }: { detail?: string | undefined } = {}): ErrorView =>
    view(
      'qr-unreadable',
      'The QR picture of zca could not be read.',
      'Try again; if it stays so, run zca auth login in another terminal.',
      detail,
    ),
} as const;

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

const whereGiven = (by: LocatedBy | undefined): string => {
  if (by === 'environment') return 'Correct ZALOUSER_TUI_ZCA, or unset it to search PATH.';
  if (by === 'setting')
    return 'Give the right path with --zca PATH, or run with --reset-settings to search PATH.';
  if (by === 'flag') return 'Give the right path with --zca PATH, or leave the option out to search PATH.';
  return 'Install zca or openzca, or give its path with --zca PATH.';
};
