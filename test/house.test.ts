// The rules by which scripts/measure-house.ts counts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { circlesIn, mutualPairsIn } from '../scripts/house/circles.ts';
import { namesKeyOrScreen } from '../scripts/house/named-keys.ts';
import { readSources } from '../scripts/house/read-sources.ts';

describe('sentences that name a key or a screen', () => {
  test.each([
    ['Press Esc to clear the filter.'],
    ['Change it by hand (E).'],
    ['Enable it first (e on Status).'],
    ['see the top of Access (5 g).'],
    ['e creates one with the channel enabled.'],
    ['U no longer applies.'],
    ['Read the config again with r.'],
    ['approve with a.'],
    ['Log in by QR code on the Login screen.'],
    ['Access names the file and the line.'],
    ['It works. Enter tests once more.'],
    ['Choose another account with [ and ].'],
    ['Space marks the rows below; Enter is for this one.'],
    ['see zalouser-tui --screen access'],
  ])('%s', (text) => {
    expect(namesKeyOrScreen([text])).toBe(true);
  });

  test.each([
    ['Access of the account'],
    ['Log in by QR code.'],
    ['A code has eight letters and digits, without 0, O, 1 and I.'],
    ['It took 20 s until somebody answered'],
    ['Pairing is off.'],
    ['a login is under way'],
    ['Pairing'],
    ['think thinking t verbose v reasoning'],
  ])('not: %s', (text) => {
    expect(namesKeyOrScreen([text])).toBe(false);
  });

  test('the name of a key that is put in counts, that of a setting does not', () => {
    expect(namesKeyOrScreen(['', ' changes it'], ['keys'])).toBe(true);
    expect(namesKeyOrScreen(['', ' is set'], ['key'])).toBe(false);
    expect(namesKeyOrScreen(['', ' s until it is over'], ['seconds'])).toBe(false);
  });
});

test('circles are found once each, and a straight line is none', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', ['e']],
    ['e', ['d']],
    ['f', ['a', 'f']],
  ]);
  expect(circlesIn(graph)).toEqual([
    ['d', 'e'],
    ['a', 'b', 'c'],
  ]);
  expect(mutualPairsIn(graph)).toEqual([['d', 'e']]);
});

test('imports and texts are read from the code, not from its comments', async () => {
  const files = {
    'tsconfig.json': '{"compilerOptions":{"noLib":true,"types":[]},"include":["src"]}',
    'src/a.ts': [
      '// import "./none.ts"; "a comment"',
      "import type { B } from './deep/b.ts';",
      "export { b } from './deep/b.ts';",
      "import 'node:fs';",
      'export const a = (keys: B): string => `${keys} then "x"\\n` + String.raw`no ${keys} sentence`;',
    ].join('\n'),
    'src/deep/b.ts': "export type B = '226';\nexport const b = async () => import('../c.tsx');\n",
    'src/c.tsx': "export type C = import('./a.ts').a;\n",
  };
  const root = await mkdtemp(join(tmpdir(), 'house-'));
  onTestFinished(async () => rm(root, { recursive: true }));
  await mkdir(join(root, 'src', 'deep'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
  expect(readSources(root)).toEqual([
    {
      path: 'src/a.ts',
      bytes: files['src/a.ts'].length,
      imports: ['src/deep/b.ts'],
      texts: [{ line: 5, parts: ['', ' then "x"\n'], values: ['keys'] }],
    },
    { path: 'src/c.tsx', bytes: files['src/c.tsx'].length, imports: ['src/a.ts'], texts: [] },
    {
      path: 'src/deep/b.ts',
      bytes: files['src/deep/b.ts'].length,
      imports: ['src/c.tsx'],
      texts: [{ line: 1, parts: ['226'], values: [] }],
    },
  ]);
});

test('no sentence of the core names a key or a screen: each face words what to do for itself', () => {
  const named = readSources(join(import.meta.dirname, '..'))
    .filter(({ path }) => path.startsWith('src/core/'))
    .flatMap(({ path, texts }) =>
      texts
        .filter(({ parts, values }) => namesKeyOrScreen(parts, values))
        .map(({ line, parts }) => `${path}:${line}  ${parts.join('…')}`),
    );
  expect(named).toEqual([]);
});
