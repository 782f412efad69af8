import { describe, expect, it } from 'vitest';
import type { DiffLine } from '../../../src/core/config/change-request.ts';
import { diffText } from '../../../src/core/config/diff.ts';

const signs = { same: ' ', added: '+', removed: '-', gap: '~' } as const;
const draw = (lines: readonly DiffLine[]): readonly string[] =>
  lines.map(({ kind, text }) => `${signs[kind]}${text}`);
const drawn = (before: string, after: string, context?: number): readonly string[] =>
  draw(diffText(before, after, context === undefined ? {} : { context }));
const numbered = (count: number, change: Readonly<Record<number, string>> = {}): string =>
  Array.from({ length: count }, (_, index) => `${change[index + 1] ?? `line ${index + 1}`}\n`).join('');

describe('diffText: lines', () => {
  it('says nothing of equal texts', () => {
    for (const text of ['', '{}', '{}\n', 'a\r\nb']) expect(diffText(text, text)).toEqual([]);
  });

  it('shows a change with three lines around it, numbered on both sides, and says how much is left out', () => {
    expect(diffText(numbered(20), numbered(20, { 10: 'new' }))).toEqual<readonly DiffLine[]>([
      { kind: 'gap', text: '6 unchanged lines' },
      { kind: 'same', text: 'line 7', beforeLine: 7, afterLine: 7 },
      { kind: 'same', text: 'line 8', beforeLine: 8, afterLine: 8 },
      { kind: 'same', text: 'line 9', beforeLine: 9, afterLine: 9 },
      { kind: 'removed', text: 'line 10', beforeLine: 10 },
      { kind: 'added', text: 'new', afterLine: 10 },
      { kind: 'same', text: 'line 11', beforeLine: 11, afterLine: 11 },
      { kind: 'same', text: 'line 12', beforeLine: 12, afterLine: 12 },
      { kind: 'same', text: 'line 13', beforeLine: 13, afterLine: 13 },
      { kind: 'gap', text: '7 unchanged lines' },
    ]);
  });

  it('counts the lines of each side by itself', () => {
    const lines = diffText('a\nb\nc\n', 'a\nx\ny\nb\nc\n', { context: 1 });
    expect(draw(lines)).toEqual([' a', '+x', '+y', ' b', ' c']);
    expect(lines.map(({ beforeLine, afterLine }) => [beforeLine, afterLine])).toEqual([
      [1, 1],
      [undefined, 2],
      [undefined, 3],
      [2, 4],
      [3, 5],
    ]);
  });

  it.each<[string, string, string, number, readonly string[]]>([
    ['a new file', '', 'a\nb\n', 3, ['+a', '+b']],
    ['a removed file', 'a\n', '', 3, ['-a']],
    ['no context', numbered(3), numbered(3, { 2: 'x' }), 0, [' line 1', '-line 2', '+x', ' line 3']],
    [
      'a gap of two between changes',
      numbered(4),
      numbered(4, { 1: 'x', 4: 'y' }),
      0,
      ['-line 1', '+x', '~2 unchanged lines', '-line 4', '+y'],
    ],
    [
      'a gap of one is no gap',
      numbered(3),
      numbered(3, { 1: 'x', 3: 'y' }),
      0,
      ['-line 1', '+x', ' line 2', '-line 3', '+y'],
    ],
    [
      'changes close to each other',
      numbered(9),
      numbered(9, { 2: 'x', 8: 'y' }),
      3,
      [
        ' line 1',
        '-line 2',
        '+x',
        ' line 3',
        ' line 4',
        ' line 5',
        ' line 6',
        ' line 7',
        '-line 8',
        '+y',
        ' line 9',
      ],
    ],
    [
      'lines that repeat',
      '[\n1,\n1,\n]\n',
      '[\n1,\n1,\n1,\n]\n',
      1,
      ['~2 unchanged lines', ' 1,', '+1,', ' ]'],
    ],
  ])('%s', (_, before, after, context, expected) => {
    expect(drawn(before, after, context)).toEqual(expected);
  });

  // The shortest way between these would take minutes: the deadline tells.
  it('gives up the shortest way when everything changed', { timeout: 20_000 }, () => {
    const lines = diffText(numbered(20_000), numbered(20_000).replaceAll('line', 'row'));
    expect(lines).toHaveLength(40_000);
    expect(lines[0]).toMatchObject({ kind: 'removed', text: 'line 1' });
    expect(lines.at(-1)).toMatchObject({ kind: 'added', text: 'row 20000', afterLine: 20_000 });
  });
});

