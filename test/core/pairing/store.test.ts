import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PairingRequest } from '../../../src/core/model/people.ts';
import {
  accountsOfFile,
  approvedFileName,
  approvedFileNames,
  isStoreFile,
  matchCode,
  type StoreScope,
} from '../../../src/core/pairing/files.ts';
import { createPairingStore, type PairingStore } from '../../../src/core/pairing/store.ts';
import { accountId, defaultAccountId, pairingCode, userId } from '../../../src/core/shared/ids.ts';
import { aRequest } from '../../support/builders.ts';
import { firstShort } from '../../support/first-short.ts';
import { type OwnedDisk, ownedFiles, plainFiles } from '../../support/owned-files.ts';
import { createQuickClock } from '../../support/quick-clock.ts';
import { seedsUpTo } from '../../support/seeds.ts';
import { tempDir } from '../../support/temp-dir.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/openclaw-226/store');
/** Shortly after the recorded requests were written. */
const nowMs = Date.parse('2026-11-22T15:40:00.000Z');

let dir: string;
let store: PairingStore;
const clock = createQuickClock(nowMs);

beforeEach(async () => {
  dir = path.join(await tempDir(), 'credentials');
  await mkdir(dir, { mode: 0o700 });
  store = createPairingStore({ credentialsDir: dir, clock });
});

