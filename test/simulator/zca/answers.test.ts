// The fake zca against the recordings of the real one: same argv, same words, same streams, same exit code.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import decodeQr from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import type { ControlLine } from '../../../src/simulator/control.ts';
import { switchesFromText } from '../../../src/simulator/world.ts';
import { control, readSent, readWorld, readZcaLog } from '../../../src/simulator/world-files.ts';
import { parseArguments } from '../../../src/simulator/zca/arguments.ts';
import { until } from '../../support/until.ts';
import { quietWorld, recording, run, start } from '../fake-zca.ts';

/** Names, ids and folders differ from world to world. */
const plain = (text: string, dir: string): string =>
  text
    .replaceAll(dir, '<DIR>')
    .replaceAll(/<(?:WORK|OPENZCA_HOME)>/gu, '<DIR>')
    .replaceAll(/\b[\w-]+\.png\b/gu, '<PNG>')
    .replaceAll(/Alice Nguyễn|Tiệm Hoa Mai/gu, '<SELF>')
    .replaceAll(/\d{13,}/gu, '<ID>');

const none: ControlLine = { type: 'session', profile: 'default', session: 'none' };
const revoked: ControlLine = { type: 'session', profile: 'default', session: 'revoked' };

type Case = readonly [name: string, fail?: string, before?: ControlLine];

const exact: readonly Case[] = [
  ['01-version'],
  ['03-unknown-command'],
  ['04-nologin-auth-status', '', none],
  ['05-nologin-me-info', '', none],
  ['07-nologin-friend-list', '', none],
  ['13-nologin-listen', '', none],
  ['16-nologin-unknown-profile'],
  ['20-login-declined', 'login=decline'],
  ['21-login-expired-before-scan', 'login=expire'],
  ['114-login-qr-never-scanned', 'login=never'],
  ['25-login-qr-path'],
  ['30-auth-status'],
  ['41-friend-find-nfc-query-nfd-name'],
  ['45-friend-find-unknown-phone'],
  ['47-friend-find-unknown-name'],
  ['52-group-members-unknown'],
  ['53-msg-send-user'],
  ['54-msg-send-group'],
  ['59-msg-send-empty'],
  ['61-msg-send-dash'],
  ['62-msg-send-after-double-dash'],
  ['65-msg-image-url'],
  ['70-msg-link'],
  ['74-msg-send-server-error', 'sendError=Thao tác quá nhanh'],
  ['78-offline-auth-status', 'offline'],
  ['80-offline-listen', 'offline'],
  ['81-revoked-auth-status', '', revoked],
  ['83-revoked-listen', '', revoked],
  ['110-auth-logout'],
];

describe('a call answers as the real program did', () => {
  it.each(exact.map(([name, fail = '', before]) => ({ name, fail, before })))(
    '$name',
    async ({ name, fail, before }) => {
      const real = recording(name);
      const dir = await quietWorld({ speed: 200 });
      if (before !== undefined) control(dir, before);
      const argv = real.argv.map((word) => word.replace('<WORK>', dir));
      const fake = await run(dir, argv, { ZALOUSER_DEMO_FAIL: fail });
      expect(plain(fake.stdout, dir)).toBe(plain(real.stdout, dir));
      expect(plain(fake.stderr, dir)).toBe(plain(real.stderr, dir));
      expect(fake.code).toBe(real.code);
      expect(readZcaLog(dir).map(({ kind }) => kind)).toEqual(['start', 'exit']);
    },
  );
});

const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]);
};

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : 1);

