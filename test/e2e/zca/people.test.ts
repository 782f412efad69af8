import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runZca, startZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});
beforeEach(async () => {
  await zalo.post('/reset');
});

const someone = async (): Promise<ZaloUser> => {
  const user = await zaloUser(zalo);
  await user.logIn();
  return user;
};

type Row = Readonly<Record<string, unknown>>;

const rowsOf = async (args: readonly string[], user: ZaloUser): Promise<readonly Row[]> => {
  const { code, stdout, stderr } = await runZca(args, user.env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as readonly Row[];
};

const namesFound = async (query: string, user: ZaloUser): Promise<readonly unknown[]> =>
  (await rowsOf(['friend', 'find', query], user)).map(({ displayName, display_name }) =>
    String(displayName ?? display_name).normalize('NFC'),
  );

describe('friend find', () => {
  it('finds a name however it and the query are written', async () => {
    const user = await someone();
    const name = 'Nguyễn Thị Ánh Yến';
    for (const query of [name, name.normalize('NFD'), 'nguyen thi anh yen', 'ÁNH  YẾN', ' anh yen '])
      expect(await namesFound(query, user)).toEqual([name]);
    expect(await namesFound('do thi', user)).toEqual(['Đỗ Thị Oanh']);
    expect(await namesFound('ĐỖ THỊ', user)).toEqual(['Đỗ Thị Oanh']);
  });

  it('by the name on Zalo of one who has an alias, by id, by user name of a friend', {
    tags: ['long'],
  }, async () => {
    const user = await someone();
    expect(await namesFound('Hoàng Thị Giang', user)).toEqual(['Chị Giang kế toán']);
    expect(await namesFound('4512345678900039718', user)).toEqual(['Chị Giang kế toán']);
    expect(await namesFound('nguyenvanan', user)).toEqual(['Nguyễn Văn An']);
  });

  it('by phone number, in every way it is written', { tags: ['long'] }, async () => {
    const user = await someone();
    for (const query of ['0900000001', '84900000001', '+84 900 000 001', '0900.000.001'])
      expect(await namesFound(query, user)).toEqual(['Nguyễn Văn An']);
  });

  it('a query that is blank, or of marks only, finds nobody', { tags: ['long'] }, async () => {
    const user = await someone();
    for (const query of [' ', '\u0301']) expect(await rowsOf(['friend', 'find', query], user)).toEqual([]);
  });

  it('a query that looks like a flag comes after --', { tags: ['long'] }, async () => {
    expect(await rowsOf(['friend', 'find', '--', '-j'], await someone())).toEqual([]);
  });

  it('searches the cache of openzca, and asks Zalo when that does not know', async () => {
    const user = await someone();
    const cache = join(user.home, 'profiles/default/cache');
    await mkdir(cache, { recursive: true });
    const onlyOne = JSON.stringify([
      { userId: '7', displayName: 'Người Cũ', zaloName: '', username: '' },
      null,
      3,
    ]);
    await writeFile(join(cache, 'friends.json'), onlyOne);
    expect(await namesFound('nguoi cu', user)).toEqual(['Người Cũ']);
    expect(await readFile(join(cache, 'friends.json'), 'utf8')).toBe(onlyOne);
    expect(await namesFound('Trần Thị Bích', user)).toEqual(['Trần Thị Bích']);
    expect((JSON.parse(await readFile(join(cache, 'friends.json'), 'utf8')) as []).length).toBe(25);
  });
});

it('auth cache-refresh renews both lists, 0600', async () => {
  const user = await someone();
  expect(await runZca(['auth', 'cache-refresh'], user.env)).toEqual({
    code: 0,
    stdout: 'Cache refreshed: 25 friends, 8 groups\n',
    stderr: '',
  });
  const groups = await readFile(join(user.home, 'profiles/default/cache/groups.json'), 'utf8');
  expect((JSON.parse(groups) as []).length).toBe(8);
});

it('members of a group that Zalo tells of only as a list of versions', { tags: ['long'] }, async () => {
  const user = await someone();
  const groups = await rowsOf(['group', 'list', '-j'], user);
  for (const group of groups) {
    const members = await rowsOf(['group', 'members', String(group['groupId']), '-j'], user);
    expect(members.length, String(group['name'])).toBe(group['totalMember']);
    expect(
      members.every(({ userId, displayName }) => userId !== undefined && displayName !== undefined),
    ).toBe(true);
  }
});

it('5,000 friends and groups of hundreds', { tags: ['long'] }, async () => {
  await zalo.post('/accounts', { account: 'crowd', friends: 5_000, groups: 200 });
  const user = await zaloUser(zalo);
  await user.logIn('crowd');
  expect((await rowsOf(['friend', 'list', '-j'], user)).length).toBe(5_000);
  expect((await rowsOf(['group', 'list', '-j'], user)).length).toBe(200);
  expect((await rowsOf(['friend', 'find', 'nguyen'], user)).length).toBeGreaterThan(1);
});

describe('when Zalo is slow or away', { tags: ['long'] }, () => {
  it('a connection that is cut is told as the network’s', async () => {
    await zalo.post('/fault', { match: 'getfriends', drop: true, times: 9 });
    expect(await runZca(['friend', 'list', '-j'], (await someone()).env)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: fetch failed\n',
    });
  });

  it('a page where an answer should be is told, not printed', async () => {
    await zalo.post('/fault', { match: 'getfriends', status: 502 });
    const { code, stdout, stderr } = await runZca(['friend', 'list', '-j'], (await someone()).env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: Request failed with status code 502\n$/u);
  });

  it('SIGTERM ends a call that waits, at once', async () => {
    await zalo.post('/fault', { match: 'getfriends', delayMs: 600_000 });
    const user = await someone();
    const run = startZca(['friend', 'list', '-j'], user.env);
    await expect
      .poll(async () => JSON.stringify(await zalo.list('/requests')), { timeout: 15_000 })
      .toContain('getfriends');
    run.child.kill('SIGTERM');
    expect(await run.done).toEqual({ code: 143, stdout: '', stderr: '' });
  });

  it('one that never answers is given up', { tags: ['long'] }, async () => {
    await zalo.post('/fault', { match: 'getLoginInfo', delayMs: 600_000, times: 9 });
    const { code, stderr } = await runZca(['friend', 'list', '-j'], (await someone()).env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Error: Zalo did not answer within 8 s (ETIMEDOUT)\n',
    });
  });
});

it('a home that is not there is not made by looking', async () => {
  const user = await zaloUser(zalo);
  await runZca(['friend', 'list', '-j'], user.env);
  await runZca(['account', 'list'], user.env);
  await expect(rm(user.home)).rejects.toThrow('ENOENT');
});