describe('diffText: what cannot be seen', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['line endings', 'a\nb\n', 'a\r\nb\r\n', ['-a', '-b', '+a^M', '+b^M']],
    ['a single line ending', 'a\r\nb\r\n', 'a\r\nb\n', [' a^M', '-b^M', '+b']],
    ['no line endings when all are CRLF', 'a\r\nb\r\n', 'a\r\nc\r\n', [' a', '-b', '+c']],
    ['a newline at the end that goes', 'a\nb\n', 'a\nb', [' a', '-b', '+b (no newline at the end)']],
    ['a newline at the end that comes', 'b', 'b\n', ['-b (no newline at the end)', '+b']],
    ['no word of it when both have none', 'a\nb', 'a\nc', [' a', '-b', '+c']],
    ['a carriage return alone', 'a', 'a\r', ['-a', '+a^M']],
    ['a byte order mark that comes', '{}\n', '\ufeff{}\n', ['-{}', '+<U+FEFF>{}']],
    ['no mark when both have it', '\ufeff{\n}', '\ufeff{a:1\n}', ['-{', '+{a:1', ' }']],
    ['a tab for spaces', '  a\n', '\ta\n', ['-  a', '+→ a']],
    ['a blank that is no space', 'a b', 'a\u00a0b', ['-a b', '+a<U+00A0>b']],
    ['escape sequences', 'a', '\u001b[31m\u009b2J\u0007\u007f', ['-a', '+^[[31m<U+009B>2J^G^?']],
    ['direction controls', 'admin', 'nimda\u202e', ['-admin', '+nimda<U+202E>']],
    ['invisible letters', 'name', 'na\u200bm\u{e0041}e\u3164', ['-name', '+na<U+200B>m<U+E0041>e<U+3164>']],
    ['a lone surrogate', 'a', '\ud83d', ['-a', '+<U+D83D>']],
    ['line separators, which do not end a line here', 'a', 'b\u2028c', ['-a', '+b<U+2028>c']],
    ['stray joiners and selectors', 'ab', 'a\u200db\ufe0f', ['-ab', '+a<U+200D>b<U+FE0F>']],
  ])('shows %s', (_, before, after, expected) => {
    expect(drawn(before, after)).toEqual(expected);
  });

  it('leaves Vietnamese and emoji as they are', () => {
    const text = 'Nguyễn Đặng 👨‍👩‍👧 ❤️ 1️⃣';
    expect(drawn('', text)).toEqual([`+${text}`]);
    expect(drawn('', text.normalize('NFD'))).toEqual([`+${text}`]);
  });

  it('cuts a long line around the place that changed', () => {
    const long = (value: string): string =>
      `{${'"key": 1, '.repeat(200)}"dmPolicy": "${value}"${', "k": 2'.repeat(200)}}`;
    const [removed, added] = diffText(long('pairing'), long('open'));
    expect(removed?.text).toMatch(/^….*"dmPolicy": "pairing".*…$/u);
    expect(added?.text).toMatch(/^….*"dmPolicy": "open".*…$/u);
    for (const line of [removed, added]) expect(line?.text.length).toBeLessThan(410);
    expect(diffText('', long('x'))[0]?.text).toMatch(/^\{"key": 1.*[^…]…$/u);
  });

  it('does not cut an emoji in two', () => {
    for (let length = 70; length < 90; length += 1) {
      const [, added] = diffText(
        `${'😀'.repeat(300)}${'x'.repeat(length)}`,
        `${'😀'.repeat(300)}${'x'.repeat(length)}y`,
      );
      expect(added?.text.isWellFormed()).toBe(true);
    }
  });
});

