import JSON5 from 'json5';
import { beforeEach, expect, test, vi } from 'vitest';
import { isObject, valueAt } from '../../../../src/core/config/value.ts';
import { firstShort } from '../../../support/first-short.ts';
import { checkEdit } from './check-edit.ts';
import { fuzz } from './fuzz.ts';
import { createRandom } from './random.ts';
import { plainWords, randomEdit } from './random-edit.ts';

// The oracle complains of U+2028 in strings, which the texts are full of.
beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

firstShort([
  [1_000, 1],
  [2_000, 1_001],
])(
  '%i random edits of random texts, from seed %i, do what the same edits do in memory, and nothing else',
  async (edits, seed) => {
    const { failures, results } = fuzz(edits, seed);
    expect(failures).toEqual([]);
    expect(results.changed).toBeGreaterThan(edits / 2);
  },
);

/** An example of everything, so that the editor can see the style. */
const examples = { text: 'x', list: ['a', 'b'], inner: { yes: true, nested: { deep: [1, { two: 2 }] } } };

/** Programs that write a whole file in a style of their own. */
const printers: readonly (readonly [string, (value: unknown) => string])[] = [
  ['JSON.stringify', (value) => JSON.stringify(value)],
  ['JSON.stringify, 1 space', (value) => JSON.stringify(value, null, 1)],
  ['JSON.stringify, 2 spaces', (value) => JSON.stringify(value, null, 2)],
  ['JSON.stringify, 4 spaces, CRLF', (value) => JSON.stringify(value, null, 4).replaceAll('\n', '\r\n')],
  ['JSON.stringify, tabs', (value) => JSON.stringify(value, null, '\t')],
  ['JSON5.stringify, 2 spaces', (value) => JSON5.stringify(value, null, 2)],
  ['JSON5.stringify, tabs', (value) => JSON5.stringify(value, null, '\t')],
];

test.each(printers)('a file written by %s looks after 150 edits as if written anew', (_, print) => {
  const random = createRandom(7);
  let work: unknown = {};
  for (let turn = 0; turn < 150; turn += 1) {
    const file = { ...examples, work };
    const inner = randomEdit(random, work, plainWords);
    const edit = { ...inner, path: ['work', ...inner.path] };
    const { text } = checkEdit(print(file), edit);
    expect(text, JSON.stringify(edit)).toBe(print(JSON5.parse(text)));
    // A word or an array would leave little to edit.
    const next = valueAt(JSON5.parse(text), ['work']);
    work = isObject(next) && JSON.stringify(next).length < 1_000 ? next : {};
  }
});
