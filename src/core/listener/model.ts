import type { ErrorView } from '../shared/error-view.ts';

/** Where the listener of one account stands, in the operator's terms. */
export type ListenerState =
  | { readonly status: 'stopped'; readonly sinceMs: number }
  /** `isAgain`: a connection that worked was lost, and is made again at once. */
  | {
      readonly status: 'connecting';
      readonly sinceMs: number;
      readonly pid?: number;
      readonly isAgain?: true;
    }
  | { readonly status: 'live'; readonly sinceMs: number; readonly pid: number }
  /** The child is alive and says its connection was closed; it normally reconnects by itself. */
  | {
      readonly status: 'reconnecting';
      readonly sinceMs: number;
      readonly pid: number;
      readonly closeCode?: number;
    }
  | {
      readonly status: 'retrying';
      readonly sinceMs: number;
      readonly nextAttemptAtMs: number;
      readonly attempt: number;
      readonly cause: string;
    }
  /** Retrying would not help: not logged in, owned by another process, kicked twice. `error` says what to do. */
  | {
      readonly status: 'blocked';
      readonly sinceMs: number;
      readonly error: ErrorView;
      /** A listener that an earlier run of the console left behind: it can be ended from here. */
      readonly orphanPid?: number;
    };

/** What was counted on one account's listener since the console started. */
export interface ListenerCounts {
  readonly messages: number;
  /** Lines that were neither a message nor known chatter: kept for the log, never thrown. */
  readonly unknownLines: number;
  /** Planned recycles (exit 75): no error. */
  readonly recycles: number;
  readonly restarts: number;
}

// Where the listener of one account can stand, until when, and how the operator sees it.

/** A started program that has not connected after so long is started afresh. */
export const connectLimitMs = 30_000;
/** Programs reconnect 2 s after a close, if they do: one that has not after so long hears nothing (the zca contract). */
export const reconnectLimitMs = 10_000;
/** Another connection has taken the place of this one: another listener on the same session. */
const replacedCode = 3000;
/** Another log-in has taken the session. */
const takenCode = 3003;
/** Pushed out twice within so long means that somebody else keeps taking the account, and neither may go on like that for ever. */
const kickWindowsMs: Readonly<Record<number, number>> = { [replacedCode]: 60_000, [takenCode]: 60 * 60_000 };

/** How long a close with this code is remembered (ms): only of those that come from somebody else. */
export const kickWindowMs = (code: number | undefined): number | undefined =>
  code === undefined ? undefined : kickWindowsMs[code];

/**
 * What the program does after a close it prints: `reconnects` by itself after 2 s, or is `deaf` for good though it lives (openzca). Closes that it
 * mends without a word are not seen here.
 */
export const afterClose = (code: number | undefined): 'reconnects' | 'deaf' =>
  code === undefined || code === 1000 || code === replacedCode ? 'reconnects' : 'deaf';

export const isTaken = (code: number | undefined): boolean => code === takenCode;
/** A planned recycle (exit 75) after a shorter run than this is not restarted at once: it could spin. */
export const shortestRecycleMs = 1_000;

/** What happens once a child that we end has gone. */
export type AfterEnd =
  | { readonly next: 'stopped' }
  | { readonly next: 'start' }
  /** At once, as its connection worked. */
  | { readonly next: 'again' }
  | { readonly next: 'retry'; readonly attempt: number; readonly cause: string }
  | { readonly next: 'blocked'; readonly error: ErrorView };

/** One process, from its start. `pid` is 0 until it is known. */
export interface ListenerRun {
  readonly spawnedAtMs: number;
  readonly pid: number;
  readonly connectedAtMs?: number;
}

/** A connection that was lost by the doing of somebody else. */
interface Kick {
  readonly atMs: number;
  readonly code: number;
}

export type ListenerPhase =
  | { readonly name: 'stopped' | 'checking' }
  | { readonly name: 'connecting'; readonly run: ListenerRun; readonly isAgain?: true }
  | { readonly name: 'live'; readonly run: ListenerRun }
  | { readonly name: 'reconnecting'; readonly run: ListenerRun; readonly closeCode?: number }
  | {
      readonly name: 'ending';
      readonly run: ListenerRun;
      readonly shown: ListenerState;
      readonly after: AfterEnd;
    }
  | { readonly name: 'retrying'; readonly nextAttemptAtMs: number; readonly cause: string }
  | { readonly name: 'blocked'; readonly error: ErrorView; readonly orphanPid?: number };

export interface ListenerMachine {
  readonly phase: ListenerPhase;
  readonly sinceMs: number;
  /** Failed attempts in a row. */
  readonly attempt: number;
  /** Those that are still remembered: {@link kickWindowMs}. */
  readonly kicks: readonly Kick[];
  readonly recycles: number;
  readonly restarts: number;
}

/** A listener that was never started. */
export const idleListener = (nowMs: number): ListenerMachine => ({
  phase: { name: 'stopped' },
  sinceMs: nowMs,
  attempt: 0,
  kicks: [],
  recycles: 0,
  restarts: 0,
});

/** When the machine wants a `deadline` input, epoch ms. Undefined: whenever something happens. */
export const deadlineOf = ({ phase, sinceMs }: ListenerMachine): number | undefined => {
  if (phase.name === 'connecting') return phase.run.spawnedAtMs + connectLimitMs;
  if (phase.name === 'reconnecting') return sinceMs + reconnectLimitMs;
  return phase.name === 'retrying' ? phase.nextAttemptAtMs : undefined;
};

/** The machine as the operator sees it. A child that we end is shown as it was until it has gone. */
export const viewListener = ({ phase, sinceMs, attempt }: ListenerMachine): ListenerState => {
  switch (phase.name) {
    case 'stopped':
      return { status: 'stopped', sinceMs };
    case 'checking':
      return { status: 'connecting', sinceMs };
    case 'connecting':
      return {
        status: 'connecting',
        sinceMs,
        ...(phase.run.pid === 0 ? {} : { pid: phase.run.pid }),
        ...(phase.isAgain === true ? { isAgain: true } : {}),
      };
    case 'live':
      return { status: 'live', sinceMs, pid: phase.run.pid };
    case 'reconnecting':
      return {
        status: 'reconnecting',
        sinceMs,
        pid: phase.run.pid,
        closeCode: phase.closeCode,
      };
    case 'ending':
      return phase.shown;
    case 'retrying':
      return {
        status: 'retrying',
        sinceMs,
        nextAttemptAtMs: phase.nextAttemptAtMs,
        attempt,
        cause: phase.cause,
      };
    case 'blocked':
      return {
        status: 'blocked',
        sinceMs,
        error: phase.error,
        orphanPid: phase.orphanPid,
      };
  }
};
