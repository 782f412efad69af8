import type { Profile } from './home.ts';

/** This process as a command sees it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** What a relative path is relative to. */
  readonly cwd: string;
  /** This program, as Node runs it. */
  readonly script: string;
  readonly isTerminal: boolean;
  /** Prints to standard output, and resolves once it has been taken. Rejects when nobody reads any more. */
  readonly print: (text: string) => Promise<void>;
  /** Says a line to standard error. */
  readonly complain: (line: string) => Promise<void>;
  readonly now: () => Date;
  /** Aborted by SIGINT, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
}

/** What one command works with. */
export interface Call {
  readonly profile: Profile;
  readonly host: Host;
}