const at = (name: string): string => path.join(dir, name);
const text = (name: string): Promise<string> => readFile(at(name), 'utf8');
const put = (name: string, value: unknown): Promise<void> =>
  writeFile(at(name), typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`);
const record = async (...names: readonly string[]): Promise<void> => {
  for (const name of names) await copyFile(path.join(fixtures, name), at(name));
};
const recorded = ['zalouser-pairing.json', 'zalouser-default-allowFrom.json', 'zalouser-work-allowFrom.json'];
const first = async (): Promise<PairingRequest> => {
  const request = (await store.read()).requests[0];
  if (!request) throw new Error('No request.');
  return request;
};
const request = (id: string, account = 'default', extra: object = {}) => ({
  id,
  code: 'K7PQ2MXD',
  createdAt: '2026-11-22T15:30:00.000Z',
  lastSeenAt: '2026-11-22T15:31:00.000Z',
  meta: { accountId: account },
  ...extra,
});
const ask = (id: string, account = 'default'): PairingRequest =>
  aRequest({ senderId: id, accountId: account });

describe('reading', () => {
  it('reads what the gateway wrote', async () => {
    await record(...recorded);
    expect(await store.read()).toEqual({
      requests: [
        {
          accountId: 'default',
          senderId: '700000000000009',
          code: 'K4778CYH',
          name: 'Người Lạ',
          createdAtMs: Date.parse('2026-11-22T15:36:29.445Z'),
          lastSeenAtMs: Date.parse('2026-11-22T15:36:32.481Z'),
          expiresAtMs: Date.parse('2026-11-22T16:36:29.445Z'),
        },
        {
          accountId: 'default',
          senderId: '700000000000010',
          code: 'MVJUVHC4',
          createdAtMs: Date.parse('2026-11-22T15:36:35.527Z'),
          lastSeenAtMs: Date.parse('2026-11-22T15:36:35.527Z'),
          expiresAtMs: Date.parse('2026-11-22T16:36:35.527Z'),
        },
      ],
      approved: [
        ...['111000111000111', '600000000000001', '600000000000002', '700000000000001'].map((senderId) => ({
          accountId: 'default',
          senderId,
        })),
        { accountId: 'work', senderId: '700000000000009' },
      ],
      problems: [],
      isFolderMissing: false,
    });
  });

  it('is empty without a folder, and makes none; an empty file is one without requests', async () => {
    const nowhere = path.join(dir, 'not-there');
    const empty = { requests: [], approved: [], problems: [] };
    expect(await createPairingStore({ credentialsDir: nowhere, clock }).read()).toEqual({
      ...empty,
      isFolderMissing: true,
    });
    await copyFile(path.join(fixtures, 'zalouser-pairing.empty.json'), at('zalouser-pairing.json'));
    expect(await store.read()).toEqual({ ...empty, isFolderMissing: false });
    expect(await readdir(dir)).toEqual(['zalouser-pairing.json']);
  });

  it('never writes, whatever it finds', async () => {
    const old = {
      version: 1,
      requests: [request('1', 'default', { createdAt: '2020-01-01T00:00:00.000Z' })],
    };
    await put('zalouser-pairing.json', old);
    const before = await stat(at('zalouser-pairing.json'));
    expect((await store.read()).requests).toHaveLength(1);
    const after = await stat(at('zalouser-pairing.json'));
    expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
    expect(await readdir(dir)).toEqual(['zalouser-pairing.json']);
  });

  it('counts the unscoped file for default, once with its own, and for no other account', async () => {
    await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['1', '2'] });
    await put('zalouser-default-allowFrom.json', { version: 1, allowFrom: ['2', '3'] });
    await put('zalouser-work-allowFrom.json', { version: 1, allowFrom: [] });
    const { approved } = await store.read();
    expect(approved.map((one) => `${one.accountId}:${one.senderId}`).sort()).toEqual([
      'default:1',
      'default:2',
      'default:3',
    ]);
  });

  it('reads an entry as the gateway does: prefix and blanks off, * and what is no text out', async () => {
    await put('zalouser-work-allowFrom.json', {
      version: 1,
      allowFrom: [' zalouser:1 ', 'ZLU:2', '1', '*', '', null, {}, 3],
    });
    expect((await store.read()).approved.map(({ senderId }) => senderId)).toEqual(['1', '2', '3']);
  });

  it('keeps all digits of an id that stands there as a bare number', async () => {
    await put('zalouser-work-allowFrom.json', '{"version":1,"allowFrom":[1471383327500481391]}');
    expect((await store.read()).approved).toEqual([{ accountId: 'work', senderId: '1471383327500481391' }]);
  });

  it('passes over requests that make no sense, makes names harmless, and takes default where no account is named', async () => {
    const odd = [
      null,
      7,
      'x',
      {},
      { id: '1' },
      { code: 'AAAAAAAA' },
      request('2', 'Work', { meta: { name: '\u001b[31mX\u202e', accountId: 'Work' } }),
      request('3', '', { meta: null, createdAt: 'never' }),
    ];
    await put('zalouser-pairing.json', { version: 1, requests: odd });
    const { requests } = await store.read();
    expect(requests).toMatchObject([
      { senderId: '2', accountId: 'work', name: 'X' },
      { senderId: '3', accountId: 'default', createdAtMs: 0 },
    ]);
    expect(requests[1]).not.toHaveProperty('name');
  });

  it('tells about a damaged file and reads the others', async () => {
    await put('zalouser-pairing.json', '{"version": 1, "requests": [');
    await put('zalouser-default-allowFrom.json', { version: 1, allowFrom: ['1'] });
    const { approved, problems } = await store.read();
    expect(approved).toHaveLength(1);
    expect(problems).toMatchObject([
      { code: 'store-corrupt', sentence: expect.stringContaining(at('zalouser-pairing.json')) },
    ]);
  });

  it.each([
    ['empty', ''],
    ['a list', '[]'],
    ['of another version', '{"version": 2, "requests": []}'],
    ['with requests that are no list', '{"version": 1, "requests": {}}'],
  ])('takes a file that is %s for damaged', async (_, content) => {
    await put('zalouser-pairing.json', content);
    expect((await store.read()).problems.map(({ code }) => code)).toEqual(['store-corrupt']);
  });

  it('reads again after 50 ms a file that is being written', async () => {
    await put('zalouser-pairing.json', '{"version": 1,');
    const waits: number[] = [];
    const finishing = createQuickClock(nowMs, async (delayMs) => {
      waits.push(delayMs);
      await put('zalouser-pairing.json', { version: 1, requests: [request('1')] });
    });
    expect(
      (await createPairingStore({ credentialsDir: dir, clock: finishing }).read()).requests,
    ).toHaveLength(1);
    expect(waits).toEqual([50]);
  });

  it('tells about a file that is a folder', async () => {
    await mkdir(at('zalouser-pairing.json'));
    expect((await store.read()).problems.map(({ code }) => code)).toEqual(['store-unreadable']);
  });
});

describe('approve', () => {
  it('writes as the gateway does: bytes, mode, both files, no traces', async () => {
    await record(...recorded);
    for (const name of recorded) await chmod(at(name), 0o600);
    await store.approve(await first());
    expect(await text('zalouser-default-allowFrom.json')).toBe(
      `{\n  "version": 1,\n  "allowFrom": [\n    "111000111000111",\n    "600000000000001",\n    "600000000000002",\n    "700000000000001",\n    "700000000000009"\n  ]\n}\n`,
    );
    expect(
      JSON.parse(await text('zalouser-pairing.json')).requests.map(({ id }: { id: string }) => id),
    ).toEqual(['700000000000010']);
    expect(await readdir(dir)).toEqual([...recorded].sort());
    for (const name of ['zalouser-pairing.json', 'zalouser-default-allowFrom.json'])
      expect((await stat(at(name))).mode & 0o777).toBe(0o600);
  });

  it('makes the file of an account that has none yet', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
    await store.approve(ask('5', 'shop'));
    expect(await text('zalouser-shop-allowFrom.json')).toBe(
      '{\n  "version": 1,\n  "allowFrom": [\n    "5"\n  ]\n}\n',
    );
    expect(await text('zalouser-pairing.json')).toBe('{\n  "version": 1,\n  "requests": []\n}\n');
  });

  it('keeps fields it does not know, requests it does not understand, and other accounts', async () => {
    const others = [{ strange: true }, request('5', 'work', { note: 'x' }), 'what'];
    await put('zalouser-pairing.json', {
      version: 1,
      extra: { a: 1 },
      requests: [others[0], request('5', 'shop'), ...others.slice(1)],
    });
    await put('zalouser-shop-allowFrom.json', { version: 1, by: 'hand', allowFrom: ['zalouser:9'] });
    await store.approve(ask('5', 'shop'));
    expect(JSON.parse(await text('zalouser-pairing.json'))).toEqual({
      version: 1,
      extra: { a: 1 },
      requests: others,
    });
    expect(JSON.parse(await text('zalouser-shop-allowFrom.json'))).toEqual({
      version: 1,
      by: 'hand',
      allowFrom: ['zalouser:9', '5'],
    });
  });

  it('removes what a killed console left of its write, and nothing of the gateway', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const theirs = `zalouser-pairing.json.${uuid}.tmp`;
    await put(`zalouser-shop-allowFrom.json.zalouser-tui.${2 ** 31 - 1}.${uuid}.tmp`, 'half');
    await put(theirs, 'half');
    await store.approve(ask('5', 'shop'));
    expect(await readdir(dir)).toEqual(['zalouser-pairing.json', theirs, 'zalouser-shop-allowFrom.json']);
  });

  it('leaves every number as it was written, wherever it stands', async () => {
    const numbers = '[1e400, -1E-400, 12345678901234567890123, 1.0, -0, 0.1, 1.10, 9007199254740993]';
    const entry = JSON.stringify(request('5', 'shop'));
    const other = `{"id": 700000000000000000009, "code": "ABCDEFGH", "createdAt": 1.0, "odd": ${numbers}, "__proto__": 1e3}`;
    await put(
      'zalouser-pairing.json',
      `{"version": 1.0, "odd": ${numbers}, "requests": [${entry}, ${other}, 1e400]}`,
    );
    await put('zalouser-shop-allowFrom.json', `{"version": 1, "allowFrom": ${numbers}}`);
    expect((await store.read()).requests.map(({ senderId }) => senderId)).toEqual([
      '5',
      '700000000000000000009',
    ]);
    await store.approve(ask('5', 'shop'));
    const flat = async (name: string): Promise<string> => (await text(name)).replaceAll(/\s+/gu, '');
    const bare = numbers.replaceAll(' ', '');
    expect(await flat('zalouser-pairing.json')).toBe(
      `{"version":1.0,"odd":${bare},"requests":[${other.replaceAll(' ', '')},1e400]}`,
    );
    expect(await flat('zalouser-shop-allowFrom.json')).toBe(
      `{"version":1,"allowFrom":${bare.replace(']', ',"5"]')}}`,
    );
    await store.revoke(accountId('shop'), userId('12345678901234567890123'));
    expect(await flat('zalouser-shop-allowFrom.json')).toContain('[1e400,-1E-400,1.0,');
  });

  it('says of a file in UTF-16 that it is one', async () => {
    await writeFile(at('zalouser-pairing.json'), Buffer.from('\ufeff{"version":1}', 'utf16le'));
    expect((await store.read()).problems).toMatchObject([
      { code: 'store-corrupt', detail: 'It is saved as UTF-16; OpenClaw reads UTF-8 only.' },
    ]);
  });

  it.each(['1e400', '12345678901234567890123', '{"version":2.0}', '{"version":"1"}'])(
    'takes %j for no store',
    async (content) => {
      await put('zalouser-pairing.json', content);
      expect((await store.read()).problems.map(({ code }) => code)).toEqual(['store-corrupt']);
    },
  );

  it('does not add an id twice', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
    await put('zalouser-shop-allowFrom.json', { version: 1, allowFrom: ['zlu:5'] });
    await store.approve(ask('5', 'shop'));
    expect(JSON.parse(await text('zalouser-shop-allowFrom.json')).allowFrom).toEqual(['zlu:5']);
  });

  it.each<[string, string, string]>([
    ['gone', '6', 'not-found'],
    ['one of another account', '7', 'not-found'],
    ['expired', '8', 'code-expired'],
  ])('refuses a request that is %s, and changes nothing', async (_, id, code) => {
    const expired = request('8', 'shop', { createdAt: new Date(nowMs - 3_600_001).toISOString() });
    await put('zalouser-pairing.json', { version: 1, requests: [request('7', 'work'), expired] });
    const before = await text('zalouser-pairing.json');
    await expect(store.approve(ask(id, 'shop'))).rejects.toMatchObject({ code });
    expect(await text('zalouser-pairing.json')).toBe(before);
    expect(await readdir(dir)).toEqual(['zalouser-pairing.json']);
  });

  it('takes a request exactly an hour old, as the gateway does', async () => {
    await put('zalouser-pairing.json', {
      version: 1,
      requests: [request('5', 'shop', { createdAt: new Date(nowMs - 3_600_000).toISOString() })],
    });
    await expect(store.approve(ask('5', 'shop'))).resolves.toBeUndefined();
  });

  it('makes no folder for a store that is not there', async () => {
    const nowhere = path.join(dir, 'gone');
    await expect(
      createPairingStore({ credentialsDir: nowhere, clock }).approve(ask('5')),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(dir)).toEqual([]);
  });

  it.each(['zalouser-pairing.json', 'zalouser-shop-allowFrom.json'])(
    'touches nothing when %s is damaged',
    async (damaged) => {
      await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
      await put(damaged, '{"version":1,');
      const before = await text('zalouser-pairing.json');
      await expect(store.approve(ask('5', 'shop'))).rejects.toMatchObject({
        code: 'store-corrupt',
        view: { sentence: expect.stringContaining(at(damaged)) },
      });
      expect(await text('zalouser-pairing.json')).toBe(before);
      expect(await text(damaged)).toBe(damaged === 'zalouser-pairing.json' ? before : '{"version":1,');
    },
  );

  it('holds both locks, the requests first', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
    const held: string[][] = [];
    const watching = createPairingStore({
      credentialsDir: dir,
      clock,
      isAlive: () => false,
      random: () => 0,
    });
    // A lock nobody removes: the one on the approved ids is tried for only while the other is held.
    await put(
      'zalouser-shop-allowFrom.json.lock',
      `{"pid":${process.pid},"createdAt":"${new Date(nowMs).toISOString()}"}`,
    );
    const blocked = createPairingStore({
      credentialsDir: dir,
      clock: createQuickClock(nowMs, async () => {
        held.push((await readdir(dir)).filter((name) => name.endsWith('.lock')));
      }),
    });
    await expect(blocked.approve(ask('5', 'shop'))).rejects.toMatchObject({ code: 'store-locked' });
    expect(held[0]).toEqual(['zalouser-pairing.json.lock', 'zalouser-shop-allowFrom.json.lock']);
    expect((await store.read()).requests).toHaveLength(1);
    await watching.approve(ask('5', 'shop'));
    expect(await readdir(dir)).toEqual(['zalouser-pairing.json', 'zalouser-shop-allowFrom.json']);
  });

  it.skipIf(process.getuid?.() === 0)('says so when the folder cannot be written', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [request('5', 'shop')] });
    await chmod(dir, 0o500);
    await expect(store.approve(ask('5', 'shop'))).rejects.toMatchObject({ code: 'store-write-failed' });
    await chmod(dir, 0o700);
  });
});

describe('a store of another user', () => {
  const gateway = { uid: 1001, gid: 1001 };
  const files = ['zalouser-pairing.json', 'zalouser-shop-allowFrom.json'];
  const owned = (
    user: number,
    disk: Partial<OwnedDisk> = {},
  ): { readonly store: PairingStore; readonly disk: OwnedDisk } => {
    const whole = {
      user,
      groups: [user],
      owners: new Map(),
      lists: new Set<string>(),
      canCopyLists: true,
      ...disk,
    };
    return {
      store: createPairingStore({ credentialsDir: dir, clock, files: ownedFiles(whole) }),
      disk: whole,
    };
  };
  const ownersOf = (...names: readonly string[]) =>
    new Map(names.map((name) => [name === '' ? dir : at(name), gateway]));
  beforeEach(async () => {
    await put('zalouser-pairing.json', {
      version: 1,
      requests: [request('5', 'shop'), request('6', 'shop')],
    });
    await put('zalouser-shop-allowFrom.json', { version: 1, allowFrom: ['1'] });
  });

  it('stays theirs when root decides, with the modes the files had', async () => {
    await chmod(at('zalouser-pairing.json'), 0o640);
    const { store: roots, disk } = owned(0, { owners: ownersOf('', ...files) });
    await roots.approve(ask('5', 'shop'));
    await roots.dismiss(ask('6', 'shop'));
    await roots.revoke(accountId('shop'), userId('1'));
    expect(files.map((name) => disk.owners.get(at(name)))).toEqual([gateway, gateway]);
    expect((await stat(at('zalouser-pairing.json'))).mode & 0o777).toBe(0o640);
    // Of temporary files nothing is left; the locks were theirs too while they were there.
    const [locks, others] = [
      [...disk.owners].filter(([name]) => name.includes('.lock.')),
      [...disk.owners.keys()].filter((name) => !name.includes('.lock.')),
    ];
    expect(others.sort()).toEqual([dir, ...files.map(at)]);
    expect(locks.map(([, owner]) => owner)).toEqual([gateway, gateway, gateway, gateway]);
  });

  it('gives a new file to whom the requests belong to, else to whom the folder belongs to', async () => {
    await rm(at('zalouser-shop-allowFrom.json'));
    const { store: roots, disk } = owned(0, { owners: ownersOf('zalouser-pairing.json') });
    await roots.approve(ask('5', 'shop'));
    expect(disk.owners.get(at('zalouser-shop-allowFrom.json'))).toEqual(gateway);
    await rm(at('zalouser-pairing.json'));
    const other = owned(0, { owners: ownersOf('') });
    await other.store.restore(accountId('work'), userId('9'));
    expect(other.disk.owners.get(at('zalouser-work-allowFrom.json'))).toEqual(gateway);
  });

  it.each<[string, (theirs: PairingStore) => Promise<void>]>([
    ['approve', (theirs) => theirs.approve(ask('5', 'shop'))],
    ['dismiss', (theirs) => theirs.dismiss(ask('5', 'shop'))],
    ['restore', (theirs) => theirs.restore(accountId('shop'), userId('7'))],
    ['revoke', (theirs) => theirs.revoke(accountId('shop'), userId('1'))],
  ])('is not written by anybody else: %s', async (_, act) => {
    const { store: others } = owned(1000, { owners: ownersOf('', ...files) });
    const before = await Promise.all(files.map(text));
    await expect(act(others)).rejects.toMatchObject({
      view: {
        code: 'store-write-failed',
        sentence: expect.stringMatching(
          /belongs to user 1001, who could not read it any more.*; nothing was written/u,
        ),
        hint: expect.stringContaining("sudo -u '#1001'"),
      },
    });
    expect(await Promise.all(files.map(text))).toEqual(before);
    expect(await readdir(dir)).toEqual(files);
  });

  it('does not approve half: the file of the requests is theirs, that of the approved ids is not', async () => {
    const { store: others } = owned(1000, { owners: ownersOf('zalouser-shop-allowFrom.json') });
    const before = await Promise.all(files.map(text));
    await expect(others.approve(ask('5', 'shop'))).rejects.toMatchObject({ code: 'store-write-failed' });
    expect(await Promise.all(files.map(text))).toEqual(before);
  });

  it('keeps an access list, or writes nothing', async () => {
    const { store: mine, disk } = owned(1000, { lists: new Set([at('zalouser-pairing.json')]) });
    await mine.dismiss(ask('5', 'shop'));
    expect([...disk.lists]).toEqual([at('zalouser-pairing.json')]);
    const { store: poor } = owned(1000, {
      lists: new Set([at('zalouser-pairing.json')]),
      canCopyLists: false,
    });
    const before = await text('zalouser-pairing.json');
    await expect(poor.dismiss(ask('6', 'shop'))).rejects.toMatchObject({
      view: { sentence: expect.stringContaining('access list (ACL)') },
    });
    expect([await text('zalouser-pairing.json'), await readdir(dir)]).toEqual([before, files]);
  });
});

describe('dismiss', () => {
  it('removes the request, expired or not, and nothing else', async () => {
    await record(...recorded);
    const approved = await text('zalouser-default-allowFrom.json');
    await store.dismiss(await first());
    expect((await store.read()).requests.map(({ senderId }) => senderId)).toEqual(['700000000000010']);
    expect(await text('zalouser-default-allowFrom.json')).toBe(approved);
    await put('zalouser-pairing.json', {
      version: 1,
      requests: [request('5', 'shop', { createdAt: '2020-01-01T00:00:00.000Z' })],
    });
    await store.dismiss(ask('5', 'shop'));
    expect((await store.read()).requests).toEqual([]);
  });

  it('says so when it is gone already', async () => {
    await expect(store.dismiss(ask('5'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('revoke', () => {
  it('removes the id however it is spelt, from both files of default', async () => {
    await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['1', '2'] });
    await put('zalouser-default-allowFrom.json', { version: 1, allowFrom: ['zalouser:1', '3', ' 1'] });
    await put('zalouser-work-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await store.revoke(defaultAccountId, userId('1'));
    expect((await store.read()).approved.map((one) => `${one.accountId}:${one.senderId}`).sort()).toEqual([
      'default:2',
      'default:3',
      'work:1',
    ]);
  });

  it('leaves the unscoped file alone for another account', async () => {
    await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await put('zalouser-work-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await store.revoke(accountId('work'), userId('1'));
    expect(JSON.parse(await text('zalouser-allowFrom.json')).allowFrom).toEqual(['1']);
    await expect(store.revoke(accountId('work'), userId('1'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cleans one file where the other is damaged, and says so where it found nothing', async () => {
    await put('zalouser-allowFrom.json', '{');
    await put('zalouser-default-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await store.revoke(defaultAccountId, userId('1'));
    expect(JSON.parse(await text('zalouser-default-allowFrom.json')).allowFrom).toEqual([]);
    await expect(store.revoke(defaultAccountId, userId('1'))).rejects.toMatchObject({
      code: 'store-corrupt',
    });
    expect(await text('zalouser-allowFrom.json')).toBe('{');
  });

  it('writes nothing where there is nothing to remove', async () => {
    await expect(store.revoke(defaultAccountId, userId('1'))).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('codes', () => {
  const requests = [
    aRequest({ accountId: 'shop', code: 'K7PQ2MXD', createdAtMs: nowMs - 60_000 }),
    aRequest({ accountId: 'work', code: 'ABCDEFGH', createdAtMs: nowMs - 3_700_000 }),
  ];
  const find = (code: string, account?: string) =>
    matchCode(requests, pairingCode(code), nowMs, account === undefined ? undefined : accountId(account));

  it.each(['K7PQ2MXD', 'k7pq2mxd', ' k7pq 2mxd ', 'K7PQ-2MXD'])('finds %j', (code) =>
    expect(find(code, 'shop')).toMatchObject({ ok: true, request: { accountId: 'shop' } }),
  );

  it.each<[string, string, string | undefined, string, string]>([
    ['unknown', 'ZZZZZZZZ', undefined, 'code-unknown', 'No pending request'],
    ['too short', 'K7PQ', undefined, 'code-unknown', 'is not a pairing code'],
    ['with a letter no code has', 'K7PQ2MX0', undefined, 'code-unknown', 'is not a pairing code'],
    ['empty', ' - ', undefined, 'code-unknown', 'is not a pairing code'],
    ['expired', 'ABCDEFGH', 'work', 'code-expired', 'expired'],
    ['of another account', 'K7PQ2MXD', 'work', 'code-other-account', 'belongs to account shop'],
  ])('tells apart a code that is %s', (_, code, account, expected, sentence) =>
    expect(find(code, account)).toMatchObject({
      ok: false,
      error: { code: expected, sentence: expect.stringContaining(sentence) },
    }),
  );
});

describe('one file for every account, as up to 2026.2.25', () => {
  const [shop, work] = [accountId('shop'), accountId('work')];
  const scope: StoreScope = { type: 'one-for-all', accounts: [shop, work], askedOn: work };
  let old: PairingStore;
  beforeEach(() => {
    old = createPairingStore({ credentialsDir: dir, clock, scope });
  });
  /** As 2026.2.9 and 2026.2.25 write it. */
  const asked = (id: string) => ({ ...request(id), meta: { name: 'Người Lạ' } });

  it('counts it for all of them, and takes a request to have come in on one that sends codes', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [asked('5')] });
    await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await put('zalouser-default-allowFrom.json', { version: 1, allowFrom: ['2'] });
    await put('zalouser-work-allowFrom.json', { version: 1, allowFrom: ['3'] });
    const { requests, approved } = await old.read();
    expect(requests.map((one) => `${one.accountId}:${one.senderId}`)).toEqual(['work:5']);
    expect(approved.map((one) => `${one.accountId}:${one.senderId}`)).toEqual(['shop:1', 'work:1']);
  });

  it('approves into it, and into no file that this OpenClaw never reads', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [asked('5')] });
    await old.approve(ask('5', 'work'));
    expect(await readdir(dir)).toEqual(['zalouser-allowFrom.json', 'zalouser-pairing.json']);
    expect(JSON.parse(await text('zalouser-allowFrom.json'))).toEqual({ version: 1, allowFrom: ['5'] });
    expect(JSON.parse(await text('zalouser-pairing.json')).requests).toEqual([]);
  });

  it('dismisses, revokes and lets in again for every account at once', async () => {
    await put('zalouser-pairing.json', { version: 1, requests: [asked('5')] });
    await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['1', '2'] });
    await old.dismiss(ask('5', 'work'));
    await old.revoke(shop, userId('1'));
    expect(await old.read()).toMatchObject({
      requests: [],
      approved: [{ accountId: shop, senderId: '2' }, { accountId: work }],
    });
    await old.restore(work, userId('1'));
    expect(JSON.parse(await text('zalouser-allowFrom.json')).allowFrom).toEqual(['2', '1']);
  });

  it('leaves alone what an account has of its own', async () => {
    await put('zalouser-shop-allowFrom.json', { version: 1, allowFrom: ['1'] });
    await expect(old.revoke(shop, userId('1'))).rejects.toMatchObject({ code: 'not-found' });
    expect(approvedFileNames(shop, scope)).toEqual(['zalouser-allowFrom.json']);
    expect(
      ['zalouser-allowFrom.json', 'zalouser-shop-allowFrom.json'].filter((name) => isStoreFile(name, scope)),
    ).toEqual(['zalouser-allowFrom.json']);
  });
});

describe('file names', () => {
  it.each([
    ['default', 'zalouser-default-allowFrom.json'],
    ['my-shop_1', 'zalouser-my-shop_1-allowFrom.json'],
    ['a/b:c', 'zalouser-a_b_c-allowFrom.json'],
    ['..', 'zalouser-_-allowFrom.json'],
  ])('of account %j is %s', (id, name) => expect(approvedFileName(accountId(id))).toBe(name));

  it('are recognised', () => {
    expect(accountsOfFile('zalouser-allowFrom.json')).toEqual(['default']);
    expect(accountsOfFile('zalouser-my-shop-allowFrom.json')).toEqual(['my-shop']);
    const others = [
      'zalouser-pairing.json.lock',
      'telegram-allowFrom.json',
      'zalouser-pairing.json.0-1.tmp',
      'zalouser-x-allowFrom.json.lock',
      'zalouser--allowFrom.json',
    ];
    expect(
      others.filter((name) => accountsOfFile(name) !== undefined && name !== 'zalouser--allowFrom.json'),
    ).toEqual([]);
    expect(
      ['zalouser-pairing.json', 'zalouser-allowFrom.json', ...others.slice(0, 4)].filter((name) =>
        isStoreFile(name),
      ),
    ).toEqual(['zalouser-pairing.json', 'zalouser-allowFrom.json']);
  });
});

describe('nothing is lost', () => {
  /** Numbers that look random and are the same every time. */
  const dice = (seed: number): ((sides: number) => number) => {
    let state = seed;
    return (sides) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * sides);
    };
  };

  /** Does it again while somebody else has the lock: clocks that do not wait use up their tries at once. */
  const persist = async (work: () => Promise<void>): Promise<void> => {
    for (;;) {
      const error: unknown = await work().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toMatchObject({ code: 'store-locked' });
    }
  };

  describe.each([2, 1])('by %i console(s)', (count) => {
    firstShort(seedsUpTo(30, 100))(
      'in random interleavings of approve, dismiss and revoke: %i to %i',
      async (first, last) => {
        for (let seed = first; seed <= last; seed += 1) {
          const roll = dice(seed);
          const ids = ['1', '2', '3', '4', '5', '6'];
          await put('zalouser-pairing.json', {
            version: 1,
            keep: seed,
            requests: [...ids.map((id) => request(id)), request('stays', 'work')],
          });
          await put('zalouser-default-allowFrom.json', {
            version: 1,
            keep: seed,
            allowFrom: ['stays', 'r1', 'r2'],
          });
          await put('zalouser-allowFrom.json', { version: 1, allowFrom: ['r1', 'old'] });
          const consoles = Array.from({ length: count }, () =>
            createPairingStore({
              credentialsDir: dir,
              clock,
              random: () => roll(100) / 100,
              files: plainFiles,
            }),
          );
          const console = (): PairingStore => consoles[roll(count)] as PairingStore;
          const acts = ids.map((id) => ({ id, act: roll(3) }));
          const revoked = ['r1', 'r2'].filter(() => roll(2) === 0);
          const work = [
            ...acts
              .filter(({ act }) => act < 2)
              .map(
                ({ id, act }) =>
                  () =>
                    act === 0 ? console().approve(ask(id)) : console().dismiss(ask(id)),
              ),
            ...revoked.map((id) => () => console().revoke(defaultAccountId, userId(id))),
          ].sort(() => roll(3) - 1);
          await Promise.all(work.map(persist));

          const { requests, approved, problems } = await store.read();
          expect(problems).toEqual([]);
          expect(requests.map(({ senderId }) => senderId)).toEqual([
            ...acts.filter(({ act }) => act === 2).map(({ id }) => id),
            'stays',
          ]);
          const expected = [
            'stays',
            'old',
            ...['r1', 'r2'].filter((id) => !revoked.includes(id)),
            ...acts.filter(({ act }) => act === 0).map(({ id }) => id),
          ];
          expect(approved.map(({ senderId }) => senderId).sort()).toEqual(expected.sort());
          expect(JSON.parse(await text('zalouser-pairing.json')).keep).toBe(seed);
          expect((await readdir(dir)).filter((name) => /lock|tmp/u.test(name))).toEqual([]);
        }
      },
    );
  });

  it('while gateways in processes of their own write requests', async () => {
    const mine = Array.from({ length: 10 }, (_, index) => `mine${index}`);
    await put('zalouser-pairing.json', {
      version: 1,
      requests: mine.map((id) => request(id, 'default', { createdAt: new Date().toISOString() })),
    });
    const writer = fileURLToPath(new URL('../../support/gateway-writer.ts', import.meta.url));
    const gateways = ['a', 'b'].map((prefix) =>
      spawn(process.execPath, [writer, at('zalouser-pairing.json'), prefix, '40'], {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const ended = gateways.map(async (gateway) => (await once(gateway, 'exit'))[0] as unknown);
    // Locks of the real writers are judged by the real time; waiting is shortened.
    const patient = createPairingStore({
      credentialsDir: dir,
      clock: { ...createQuickClock(0, () => sleep(3)), now: Date.now },
    });
    while (!/"a0"[\s\S]*"b0"|"b0"[\s\S]*"a0"/u.test(await text('zalouser-pairing.json')));
    for (const [index, id] of mine.entries())
      await persist(() => (index % 2 === 0 ? patient.approve(ask(id)) : patient.dismiss(ask(id))));
    expect(await Promise.all(ended)).toEqual([0, 0]);
    const { requests, approved } = await store.read();
    expect(approved.map(({ senderId }) => senderId)).toEqual(mine.filter((_, index) => index % 2 === 0));
    expect(requests.map(({ senderId }) => senderId).sort()).toEqual(
      ['a', 'b'].flatMap((prefix) => Array.from({ length: 40 }, (_, index) => `${prefix}${index}`)).sort(),
    );
  });
});
