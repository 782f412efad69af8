import { describe, expect, test } from 'vitest';
import { casesOf, edited, type Golden, text } from './golden.ts';

const zalouser = ['channels', 'zalouser'] as const;

const values: readonly Golden[] = [
  ['a word in its own quotes', ['set', ['a'], 'open'], `{ a: 'x', b: "y" }`, `{ a: 'open', b: "y" }`],
  ['the other quotes', ['set', ['b'], 'open'], `{ a: 'x', b: "y" }`, `{ a: 'x', b: "open" }`],
  ['a quote inside', ['set', ['a'], `it's "x"`], `{ a: 'x' }`, String.raw`{ a: 'it\'s "x"' }`],
  [
    'a backslash and breaks',
    ['set', ['a'], '\\\n\r\t\u2028\u0000'],
    `{ a: 'x' }`,
    String.raw`{ a: '\\\n\r\t\u2028\u0000' }`,
  ],
  [
    'what cannot be seen',
    ['set', ['a'], '\u202e\u200f\ufeff\ud800x👪'],
    '{"a":1}',
    String.raw`{"a":"\u202e\u200f\ufeff\ud800x👪"}`,
  ],
  ['a boolean', ['set', ['a'], false], '{a:true/*x*/,}', '{a:false/*x*/,}'],
  ['a number', ['set', ['a'], -1.5], '{a:.5}', '{a:-1.5}'],
  ['infinity', ['set', ['a'], Infinity], '{a:1}', '{a:Infinity}'],
  ['null', ['set', ['a'], null], '{a:[1]}', '{a:null}'],
  [
    'among numbers of every kind',
    ['set', ['x'], 1],
    '{a:.5,b:+.5,c:-.5,d:0xF,e:NaN,x:-Infinity,f:5.}',
    '{a:.5,b:+.5,c:-.5,d:0xF,e:NaN,x:1,f:5.}',
  ],
  ['among words as keys', ['set', ['x'], 1], '{null:1,true:2,NaN:3,x:0}', '{null:1,true:2,NaN:3,x:1}'],
  ['past a continued line', ['set', ['b'], 1], "{a:'x\\\r\ny',b:0}", "{a:'x\\\r\ny',b:1}"],
  [
    'past U+2028 in a string and after a comment',
    ['set', ['b'], 1],
    "{a:'\u2028', // x\u2028b:0}",
    "{a:'\u2028', // x\u2028b:1}",
  ],
  [
    'a key written with an escape',
    ['set', ['ab'], 1],
    String.raw`{ \u0061b: 0 }`,
    String.raw`{ \u0061b: 1 }`,
  ],
  ['the last of equal keys', ['set', ['a'], 3], '{ a: 1, b: 0, a: 2 }', '{ a: 1, b: 0, a: 3 }'],
  [
    'below the last of equal keys',
    ['set', ['a', 'y'], 3],
    '{ a: { x: 1 }, a: { y: 2 } }',
    '{ a: { x: 1 }, a: { y: 3 } }',
  ],
  ['an element', ['set', ['a', 1], 'z'], `{ a: ['x', 'y', // why\n] }`, `{ a: ['x', 'z', // why\n] }`],
  ['an element, by a decimal string', ['set', ['a', '0'], 'z'], `{ a: ['x'] }`, `{ a: ['z'] }`],
  [
    'a key like those of prototypes',
    ['set', ['__proto__', 'constructor'], 1],
    '{ __proto__: { constructor: 0 } }',
    '{ __proto__: { constructor: 1 } }',
  ],
  ['after a byte order mark', ['set', ['a'], 2], '\ufeff{ a: 1 }', '\ufeff{ a: 2 }'],
  ['the same word', ['set', ['a'], 'x'], `{ a: 'x' }`],
  ['the same number, written otherwise', ['set', ['a'], 31], '{ a: 0x1F }'],
  [
    'the same object in another order',
    ['set', ['a'], { y: [1], x: NaN }],
    '{ a: { x: NaN, /* ! */ y: [+1,] } }',
  ],
  ['minus zero', ['set', ['a'], 0], '{ a: -0 }'],
];

