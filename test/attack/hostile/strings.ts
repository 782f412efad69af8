// What strangers write to break a terminal, a parser, a file or a command. All of it from a seed.
import type { Random } from '../../core/config/edit/random.ts';

/** Stands in every payload that would show that an attack went through. */
export const hijack = 'HIJACKED';

const esc = '\u001B';
const bel = '\u0007';
const backslashEnd = `${esc}\\`;

type Make = (random: Random) => string;

const words: Make = (random) =>
  random.pick([
    'chào shop',
    'Nguyễn Đặng',
    'Nguyễn'.normalize('NFD'),
    'còn hàng không?',
    'ok',
    '日本語',
    '한국어',
    'مرحبا',
    'a',
    ' ',
    'x'.repeat(40),
  ]);

const csi: Make = (random) => {
  const begin = random.pick([`${esc}[`, '\u009B', `${esc}${esc}[`, `${esc}[${esc}[`]);
  const middle = random.pick([
    '',
    '?',
    '>',
    '<',
    '=',
    '!',
    ' ',
    '$',
    '0;',
    '5;5',
    '999',
    '2;3;',
    '1;1;99;99',
    '9'.repeat(70),
  ]);
  return (
    begin +
    middle +
    random.pick([
      'H',
      'J',
      '2J',
      '3J',
      'K',
      'A',
      'B',
      'C',
      'D',
      'm',
      '31m',
      '?25h',
      '?25l',
      '?1049l',
      '?1049h',
      '?1000h',
      '?1003h',
      '?2004l',
      '?7h',
      '?2026h',
      'r',
      'S',
      'T',
      'L',
      'M',
      'P',
      'X',
      '@',
      'c',
      'n',
      '6n',
      's',
      'u',
      't',
      '8;1;1t',
      '21t',
      'p',
      '!p',
      'q',
      '4h',
      '20h',
      'Z',
      'b',
      '',
    ])
  );
};

const clip = Buffer.from(hijack).toString('base64');
const osc: Make = (random) => {
  const begin = random.pick([`${esc}]`, '\u009D', `${esc}${esc}]`]);
  const body = random.pick([
    `0;${hijack}`,
    `2;${hijack}`,
    `1;${hijack}`,
    `52;c;${clip}`,
    '52;c;?',
    `8;;http://${hijack}.invalid`,
    `8;id=1;file:///etc/passwd`,
    `9;${hijack}`,
    `777;notify;${hijack};x`,
    '4;1;?',
    '10;?',
    '11;#ffffff',
    '104',
    '133;A',
    `1337;File=name=${clip}:AAAA`,
    `7;file://${hijack}/`,
    '',
  ]);
  return begin + body + random.pick([bel, backslashEnd, '\u009C', '', '\n', '\u0018', `${esc}`]);
};

const strings: Make = (random) =>
  random.pick([`${esc}P`, `${esc}_`, `${esc}^`, `${esc}X`, '\u0090', '\u009F', '\u009E', '\u0098']) +
  random.pick([
    `${hijack}`,
    '1$r0m',
    '+q544e',
    `tmux;${esc}${esc}]0;${hijack}${bel}`,
    'q#0;2;0;0;0#0~~',
    'Ga=T,f=24,s=1,v=1;AAAA',
    '',
  ]) +
  random.pick([backslashEnd, '\u009C', bel, '', '\n']);

const escapes: Make = (random) =>
  esc +
  random.pick([
    'c',
    '7',
    '8',
    'D',
    'E',
    'M',
    'H',
    'N',
    'O',
    '(0',
    '(B',
    ')0',
    '#8',
    '%G',
    '=',
    '>',
    'l',
    'n',
    '|',
    '}',
    '~',
    ' F',
    '\u0000',
    esc,
    '',
  ]);

const control: Make = (random) =>
  String.fromCharCode(random.pick([random.below(0x20), 0x7f, 0x80 + random.below(0x20)]));

const breaks: Make = (random) =>
  random.pick([
    '\n',
    '\r',
    '\r\n',
    '\n\r',
    '\u0085',
    '\u2028',
    '\u2029',
    '\u000B',
    '\u000C',
    '\n'.repeat(30),
    '\r\r\n',
  ]);

const bidi: Make = (random) =>
  String.fromCharCode(
    random.pick([
      0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a,
      0x206f,
    ]),
  );

const invisible: Make = (random) =>
  String.fromCodePoint(
    random.pick([
      0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2064, 0x2800,
      0x3164, 0xfe00, 0xfe0e, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0x1d159, 0x1d173, 0xe0001, 0xe0020,
      0xe0041, 0xe007f, 0xe0100, 0xe01ef, 0x1bca0,
    ]),
  );

const tower: Make = (random) =>
  random.pick(['e', 'Ệ', '日', '😀', '']) +
  random
    .pick(['\u0301', '\u0323\u0302', '\u0489', '\u20dd', '\u0e49', '\u1ab0'])
    .repeat(1 + random.below(60));

