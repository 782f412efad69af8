// What stands behind a flag.

import type { ErrorView } from '../core/index.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
import { nearest } from './nearest.ts';
import { cliSentences } from './words.ts';

const words = cliSentences;

/** A problem with what was typed, carried to whoever prints it; the exit code is that of wrong usage. */
export class UsageProblem extends Error {
  readonly view: ErrorView;
  constructor(view: ErrorView, cause?: unknown) {
    super(view.sentence, { cause });
    this.view = view;
  }
}

/** The allowed value that was typed, whatever its case. @throws UsageProblem */
export const oneOf = <Value extends string>(
  flag: string,
  typed: string | undefined,
  allowed: readonly Value[],
): Value | undefined => {
  if (typed === undefined) return undefined;
  const found = allowed.find((value) => value === typed.trim().toLowerCase());
  if (found === undefined)
    throw new UsageProblem(words.badValue(flag, sanitizeLine(typed, 100), allowed, nearest(typed, allowed)));
  return found;
};

/** A value that is there; one that looks like a flag is most likely the next flag. @throws UsageProblem */
export const text = (
  flag: string,
  typed: string | undefined,
  argv: readonly string[],
): string | undefined => {
  if (typed === undefined) return undefined;
  const isGlued = argv.includes(`${flag}=${typed}`);
  if (typed.trim() === '' || (typed.startsWith('-') && !isGlued))
    throw new UsageProblem(words.missingValue(flag));
  return typed;
};