const containers: readonly Golden[] = [
  [
    'only the keys that differ',
    ['set', ['groups', '12'], { allow: false, enabled: true }],
    text`
      {
        groups: {
          '12': {
            // why
            allow: true, // so
            tools: ['a'], // gone
            enabled: true,
          },
        },
      }
    `,
    text`
      {
        groups: {
          '12': {
            // why
            allow: false, // so
            enabled: true,
          },
        },
      }
    `,
  ],
  [
    'only the elements that are new or gone',
    ['set', ['allowFrom'], ['1', '3', '4']],
    text`
      {
        allowFrom: [
          '1', // An
          '2', // Bình
          '3', // Chi
        ],
      }
    `,
    text`
      {
        allowFrom: [
          '1', // An
          '3', // Chi
          '4',
        ],
      }
    `,
  ],
  [
    'an entry for another: the comment was about the first',
    ['set', ['allowFrom'], ['1', '9']],
    text`
      {
        allowFrom: [
          '1', // An
          '2' // Bình
        ]
      }
    `,
    text`
      {
        allowFrom: [
          '1', // An
          '9'
        ]
      }
    `,
  ],
  [
    'objects in an array, in their places',
    ['set', ['a'], [{ x: 1 }, { x: 3 }]],
    '{ a: [{ x: 1 }, /* 2 */ { x: 2 }] }',
    '{ a: [{ x: 1 }, /* 2 */ { x: 3 }] }',
  ],
  ['nothing that stays', ['set', ['a'], [3]], '{ a: [1, 2] }', '{ a: [3] }'],
  ['an empty object for a full one', ['set', ['a'], {}], '{ a: { x: 1 } }', '{ a: {} }'],
  ['another kind', ['set', ['a'], ['x']], `{ a: { x: 1 }, b: 'y' }`, `{ a: ['x'], b: 'y' }`],
  ['the root', ['set', [], { a: 1, c: 3 }], '{ a: 1, b: 2 } // end', '{ a: 1, c: 3 } // end'],
];

const newKeys: readonly Golden[] = [
  ['on the line of the others', ['set', ['b'], 2], '{ a: 1 }', '{ a: 1, b: 2 }'],
  ['packed as the others', ['set', ['b'], { c: [1, 'x'] }], '{"a":1}', '{"a":1,"b":{"c":[1,"x"]}}'],
  ['quoted as the others', ['set', ['b'], 'y'], `{ 'a': 'x' }`, `{ 'a': 'x', 'b': 'y' }`],
  ['bare as the others', ['set', ['b'], 'y'], `{ a: 'x' }`, `{ a: 'x', b: 'y' }`],
  ['quoted for need among bare ones', ['set', ['7000'], 'y'], `{ a: 'x' }`, `{ a: 'x', '7000': 'y' }`],
  [
    'bare among those quoted for need',
    ['set', ['g', 'any'], 1],
    `{ g: { '7000': 0 } }`,
    `{ g: { '7000': 0, any: 1 } }`,
  ],
  ['odd keys', ['set', ['a\n"b\''], 1], `{ x: "y" }`, String.raw`{ x: "y", "a\n\"b'": 1 }`],
  ['with a trailing comma on the line', ['set', ['b'], 2], '{ a: 1, }', '{ a: 1, b: 2, }'],
  ['behind a comment on the line', ['set', ['b'], 2], '{ a: 1 /* one */ }', '{ a: 1 /* one */, b: 2 }'],
  ['with blanks around the colon', ['set', ['b'], 2], '{a : 1}', '{a : 1, b : 2}'],
  ['under a prototype name', ['set', ['__proto__', 'x'], 1], '{ a: 1 }', '{ a: 1, __proto__: { x: 1 } }'],
  ['below a line comment', ['set', ['b'], 2], '{ a: 1 // one\n}', '{ a: 1, // one\n  b: 2\n}'],
  ['into an empty object', ['set', ['a', 'b'], 1], '{ x: 0, a: {} }', '{ x: 0, a: { b: 1 } }'],
  [
    'into an empty object with a comment',
    ['set', ['a', 'b'], 1],
    '{ a: { /* none */ } }',
    '{ a: { /* none */ b: 1 } }',
  ],
  ['into an empty root', ['set', ['a'], 'x'], '{}', '{\n  "a": "x"\n}'],
  ['into an empty file', ['set', ['a', 'b'], 'x'], '', '{\n  "a": {\n    "b": "x"\n  }\n}\n'],
  ['into a file with a mark only', ['set', ['a'], 1], '\ufeff', '\ufeff{\n  "a": 1\n}\n'],
  [
    'into a file with comments only',
    ['set', ['a'], 1],
    '// mine\r\n/* all */',
    '// mine\r\n/* all */\r\n{\r\n  "a": 1\r\n}\r\n',
  ],
  ['an array where the next key is 0', ['set', ['a', 0, 'b'], 1], '{ x: 0 }', '{ x: 0, a: [{ b: 1 }] }'],
  ['after the last element', ['set', ['a', 1], 2], '{ a: [1] }', '{ a: [1, 2] }'],
];