const emoji: Make = (random) =>
  random.pick([
    '👨‍👩‍👧‍👦',
    '👩🏽‍🚀',
    '🏳️‍🌈',
    '🏴‍☠️',
    '🇻🇳',
    '🇻',
    '🇻🇳🇺🇸🇻',
    '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    '1️⃣',
    '❤️',
    '☺',
    '👍🏿',
    '😀',
    '‍👩',
    '👩‍',
    '🧑‍🧑‍🧑‍🧑‍🧑‍🧑',
    '\u{1F3FB}',
    '⌚︎',
    '\u{1F9D1}\u200D\u{1F9D1}\u{1F3FE}',
  ]);

const surrogate: Make = (random) => String.fromCharCode(0xd800 + random.below(0x800));

const keys: Make = (random) =>
  random.pick([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
    '{"__proto__":{"polluted":1}}',
    'length',
    'default',
    '*',
    'undefined',
    'null',
    'NaN',
    'true',
  ]);

const argument: Make = (random) =>
  random.pick([
    '-x',
    '--',
    '-',
    '--help',
    '--profile=evil',
    '-g',
    '-rf',
    '--json\n--force',
    '-\u0000',
    '$(touch /tmp/x)',
    '`id`',
    ';reboot',
    '&& reboot',
    '| sh',
    '%s%n',
    '"',
    "'",
    '\\',
    '\\\\n',
    '!!',
    '*',
    '~',
    '>',
    '{a,b}',
    '\u0000',
    'a\u0000b',
    '=',
    '@file',
    '%PATH%',
    '^C',
  ]);

const place: Make = (random) =>
  random.pick([
    '../',
    '../../../../etc/passwd',
    '/dev/tty',
    '/',
    '..',
    '.',
    './',
    '~/.ssh/id_rsa',
    'C:\\',
    '\\\\host\\share',
    'file:///etc/passwd',
    'con',
    'a/b',
    '....//',
    '%2e%2e/',
    'x'.repeat(300),
  ]);

const json: Make = (random) =>
  random.pick([
    '"}',
    '\\u001b[2J',
    '\\u009b2J',
    '{"a":1}',
    '[[[[[[[[',
    '\\"',
    '\\ud800',
    '1e999',
    '12345678901234567890',
    '-0',
    '//',
    '/*',
    '${x}',
    '{{x}}',
    '&lt;b&gt;',
    '<script>',
    "'; DROP TABLE x; --",
  ]);

const frame: Make = (random) =>
  random.pick([
    '│',
    '─'.repeat(30),
    '┌┐└┘',
    '› ',
    '█',
    '╭╮',
    '1 Status  2 Feed',
    '? help',
    'Cancel',
    '[redacted]',
    '↵',
    '…',
    '\t',
    '\t\t\t',
  ]);

const wide: Make = (random) =>
  random.pick([
    'ｗｉｄｅ',
    '　',
    '﷽',
    '𒐫',
    '꧅',
    '⸻',
    'ㅤ',
    '\u{1F1FB}',
    'ﬃ',
    'ก็็็็',
    'Ǆ',
    'İ',
    'ß',
    'ſ',
    '\u0345',
    '\u1E9E',
  ]);

const makers: readonly [Make, ...Make[]] = [
  words,
  words,
  csi,
  osc,
  strings,
  escapes,
  control,
  breaks,
  bidi,
  invisible,
  tower,
  emoji,
  surrogate,
  keys,
  argument,
  place,
  json,
  frame,
  wide,
];

/** One hostile text of a few pieces; now and then only one kind, over and over. */
export const hostileText = (random: Random): string => {
  if (random.chance(0.03)) {
    const make = random.pick(makers);
    return Array.from({ length: 1 + random.below(60) }, () => make(random)).join('');
  }
  let text = '';
  for (let pieces = 1 + random.below(6); pieces > 0; pieces -= 1) text += random.pick(makers)(random);
  return text;
};

/** A text of about `units` UTF-16 code units, made of one hostile piece. */
export const hugeHostileText = (random: Random, units: number): string => {
  const piece = hostileText(random) || 'x';
  return piece.repeat(Math.ceil(units / piece.length)).slice(0, units);
};

/** Bytes that are no UTF-8 in places: cut characters, overlong forms, surrogates, bytes that never occur. */
export const hostileBytes = (random: Random): Uint8Array => {
  const bad = random.pick([
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
    [0xf5],
    [0xff, 0xfe],
    [0xe1, 0xbb],
    [0x9b, 0x32, 0x4a],
    [0xc1, 0x9b],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
  ]);
  return Buffer.concat([
    Buffer.from(hostileText(random)),
    Buffer.from(bad),
    Buffer.from(hostileText(random)),
  ]);
};
