// What the console says about listeners: causes of a retry, and errors that only a listener meets.
import type { ErrorView } from '../errors.ts';
import { duration, shown, view } from './error-view.ts';

/** Who probably took the connection: the gateway if the config has it listen on the account. */
export type Suspect = 'gateway' | 'unknown';

export const listenerSentences = {
  /** Causes: what a retry is shown with. Short, no full stop. */
  cause: {
    disconnected: 'zca lost its connection to Zalo',
    neverConnected: (afterMs: number): string => `zca did not connect within ${duration(afterMs)}`,
    silent: (closeCode: number | undefined, afterMs: number): string =>
      `the connection was closed${closeCode === undefined ? '' : ` (${closeCode})`} and did not come back within ${duration(afterMs)}`,
    endedFromOutside: (signal: string): string => `zca was ended from outside (${shown(signal)})`,
    exited: (code: number, words: string): string => (words === '' ? `zca ended with exit code ${code}` : shown(words)),
    recycledAtOnce: 'zca asked for a restart right after its start',
    noNetwork: 'zca could not reach Zalo',
    notStarted: (errno: string): string => `zca could not be started (${shown(errno)})`,
  },

  /** What was cancelled, if a start was. */
  starting: 'The start of the listener',

  /** The first attempt of a start the operator asked for failed; it is tried again by itself. */
  startFailed: ({ profile, cause }: { profile: string; cause: string }): ErrorView =>
    view(
      'command-failed',
      `The listener of profile ${shown(profile)} did not start: ${cause}.`,
      'It is tried again by itself; the state says when.',
    ),

  /** Hints for an account whose connection was taken twice within a minute. */
  kickedHint: (suspect: Suspect): string =>
    suspect === 'gateway'
      ? 'Probably the OpenClaw gateway, which listens on every enabled account: stop it or disable the account, then start again.'
      : 'Find what else uses this account (a gateway on another machine, Zalo Web), end it, then start the listener again.',

  /** An earlier run of the console left its listener behind. */
  ownOrphan: ({ profile, pid }: { profile: string; pid: number }): ErrorView =>
    view(
      'listener-owned',
      `A listener left behind by an earlier run of this console (pid ${pid}) still listens on profile ${shown(profile)}.`,
      'End it, then start the listener again.',
    ),

  /** Another console that is still running listens on this account. */
  otherConsole: ({ profile, pid, consolePid }: { profile: string; pid: number; consolePid: number }): ErrorView =>
    view(
      'listener-owned',
      `Another console (pid ${consolePid}) already listens on profile ${shown(profile)} (listener pid ${pid}).`,
      'Stop the listener there, or close that console, then start it here.',
    ),

  /** `endOrphan` found nothing of ours to end. */
  noOrphan: (): ErrorView => view('not-found', 'There is no listener of an earlier run to end.', 'Start the listener.'),

  orphanEnded: (pid: number): string => `The listener left behind (pid ${pid}) was ended.`,

  orphanStays: (pid: number): ErrorView =>
    view('command-failed', `The listener left behind (pid ${pid}) could not be ended.`, `End it by hand: kill -9 ${pid}`),
} as const;
