import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  assertWritable,
  ensureProfile,
  homeOf,
  profileAt,
  readCredentials,
  readFriendsCache,
  resolveProfile,
  writeCache,
  writeCredentials,
} from '../../src/zca/home.ts';
import { tempDir } from '../support/temp-dir.ts';

const now = new Date('2026-11-30T10:00:00.000Z');
const session = { imei: 'i', cookie: [{ key: 'zpw_sek', value: 'secret' }], userAgent: 'Firefox' };
const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
const jsonIn = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8')) as unknown;

describe('where', () => {
  it('OPENZCA_HOME, else ~/.openzca', () => {
    expect(homeOf({ OPENZCA_HOME: '/srv/zca' })).toBe('/srv/zca');
    expect(homeOf({ OPENZCA_HOME: ' ' })).toBe(join(homedir(), '.openzca'));
  });

  it('no name leads out of the folder of profiles', () => {
    for (const name of ['../x', 'a/b', '', 'ấ', '.'])
      expect(() => profileAt('/h', name)).toThrow('Invalid profile name');
    expect(profileAt('/h', 'work-2_b').credentialsFile).toBe('/h/profiles/work-2_b/credentials.json');
  });
});

describe('which profile', () => {
  it('the flag beats the variable beats the default of the list', async () => {
    const home = await tempDir();
    await writeFile(
      join(home, 'profiles.json'),
      JSON.stringify({ defaultProfile: 'third', profiles: { first: {}, second: {}, third: {} } }),
    );
    const named = async (env: Record<string, string>, flag?: string) =>
      (await resolveProfile({ OPENZCA_HOME: home, ...env }, flag)).name;
    expect(await named({ ZCA_PROFILE: 'second' }, 'first')).toBe('first');
    expect(await named({ ZCA_PROFILE: 'second' })).toBe('second');
    expect(await named({})).toBe('third');
    await expect(named({}, 'nobody')).rejects.toThrow(
      'Profile "nobody" does not exist. Create it with: account add nobody',
    );
  });

  it('the standard one exists without any file, and looking makes none', async () => {
    const home = join(await tempDir(), 'openzca');
    expect((await resolveProfile({ OPENZCA_HOME: home })).name).toBe('default');
    await expect(stat(home)).rejects.toThrow('ENOENT');
  });

  it('one with a session exists, though the list has lost it', async () => {
    const home = await tempDir();
    await writeCredentials(profileAt(home, 'work'), session, now);
    await writeFile(join(home, 'profiles.json'), '{"defaultProfile":"default","profiles":{}}');
    expect((await resolveProfile({ OPENZCA_HOME: home }, 'work')).name).toBe('work');
  });
});