describe('JSON answers have the same keys in the same order', () => {
  it.each([
    '31-me-info-json',
    '37-friend-list-json',
    '39-friend-find-name',
    '43-friend-find-phone-0',
    '48-group-list-json',
    '50-group-members-json',
  ])('%s', async (name) => {
    const real = recording(name);
    const fake = await run(await quietWorld(), real.argv);
    const [realRows, fakeRows]: readonly unknown[] = [JSON.parse(real.stdout), JSON.parse(fake.stdout)];
    expect(shapeOf(fakeRows)).toEqual(shapeOf(realRows));
    expect(countOf(fakeRows)).toBe(countOf(realRows));
    expect({ stderr: fake.stderr, code: fake.code }).toEqual({ stderr: real.stderr, code: real.code });
  });
});

describe('log-in', () => {
  const qrArgv = (dir: string): readonly string[] => [
    '--profile',
    'work',
    'auth',
    'login',
    '--qr-path',
    join(dir, 'qr.png'),
  ];

  it('writes a picture that decodes to a short token, and logs the profile in', async () => {
    const dir = await quietWorld();
    expect(await run(dir, qrArgv(dir))).toMatchObject({ code: 0, stderr: '' });
    const png = PNG.sync.read(await readFile(join(dir, 'qr.png')));
    expect(decodeQr(png)).toMatch(/^https:\/\/demo\.example\/login\/[0-9a-f]{22}$/u);
    expect(await run(dir, ['--profile', 'work', 'auth', 'status'])).toMatchObject({ code: 0 });
  });

  it('dies as recorded where the picture would be opened and there is no viewer', async () => {
    const dir = await quietWorld();
    const real = recording('18-login-no-image-viewer');
    const fake = await run(
      dir,
      real.argv.map((word) => word.replace('<WORK>', dir)),
      { OPENZCA_QR_AUTO_OPEN: '' },
    );
    expect(plain(fake.stdout, dir)).toBe(plain(real.stdout, dir));
    expect(fake.stderr).toContain('Error: spawn xdg-open ENOENT');
    expect(fake.code).toBe(1);
  });

  it('ends with 143 on SIGTERM, and the log says so', async () => {
    const dir = await quietWorld({ speed: 1 });
    const running = start(dir, qrArgv(dir));
    await running.sees('xdg-open');
    running.child.kill('SIGTERM');
    expect(await running.ended).toEqual({ code: recording('23-login-sigterm').code, signal: null });
    expect(readZcaLog(dir).slice(1)).toMatchObject([
      { kind: 'signal', signal: 'SIGTERM' },
      { kind: 'exit', code: 143 },
    ]);
    expect(readWorld(dir)?.profiles['work']?.session).toBe('none');
  });

  it('--qr-base64 ends at once with a data URL; a silent child logs in later', async () => {
    const dir = await quietWorld();
    const fake = await run(dir, recording('27-login-qr-base64').argv);
    expect(fake).toMatchObject({ code: 0, stderr: '' });
    expect(fake.stdout).toMatch(/^data:image\/png;base64,iVBORw0[\w+/=]+\n$/u);
    await until(() => readWorld(dir)?.profiles['work']?.session === 'active', 'the silent log-in');
    await until(
      () => readZcaLog(dir).filter(({ kind }) => kind === 'exit').length === 2,
      'the end of the silent child',
    );
  });

  it('its silent child hears a phone that scans before it runs', async () => {
    const dir = await quietWorld({ switches: { manualPhone: true } });
    const argv = recording('27-login-qr-base64').argv;
    const running = start(dir, argv);
    await running.sees('data:image/png;base64,');
    control(dir, { type: 'phone', act: 'scan' });
    control(dir, { type: 'phone', act: 'confirm' });
    await until(() => readWorld(dir)?.profiles['work']?.session === 'active', 'the silent log-in');
  });

  it('can be worked by hand', async () => {
    const dir = await quietWorld({ switches: { manualPhone: true } });
    const running = start(dir, qrArgv(dir));
    await running.sees('xdg-open');
    control(dir, { type: 'phone', profile: 'default', act: 'decline' });
    control(dir, { type: 'phone', profile: 'work', act: 'scan' });
    await running.sees('Scanned by: ');
    control(dir, { type: 'phone', act: 'decline' });
    expect(await running.ended).toMatchObject({ code: 0 });
    expect(running.stdout()).toContain('QR login declined on phone');
  });

  it('without --qr-path support the option is unknown', async () => {
    const dir = await quietWorld({ switches: { noQrPath: true } });
    expect(await run(dir, qrArgv(dir))).toMatchObject({
      code: 1,
      stdout: '',
      stderr: "error: unknown option '--qr-path'\n",
    });
  });
});

