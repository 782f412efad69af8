// What can be offered at a Tab from the files of OpenClaw alone.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { noSuggestions, readSuggestions } from '../../../src/cli/commands/suggestions.ts';
import { tempDir } from '../../support/temp-dir.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const minutesAgo = (minutes: number): string => new Date(nowMs - minutes * 60_000).toISOString();

const config = `{ channels: { zalouser: { accounts: {
  default: { name: 'Tiệm Hoa Mai', groups: { '4500': { allow: true }, 'group:4501': {}, '*': {}, 'Nhóm bán hàng': {} } },
  shop: { groups: { '4502': {} } },
} } } }`;

const request = (code: string, id: string, rest: object = {}): object => ({
  id,
  code,
  createdAt: minutesAgo(5),
  ...rest,
});

const requests = [
  request('K7PQ2MXD', '7001', { meta: { accountId: 'default', name: 'Nguyễn An' } }),
  request('AAAA2222', '7002', { meta: { accountId: 'shop' } }),
  request('BBBB3333', '7003', {
    createdAt: minutesAgo(61),
    meta: { accountId: 'default', name: 'Too late' },
  }),
];

interface Files {
  readonly [name: string]: string;
}

const standard: Files = {
  'openclaw.json': config,
  'credentials/zalouser-pairing.json': JSON.stringify({ version: 1, requests }),
  'credentials/zalouser-default-allowFrom.json': JSON.stringify({
    version: 1,
    allowFrom: ['7100', 'zalouser:7101'],
  }),
  'credentials/zalouser-shop-allowFrom.json': JSON.stringify({ version: 1, allowFrom: ['7100'] }),
};

const worldOf = async (files: Files) => {
  const homeDir = await tempDir();
  const stateDir = path.join(homeDir, 'state');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(stateDir, name)), { recursive: true });
    await writeFile(path.join(stateDir, name), text);
  }
  return { homeDir, env: { OPENCLAW_STATE_DIR: stateDir }, nowMs, stateDir };
};

const read = async (files: Files, ...typed: readonly string[]) =>
  readSuggestions(typed, await worldOf(files));

/** With a sender of that name. */
const withName = (name: string): Files => ({
  ...standard,
  'credentials/zalouser-pairing.json': JSON.stringify({
    version: 1,
    requests: [request('K7PQ2MXD', '7001', { meta: { name } })],
  }),
});

describe('from the files', () => {
  test('accounts with their labels, codes that can still be used, approved ids once, groups by id', async () => {
    expect(await read(standard, 'pairing', 'approve', '')).toEqual({
      account: [
        { value: 'default', description: 'Tiệm Hoa Mai' },
        { value: 'shop', description: '' },
      ],
      code: [
        { value: 'K7PQ2MXD', description: 'Nguyễn An (id 7001) on default' },
        { value: 'AAAA2222', description: 'The person with the id 7002 on shop' },
      ],
      approved: [
        { value: '7100', description: 'default, shop' },
        { value: '7101', description: 'default' },
      ],
      group: [
        { value: '4500', description: 'default' },
        { value: '4501', description: 'default' },
        { value: '4502', description: 'shop' },
      ],
    });
  });

  test.each([
    ['--account', 'shop'],
    ['--account', ' SHOP '],
    ['--account=shop'],
    ['--account', 'default', '--account', 'shop'],
  ])('of one account with %j %j', async (...flag) => {
    const { account, code, approved, group } = await read(standard, 'pairing', 'approve', ...flag, '');
    expect(account.map(({ value }) => value)).toEqual(['default', 'shop']);
    expect([code, approved, group].map((list) => list.map(({ value }) => value))).toEqual([
      ['AAAA2222'],
      ['7100'],
      ['4502'],
    ]);
  });

  test('a value that is being typed is none yet', async () => {
    const { code } = await read(standard, 'pairing', 'approve', '--account', 'sh');
    expect(code).toHaveLength(2);
  });

  test('of the config that was typed', async () => {
    const world = await worldOf({
      ...standard,
      'other.json': `{ channels: { zalouser: { accounts: { other: {} } } } }`,
    });
    const file = path.join(world.stateDir, 'other.json');
    for (const flag of [['--config', file], [`--config=${file}`]]) {
      expect((await readSuggestions(['status', ...flag, '--account', ''], world)).account).toEqual([
        { value: 'other', description: '' },
      ]);
    }
    const there = { ...world, homeDir: world.stateDir };
    expect((await readSuggestions(['status', '--config', '~/other.json', ''], there)).account).toHaveLength(
      1,
    );
  });

  test('with one account nobody needs to hear which', async () => {
    const files = { ...standard, 'openclaw.json': '{ channels: { zalouser: {} } }' };
    const { account, code } = await read(files, '');
    expect(account).toEqual([{ value: 'default', description: '' }]);
    expect(code[0]).toEqual({ value: 'K7PQ2MXD', description: 'Nguyễn An (id 7001)' });
  });
});