const lines: readonly Golden[] = [
  [
    'a line of its own, with the trailing comma of the others',
    ['set', [...zalouser, 'dmPolicy'], 'pairing'],
    text`
      {
        channels: {
          zalouser: {
            enabled: true, // on
            // more to come
          },
        },
      }
    `,
    text`
      {
        channels: {
          zalouser: {
            enabled: true, // on
            dmPolicy: 'pairing',
            // more to come
          },
        },
      }
    `.replaceAll("'", '"'),
  ],
  [
    'without a trailing comma, below the comment',
    ['set', ['b'], 'y'],
    text`
      {
        "a": "x" // one
      }
    `,
    text`
      {
        "a": "x", // one
        "b": "y"
      }
    `,
  ],
  [
    'parents that are missing, as JSON.stringify has it',
    ['set', [...zalouser, 'allowFrom'], ['1', '2']],
    text`
      {
          "gateway": {
              "mode": "local"
          }
      }
    `,
    text`
      {
          "gateway": {
              "mode": "local"
          },
          "channels": {
              "zalouser": {
                  "allowFrom": [
                      "1",
                      "2"
                  ]
              }
          }
      }
    `,
  ],
  [
    'tabs and CRLF',
    ['set', ['a', 'c'], [1]],
    '{\r\n\ta: {\r\n\t\tb: [2],\r\n\t},\r\n}\r\n',
    '{\r\n\ta: {\r\n\t\tb: [2],\r\n\t\tc: [1],\r\n\t},\r\n}\r\n',
  ],
  [
    'on one line as its neighbours',
    ['set', ['groups', '34'], { allow: false, tools: { deny: ['exec'] } }],
    text`
      {
        groups: {
          "12": { allow: true },
        },
      }
    `,
    text`
      {
        groups: {
          "12": { allow: true },
          "34": { allow: false, tools: { deny: ["exec"] } },
        },
      }
    `,
  ],
  [
    'on several lines as its neighbours, however short',
    ['set', ['groups', '34'], { allow: false }],
    text`
      {
        groups: {
          "12": {
            allow: true
          }
        }
      }
    `,
    text`
      {
        groups: {
          "12": {
            allow: true
          },
          "34": {
            allow: false
          }
        }
      }
    `,
  ],
  [
    'into an empty object among others on several lines',
    ['set', ['groups', '12'], { allow: true }],
    text`
      {
        a: { b: 1 },
        groups: {
        },
      }
    `,
    text`
      {
        a: { b: 1 },
        groups: {
          "12": { allow: true },
        },
      }
    `,
  ],
  [
    'below the comments of an empty object',
    ['set', ['groups', 'x'], 1],
    text`
      {
        groups: {
            // "12": 0
        }, // end
      }
    `,
    text`
      {
        groups: {
            // "12": 0
            x: 1,
        }, // end
      }
    `,
  ],
  [
    'below a comment behind the bracket',
    ['set', ['x'], 1],
    text`
      { // "12": 0
      }
    `,
    text`
      { // "12": 0
        "x": 1
      }
    `,
  ],
  ['the bracket on the last line', ['set', ['c'], 3], '{ a: 1,\n  b: 2 }', '{ a: 1,\n  b: 2,\n  c: 3 }'],
  [
    'a comma on a line of its own',
    ['set', ['c'], 3],
    '{\n  b: 2 // x\n  , // y\n}',
    '{\n  b: 2 // x\n  , // y\n  c: 3,\n}',
  ],
  [
    'commas that start the lines',
    ['set', ['c'], 3],
    '{\n  a: 1\n  , b: 2 // x\n}',
    '{\n  a: 1\n  , b: 2 // x\n  , c: 3\n}',
  ],
  [
    'a comment over several lines',
    ['set', ['c'], 3],
    '{\n  b: 2 /* x\n    y */\n}',
    '{\n  b: 2, /* x\n    y */\n  c: 3\n}',
  ],
  [
    'objects that share their lines',
    ['set', ['a', 1], { x: 2 }],
    '{\n  a: [{\n    x: 1\n  }]\n}',
    '{\n  a: [{\n    x: 1\n  }, {\n    x: 2\n  }]\n}',
  ],
];

const tables: readonly (readonly [string, readonly Golden[]])[] = [
  ['sets a value', values],
  ['sets an object or an array', containers],
  ['adds a key', newKeys],
  ['adds lines', lines],
];

describe.each(tables)('%s', (_, goldens) => {
  test.each(casesOf(goldens))('$name', ({ edit, before, after }) => {
    const done = after ?? before;
    expect(edited(before, edit)).toEqual({ ok: true, text: done, changed: after !== undefined });
    if (edit[0] === 'set') expect(edited(done, edit)).toEqual({ ok: true, text: done, changed: false });
  });
});
