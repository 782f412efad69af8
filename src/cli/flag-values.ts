// What stands behind a flag, and what was most likely meant by one that is none.

import type { ErrorView } from '../core/faces.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
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

/** Edits (insert, delete, replace, swap neighbours) from one word to another. */
const distance = (from: string, to: string): number => {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column += 1) {
      const replace = at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swap = isSwap ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replace, swap));
    }
  }
  return at(from.length, to.length);
};

/** The word somebody most likely meant: at most a third of its letters differ, or it begins as typed. */
export const nearest = (typed: string, words: readonly string[]): string | undefined => {
  const wanted = typed.toLowerCase();
  // Nobody mistypes a whole paragraph, and the distance costs the product of the lengths.
  if (wanted.length > 40) return undefined;
  const ranked = words
    .map((word) => ({ word, edits: distance(wanted, word.toLowerCase()) }))
    .filter(
      ({ word, edits }) =>
        edits <= Math.max(1, Math.floor(word.length / 3)) || (wanted.length >= 2 && word.startsWith(wanted)),
    )
    .sort((one, other) => one.edits - other.edits);
  return ranked[0]?.word;
};