describe('diffText: secrets', () => {
  const shown = (text: string): readonly string[] => drawn('', text).map((line) => line.slice(1));

  it.each<[string, readonly string[]]>([
    ['{token: "abc",', ['{token: "[redacted]",']],
    ["'botToken': 'a\\'b', x: 1", ["'botToken': '[redacted]', x: 1"]],
    [
      '{"gateway": {"auth": {"token": "abc", "password": "d e"}}}',
      ['{"gateway": {"auth": {"token": "[redacted]", "password": "[redacted]"}}}'],
    ],
    [
      '{apiKey: "k", api_key: "k", GROQ_API_KEY: "k"}',
      ['{apiKey: "[redacted]", api_key: "[redacted]", GROQ_API_KEY: "[redacted]"}'],
    ],
    [
      '{cookie: "z=1", clientSecret: "s", password: 1234}',
      ['{cookie: "[redacted]", clientSecret: "[redacted]", password: [redacted]}'],
    ],
    ['// token: abc\n/* password = "x" */', ['// token: [redacted]', '/* password = "[redacted]" */']],
    [
      '{secrets: {\n a: "x",\n b: ["y",\n "z"],\n}}',
      ['{secrets: {', ' a: "[redacted]",', ' b: ["[redacted]",', ' "[redacted]"],', '}}'],
    ],
    ['{apiKeys: [\n"x",\n"y"]}', ['{apiKeys: [', '"[redacted]",', '"[redacted]"]}']],
    ['{token: "a\\\nb",\nx: 1}', ['{token: [redacted]', '[redacted],', 'x: 1}']],
    ['{url: "https://an:pw@host/?token=abc&x=1"}', ['{url: "https://an:[redacted]@host/?token=[redacted]"}']],
    [
      '{authorization: "Bearer abc"} // Authorization: Bearer abc',
      ['{authorization: "[redacted]"} // Authorization: [redacted]'],
    ],
    ['{x: "sk-Ab1cdEFGhijkLMNopqrs2tuvwxYZ0123456789abcd"}', ['{x: "[redacted]"}']],
    [
      '{pwd: "a", pass: "a", pin: 1234, jwt: "a", auth: "a", key: "a", sessionKey: "a", zpw_sek: "a", X_AUTH_KEYS: ["a"], hookPin2: "a"}',
      [
        '{pwd: "[redacted]", pass: "[redacted]", pin: [redacted], jwt: "[redacted]", auth: "[redacted]", key: "[redacted]", sessionKey: "[redacted]", zpw_sek: "[redacted]", X_AUTH_KEYS: ["[redacted]"], hookPin2: "[redacted]"}',
      ],
    ],
    [
      '{args: ["--token", "X", "-v", "--api-key", "Y", "--pin=12", "x"]}',
      ['{args: ["--token", "[redacted]", "-v", "--api-key", "[redacted]", "--pin=[redacted]", "x"]}'],
    ],
    [
      '// pwd: abc, --key=abc\n/* sessionKey = "x" */',
      ['// pwd: [redacted], --key=[redacted]', '/* sessionKey = "[redacted]" */'],
    ],
    ['{url: "https://hooks.slack.com/services/T0/B0/x"}', ['{url: "https://hooks.slack.com/[redacted]"}']],
    [
      '{x: "https://discord.com/api/webhooks/1/abc"} // https://a.test/hook/x',
      ['{x: "https://discord.com/api/webhooks/[redacted]"} // https://a.test/hook/[redacted]'],
    ],
    [
      '{webhookUrl: "https://n8n.test/x/abc", callback: "http://a.test/b?c=d"}',
      ['{webhookUrl: "https://n8n.test/[redacted]", callback: "http://a.test/[redacted]"}'],
    ],
    [
      '{x: "https://api.telegram.org/bot12345:abcdefgh-ij/x"}',
      ['{x: "https://api.telegram.org/bot[redacted]/x"}'],
    ],
    ['{x: "https://ghp_abcdefghijklmno@host/y"}', ['{x: "https://[redacted]@host/y"}']],
    ['{x: "https://a.test/?sig=abc"}', ['{x: "https://a.test/?sig=[redacted]"}']],
    ['\ufeff{token: "abc"}', ['<U+FEFF>{token: "[redacted]"}']],
    [
      '{zpsid: "x", z_uuid: "x", bearer: "x", passcode: "x"}',
      ['{zpsid: "[redacted]", z_uuid: "[redacted]", bearer: "[redacted]", passcode: "[redacted]"}'],
    ],
    [
      '{webhook: {url: "https://a.test/x"}, site: {url: "https://a.test/x"}}',
      ['{webhook: {url: "https://a.test/[redacted]"}, site: {url: "https://a.test/x"}}'],
    ],
    [
      '{run: "curl --token x -u y --api-key=x -z"} // --pin 12, --token ${TOKEN}',
      ['{run: "curl --token [redacted] -u y --api-key=[redacted] -z"} // --pin [redacted], --token ${TOKEN}'],
    ],
  ])('hides those of %j', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it.each([
    '{token: "${ZALO_TOKEN}", password: ""}',
    '{maxTokens: 4000, contextTokens: 1, reserveTokens: 5, passwordFile: "/etc/x"}',
    '{groups: {"Secret tokens": {tools: {allow: ["a", "b"]}}}, accounts: {secrets: {dmPolicy: "open"}}}',
    '{accounts: {secretary: {allowFrom: ["512000000000000001"]}}}',
    '{token: null, secret: true}',
    '{hotkey: "x", keys: true, publicKey: "x", passed: "x", author: "x", spin: "x", design: "x", pinned: ["x"]}',
    '{auth: {mode: "token"}, hooks: {path: "/hooks", enabled: true}, webhookUrl: "https://a.test"}',
    '{args: ["--keys", "x", "token", "--token"]}',
    '{run: "openclaw --tokens x token x --profile y"}',
    '{allowFrom: ["512000000000000001", "https://zalo.me/x"], id: "3f2504e0-4f89-11d3-9a0c-0305e82c3301"}',
  ])('leaves %s alone', (text) => {
    expect(shown(text)).toEqual([text]);
  });

  it('hides them on every kind of line, also in text that does not parse, and shows that a secret changed', () => {
    const before = '{\n  // mine\n  "token": "old",\n  "a": 1,\n';
    expect(drawn(before, before.replace('1', '2'))).toEqual([
      ' {',
      '   // mine',
      '   "token": "[redacted]",',
      '-  "a": 1,',
      '+  "a": 2,',
    ]);
    expect(drawn(before, before.replace('old', 'new'), 0)).toEqual([
      '~2 unchanged lines',
      '-  "token": "[redacted]",',
      '+  "token": "[redacted]",',
      '   "a": 1,',
    ]);
  });

  // Half a million letters in the square of the time would take minutes: the deadline tells.
  it.each(['token', 'token:', '://a:', '"', 'a.', 'x'.repeat(31), 'token="\\', '[', '{token:'])(
    'takes time in proportion to a flood of %j',
    { timeout: 20_000 },
    (flood) => {
      expect(diffText('', flood.repeat(500_000 / flood.length))).toHaveLength(1);
    },
  );
});
