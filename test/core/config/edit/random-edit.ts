// Random edits of a value.
import type { EditPath, JsonValue } from '../../../../src/core/config/edit/types.ts';
import { copy, type Dict, type Edit, isDict } from './apply-edit.ts';
import type { Random } from './random.ts';

/** What new text is made of. */
export interface Words {
  readonly keys: readonly [string, ...string[]];
  readonly scalars: readonly [JsonValue, ...JsonValue[]];
}

/** What every printer writes alike. */
export const plainWords: Words = {
  keys: ['a', 'b', 'z', 'groups', 'work', 'any'],
  scalars: ['open', 'a b', '', 'Nguyễn', true, false, null, 0, 1, -1.5],
};

const oddWords: Words = {
  keys: [
    'a',
    'b',
    'z',
    'groups',
    '123',
    '900000000000001',
    'Nhóm bán hàng',
    '__proto__',
    'constructor',
    'it\'s "x"',
    'a\nb',
    '\u2028',
    '',
    '\ud800',
    '\u202e',
    '0',
    'null',
  ],
  scalars: [
    'open',
    "it's",
    'say "hi"',
    'a\\b',
    'line\nbreak',
    '\u2028\u2029',
    '\u0000\u007f',
    '\udc00x',
    '👪',
    '',
    true,
    false,
    null,
    0,
    -0,
    1,
    -1.5,
    1e21,
    5e-324,
    Infinity,
    -Infinity,
    NaN,
  ],
};

const randomValue = (random: Random, words: Words, depth: number): JsonValue => {
  if (random.chance(0.5 + depth * 0.2)) return random.pick(words.scalars);
  const length = random.below(4);
  if (random.chance(0.4)) return Array.from({ length }, () => randomValue(random, words, depth + 1));
  return Object.fromEntries(
    Array.from({ length }, () => [random.pick(words.keys), randomValue(random, words, depth + 1)]),
  );
};

const nodeAt = (root: unknown, path: EditPath): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? (node as Dict)[key] : undefined,
    root,
  );

/** A path to something that is there. */
const randomPath = (random: Random, root: unknown, goesOn: number): EditPath => {
  const path: (string | number)[] = [];
  let node = root;
  while (typeof node === 'object' && node !== null && (path.length === 0 || random.chance(goesOn))) {
    const [first, ...rest] = Object.keys(node);
    if (first === undefined) break;
    const key = random.pick([first, ...rest]);
    path.push(Array.isArray(node) && random.chance(0.8) ? Number(key) : key);
    node = (node as Dict)[key];
  }
  return path;
};

/** An array of the value, if luck will have it. */
const arrayPath = (random: Random, root: unknown): EditPath => {
  for (let tries = 0; tries < 6; tries += 1) {
    const path = randomPath(random, root, 0.7);
    if (Array.isArray(nodeAt(root, path))) return path;
  }
  return randomPath(random, root, 0.5);
};

const newPath = (random: Random, words: Words, root: unknown): EditPath => {
  const path = random.chance(0.4) ? [] : randomPath(random, root, 0.6);
  const node = nodeAt(root, path);
  const first = Array.isArray(node)
    ? random.pick([node.length, node.length, node.length, String(node.length), node.length + 1, 'x'])
    : random.pick(words.keys);
  return [
    ...path,
    first,
    ...Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, () => random.pick([...words.keys, 0, 1])),
  ];
};

/** A container like `value` with something else about it. */
const variant = (random: Random, words: Words, value: unknown): JsonValue => {
  if (Array.isArray(value)) {
    const kept = value
      .filter(() => random.chance(0.8))
      .map((child) => (random.chance(0.2) ? variant(random, words, child) : copy(child)));
    return [...kept, ...(random.chance(0.5) ? [randomValue(random, words, 1)] : [])] as JsonValue[];
  }
  if (!isDict(value)) return randomValue(random, words, 0);
  const kept = Object.entries(value).filter(() => random.chance(0.8));
  const changed = kept.map(([key, child]) => [
    key,
    random.chance(0.3) ? variant(random, words, child) : copy(child),
  ]);
  return Object.fromEntries([
    ...changed,
    ...(random.chance(0.5) ? [[random.pick(words.keys), randomValue(random, words, 1)]] : []),
  ]) as JsonValue;
};

/** An edit that mostly makes sense for a value. */
export const randomEdit = (random: Random, root: unknown, words: Words = oddWords): Edit => {
  const kind = random.next();
  if (kind < 0.2)
    return { type: 'set', path: newPath(random, words, root), value: randomValue(random, words, 0) };
  const path = random.chance(0.97)
    ? randomPath(random, root, 0.7)
    : random.chance(0.5)
      ? []
      : newPath(random, words, root);
  if (kind < 0.35) return { type: 'set', path, value: randomValue(random, words, 0) };
  if (kind < 0.5) return { type: 'set', path, value: variant(random, words, nodeAt(root, path)) };
  if (kind < 0.55) return { type: 'set', path, value: (copy(nodeAt(root, path)) ?? null) as JsonValue };
  if (kind < 0.7) return { type: 'remove', path };
  const array = arrayPath(random, root);
  const list = nodeAt(root, array);
  const [first, ...rest]: unknown[] = Array.isArray(list) ? list : [];
  if (kind < 0.8)
    return {
      type: 'push',
      path: random.chance(0.8) ? array : newPath(random, words, root),
      value: randomValue(random, words, 0),
    };
  if (kind < 0.87)
    return {
      type: 'removeIndex',
      path: array,
      index: random.below(Array.isArray(list) ? list.length + 1 : 2),
    };
  if (kind < 0.93) return { type: 'removeEqual', path: array, value: random.pick([first, ...rest]) };
  return { type: 'rename', path, key: random.pick(words.keys) };
};
