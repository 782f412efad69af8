// How an error view is made: the one place where foreign words get into a sentence.
import type { ErrorCode, ErrorView } from './error-view.ts';
import type { Hint } from './remedy.ts';
import { cutUnits, sanitizeLine, sanitizeText } from './text/sanitize.ts';

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
