import { link, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { maxConfigBytes, readConfig } from '../../../src/core/config/read.ts';
import { type ConfigReading, createPlaceFinder, sourcesOf } from '../../../src/core/config/reading.ts';
import { diskFiles } from '../../../src/core/system/files.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createQuickClock } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

let dir: string;
const at = (name: string): string => path.join(dir, name);

beforeEach(async () => {
  dir = await tempDir();
});

const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), text);
  }
};

/** Reads with a clock that moves by itself. */
const read = async (
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<ConfigReading> => {
  await write(files);
  const clock = createQuickClock(0);
  return readConfig({ path: at('openclaw.json'), env, clock, envFile: at('.env') });
};
const codes = ({ findings }: ConfigReading): readonly string[] => findings.map(({ code }) => code);

describe('JSON5', () => {
  it('says nothing on the terminal about a separator inside a string', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await read({ 'openclaw.json': "{ a: 'x\u2028y' }" })).toMatchObject({ value: { a: 'x\u2028y' } });
    expect(warn).not.toHaveBeenCalled();
  });

  it('takes comments, trailing commas, bare keys, single quotes, hex and continued lines', async () => {
    const text = `// top\n{ a: 'one', /* two */ "b": 0x10, c: ['x',], d: 'line \\\ncont', }`;
    expect(await read({ 'openclaw.json': text })).toMatchObject({
      status: 'ready',
      value: { a: 'one', b: 16, c: ['x'], d: 'line cont' },
      findings: [],
    });
  });

  it('takes a byte order mark and CRLF', async () => {
    expect(await read({ 'openclaw.json': '\ufeff{\r\n  a: 1,\r\n}\r\n' })).toMatchObject({
      status: 'ready',
      value: { a: 1 },
    });
  });

  it.each<[string, Buffer, string]>([
    ['UTF-16 with a mark', Buffer.from('\ufeff{ a: 1 }', 'utf16le'), 'UTF-16'],
    ['UTF-16 the other way round', Buffer.from('\ufeff{ a: 1 }', 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from('{ a: 1 }', 'utf16le'), 'UTF-16'],
    ['UTF-16 without a mark the other way round', Buffer.from('{ a: 1 }', 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16 and nothing in it', Buffer.from('\ufeff', 'utf16le'), 'UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x7d, 0, 0, 0]), 'UTF-32'],
    ['UTF-32 the other way round, without a mark', Buffer.from([0, 0, 0, 0x7b, 0, 0, 0, 0x7d]), 'UTF-32'],
  ])('names the encoding of a file that is not UTF-8: %s', async (_, bytes, encoding) => {
    await writeFile(at('openclaw.json'), bytes);
    const reading = await read();
    const sentence = `is saved as ${encoding}; OpenClaw reads UTF-8 only.`;
    expect(reading.status).toBe('broken');
    expect(reading.findings).toMatchObject([
      { code: 'config-broken', sentence: `The config ${at('openclaw.json')} ${sentence}` },
    ]);
    await writeFile(at('inner.json'), bytes);
    const [finding] = (await read({ 'openclaw.json': '{ $include: "./inner.json" }' })).findings;
    expect(finding).toMatchObject({
      code: 'include-broken',
      sentence: expect.stringContaining(sentence),
      place: { line: 1 },
    });
  });

  it('takes no text in UTF-8 for another', async () => {
    for (const text of ['{ a: "\ufffd\ufffd" }', '{\0', '\0{', '{}', '{"a":"\0\0\0"}', 'áé'])
      expect(
        (await read({ 'openclaw.json': text })).findings.map(({ sentence }) => sentence).join(),
      ).not.toContain('UTF-');
  });

  it('reads nothing that is far too big, a folder, or a link to itself', async () => {
    const facts = { isFile: true, bytes: maxConfigBytes + 1, links: 1 };
    const huge = { ...diskFiles, facts: async () => facts, text: () => Promise.reject(new Error('read')) };
    const reading = await readConfig({
      path: at('openclaw.json'),
      env: {},
      clock: createQuickClock(0),
      files: huge,
    });
    expect(reading.findings).toMatchObject([
      {
        code: 'config-unreadable',
        sentence: expect.stringContaining('has 33 MiB; at most 32 MiB are read.'),
      },
    ]);
    await symlink('openclaw.json', at('openclaw.json'));
    expect((await read()).findings).toMatchObject([
      { code: 'config-unreadable', sentence: expect.stringContaining('leads back to itself') },
    ]);
    await rm(at('openclaw.json'));
    await symlink('b.json', at('b.json'));
    const [include] = (await read({ 'openclaw.json': '{ $include: "./b.json" }' })).findings;
    expect(include).toMatchObject({
      code: 'include-unreadable',
      sentence: expect.stringContaining('leads back to itself'),
    });
  });

  it('tells file and line of a syntax error', async () => {
    const reading = await read({ 'openclaw.json': '{\n  a: 1,\n  b 2\n}' });
    expect(reading).toMatchObject({ status: 'broken', value: {} });
    expect(reading.findings).toEqual([
      expect.objectContaining({
        code: 'config-broken',
        severity: 'problem',
        place: { file: at('openclaw.json'), line: 3 },
      }),
    ]);
  });

  it.each([
    ['an empty file', '', 'is empty'],
    ['blanks only', ' \n', 'is empty'],
    ['a list', '[1]', 'does not hold an object'],
    ['a word', '"x"', 'does not hold an object'],
    ['garbage', '\u0000\u0001\u001b[31m', 'is not valid JSON5'],
  ])('is broken by %s', async (_, text, says) => {
    const reading = await read({ 'openclaw.json': text });
    expect(reading.status).toBe('broken');
    expect(reading.findings[0]?.sentence).toContain(says);
    expect(reading.findings[0]?.sentence).not.toMatch(/[\u0000-\u001f]/u);
  });

  it('is missing where there is no file, and no file is made', async () => {
    const reading = await read();
    expect(reading).toMatchObject({ status: 'missing', value: {}, files: [at('openclaw.json')] });
    expect(codes(reading)).toEqual(['config-missing']);
    expect(await readdir(dir)).toEqual([]);
  });

  it('is broken by a folder in its place', async () => {
    await mkdir(at('openclaw.json'));
    const reading = await read();
    expect(reading.status).toBe('broken');
    expect(codes(reading)).toEqual(['config-unreadable']);
  });

  it('survives nesting deeper than the stack', async () => {
    const depth = 50_000;
    const reading = await read({ 'openclaw.json': `${'{a:'.repeat(depth)}1${'}'.repeat(depth)}` });
    expect(reading.status).toBe('broken');
  });

  it('does not let a key reach a prototype', async () => {
    const reading = await read({
      'openclaw.json': '{"__proto__": {"polluted": 1}, constructor: 1, $include: "b.json"}',
      'b.json': '{"__proto__": {"polluted": 1}}',
    });
    expect(reading.status).toBe('ready');
    expect(Reflect.get(reading.value, 'polluted')).toBeUndefined();
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('keeps other names of a prototype as the keys they are, but never merges one over another file', async () => {
    const reading = await read({
      'openclaw.json':
        '{ groups: { constructor: { enabled: false } }, zalo: { $include: "b.json", prototype: {} } }',
      'b.json': '{ constructor: {} }',
    });
    expect(reading.value).toEqual({ groups: { constructor: { enabled: false } }, zalo: { constructor: {} } });
  });
});

describe('a file that is being written', () => {
  it('is read again after 50 ms', async () => {
    await write({ 'openclaw.json': '{ a: 1, b' });
    const clock = createFakeClock();
    const reading = readConfig({ path: at('openclaw.json'), env: {}, clock });
    await until(() => clock.pending === 1);
    expect(clock.nextInMs).toBe(50);
    await writeFile(at('openclaw.json'), '{ a: 1, b: 2 }');
    clock.advance(50);
    expect(await reading).toMatchObject({ status: 'ready', value: { a: 1, b: 2 } });
  });

  it('is waited for once only', async () => {
    await write({ 'openclaw.json': '{' });
    const clock = createFakeClock();
    const reading = readConfig({ path: at('openclaw.json'), env: {}, clock });
    await until(() => clock.pending === 1);
    clock.advance(50);
    expect((await reading).status).toBe('broken');
    expect(clock.pending).toBe(0);
  });

  it('does not happen for a good file', async () => {
    await write({ 'openclaw.json': '{}' });
    const clock = createFakeClock();
    await readConfig({ path: at('openclaw.json'), env: {}, clock });
    expect(clock.pending).toBe(0);
  });
});

describe('$include', () => {
  it('merges deeply, joins lists, and lets keys beside it override', async () => {
    const reading = await read({
      'openclaw.json':
        '{ channels: { zalouser: { $include: "./zalo.json5", allowFrom: ["3"], dmPolicy: "pairing" } } }',
      'zalo.json5': '{ allowFrom: ["1", "2"], dmPolicy: "open", groups: { "9": { allow: true } } }',
    });
    expect(reading.value).toEqual({
      channels: {
        zalouser: { allowFrom: ['1', '2', '3'], dmPolicy: 'pairing', groups: { 9: { allow: true } } },
      },
    });
    expect(reading.findings).toEqual([]);
    expect(reading.files).toEqual(
      expect.arrayContaining([at('openclaw.json'), at('zalo.json5'), at('.env')]),
    );
  });

  it('takes a list, later files over earlier ones, includes in includes relative to their file', async () => {
    const reading = await read({
      'openclaw.json': '{ $include: ["a.json", "sub/b.json"], x: { own: 1 } }',
      'a.json': '{ x: { own: 0, a: 1, both: "a" } }',
      'sub/b.json': '{ $include: "c.json", x: { both: "b" } }',
      'sub/c.json': '{ x: { both: "c", c: 1 } }',
    });
    expect(reading.value).toEqual({ x: { own: 1, a: 1, both: 'b', c: 1 } });
  });

  it('takes a value that is no object where nothing stands beside it', async () => {
    expect(
      (await read({ 'openclaw.json': '{ list: { $include: "l.json" } }', 'l.json': '[1, 2]' })).value,
    ).toEqual({ list: [1, 2] });
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['a missing file', { 'openclaw.json': '{\n$include: "gone.json", a: 1 }' }, 'include-missing'],
    ['a file outside', { 'openclaw.json': '{\n$include: "../outside.json", a: 1 }' }, 'include-outside'],
    [
      'an absolute path outside',
      { 'openclaw.json': '{\n$include: "/etc/hostname", a: 1 }' },
      'include-outside',
    ],
    ['a number', { 'openclaw.json': '{\n$include: 7, a: 1 }' }, 'include-bad-value'],
    ['an object', { 'openclaw.json': '{\n$include: {}, a: 1 }' }, 'include-bad-value'],
    ['itself', { 'openclaw.json': '{\n$include: "openclaw.json", a: 1 }' }, 'include-circular'],
    [
      'a list beside keys',
      { 'openclaw.json': '{\n$include: "l.json", a: 1 }', 'l.json': '[1]' },
      'include-not-object',
    ],
    [
      'a file of more than 2 MiB',
      { 'openclaw.json': '{\n$include: "big.json", a: 1 }', 'big.json': `{}${' '.repeat(2 * 1024 * 1024)}` },
      'include-refused',
    ],
  ])('tells about %s with its line, and the rest works', async (_, files, code) => {
    const reading = await read(files);
    expect(reading).toMatchObject({ status: 'ready', value: { a: 1 } });
    expect(reading.findings).toEqual([
      expect.objectContaining({ code, severity: 'problem', place: { file: at('openclaw.json'), line: 2 } }),
    ]);
  });

  it('tells the line of an error in an included file, and merges the others', async () => {
    const reading = await read({
      'openclaw.json': '{ $include: ["bad.json", "good.json"], a: 1 }',
      'bad.json': '{\n\n x',
      'good.json': '{ b: 2 }',
    });
    expect(reading).toMatchObject({ status: 'ready', value: { a: 1, b: 2 } });
    expect(reading.findings).toEqual([
      expect.objectContaining({ code: 'include-broken', place: { file: at('bad.json'), line: 3 } }),
    ]);
  });

  it('finds a circle through two files', async () => {
    const reading = await read({
      'openclaw.json': '{ $include: "a.json" }',
      'a.json': '{ $include: "b.json", a: 1 }',
      'b.json': '{ $include: "a.json", b: 1 }',
    });
    expect(reading.value).toEqual({ a: 1, b: 1 });
    expect(reading.findings).toEqual([
      expect.objectContaining({ code: 'include-circular', place: { file: at('b.json'), line: 1 } }),
    ]);
    expect(reading.findings[0]?.sentence).toContain('openclaw.json → a.json → b.json → a.json');
  });

  it('goes ten includes deep and no further', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `f${index + 1}.json`,
        `{ "k${index + 1}": 1, $include: "f${index + 2}.json" }`,
      ]),
    );
    const reading = await read({ 'openclaw.json': '{ $include: "f1.json" }', ...chain });
    expect(Object.keys(reading.value)).toHaveLength(10);
    expect(codes(reading)).toEqual(['include-too-deep']);
  });

  it('follows no link that leads outside', async () => {
    const outside = await tempDir();
    await writeFile(path.join(outside, 'secret.json'), '{ secret: 1 }');
    await symlink(path.join(outside, 'secret.json'), at('in.json'));
    const reading = await read({ 'openclaw.json': '{ $include: "in.json" }' });
    expect(reading.value).toEqual({});
    expect(codes(reading)).toEqual(['include-outside']);
  });

  it('refuses hard links, as OpenClaw does', async () => {
    await writeFile(at('one.json'), '{ one: 1 }');
    await link(at('one.json'), at('two.json'));
    expect(codes(await read({ 'openclaw.json': '{ $include: "two.json" }' }))).toEqual(['include-refused']);
  });
});