describe('failures on request', () => {
  it('reads the switches from the environment', () => {
    expect(switchesFromText('offline, slowMs=5000,login=decline,nonsense=1')).toEqual({
      offline: true,
      slowMs: 5000,
      login: 'decline',
    });
    expect(switchesFromText('offline=false', { offline: true, hang: true })).toEqual({ hang: true });
  });

  it('spoils JSON in three ways, and prints bare ids', async () => {
    const dir = await quietWorld();
    const noisy = await run(dir, ['me', 'info', '-j'], { ZALOUSER_DEMO_FAIL: 'garbage=noise' });
    expect(JSON.parse(noisy.stdout.slice(noisy.stdout.indexOf('{\n')))).toMatchObject({
      userId: '4512345678900000123',
    });
    expect(noisy.stdout.startsWith('\u001B[33m')).toBe(true);
    const cut = await run(dir, ['me', 'info', '-j'], { ZALOUSER_DEMO_FAIL: 'garbage=truncated' });
    expect(() => JSON.parse(cut.stdout)).toThrow(SyntaxError);
    const bare = await run(dir, ['me', 'info', '-j'], { ZALOUSER_DEMO_FAIL: 'bareIds' });
    expect(bare.stdout).toContain('"userId": 4512345678900000123,');
  });

  it('keeps what was sent', async () => {
    const dir = await quietWorld();
    await run(dir, ['--profile', 'default', 'msg', 'send', '42', '-g', '--', '-5 độ']);
    expect(readSent(dir)).toEqual([
      {
        type: 'sent',
        profile: 'default',
        by: 'zca',
        kind: 'send',
        threadId: '42',
        isGroup: true,
        text: '-5 độ',
      },
    ]);
  });
});

describe('arguments', () => {
  it.each([
    [['listen', '-rk'], { command: 'listen', flags: ['raw', 'keepAlive'] }],
    [['--profile', 'work', 'me', 'info', '-j'], { command: 'me info', profile: 'work', flags: ['json'] }],
    [['me', 'info', '--profile=work'], { command: 'me info', profile: 'work', flags: [] }],
    [
      ['msg', 'image', '1', '-u', 'https://x', '-m', '-5 độ'],
      { command: 'msg image', words: ['1'], values: { url: ['https://x'], message: ['-5 độ'] } },
    ],
    [
      ['msg', 'send', '-g', '1', '--', '--help'],
      { command: 'msg send', flags: ['group'], words: ['1', '--help'] },
    ],
    [['msg', 'send', '1', '-'], { command: 'msg send', words: ['1', '-'] }],
  ])('%j', (argv, expected) => {
    const parsed = parseArguments(argv);
    const seen = parsed.type === 'call' ? { ...parsed, flags: [...parsed.flags] } : parsed;
    expect(seen).toMatchObject(expected);
  });

  it.each([
    [['msg', 'send', '1'], "error: missing required argument 'message'"],
    [['msg', 'send', '1', 'a', 'b'], 'error: too many arguments'],
    [['msg', 'shout', '1'], "error: unknown command 'shout'"],
    [['auth', 'login', '--qr-path'], "error: option '-q, --qr-path <path>' argument missing"],
    [['--wrong', 'me', 'info'], "error: unknown option '--wrong'"],
  ])('%j is a usage error', (argv, words) => {
    expect(parseArguments(argv)).toMatchObject({
      type: 'print',
      code: 1,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });
});
