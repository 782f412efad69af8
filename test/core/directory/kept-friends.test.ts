import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKeptFriends } from '../../../src/core/directory/kept-friends.ts';
import { profileName } from '../../../src/core/shared/ids.ts';
import { loadRecording } from '../../support/recordings.ts';
import { tempDir } from '../../support/temp-dir.ts';

const shop = profileName('shop');
const keep = async (text: string): Promise<string> => {
  const home = await tempDir();
  const folder = join(home, 'profiles', 'shop', 'cache');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'friends.json'), text);
  await utimes(join(folder, 'friends.json'), 1_000, 1_000);
  return home;
};

describe('the friends that openzca has kept', () => {
  it('are what friend list prints, with the time they were kept', async () => {
    const kept = await readKeptFriends(await keep(loadRecording('37-friend-list-json').stdout), shop);
    expect(kept?.keptAtMs).toBe(1_000_000);
    expect(kept?.friends.length).toBeGreaterThan(0);
    expect(kept?.friends.every(({ isFriend }) => isFriend)).toBe(true);
  });

  it('have names that drive no terminal', async () => {
    const kept = await readKeptFriends(
      await keep(JSON.stringify([{ userId: '1', displayName: '\u001b[31mLan\u202e' }])),
      shop,
    );
    expect(kept?.friends).toMatchObject([{ id: '1', name: 'Lan' }]);
  });

  it.each(['', '{', '"text"', '[1, 2]', 'null'])('are unknown where the file holds %j', async (text) => {
    expect(await readKeptFriends(await keep(text), shop)).toBeUndefined();
  });

  it('are none where the list is empty', async () => {
    expect(await readKeptFriends(await keep('[]'), shop)).toMatchObject({ friends: [] });
  });

  it.each(['shop', '../../profiles/shop', '', 'a/b'])(
    'are unknown where the profile %j has no such file, or is no name of one',
    async (name) => {
      const home = name === 'shop' ? await tempDir() : await keep('[]');
      expect(await readKeptFriends(home, profileName(name))).toBeUndefined();
    },
  );

  it('are unknown where a folder stands in their place', async () => {
    const home = await tempDir();
    await mkdir(join(home, 'profiles', 'shop', 'cache', 'friends.json'), { recursive: true });
    expect(await readKeptFriends(home, shop)).toBeUndefined();
  });
});