describe('what is written', () => {
  it('is 0600 in 0700, and leaves nothing beside it', async () => {
    const home = join(await tempDir(), 'openzca');
    const profile = profileAt(home, 'default');
    await writeCredentials(profile, session, now);
    await writeCache(profile, { friends: [{ userId: '1' }], groups: [] }, now);
    for (const folder of [home, join(home, 'profiles'), profile.dir, join(profile.dir, 'cache')])
      expect(await modeOf(folder)).toBe('700');
    for (const file of [join(home, 'profiles.json'), profile.credentialsFile, profile.friendsCache])
      expect(await modeOf(file)).toBe('600');
    expect((await readdir(profile.dir)).sort()).toEqual(['cache', 'credentials.json']);
    expect(await jsonIn(join(home, 'profiles.json'))).toEqual({
      defaultProfile: 'default',
      profiles: { default: { createdAt: now.toISOString(), updatedAt: now.toISOString() } },
    });
    expect(await readFriendsCache(profile)).toEqual([{ userId: '1' }]);
    expect(await jsonIn(profile.cacheMeta)).toEqual({ updatedAt: now.toISOString() });
  });

  it('closes a file that was open to others', async () => {
    const profile = profileAt(await tempDir(), 'default');
    await mkdir(profile.dir, { recursive: true });
    await writeFile(profile.credentialsFile, '{}');
    await chmod(profile.credentialsFile, 0o644);
    await writeCredentials(profile, session, now);
    expect(await modeOf(profile.credentialsFile)).toBe('600');
  });

  it('keeps fields that are not known, of the list and of a session', async () => {
    const home = await tempDir();
    const list = {
      extra: [1],
      defaultProfile: 'work',
      profiles: { work: { label: 'Shop', colour: 'red', createdAt: 'then' } },
    };
    await writeFile(join(home, 'profiles.json'), JSON.stringify(list));
    const profile = profileAt(home, 'work');
    await mkdir(profile.dir, { recursive: true });
    await writeFile(profile.credentialsFile, JSON.stringify({ imei: 'old', note: 'keep me' }));
    await writeCredentials(profile, session, now);
    await ensureProfile(profileAt(home, 'second'), now);
    expect(await jsonIn(join(home, 'profiles.json'))).toMatchObject({
      ...list,
      profiles: { ...list.profiles, second: { createdAt: now.toISOString() } },
    });
    expect(await jsonIn(profile.credentialsFile)).toEqual({ ...session, note: 'keep me' });
  });

  it('goes through a link to where the file really is', async () => {
    const home = await tempDir();
    const profile = profileAt(home, 'default');
    await mkdir(profile.dir, { recursive: true });
    await writeFile(join(home, 'elsewhere.json'), '{}');
    await symlink(join(home, 'elsewhere.json'), profile.credentialsFile);
    await writeCredentials(profile, session, now);
    expect(await jsonIn(join(home, 'elsewhere.json'))).toEqual(session);
    expect(await readCredentials(profile)).toEqual(session);
  });
});

describe('what is damaged', () => {
  it.each([
    ['the list', 'profiles.json', '{"profiles":'],
    ['a list of another shape', 'profiles.json', '{"profiles":[]}'],
    ['rows of another shape', 'profiles.json', '{"profiles":{"default":3}}'],
  ])('%s is left as it is and named', async (_, file, text) => {
    const home = await tempDir();
    await writeFile(join(home, file), text);
    await expect(resolveProfile({ OPENZCA_HOME: home })).rejects.toThrow(
      `${join(home, file)} is damaged and was left as it is.`,
    );
    await expect(writeCredentials(profileAt(home, 'default'), session, now)).rejects.toThrow('damaged');
    expect(await readFile(join(home, file), 'utf8')).toBe(text);
  });

  it.each(['{', '[]', '{"imei":"x"}', '{"imei":"x","userAgent":"y","cookie":"z"}'])(
    'a session %s is named',
    async (text) => {
      const profile = profileAt(await tempDir(), 'default');
      await mkdir(profile.dir, { recursive: true });
      await writeFile(profile.credentialsFile, text);
      await expect(readCredentials(profile)).rejects.toThrow(`${profile.credentialsFile} is damaged`);
    },
  );

  it('a cache counts as none', async () => {
    const profile = profileAt(await tempDir(), 'default');
    await mkdir(join(profile.dir, 'cache'), { recursive: true });
    await writeFile(profile.friendsCache, '[{');
    expect(await readFriendsCache(profile)).toBeUndefined();
  });
});

it('where a session cannot be kept is known before it is there', async () => {
  const home = join(await tempDir(), 'new/home');
  const profile = profileAt(home, 'default');
  await expect(assertWritable(profile)).resolves.toBeUndefined();
  await expect(stat(home)).rejects.toThrow('ENOENT');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'profiles'), 'a file');
  await expect(assertWritable(profile)).rejects.toThrow(`${join(home, 'profiles')} is no folder`);
});

it('a whole jar of cookies is a session too', async () => {
  const profile = profileAt(await tempDir(), 'default');
  await mkdir(profile.dir, { recursive: true });
  await writeFile(
    profile.credentialsFile,
    JSON.stringify({ ...session, cookie: { cookies: session.cookie } }),
  );
  expect(await readCredentials(profile)).toEqual(session);
});
