import { expect, test, vi } from 'vitest';
import { setAt } from '../../../../src/core/config/edit/edit-text.ts';
import type { JsonValue, RefusedEdit } from '../../../../src/core/config/edit/types.ts';
import { edited, type GoldenEdit } from './golden.ts';

const file = `{
  a: { b: 'x' },
  list: [
    1,
  ],
  none: null,
}
`;

test.each<readonly [string, GoldenEdit, string, Omit<RefusedEdit, 'ok'>]>([
  [
    'broken text',
    ['set', ['a'], 1],
    '{\n  a: 1,\n  b 2\n}',
    { reason: 'syntax', line: 3, detail: "invalid character '2' at 3:5" },
  ],
  [
    'an unfinished file',
    ['set', ['a'], 1],
    '{\n  a: 1,',
    { reason: 'syntax', line: 2, detail: 'invalid end of input at 2:8' },
  ],
  [
    'an unfinished comment',
    ['set', ['a'], 1],
    '/* a',
    { reason: 'syntax', line: 1, detail: 'invalid end of input at 1:5' },
  ],
  ['an array as root', ['set', ['a'], 1], '// x\n[]', { reason: 'root-not-object', line: 2 }],
  ['a word as root', ['remove', ['a']], '"a"', { reason: 'root-not-object', line: 1 }],
  ['another root than an object', ['set', [], []], file, { reason: 'root-not-object' }],
  ['no root at all', ['remove', []], file, { reason: 'root-not-object' }],
  ['a key of a word', ['set', ['a', 'b', 'c'], 1], file, { reason: 'not-an-object', line: 2, detail: 'a.b' }],
  ['a key of nothing', ['set', ['none', 'c'], 1], file, { reason: 'not-an-object', line: 6, detail: 'none' }],
  [
    'a key of an array',
    ['set', ['list', 'c'], 1],
    file,
    { reason: 'not-an-object', line: 3, detail: 'list' },
  ],
  [
    'a long number is a key',
    ['set', ['list', '700000000000009'], 1],
    file,
    { reason: 'not-an-object', line: 3, detail: 'list' },
  ],
  ['a position in an object', ['set', ['a', 0], 1], file, { reason: 'not-an-array', line: 2, detail: 'a' }],
  [
    'a position in a word',
    ['set', ['a', 'b', 0], 1],
    file,
    { reason: 'not-an-array', line: 2, detail: 'a.b' },
  ],
  [
    'a position beyond the end',
    ['set', ['list', 2], 1],
    file,
    { reason: 'missing', line: 3, detail: 'list[2]' },
  ],
  [
    'a broken position',
    ['set', ['list', 0.5], 1],
    file,
    { reason: 'missing', line: 3, detail: 'list["0.5"]' },
  ],
  [
    'a position in an array to be made',
    ['set', ['new', 1], 1],
    file,
    { reason: 'missing', detail: 'new[1]' },
  ],
  ['an element of an object', ['push', ['a'], 1], file, { reason: 'not-an-array', line: 2, detail: 'a' }],
  ['an element of nothing', ['push', ['none'], 1], file, { reason: 'not-an-array', line: 6, detail: 'none' }],
  ['an element of the root', ['push', [], 1], file, { reason: 'not-an-array', line: 1 }],
  [
    'elements of a word',
    ['removeItem', ['a', 'b'], 0],
    file,
    { reason: 'not-an-array', line: 2, detail: 'a.b' },
  ],
  [
    'a new name for what is not there',
    ['rename', ['a', 'c'], 'd'],
    file,
    { reason: 'missing', detail: 'a.c' },
  ],
  ['a new name for the root', ['rename', [], 'd'], file, { reason: 'missing' }],
  [
    'a new name for an element',
    ['rename', ['list', 0], 'd'],
    file,
    { reason: 'not-an-object', line: 3, detail: 'list' },
  ],
  [
    'a name that is taken',
    ['rename', ['a'], 'none'],
    file,
    { reason: 'key-exists', line: 6, detail: 'none' },
  ],
])('refuses %s', (_, edit, before, refusal) => {
  expect(edited(before, edit)).toEqual({ ok: false, ...refusal });
});

test('refuses what JSON5 would read otherwise', () => {
  const deep = Array.from({ length: 300 }).reduce<JsonValue>((inner) => [inner], 1);
  expect(setAt('{}', ['a'], deep)).toEqual({ ok: false, reason: 'unsafe' });
});

test('says nothing on the console', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  expect(setAt("{ '\u2028': 'a\u2029' }", ['\u2028'], 'b')).toMatchObject({
    ok: true,
    text: "{ '\u2028': 'b' }",
  });
  expect(warn).not.toHaveBeenCalled();
});