describe('${VAR}', () => {
  it('is replaced in values, not in keys; $${VAR} stays as text', async () => {
    const text =
      '{ a: "${GRP}-${GRP}", "${GRP}": 1, list: ["x${ONE}"], literal: "$${GRP}", lower: "${grp}", dollar: "$GRP" }';
    expect((await read({ 'openclaw.json': text }, { GRP: 'g', ONE: '1' })).value).toEqual({
      a: 'g-g',
      '${GRP}': 1,
      list: ['x1'],
      literal: '${GRP}',
      lower: '${grp}',
      dollar: '$GRP',
    });
  });

  it('is told when it is missing or empty, once a variable, and left as written', async () => {
    const reading = await read(
      {
        'openclaw.json':
          '{\n gateway: {\n  auth: { token: "${MY_TOKEN}" } },\n b: "${MY_TOKEN}", c: "${EMPTY}", d: 1 }',
      },
      { EMPTY: '' },
    );
    expect(reading.value).toEqual({
      gateway: { auth: { token: '${MY_TOKEN}' } },
      b: '${MY_TOKEN}',
      c: '${EMPTY}',
      d: 1,
    });
    expect(reading.findings.map(({ code, place }) => [code, place?.line])).toEqual([
      ['variable-missing', 3],
      ['variable-missing', 4],
    ]);
    expect(reading.findings[0]?.sentence).toContain('gateway.auth.token uses ${MY_TOKEN}');
  });

  it('comes from the environment, else from .env beside the config, else from env.vars', async () => {
    const files = {
      'openclaw.json':
        '{ env: { vars: { A: "vars", B: "vars", C: "vars" } }, a: "${A}", b: "${B}", c: "${C}" }',
      '.env': 'A=file\nB="file"\n',
    };
    expect((await read(files, { A: 'environment' })).value).toMatchObject({
      a: 'environment',
      b: 'file',
      c: 'vars',
    });
  });

  it('never shows a value in a finding', async () => {
    const reading = await read({ 'openclaw.json': '{ token: "${SECRET}x${GONE}" }' }, { SECRET: 'hunter2' });
    expect(JSON.stringify(reading.findings)).not.toContain('hunter2');
  });
});

