import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadRecording } from '../../support/recordings.ts';
import { runZca, startZca, useZalo, type Zalo, type ZaloUser, zaloUser } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});
beforeEach(async () => {
  await zalo.post('/reset');
});

const textOfPng = (bytes: Buffer): string => {
  const { width, height, data } = PNG.sync.read(bytes);
  return decodeQR({ width, height, data }, { format: 'RGBA' });
};
const codeThatWaits = async (): Promise<string> => {
  const { pending } = await zalo.get('/qr?wait=15000');
  return (pending as { content: string }).content;
};
const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);
const credentialsOf = (user: ZaloUser, profile = 'default'): string =>
  join(user.home, 'profiles', profile, 'credentials.json');

/** The lines a person and the console read; of two ways to say where the picture is and how to open it, ours says the first. */
const told = (text: string, dir: string): readonly string[] =>
  text
    .replaceAll(dir, '<WORK>')
    .split('\n')
    .filter((line) => line !== '' && !/^(?:This terminal does not|If QR is not|QR file path)/u.test(line))
    .map((line) => line.replace(/\b[a-z]+\.png$/u, 'qr.png'));

describe('--qr-path', () => {
  const begin = async (profile = 'default') => {
    const user = await zaloUser(zalo);
    const file = join(user.dir, 'qr.png');
    const run = startZca(['--profile', profile, 'auth', 'login', '--qr-path', file], user.env);
    await run.until(/QR code saved to: .+\n/u);
    return { user, file, run };
  };

  it('scanned and confirmed: told as recorded, and whoever comes next is logged in', async () => {
    const { user, file, run } = await begin();
    expect(textOfPng(await readFile(file))).toBe(await codeThatWaits());
    expect(await modeOf(file)).toBe('600');
    await zalo.post('/qr/scan', { account: 'alice' });
    await run.until(/Scanned by/u);
    await zalo.post('/qr/confirm');
    const { code, stdout, stderr } = await run.done;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(told(stdout, user.dir)).toEqual(told(loadRecording('25-login-qr-path').stdout, user.dir));
    expect(await modeOf(credentialsOf(user))).toBe('600');
    expect(Object.keys(JSON.parse(await readFile(credentialsOf(user), 'utf8')) as object).sort()).toEqual([
      'cookie',
      'imei',
      'language',
      'userAgent',
    ]);
    expect(JSON.parse(await readFile(join(user.home, 'profiles.json'), 'utf8'))).toMatchObject({
      defaultProfile: 'default',
      profiles: { default: {} },
    });
    expect((await runZca(['auth', 'status'], user.env)).code).toBe(0);
    expect(
      (JSON.parse(await readFile(join(user.home, 'profiles/default/cache/friends.json'), 'utf8')) as [])
        .length,
    ).toBe(25);
  });

  it('a profile that is new is made by its log-in, not before', { tags: ['long'] }, async () => {
    const { user, run } = await begin('shop');
    await expect(stat(user.home)).rejects.toThrow('ENOENT');
    await zalo.post('/qr/scan', { account: 'work' });
    await zalo.post('/qr/confirm');
    expect((await run.done).stdout).toMatch(/^Logged in profile shop as .+ \(\d+\)$/mu);
    expect((await runZca(['--profile', 'shop', 'auth', 'status'], user.env)).code).toBe(0);
    const { stdout } = await runZca(['account', 'list'], user.env);
    expect(stdout).toBe('* default  not logged in\n  shop     logged in\n');
  });

  it('declined on the phone: no failure, no session', async () => {
    const { user, run } = await begin();
    await zalo.post('/qr/scan', { account: 'alice' });
    await run.until(/Scanned by/u);
    await zalo.post('/qr/decline');
    const { code, stdout, stderr } = await run.done;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(told(stdout, user.dir)).toEqual(told(loadRecording('20-login-declined').stdout, user.dir));
    expect((await runZca(['auth', 'status'], user.env)).stderr).toBe(
      'Error: Profile default: not logged in\n',
    );
  });

  it('ended by Zalo before a scan', { tags: ['long'] }, async () => {
    const { run } = await begin();
    await zalo.post('/qr/expire');
    const { exit, stderr } = loadRecording('21-login-expired-before-scan');
    expect(await run.done).toMatchObject({ code: exit.code, stderr });
  });

  it('ended by Zalo between scan and confirmation', { tags: ['long'] }, async () => {
    const { run } = await begin();
    await zalo.post('/qr/scan', { account: 'alice' });
    await run.until(/Scanned by/u);
    await zalo.post('/qr/expire');
    const { code, stderr } = await run.done;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: An error has occurred\.\nResponse: \{/u);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('%s ends it at once, without a word', async (signal, code) => {
    const { user, run } = await begin();
    run.child.kill(signal);
    expect(await run.done).toMatchObject({ code, stderr: '' });
    await expect(stat(credentialsOf(user))).rejects.toThrow('ENOENT');
  });

  it('a picture that cannot be written ends the log-in', { tags: ['long'] }, async () => {
    const user = await zaloUser(zalo);
    const { code, stderr } = await runZca(
      ['auth', 'login', '--qr-path', join(user.dir, 'no/such/folder/qr.png')],
      user.env,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: .*ENOENT/u);
  });

  it('a name with line ends and escapes stays one line', { tags: ['long'] }, async () => {
    await zalo.post('/accounts', {
      account: 'bad',
      displayName: 'An\nLogged in profile default as X (1)\u001b[2J',
    });
    const { run } = await begin();
    await zalo.post('/qr/scan', { account: 'bad' });
    await run.until(/Scanned by/u);
    run.child.kill();
    const { stdout } = await run.done;
    expect(stdout).toContain('\nScanned by: An Logged in profile default as X (1) [2J\n');
  });
});

describe('--qr-base64', () => {
  it('prints the code and ends; what waits on keeps the session', async () => {
    const user = await zaloUser(zalo);
    const { code, stdout, stderr } = await runZca(['auth', 'login', '--qr-base64'], user.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [, base64 = ''] = /^data:image\/png;base64,(\S+)\n$/u.exec(stdout) ?? [];
    expect(textOfPng(Buffer.from(base64, 'base64'))).toBe(await codeThatWaits());
    await zalo.post('/qr/scan', { account: 'alice' });
    await zalo.post('/qr/confirm');
    await expect
      .poll(async () => (await runZca(['auth', 'status'], user.env)).code, { timeout: 15_000 })
      .toBe(0);
  });

  it('with --wait it stays, and tells what the phone does', async () => {
    const user = await zaloUser(zalo);
    const run = startZca(['auth', 'login', '--qr-base64', '--wait'], user.env);
    await run.until(/^data:\S+\n/u);
    await zalo.post('/qr/scan', { account: 'alice' });
    await zalo.post('/qr/confirm');
    expect((await run.done).stdout).toMatch(
      /^data:\S+\nScanned by: Alice Nguyễn\nLogged in profile default as Alice Nguyễn \(\d+\)\nCache refreshed: 25 friends, 8 groups\n$/u,
    );
  });

  it('what fails before there is a code is told, with its exit code', { tags: ['long'] }, async () => {
    const user = await zaloUser(zalo);
    expect(await runZca(['auth', 'login', '--qr-base64'], { ...user.env, EMUZ_PORT: '0' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error: fetch failed\n',
    });
  });
});

it('no code is asked for where a session could not be kept', async () => {
  const user = await zaloUser(zalo);
  await mkdir(user.home);
  await writeFile(join(user.home, 'profiles'), 'a file');
  const { code, stdout, stderr } = await runZca(['auth', 'login'], user.env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toBe(`Error: ${join(user.home, 'profiles')} is no folder: a session cannot be kept.\n`);
  expect((await zalo.get('/qr'))['all']).toEqual([]);
});

it('drawn where nothing else is asked for, without colours where there is no terminal', async () => {
  const user = await zaloUser(zalo);
  const run = startZca(['auth', 'login'], user.env);
  await run.until(/▄[\s\S]*█▄{7}█.*\n[\s\S]*█▄{7}█.*\n/u);
  expect(run.stdout()).toMatch(/^\nScan this QR in your Zalo app:\n\n[ █▀▄\n]+$/u);
  run.child.kill();
  await run.done;
});

it('a log-in mends a session that is damaged, and keeps what else is in openzca’s files', {
  tags: ['long'],
}, async () => {
  const user = await zaloUser(zalo);
  await mkdir(join(user.home, 'profiles/default'), { recursive: true });
  await writeFile(credentialsOf(user), '{"imei":');
  await chmod(credentialsOf(user), 0o644);
  expect((await runZca(['auth', 'status'], user.env)).stderr).toBe(
    `Error: ${credentialsOf(user)} is damaged and was left as it is. Mend it or move it away, then try again.\n`,
  );
  const run = startZca(['auth', 'login', '--qr-path', join(user.dir, 'qr.png')], user.env);
  await run.until(/QR code saved to/u);
  await zalo.post('/qr/scan', { account: 'alice' });
  await zalo.post('/qr/confirm');
  await run.done;
  expect((await runZca(['auth', 'status'], user.env)).code).toBe(0);
  expect(await modeOf(credentialsOf(user))).toBe('600');
});
