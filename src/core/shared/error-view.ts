// What a failure is told as: plain data, for the state, the screens and `--json`, and how it is made.
import type { Hint } from './remedy.ts';
import { cutUnits, sanitizeLine, sanitizeText } from './text/sanitize.ts';

/** Codes are stable: tests, exit codes and docs/troubleshooting.md name them. */
export type ErrorCode =
  | 'zca-not-found'
  | 'zca-not-executable'
  | 'zca-not-zca'
  | 'not-logged-in'
  | 'no-such-profile'
  | 'session-ended'
  | 'no-network'
  | 'timed-out'
  | 'garbage-output'
  | 'cancelled'
  | 'busy'
  | 'not-started'
  | 'too-much-output'
  | 'command-failed'
  | 'unsupported-call'
  | 'not-found'
  | 'openclaw-not-found'
  | 'gateway-down'
  | 'gateway-refused'
  | 'not-permitted'
  | 'read-only'
  | 'nothing-to-send'
  | 'listener-owned'
  | 'listener-kicked'
  | 'listener-silent'
  | 'login-declined'
  | 'login-refused'
  | 'qr-expired'
  | 'qr-unreadable'
  | 'config-missing'
  | 'config-unreadable'
  | 'config-broken'
  | 'config-changed'
  | 'config-write-failed'
  | 'change-refused'
  | 'mode-not-changed'
  | 'store-missing'
  | 'store-unreadable'
  | 'store-corrupt'
  | 'store-locked'
  | 'store-write-failed'
  | 'foreign-owner'
  | 'export-failed'
  | 'code-unknown'
  | 'code-expired'
  | 'code-other-account'
  | 'not-told'
  | 'settings-broken'
  | 'bad-usage'
  | 'not-a-terminal'
  | 'old-node'
  | 'unsupported-here'
  | 'internal';

/** The plain-data form of an error: what state holds and screens show. */
export interface ErrorView {
  readonly code: ErrorCode;
  readonly sentence: string;
  /** What to do now; every face words it for itself. */
  readonly hint?: Hint;
  /** The program's own words, sanitised. */
  readonly detail?: string;
  /** The file it is about, where that is one of the pairing store. */
  readonly file?: string;
}

// How an error view is made: the one place where foreign words get into a sentence.

const maxDetailUnits = 2_000;

/** An error view; the detail (the program's own words) is sanitised and cut, and left out if blank. */
export const view = (code: ErrorCode, sentence: string, hint?: Hint, detail?: string): ErrorView => {
  const words =
    detail === undefined
      ? ''
      : cutUnits(sanitizeText(cutUnits(detail, maxDetailUnits * 4)), maxDetailUnits).trim();
  return {
    code,
    sentence,
    hint,
    ...(words === '' ? {} : { detail: words }),
  };
};

/** A path, name or code inside a sentence: one harmless line. */
export const shown = (value: string): string => sanitizeLine(value, 300);

/** Milliseconds in words: `800 ms`, `15 s`, `4 min`. */
export const duration = (durationMs: number): string => {
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  return durationMs < 120_000
    ? `${Math.round(durationMs / 1_000)} s`
    : `${Math.round(durationMs / 60_000)} min`;
};
