import { beforeAll, expect, it } from 'vitest';
import { runZca, useZalo, type Zalo, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

it('tells who is logged in, as JSON', async () => {
  const user = await zaloUser(zalo);
  await user.logIn('alice');
  const { code, stdout, stderr } = await runZca(['me', 'info', '-j'], user.env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ userId: '4512345678900000123', displayName: 'Alice Nguyễn' });
});

it('says that nobody is', async () => {
  const user = await zaloUser(zalo);
  expect(await runZca(['me', 'info', '-j'], user.env)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'Error: Profile "default" has no credentials. Run: auth login\n',
  });
});
