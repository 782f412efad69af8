import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runZca, useZalo, type Zalo, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

it('a log-out forgets the session, and says so twice', async () => {
  const user = await zaloUser(zalo);
  await user.logIn();
  const said = { code: 0, stdout: 'Logged out profile default\n', stderr: '' };
  expect(await runZca(['auth', 'logout'], user.env)).toEqual(said);
  await expect(access(join(user.home, 'profiles', 'default', 'credentials.json'))).rejects.toThrow('ENOENT');
  expect(await runZca(['auth', 'logout'], user.env)).toEqual(said);
});
