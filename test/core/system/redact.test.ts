import { describe, expect, test } from 'vitest';
import { redactArgs, redacted, redactText, withoutUserWords } from '../../../src/core/system/redact.ts';

const base64 = 'iVBORw0KGgoAAAANSUhEUgAAAPYAAAD2CAAAAADAeSUUAAACeUlEQVR42u3ay27CMBAFUP7/p1up24r0';
const hex = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

test.each([
  ['a QR picture', `data:image/png;base64,${base64}==`, `data:image/png,${redacted}`],
  [
    'a QR picture in a line',
    `QR: data:image/png;base64,${base64} done`,
    `QR: data:image/png,${redacted} done`,
  ],
  ['a JSON field', '{"token":"abc","name":"An"}', `{"token":${redacted},"name":"An"}`],
  ['a JSON field with escapes', '{"password":"a\\"b","name":"An"}', `{"password":${redacted},"name":"An"}`],
  [
    'a list of cookies',
    '{"cookie":[{"key":"zpsid","value":"]s"}],"name":"An"}',
    `{"cookie":${redacted},"name":"An"}`,
  ],
  [
    'a list of cookies over lines',
    "cookie: [\n  { value: 'x' },\n],\nname: 1",
    `cookie: ${redacted},\nname: 1`,
  ],
  ['a cut field', '{"imei":"abcdef', `{"imei":${redacted}`],
  [
    'JSON within JSON',
    '{"a":"{\\"accessToken\\":\\"xyz\\",\\"b\\":1}"}',
    `{"a":"{\\"accessToken\\":${redacted},\\"b\\":1}"}`,
  ],
  ['a header', 'Cookie: zpsid=abc; other=def\nnext', `Cookie: ${redacted}\nnext`],
  ['another header', 'Authorization: Bearer abc.def', `Authorization: ${redacted}`],
  ['a cookie pair', 'zpsid=abc; x=1', `zpsid=${redacted}; x=1`],
  ['a query', 'https://a.test/?token=abc&b=2', `https://a.test/?token=${redacted}&b=2`],
  [
    'a session',
    '{"zpw_sek":"a","sessionKey":"b","pwd":"c","jwt":"d"}',
    `{"zpw_sek":${redacted},"sessionKey":${redacted},"pwd":${redacted},"jwt":${redacted}}`,
  ],
  [
    'a hook',
    'post https://hooks.slack.com/services/T/B/x now',
    `post https://hooks.slack.com/${redacted} now`,
  ],
  [
    'a hook in a path',
    'https://discord.com/api/webhooks/1/x',
    `https://discord.com/api/webhooks/${redacted}`,
  ],
  [
    'a bot',
    'https://api.telegram.org/bot12345:abcdefgh/getMe',
    `https://api.telegram.org/bot${redacted}/getMe`,
  ],
  ['a password in an address', 'https://an:pw@a.test/x', `https://an:${redacted}@a.test/x`],
  ['long hex', `key ${hex}.`, `key ${redacted}.`],
  ['long base64', `got ${base64}/+A1=`, `got ${redacted}`],
])('hides %s', (_, text, expected) => {
  expect(redactText(text)).toBe(expected);
});

test.each([
  'Error: Profile "default" has no credentials. Run: auth login',
  'Error: Đăng nhập thất bại',
  '1471383327500481391',
  '/home/An/Projects2/zalouser-tui/node_modules/openzca/dist/Cli1.js',
  'Another openzca listener already owns profile "default" (pid 4711).',
  'a-long-and-harmless-branch-name-that-has-no-digit-or-capital',
])('leaves %s alone', (text) => {
  expect(redactText(text)).toBe(text);
});

test('arguments keep their number', () => {
  expect(
    redactArgs([
      '--profile',
      'work',
      '--token',
      'abc',
      '--cookie=def',
      `data:image/png;base64,${base64}`,
      'hello',
    ]),
  ).toEqual([
    '--profile',
    'work',
    '--token',
    redacted,
    `--cookie=${redacted}`,
    `data:image/png,${redacted}`,
    'hello',
  ]);
});

test.each([
  [
    ['--key', 'X', '--auth', 'Y', '--pin', 'Z'],
    ['--key', redacted, '--auth', redacted, '--pin', redacted],
  ],
  [
    ['--gateway-auth=X', '--pwd=Y', '--keys', 'a'],
    [`--gateway-auth=${redacted}`, `--pwd=${redacted}`, '--keys', 'a'],
  ],
])('arguments %j', (args, expected) => {
  expect(redactArgs(args)).toEqual(expected);
});

test('a megabyte of brackets and quotes is no trouble', () => {
  const text = '"cookie":['.repeat(100_000);
  expect(redactText(text).startsWith(`"cookie":${redacted}`)).toBe(true);
});

describe('what a program says of the words it was given', () => {
  const args = ['friend', 'find', 'Nguyễn An'];
  const kept = ['friend', 'find', '<query>'];

  test('is kept without them, and without phone numbers', () => {
    const said = 'friend find: several match “Nguyễn An”: 0901 234 567, +84901234567, id 4512000000000004821';
    expect(withoutUserWords(said, args, kept)).toBe(
      'friend find: several match “<query>”: <number>, <number>, id 4512000000000004821',
    );
  });

  test('of a number, too, and of a word that is nothing but a blank nothing is taken', () => {
    expect(withoutUserWords('Unknown 0901234567', ['find', '0901234567'], ['find', '<query>'])).toBe(
      'Unknown <query>',
    );
    expect(withoutUserWords('a b', ['find', ' '], ['find', '<query>'])).toBe('a b');
  });
});
