// What the console says about listeners: causes of a retry, and errors that only a listener meets.

import { listeningSentences } from '../gateway/words.ts';
import type { ListenProcess } from '../model/listening.ts';
import { duration, type ErrorView, shown, view } from '../shared/error-view.ts';
import type { Hint, Remedy } from '../shared/remedy.ts';
/** Who probably took the connection: another listener that is seen here, a gateway that should listen on the account, or somebody elsewhere. */
export type Suspect = ListenProcess | 'gateway' | 'unknown';

const whatToDo = ({ pid, owner, otherUser }: ListenProcess): string | Remedy => {
  if (otherUser !== undefined && owner.type !== 'gateway')
    return `It belongs to user ${otherUser}, and is theirs to end. Ask them which of you listens on this account.`;
  switch (owner.type) {
    case 'gateway':
    case 'other-gateway':
      return 'Leave it: it answers. To listen here instead, stop that gateway or disable the account first.';
    case 'other-console':
      return 'Stop the listener there, or close that console.';
    case 'left-behind':
      return { action: 'end-listener', pid };
    default:
      return `End it where it was started, or by hand: kill ${pid}`;
  }
};

export const listenerSentences = {
  /** In a console that only reads. */
  readOnly: (): ErrorView =>
    view(
      'read-only',
      'Somebody else listens on this account: to listen here, too, would end that, and this console only reads.',
      'Start the console without --read-only, or let the gateway listen by the zca of this console: that can be shared.',
    ),
  /** Causes: what a retry is shown with. Short, no full stop. */
  cause: {
    disconnected: 'zca lost its connection to Zalo',
    neverConnected: (afterMs: number): string => `zca did not connect within ${duration(afterMs)}`,
    silent: (closeCode: number | undefined, afterMs: number): string =>
      `the connection was closed${closeCode === undefined ? '' : ` (${closeCode})`} and did not come back within ${duration(afterMs)}`,
    closed: (closeCode: number | undefined): string =>
      `the connection was closed${closeCode === undefined ? '' : ` (${closeCode})`}`,
    taken: 'another log-in took this session (3003)',
    endedFromOutside: (signal: string): string => `zca was ended from outside (${shown(signal)})`,
    exited: (code: number, words: string): string =>
      words === '' ? `zca ended with exit code ${code}` : shown(words),
    recycledAtOnce: 'zca asked for a restart right after its start',
    noNetwork: 'zca could not reach Zalo',
    notStarted: (errno: string): string => `zca could not be started (${shown(errno)})`,
  },

  /** What a close that was printed comes to, while the next connection is made. */
  closed: (closeCode: number | undefined): string => {
    if (closeCode === 3003) return 'another log-in took this session (3003)';
    const code = closeCode === undefined ? '' : ` (${closeCode})`;
    const isMended = closeCode === undefined || closeCode === 1000 || closeCode === 3000;
    return `the connection was closed${code}; ${isMended ? 'zca connects again' : 'it is made again'}`;
  },

  /** What was cancelled, if a start was. */
  starting: 'The start of the listener',

  /** The first attempt of a start the operator asked for failed; it is tried again by itself. */
  /** Of a call that failed without a word. */
  callFailed: (call: string): string => `${call} failed`,
  startFailed: ({ profile, cause }: { profile: string; cause: string }): ErrorView =>
    view(
      'command-failed',
      `The listener of profile ${shown(profile)} did not start: ${cause}.`,
      'It is tried again by itself; the state says when.',
    ),

  /** Hints for an account whose connection was taken twice within a minute. */
  kickedHint: (suspect: Suspect): Hint => {
    if (suspect === 'gateway')
      return 'Probably the OpenClaw gateway, which listens on every enabled account: stop it or disable the account, then start again.';
    if (suspect === 'unknown')
      return 'Find what else uses this account (a gateway on another machine, Zalo Web, Zalo on a computer), end it, then start the listener again.';
    return [
      `Probably process ${suspect.pid}, a child of ${listeningSentences.owner(suspect.owner)}.`,
      whatToDo(suspect),
    ];
  },

  /** zca refused to listen, and the process that does was found. */
  ownedBy: (process: ListenProcess): ErrorView =>
    view(
      'listener-owned',
      `Process ${process.pid}, a child of ${listeningSentences.owner(process.owner)}, already listens on profile ${shown(process.profile)}: ${process.commandLine}`,
      whatToDo(process),
    ),

  /** There is nobody to restart the gateway with. */
  noOpenclaw: (): ErrorView =>
    view(
      'not-found',
      'There is no openclaw program here to restart the gateway with.',
      'Restart the gateway where you started it, or restart its channel.',
    ),

  /** The gateway is no service of the system: it was started by hand. */
  noService: (detail: string): ErrorView =>
    view(
      'command-failed',
      'This gateway was started by hand: openclaw found no service to restart.',
      { action: 'restart-channel' },
      detail,
    ),

  /** What was done did not help within `afterMs`. */
  stillNotHeard: ({
    account,
    times,
    afterMs,
  }: {
    account: string;
    times: number;
    afterMs: number;
  }): ErrorView =>
    view(
      'listener-silent',
      times === 0
        ? `After ${duration(afterMs)} the gateway still does not listen on ${account}.`
        : `After ${duration(afterMs)} the gateway listens ${times} times on ${account}.`,
      'Look into its log: openclaw channels logs --channel zalouser',
    ),
  cannotSee: 'Done. Whether the gateway listens cannot be seen from here.',

  /** An earlier run of the console left its listener behind. */
  ownOrphan: ({ profile, pid }: { profile: string; pid: number }): ErrorView =>
    view(
      'listener-owned',
      `A listener left behind by an earlier run of this console (pid ${pid}) still listens on profile ${shown(profile)}.`,
      'End it, then start the listener again.',
    ),

  /** Another console that is still running listens on this account. */
  otherConsole: ({
    profile,
    pid,
    consolePid,
  }: {
    profile: string;
    pid: number;
    consolePid: number;
  }): ErrorView =>
    view(
      'listener-owned',
      `Another console (pid ${consolePid}) already listens on profile ${shown(profile)} (listener pid ${pid}).`,
      'Stop the listener there, or close that console, then start it here.',
    ),

  /** `endOrphan` found nothing of ours to end. */
  noOrphan: (): ErrorView =>
    view('not-found', 'There is no listener of an earlier run to end.', 'Start the listener.'),

  orphanEnded: (pid: number): string => `The listener left behind (pid ${pid}) was ended.`,

  orphanStays: (pid: number): ErrorView =>
    view(
      'command-failed',
      `The listener left behind (pid ${pid}) could not be ended.`,
      `End it by hand: kill -9 ${pid}`,
    ),
} as const;
