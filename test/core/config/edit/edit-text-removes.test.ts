import { describe, expect, test } from 'vitest';
import { casesOf, edited, type Golden, text } from './golden.ts';

const sameLine: readonly Golden[] = [
  ['the first', ['remove', ['a']], '{ a: 1, b: 2 }', '{ b: 2 }'],
  ['one between', ['remove', ['b']], '{ a: 1, b: 2, c: 3 }', '{ a: 1, c: 3 }'],
  ['the last', ['remove', ['c']], '{ a: 1, b: 2, c: 3 }', '{ a: 1, b: 2 }'],
  ['the last, with a trailing comma', ['remove', ['b']], '{ a: 1, b: 2, }', '{ a: 1, }'],
  ['the only one', ['remove', ['a']], '{ a: 1 }', '{}'],
  ['packed', ['remove', ['b']], '{"a":1,"b":2}', '{"a":1}'],
  ['commas that keep their distance', ['removeItem', ['a'], 1], '{ a: [1 ,2 ,3] }', '{ a: [1 ,3] }'],
  [
    'comments of others',
    ['remove', ['b']],
    '{ a: 1 /* a */, /* b */ b: 2 /* c */ }',
    '{ a: 1 /* a */ /* b */ /* c */ }',
  ],
  ['a comment about the line', ['remove', ['b']], '{ a: 1, b: 2 // both\n}', '{ a: 1 // both\n}'],
  ['each of equal keys', ['remove', ['a']], '{ a: 1, b: 2, "a": 3 }', '{ b: 2 }'],
  [
    'below the last of equal keys',
    ['remove', ['a', 'x']],
    '{ a: { x: 1 }, a: { x: 2, y: 3 } }',
    '{ a: { x: 1 }, a: { y: 3 } }',
  ],
  ['a key that is not there', ['remove', ['z', 'y']], '{ a: 1 }'],
  ['below what has no keys', ['remove', ['a', 'y']], '{ a: 1 }'],
  ['from a blank file', ['remove', ['a']], '// nothing\n'],
  ['a prototype name that is not there', ['remove', ['constructor']], '{ a: 1 }'],
  ['a prototype name that is', ['remove', ['__proto__']], '{ a: 1, __proto__: 2 }', '{ a: 1 }'],
];

const ownLines: readonly Golden[] = [
  [
    'its line and the comment on it, not those above and below',
    ['remove', ['b']],
    text`
      {
        a: 1, // one
        // above
        b: 2, // two
        // below
        c: 3, // three
      }
    `,
    text`
      {
        a: 1, // one
        // above
        // below
        c: 3, // three
      }
    `,
  ],
  [
    'the last line and the comma before it',
    ['remove', ['b']],
    text`
      {
        "a": 1, // one
        "b": {
          "c": 2
        } // two
      }
    `,
    text`
      {
        "a": 1 // one
      }
    `,
  ],
  [
    'the last line of those with trailing commas',
    ['remove', ['b']],
    text`
      {
        a: 1,
        b: 2, /* two */ // and more
      }
    `,
    text`
      {
        a: 1,
      }
    `,
  ],
  [
    'the only line',
    ['remove', ['a', 'b']],
    text`
      {
        a: {
          b: 1, // one
        },
      }
    `,
    text`
      {
        a: {},
      }
    `,
  ],
  [
    'the only line, but for comments',
    ['remove', ['a', 'b']],
    text`
      {
        a: {
          // none yet
          b: 1,
        },
      }
    `,
    text`
      {
        a: {
          // none yet
        },
      }
    `,
  ],
  [
    'a line after a block comment on it',
    ['remove', ['b']],
    text`
      {
        a: 1,
        /* off */ b: 2,
        c: 3,
      }
    `,
    text`
      {
        a: 1,
        /* off */
        c: 3,
      }
    `,
  ],
  [
    'a comment that goes on below stays',
    ['remove', ['a']],
    text`
      {
        a: 1, /* two
          lines */
        b: 2,
      }
    `,
    text`
      {
        /* two
          lines */
        b: 2,
      }
    `,
  ],
  ['CRLF and tabs', ['remove', ['b']], '{\r\n\ta: 1,\r\n\tb: 2,\r\n}\r\n', '{\r\n\ta: 1,\r\n}\r\n'],
  ['the bracket on the last line', ['remove', ['b']], '{ a: 1,\n  b: 2 }', '{ a: 1 }'],
  [
    'the bracket on the first line',
    ['removeItem', ['a'], 0],
    '{ a: [ 1, // one\n  2, // two\n] }',
    '{ a: [\n  2, // two\n] }',
  ],
  ['commas that start the lines', ['remove', ['b']], '{ a: 1\n, b: 2 // two\n, c: 3\n}', '{ a: 1\n, c: 3\n}'],
  ['commas that start the lines, the last', ['remove', ['b']], '{\n  a: 1\n  , b: 2\n}', '{\n  a: 1\n}'],
  ['a comma on a line by itself', ['remove', ['b']], '{\n  a: 1 // x\n  ,\n  b: 2\n}', '{\n  a: 1 // x\n}'],
];

