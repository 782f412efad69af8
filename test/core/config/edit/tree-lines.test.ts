import { expect, test } from 'vitest';
import { parseQuietly } from '../../../../src/core/config/edit/scan.ts';
import { createLineFinder } from '../../../../src/core/config/edit/tree.ts';
import type { ConfigPath } from '../../../../src/core/config/value.ts';
import { firstShort } from '../../../support/first-short.ts';
import { seedsUpTo } from '../../../support/seeds.ts';
import { indexOf, type PlainNode, plainTree } from './plain-tree.ts';
import { createRandom } from './random.ts';
import { randomText } from './random-text.ts';

test.each<[string, string, ConfigPath, number | undefined]>([
  ['the root', '\n{ a: 1 }', [], 2],
  ['a key, not its value', '{\n a:\n  1 }', ['a'], 2],
  ['an element', '{ a: [\n 1,\n 2 ] }', ['a', '1'], 3],
  ['the last of equal keys', '{\n a: 1,\n a: { b: 2 } }', ['a', 'b'], 3],
  ['behind a byte order mark and CRLF', '\ufeff{\r\n a: 1 }', ['a'], 2],
  ['a key called null', '{\n null: { true: 1 } }', ['null', 'true'], 2],
  ['a key beyond the basic plane', '{\n 𝒳y: 1 }', ['𝒳y'], 2],
  ['a key with an escape', '{\n \\u0061b: 1 }', ['ab'], 2],
  ['behind -.5', '{ a: -.5,\n b: +.5 }', ['b'], 2],
  [
    'behind a comment that U+2028 ends, which is no line to an editor',
    '{ // a\u2028 b: 1,\n c: 2 }',
    ['c'],
    2,
  ],
  ['a key called __proto__', '{\n "__proto__": 1 }', ['__proto__'], 2],
  ['what is not there', '{ a: 1 }', ['b'], undefined],
  ['below text', '{ a: "x" }', ['a', '0'], undefined],
  ['a text that is no JSON5', '{ a: }', [], undefined],
  ['an empty text', '', [], undefined],
])('finds the line of %s', (_, text, path, line) => expect(createLineFinder(text).lineOf(path)).toBe(line));

test('gives up on nesting without end, and does not throw', () => {
  expect(createLineFinder('['.repeat(100_000)).lineOf([])).toBeUndefined();
});

/** Every path that counts, with the offset where it starts. */
const placesOf = (node: PlainNode, path: ConfigPath = []): readonly (readonly [ConfigPath, number])[] =>
  node.items.flatMap((item, index) => {
    const name = item.name ?? String(index);
    if (item.name !== undefined && indexOf(node, name) !== index) return [];
    return [[[...path, name], item.start] as const, ...placesOf(item.node, [...path, name])];
  });

test('finds every line of 1,500 random texts that json5 takes', () => {
  let found = 0;
  for (let seed = 1; seed <= 1_500; seed += 1) {
    const text = randomText(createRandom(seed), seed % 2 === 0);
    const tree = plainTree(text);
    if (!tree) continue;
    const finder = createLineFinder(text);
    for (const [path, start] of placesOf(tree)) {
      const line = text.slice(0, start).split(/\r\n|\n|\r/u).length;
      expect(finder.lineOf(path), `seed ${seed}: ${path.join(' › ')}`).toBe(line);
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(5_000);
});

const pathsOf = (value: unknown, path: ConfigPath = []): readonly ConfigPath[] => [
  path,
  ...(typeof value === 'object' && value !== null ? Object.keys(value) : []).flatMap((key) =>
    pathsOf(Reflect.get(value as object, key), [...path, key]),
  ),
];

const stray = [...'{}[]:,"\'\\/*+-.0xeN \n\r\t\u2028\ufeffa$', 'null', '\\u0061', '//', '/**/', '👪'];

firstShort(seedsUpTo(1_500, 6_000))(
  'finds a line for every path of texts that json5 takes after random harm: %i to %i',
  async (first, last) => {
    let [texts, found] = [0, 0];
    for (let seed = first; seed <= last; seed += 1) {
      const random = createRandom(seed);
      let text = randomText(random, seed % 3 !== 0);
      for (let turn = random.below(3); turn >= 0; turn -= 1) {
        const at = random.below(text.length + 1);
        text =
          text.slice(0, at) +
          (random.chance(0.6) ? stray[random.below(stray.length)] : '') +
          text.slice(at + random.below(2));
      }
      const parsed = parseQuietly(text);
      if (!parsed.ok) continue;
      texts += 1;
      const finder = createLineFinder(text);
      for (const path of pathsOf(parsed.value)) {
        expect(finder.lineOf(path), `seed ${seed}: ${path.join(' › ')}`).toBeGreaterThan(0);
        found += 1;
      }
    }
    expect(texts).toBeGreaterThan((last - first) / 6);
    expect(found).toBeGreaterThan((last - first) * 0.8);
  },
);
