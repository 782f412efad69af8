// What is read quickly is read as json5 reads it, and stands where momoa finds it; what is rare or wrong is left to them.
import { isDeepStrictEqual } from 'node:util';
import { parse as parseTree } from '@humanwhocodes/momoa';
import JSON5 from 'json5';
import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { quickTree, quickValue } from '../../../../src/core/config/edit/quick-parse.ts';
import { scan } from '../../../../src/core/config/edit/scan.ts';
import { nodeOf, type TreeNode } from '../../../../src/core/config/edit/tree.ts';
import { parseJson5 } from '../../../../src/core/config/parse.ts';
import { firstShort } from '../../../support/first-short.ts';
import { seedsUpTo } from '../../../support/seeds.ts';
import { createRandom } from './random.ts';
import { randomText } from './random-text.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());

const slowTree = (text: string): TreeNode =>
  nodeOf(text, parseTree(scan(text).shell, { mode: 'json5' }).body);

describe.each([
  [
    'every kind of value',
    `{ a: 'x', "b": "y", c: 1, d: -1.5e3, e: true, f: false, g: null, h: [], i: {}, j: [1, [2,],], }`,
  ],
  [
    'comments wherever they may stand',
    '/* a */ { // b\r\n a /* c */ : /***/ [ /* d */ 1 /* e */ , // f\n ] /* g */ } // h',
  ],
  ['a byte order mark', '\ufeff{ a: 1 }'],
  ['equal keys: the last counts, in the place of the first', '{ a: 1, b: 2, a: 3 }'],
  [
    'keys that are numbers, and names of objects',
    `{ b: 1, '10': 2, '9': 3, constructor: 4, toString: 5, null: 6, true: 7 }`,
  ],
  ['a list of numbers', '[0, -0, 12345678901234567890, 1e400, 1E-2, 0.5]'],
  ['texts with everything but escapes', `['"', "'", '//', '/* */', 'ế 👪 \ud800', '\t', '\u0000', '']`],
  ['a text alone', "'x'"],
  ['as deep as it is read', `${'['.repeat(100)}${']'.repeat(100)}`],
])('%s', (_, text) => {
  it('says what json5 says', () =>
    expect(quickValue(text)).toStrictEqual({ value: JSON5.parse(text.replace('\ufeff', '')) }));
  it('stands where momoa finds it', () => expect(quickTree(text)).toEqual(slowTree(text)));
});

test.each([
  ['nothing', ''],
  ['no end', '{ a: 1'],
  ['something behind the end', '{ a: 1 } x'],
  ['a comma alone', '[,]'],
  ['a comma alone', '{,}'],
  ['two commas', '[1,,2]'],
  ['no comma', '[1 2]'],
  ['a comment for a comma', '[1/**/2]'],
  ['no colon', '{ a 1 }'],
  ['a key that needs quotes', '{ a-b: 1 }'],
  ['a number that begins with 0', '[01]'],
  ['two words in one', '[truefalse]'],
  ['letters behind a number', '[1a]'],
  ['a line break in a text', "['a\nb']"],
  ['a text without an end', "['a]"],
  ['a comment without an end', '/* {}'],
  ['half a comment', '[1]/'],
  ['nesting without end', `${'['.repeat(100_000)}`],
])('leaves to others what is wrong: %s', (_, text) => {
  expect(quickValue(text)).toBeUndefined();
  expect(quickTree(text)).toBeUndefined();
  expect(parseJson5(text).ok).toBe(false);
});

test.each([
  '[0x1F]',
  '[.5]',
  '[5.]',
  '[+1]',
  '[NaN]',
  '[-Infinity]',
  "['\\n']",
  '{ кл: 1 }',
  '\u00a0{}',
  "['\u2028']",
])('leaves to json5 what is rare: %s', (text) => {
  expect(quickValue(text)).toBeUndefined();
  expect(parseJson5(text)).toStrictEqual({ ok: true, value: JSON5.parse(text) });
});

test('json5 is not asked of what can be read quickly', () => {
  const asked = vi.spyOn(JSON5, 'parse');
  expect(parseJson5("{ list: ['a', 'b'] /* c */ }")).toEqual({ ok: true, value: { list: ['a', 'b'] } });
  expect(asked).not.toHaveBeenCalled();
  expect(parseJson5("{ list: ['\\x41'] }")).toEqual({ ok: true, value: { list: ['A'] } });
  expect(asked).toHaveBeenCalledOnce();
});

test('leaves to json5 what is deeper than it reads', () => {
  const text = `${'['.repeat(101)}${']'.repeat(101)}`;
  expect(quickValue(text)).toBeUndefined();
  expect(parseJson5(text).ok).toBe(true);
});

test('a key that would reach the prototype is left to json5, which keeps it as a key', () => {
  const text = '{ "__proto__": { a: 1 } }';
  expect(quickValue(text)).toBeUndefined();
  expect(Object.keys(JSON5.parse(text) as object)).toEqual(['__proto__']);
  expect(quickTree(text)).toEqual(slowTree(text));
});

const stray = [
  ...'{}[]:,"\'\\/*+-.0xeN \n\r\t\u2028\ufeffa$',
  'null',
  'true',
  '\\u0061',
  '//',
  '/**/',
  ',,',
  '1e5',
  '👪',
];

firstShort(seedsUpTo(4_000, 20_000))(
  'says the same as json5 of random texts, sound and damaged: %i to %i',
  async (first, last) => {
    let [taken, left] = [0, 0];
    for (let seed = first; seed <= last; seed += 1) {
      const random = createRandom(seed);
      let text = randomText(random, seed % 4 === 0);
      for (let turn = random.below(3); turn > 0; turn -= 1) {
        const at = random.below(text.length + 1);
        text =
          text.slice(0, at) +
          (random.chance(0.6) ? stray[random.below(stray.length)] : '') +
          text.slice(at + random.below(2));
      }
      const [value, tree] = [quickValue(text), quickTree(text)];
      if (tree === undefined) {
        left += 1;
        expect(value, `seed ${seed}`).toBeUndefined();
        continue;
      }
      taken += 1;
      const read: unknown = JSON5.parse(text.replace(/^\ufeff/u, ''));
      if (value !== undefined) {
        expect(isDeepStrictEqual(value.value, read), `seed ${seed}`).toBe(true);
        expect(JSON.stringify(value.value), `seed ${seed}: the order of keys`).toBe(JSON.stringify(read));
      }
      expect(tree, `seed ${seed}`).toEqual(slowTree(text));
    }
    expect(taken).toBeGreaterThan((last - first) * 0.4);
    expect(left).toBeGreaterThan((last - first) * 0.15);
  },
);
