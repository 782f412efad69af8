// Random edits of random texts, checked.

import type { Edit } from './apply-edit.ts';
import { checkEdit, checkTidy, read } from './check-edit.ts';
import { createRandom } from './random.ts';
import { randomEdit } from './random-edit.ts';
import { randomText } from './random-text.ts';

/** An edit that went wrong. */
export interface Failure {
  readonly seed: number;
  readonly problem: string;
  readonly text: string;
  readonly edit: Edit;
}

/** What a run of edits came to. */
export interface FuzzReport {
  readonly edits: number;
  readonly texts: number;
  readonly results: Readonly<Record<'changed' | 'same' | 'refused', number>>;
  readonly failures: readonly Failure[];
}

const editsPerText = 6;
const maxFailures = 5;

/** Runs at least `count` edits. The same seed makes the same edits; a failure's own seed makes its text with `count` 1. */
export const fuzz = (count: number, firstSeed: number): FuzzReport => {
  const results = { changed: 0, same: 0, refused: 0 };
  const failures: Failure[] = [];
  let [edits, texts] = [0, 0];
  for (let seed = firstSeed; edits < count && failures.length < maxFailures; seed += 1) {
    const random = createRandom(seed);
    const isWild = seed % 2 === 0;
    let text = randomText(random, isWild);
    texts += 1;
    for (let turn = 0; turn < editsPerText; turn += 1) {
      const edit = randomEdit(random, read(text));
      edits += 1;
      try {
        const { text: next, result } = checkEdit(text, edit);
        results[result] += 1;
        if (!isWild) checkTidy(text, next);
        text = next;
      } catch (error) {
        failures.push({ seed, problem: error instanceof Error ? error.message : String(error), text, edit });
        break;
      }
    }
  }
  return { edits, texts, results, failures };
};
