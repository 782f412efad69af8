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