describe('where a value comes from', () => {
  const files = {
    'openclaw.json':
      '{\n  channels: {\n    zalouser: {\n      $include: "zalo.json",\n      dmPolicy: "pairing",\n      allowFrom: ["3"],\n    },\n  },\n}',
    'zalo.json': '{\n  dmPolicy: "open",\n  allowFrom: ["1"],\n  groups: {\n    "9": {},\n  },\n}',
  };
  const zalo = (...keys: string[]): string[] => ['channels', 'zalouser', ...keys];

  it('names the owning files, strongest first', async () => {
    const reading = await read(files);
    const owners = (...keys: string[]): readonly string[] =>
      sourcesOf(reading, zalo(...keys)).map(({ file }) => path.basename(file));
    expect(owners('dmPolicy')).toEqual(['openclaw.json', 'zalo.json']);
    expect(owners('groups')).toEqual(['zalo.json']);
    expect(owners('nowhere')).toEqual([]);
    expect(sourcesOf(reading, zalo('groups'))[0]).toMatchObject({ mount: zalo(), text: files['zalo.json'] });
  });

  it('tells file and line, of the nearest parent where a key is not written', async () => {
    const placeOf = createPlaceFinder(await read(files));
    expect(placeOf(zalo('dmPolicy'))).toEqual({ file: at('openclaw.json'), line: 5 });
    expect(placeOf(zalo('groups', '9'))).toEqual({ file: at('zalo.json'), line: 5 });
    expect(placeOf(zalo('groupPolicy'))).toEqual({ file: at('openclaw.json'), line: 3 });
    expect(placeOf(['plugins', 'entries'])).toEqual({ file: at('openclaw.json'), line: 1 });
  });

  it('leaves every file as it was', async () => {
    await read(files);
    expect(await readFile(at('openclaw.json'), 'utf8')).toBe(files['openclaw.json']);
    expect((await readdir(dir)).sort()).toEqual(['openclaw.json', 'zalo.json']);
  });
});

it('tells about a file that the system will not open', async () => {
  await write({ 'openclaw.json': '{ $include: "a.json", b: 1 }', 'a.json': '{}' });
  const deny =
    (name: string) =>
    async (file: string): Promise<string> => {
      if (path.basename(file) === name) throw Object.assign(new Error('denied'), { code: 'EACCES' });
      return readFile(file, 'utf8');
    };
  const clock = createFakeClock();
  const withDenied = (name: string) =>
    readConfig({ path: at('openclaw.json'), env: {}, clock, files: { ...diskFiles, text: deny(name) } });
  expect(codes(await withDenied('openclaw.json'))).toEqual(['config-unreadable']);
  const partial = await withDenied('a.json');
  expect(partial).toMatchObject({ status: 'ready', value: { b: 1 } });
  expect(codes(partial)).toEqual(['include-unreadable']);
});
