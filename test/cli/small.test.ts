import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodes, exitCodeTable } from '../../src/cli/exit-codes.ts';
import { nearest } from '../../src/cli/flag-values.ts';
import { whyNoTerminal } from '../../src/cli/main.ts';
import { homeFolder, openPrivateFolder, pathsOf } from '../../src/cli/paths.ts';
import { errorLines } from '../../src/cli/reports/parts.ts';
import { tempDir } from '../support/temp-dir.ts';

test.each([
  ['feeed', 'feed'],
  ['fede', 'feed'],
  ['stat', 'status'],
  ['acces', 'access'],
  ['x', undefined],
  ['kitchen', undefined],
  ['f'.repeat(10_000), undefined],
  ['', undefined],
])('nearest to %j is %j', (typed, expected) => {
  expect(nearest(typed, ['status', 'feed', 'pairing', 'directory', 'access', 'login'])).toBe(expected);
});

describe('folders', () => {
  const on = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    pathsOf({ env, homeDir: '/home/an', platform });

  test('Linux, as XDG says', () => {
    expect(on('linux')).toEqual({
      settingsDir: '/home/an/.config/zalouser-tui',
      runtimeDir: '/home/an/.local/state/zalouser-tui/run',
      debugLogFile: '/home/an/.local/state/zalouser-tui/debug.log',
    });
    expect(on('linux', { XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: 'relative' })).toMatchObject({
      settingsDir: '/c/zalouser-tui',
      runtimeDir: '/home/an/.local/state/zalouser-tui/run',
    });
  });

  test('macOS', () => {
    expect(on('darwin').settingsDir).toBe('/home/an/Library/Preferences/zalouser-tui');
  });

  test('settings can be elsewhere', () => {
    expect(on('linux', { ZALOUSER_TUI_SETTINGS_DIR: '/s' }).settingsDir).toBe('/s');
  });

  test('HOME is the home', () => {
    expect(homeFolder({ HOME: '/elsewhere' })).toBe('/elsewhere');
    expect(homeFolder({})).not.toBe('');
  });
});

describe('a terminal is needed', () => {
  const tty = { isTTY: true };
  test.each([
    ['a terminal', tty, tty, {}, undefined],
    [
      'input from a pipe',
      {},
      tty,
      {},
      /standard input is not one; without one use a command, such as zalouser-tui status/,
    ],
    ['output to a file', tty, {}, {}, /standard output is not one/],
    ['a dumb one', tty, tty, { TERM: 'dumb' }, /TERM=dumb .* set TERM/],
  ])('%s', (_, stdin, stdout, env, expected) => {
    const problem = whyNoTerminal({ stdin, stdout }, env);
    if (expected === undefined) return expect(problem).toBeUndefined();
    expect(problem?.code).toBe('not-a-terminal');
    expect(errorLines(problem ?? { code: 'internal', sentence: '' })).toEqual([
      expect.stringMatching(expected),
    ]);
  });
});

test('an error is one line, harmless and without secrets; the program’s own words are another', () => {
  expect(
    errorLines({
      code: 'internal',
      sentence: 'It broke.',
      hint: 'Mend\u001b[2J it.',
      detail: 'token=hush\nat x.js',
    }),
  ).toEqual(['It broke. Mend it.', expect.not.stringContaining('hush')]);
});

test('exit codes are distinct and all explained', () => {
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(exitCodeTable().map(([code]) => code)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '141',
    '129, 130, 143',
  ]);
});

describe('the private folder', () => {
  test('is the owner’s alone, and stays', async () => {
    const path = join(await tempDir(), 'a', 'run');
    const folder = openPrivateFolder(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    folder.release();
    expect(await readdir(path)).toEqual([]);
  });

  test('an open one is closed', async () => {
    const path = join(await tempDir(), 'run');
    await mkdir(path, { mode: 0o755 });
    openPrivateFolder(path);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  test('where it cannot be made, a temporary one is used and removed', async () => {
    const file = join(await tempDir(), 'file');
    await writeFile(file, '');
    const folder = openPrivateFolder(join(file, 'run'));
    expect(folder.problem).toBe('ENOTDIR');
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    folder.release();
    await expect(stat(folder.path)).rejects.toThrow('ENOENT');
  });
});
