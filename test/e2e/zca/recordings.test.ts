// Ours answers as the program that was recorded: the same output, up to clocks and paths, the same words, the same exit code.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { loadRecording } from '../../support/recordings.ts';
import { runZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

/** Clocks, ids given on the way and places differ from run to run. */
const steady = (text: string, home = '<OPENZCA_HOME>'): string =>
  text
    .replaceAll(home, '<OPENZCA_HOME>')
    .replace(/-?\b(?:1[4-7]\d{11}|7\d{12})\b/gu, '<TIME>')
    .replace(/\b1[67]\d{8}\b/gu, '<SECONDS>')
    .replace(/\b[0-9A-F]{40}\b/gu, '<GLOBAL ID>');

const loggedIn = [
  '30-auth-status',
  '31-me-info-json',
  '37-friend-list-json',
  '39-friend-find-name',
  '43-friend-find-phone-0',
  '45-friend-find-unknown-phone',
  '47-friend-find-unknown-name',
  '48-group-list-json',
  '50-group-members-json',
  '52-group-members-unknown',
  '53-msg-send-user',
  '54-msg-send-group',
  '59-msg-send-empty',
  '62-msg-send-after-double-dash',
  '65-msg-image-url',
  '70-msg-link',
];

const answers = async (name: string, user: ZaloUser, env: Record<string, string> = {}) => {
  const { argv, exit, stdout, stderr } = loadRecording(name);
  const ours = await runZca(argv.slice(1), { ...user.env, ...env });
  return {
    ours: {
      code: ours.code,
      stdout: steady(ours.stdout, user.home),
      stderr: steady(ours.stderr, user.home),
    },
    recorded: { code: exit.code, stdout: steady(stdout), stderr: steady(stderr) },
  };
};

const expectAsRecorded = async (name: string): Promise<void> => {
  const user = await zaloUser(zalo);
  await user.logIn();
  const { ours, recorded } = await answers(name, user);
  expect(ours).toEqual(recorded);
};
it.each(loggedIn.slice(0, 4))('%s', async (name) => expectAsRecorded(name));
it.for(loggedIn.slice(4))('%s', { tags: ['long'] }, async (name) => expectAsRecorded(name));

it.each([
  '04-nologin-auth-status',
  '05-nologin-me-info',
  '07-nologin-friend-list',
  '16-nologin-unknown-profile',
  '110-auth-logout',
])('%s', async (name) => {
  const { ours, recorded } = await answers(name, await zaloUser(zalo));
  expect(ours).toEqual(recorded);
});

it('what Zalo refuses is told in its words', async () => {
  const user = await zaloUser(zalo);
  await user.logIn();
  await zalo.post('/fault', { match: '/api/message/sms', errorCode: 221, message: 'Thao tác quá nhanh' });
  const { ours, recorded } = await answers('74-msg-send-server-error', user);
  expect(ours).toEqual(recorded);
});

it('without a network', async () => {
  const user = await zaloUser(zalo);
  await user.logIn();
  const { ours, recorded } = await answers('78-offline-auth-status', user, { EMUZ_PORT: '0' });
  expect(ours).toEqual(recorded);
});

it('with a session that was ended on the phone', async () => {
  const user = await zaloUser(zalo);
  await user.logIn('work');
  await zalo.post('/session/revoke', { account: 'work' });
  const { ours, recorded } = await answers('81-revoked-auth-status', user);
  expect(ours).toEqual(recorded);
});

it.each(['03-unknown-command', '61-msg-send-dash'])(
  '%s: the mistake is told, then how it is used',
  async (name) => {
    const { argv, exit, stderr } = loadRecording(name);
    const user = await zaloUser(zalo);
    const ours = await runZca(argv.slice(1), user.env);
    expect(ours).toMatchObject({ code: exit.code, stdout: '' });
    expect(ours.stderr.split('\n')[0]).toBe(stderr.split('\n')[0]);
    expect(ours.stderr).toContain('\nUsage: zca ');
  },
);

it('its version is that of the package', async () => {
  const user = await zaloUser(zalo);
  const { version } = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  ) as { version: string };
  expect(await runZca(['--version'], user.env)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