describe('nothing, and no complaint', () => {
  test.each<[string, Files]>([
    ['no files', {}],
    ['a broken config', { ...standard, 'openclaw.json': '{ channels: ' }],
    ['an empty config', { ...standard, 'openclaw.json': '' }],
    ['a config that is no object', { ...standard, 'openclaw.json': '[1]' }],
    ['a config that is a folder', { 'openclaw.json/inside': '' }],
  ])('%s', async (_name, files) => {
    expect(await read(files, 'pairing', 'approve', '')).toEqual(noSuggestions);
  });

  test('the demo has a world of its own', async () => {
    expect(await read(standard, 'pairing', 'approve', '--demo', '')).toEqual(noSuggestions);
  });

  test.each<[string, string]>([
    ['garbage', '\u0000\u0001{'],
    ['of another version', '{"version":2,"requests":[]}'],
    ['no list', '{"requests":{}}'],
  ])('of a store that is %s only what it holds is missing', async (_name, text) => {
    const { account, code, approved } = await read(
      { ...standard, 'credentials/zalouser-pairing.json': text },
      '',
    );
    expect([account.length, code.length, approved.length]).toEqual([2, 0, 2]);
  });

  test('of 2026.9.6, whose requests only openclaw knows', async () => {
    const { 'openclaw.json': main = '' } = standard;
    const { account, code, approved } = await read(
      { 'openclaw.json': main, 'state/openclaw.sqlite': '' },
      '',
    );
    expect([account.length, code, approved]).toEqual([2, [], []]);
  });
});

describe('the shell', () => {
  const hostile = [
    'two\nlines',
    'a\ttab',
    '\u001b[31mred\u001b]0;title\u0007',
    '\u009b2Jgone',
    '\u202Egnol',
    '$(touch /tmp/owned) `id` ${HOME} \\x',
    `%F{red} : :4 ${'long '.repeat(200)}`,
    '',
    '  \u200b ',
  ];

  test.each(hostile)('a description is one short harmless line: %j', async (name) => {
    const { code } = await read(withName(name), 'pairing', 'approve', '');
    expect(code.map(({ value }) => value)).toEqual(['K7PQ2MXD']);
    const [{ description } = { description: '' }] = code;
    expect(description).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u202e\\`$]/u);
    expect(description.length).toBeLessThan(100);
    expect(description).toContain('7001');
  });

  test.each(['$(id)', '`id`', 'a b', '-x', "a'b", 'a;b', 'ạ', '../x', '*', 'x'.repeat(65)])(
    'offers no %j to be typed',
    async (value) => {
      const files = {
        'openclaw.json': JSON.stringify({
          channels: { zalouser: { accounts: { default: {}, [value]: {} }, groups: { [value]: {} } } },
        }),
        'credentials/zalouser-pairing.json': JSON.stringify({
          requests: [request(value, '7001'), request('K7PQ2MXD', value)],
        }),
        'credentials/zalouser-default-allowFrom.json': JSON.stringify({ allowFrom: [value] }),
      };
      const values = Object.values(await read(files, '')).flatMap((list) =>
        list.map((suggestion) => suggestion.value),
      );
      expect(values).not.toContain(value);
      for (const offered of values) expect(offered).toMatch(/^\w[\w-]{0,63}$/);
    },
  );
});