const elements: readonly Golden[] = [
  ['at a position', ['removeItem', ['a'], 1], `{ a: ['x', 'y'] }`, `{ a: ['x'] }`],
  ['beyond the end', ['removeItem', ['a'], 2], `{ a: ['x', 'y'] }`],
  ['from an array that is not there', ['removeItem', ['b'], 0], `{ a: ['x', 'y'] }`],
  ['all that are equal', ['removeItem', ['a'], 'x'], `{ a: ['x', 'y', "x", 'z', 'x'] }`, `{ a: ['y', 'z'] }`],
  ['all of all', ['removeItem', ['a'], 'x'], `{ a: ['x', 'x'], }`, '{ a: [], }'],
  ['by a path', ['remove', ['a', 0]], `{ a: [{ b: 1 }, { b: 2 }] }`, `{ a: [{ b: 2 }] }`],
  [
    'with the comment on its line',
    ['removeItem', ['allowFrom'], '2'],
    text`
      {
        allowFrom: [
          "1", // An
          "2", // Bình
          // "3", // Chi, no longer
          "4", // Dũng
        ],
      }
    `,
    text`
      {
        allowFrom: [
          "1", // An
          // "3", // Chi, no longer
          "4", // Dũng
        ],
      }
    `,
  ],
  [
    'among others on the line',
    ['removeItem', ['a'], '3'],
    `{\n  a: [\n    '1', '2',\n    '3', '4', // four\n  ]\n}`,
    `{\n  a: [\n    '1', '2',\n    '4', // four\n  ]\n}`,
  ],
];

const pushes: readonly Golden[] = [
  ['on the line', ['push', ['a'], 'z'], `{ a: ["x", 'y'] }`, `{ a: ["x", 'y', 'z'] }`],
  ['packed', ['push', ['a'], 3], '{"a":[1,2]}', '{"a":[1,2,3]}'],
  ['with a trailing comma', ['push', ['a'], 3], '{ a: [ 1, 2, ] }', '{ a: [ 1, 2, 3, ] }'],
  ['what is there already', ['push', ['a'], 1], '{ a: [1] }', '{ a: [1, 1] }'],
  ['into an empty array', ['push', ['a'], '1'], `{ a: [], b: 'x' }`, `{ a: ['1'], b: 'x' }`],
  [
    'into an empty array, as JSON.stringify has it',
    ['push', ['a'], '1'],
    '{\n  "a": []\n}',
    '{\n  "a": [\n    "1"\n  ]\n}',
  ],
  ['into an empty array, bare keys', ['push', ['a'], '1'], '{\n  a: []\n}', '{\n  a: ["1"]\n}'],
  ['into an array that is not there', ['push', ['b', 'c'], '1'], `{ a: 'x' }`, `{ a: 'x', b: { c: ['1'] } }`],
  ['into an array of an array', ['push', ['a', 0], 2], '{ a: [[1]] }', '{ a: [[1, 2]] }'],
  [
    'after the last of many lines',
    ['push', ['a'], 9],
    '{ a: [\n    1, 2, 3,\n    4, 5\n  ] }',
    '{ a: [\n    1, 2, 3,\n    4, 5, 9\n  ] }',
  ],
  [
    'below a comment that ends the line',
    ['push', ['allowFrom'], '3'],
    text`
      {
        allowFrom: [
          '1', // An
          '2' // Bình
          // more
        ]
      }
    `,
    text`
      {
        allowFrom: [
          '1', // An
          '2', // Bình
          '3'
          // more
        ]
      }
    `,
  ],
  ['into a blank file', ['push', ['a'], 1], '\n', '{\n  "a": [\n    1\n  ]\n}\n'],
];

const renames: readonly Golden[] = [
  [
    'a bare key',
    ['rename', ['a', 'old'], 'new'],
    '{ a: { /* ! */ old /* ? */ : 1, x: 2 } }',
    '{ a: { /* ! */ new /* ? */ : 1, x: 2 } }',
  ],
  ['a quoted key', ['rename', ['old'], 'new'], `{ 'old': 1, "x": 2 }`, `{ 'new': 1, "x": 2 }`],
  ['a bare key that needs quotes', ['rename', ['old'], '12'], `{ old: 'x' }`, `{ '12': 'x' }`],
  ['a key that needs none any more', ['rename', ['12'], 'work'], `{ '12': 1, x: 2 }`, `{ work: 1, x: 2 }`],
  ['equal keys', ['rename', ['a'], 'b'], `{ a: 1, 'a': 2 }`, `{ b: 1, 'b': 2 }`],
  ['to itself', ['rename', ['a'], 'a'], '{ "a": 1 }'],
];

const tables: readonly (readonly [string, readonly Golden[]])[] = [
  ['removes from a line', sameLine],
  ['removes lines', ownLines],
  ['removes elements', elements],
  ['appends elements', pushes],
  ['renames keys', renames],
];

describe.each(tables)('%s', (_, goldens) => {
  test.each(casesOf(goldens))('$name', ({ edit, before, after }) => {
    expect(edited(before, edit)).toEqual({ ok: true, text: after ?? before, changed: after !== undefined });
  });
});
