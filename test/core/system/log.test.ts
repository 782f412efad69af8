import { chmod, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/shared/error.ts';
import { formatLogLine, openLog, silentLog } from '../../../src/core/system/log.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const clock = createFakeClock(Date.UTC(2026, 10, 22, 9, 8, 7));
const linesOf = async (file: string): Promise<unknown[]> =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

test('writes lines of its level into a private file, in folders it makes', async () => {
  const file = join(await tempDir(), 'a', 'b', 'console.log');
  const log = openLog({ file, clock });
  log.info('command/ended', { program: 'zca', code: 1 });
  log.debug('frame/drawn');
  log.error('console/failed', { error: new Error('boom') });
  log.close();
  log.close();
  log.info('too/late');
  const time = '2026-11-22T09:08:07.000Z';
  expect(await linesOf(file)).toEqual([
    { time, level: 'info', event: 'command/ended', program: 'zca', code: 1 },
    {
      time,
      level: 'error',
      event: 'console/failed',
      error: { name: 'Error', message: 'boom', stack: expect.stringContaining('log.test.ts') },
    },
  ]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('appends to an existing file and makes it private', async () => {
  const file = join(await tempDir(), 'console.log');
  await writeFile(file, '{"event":"before"}\n');
  await chmod(file, 0o644);
  const log = openLog({ file, level: 'debug', clock });
  log.debug('after');
  expect(await linesOf(file)).toMatchObject([{ event: 'before' }, { event: 'after' }]);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('does not follow a symbolic link', async () => {
  const dir = await tempDir();
  await writeFile(join(dir, 'target'), '');
  await symlink(join(dir, 'target'), join(dir, 'console.log'));
  expect(() => openLog({ file: join(dir, 'console.log') })).toThrow(/ELOOP/);
});

test('a line is harmless to print, and reads as it was', () => {
  const path = '/h/\u001b[2J\u009b31m\u202ex\u200b\u2028y';
  const line = formatLogLine(0, 'info', 'x', { path });
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u200b\u2028]/u);
  expect(JSON.parse(line)).toMatchObject({ path });
});

test.each([
  ['a cookie', { args: ['--cookie=abc'], stderr: 'cookie: zpsid=123' }, /abc|123/],
  ['a QR picture', { stdout: `data:image/png;base64,${'iVBORw0KGgo'.repeat(5)}` }, /iVBOR/],
  ['deep inside', { a: { b: [{ text: 'token=hush' }] } }, /hush/],
])('keeps %s out', (_, fields, secret) => {
  expect(formatLogLine(0, 'info', 'x', fields)).not.toMatch(secret);
});

test('an AppError is written with its code, next step and cause', () => {
  const error = new AppError(
    { code: 'timed-out', sentence: 'It took too long.', hint: 'Try again.' },
    { cause: new Error('deep') },
  );
  expect(JSON.parse(formatLogLine(0, 'error', 'x', { error }))).toMatchObject({
    error: {
      code: 'timed-out',
      sentence: 'It took too long.',
      hint: 'Try again.',
      cause: { message: 'deep' },
    },
  });
});

test('garbage never throws and stays on one line', () => {
  const circular: Record<string, unknown> = { text: 'a\nb\u001b[2J', big: 10n, nothing: undefined };
  circular['self'] = circular;
  const line = formatLogLine(0, 'info', 'x', circular);
  expect(line).not.toMatch(/[\n\u001b]/);
  expect(JSON.parse(line)).toMatchObject({ text: 'a\nb\u001b[2J', big: '10' });
  const throwing = {
    get bad(): never {
      throw new Error('no');
    },
  };
  expect(JSON.parse(formatLogLine(0, 'info', 'x', throwing))).toMatchObject({ event: 'x', unwritable: true });
});

test('long strings are cut', () => {
  expect(formatLogLine(0, 'info', 'x', { text: 'word '.repeat(5_000) }).length).toBeLessThan(9_000);
});

test('a silent log keeps nothing', () => {
  expect(silentLog.info('x')).toBeUndefined();
});
