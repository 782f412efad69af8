import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  memorySettings,
  openSettings,
  readSettings,
  resetSettings,
  type Settings,
} from '../../src/cli/settings.ts';
import { tempDir } from '../support/temp-dir.ts';

const atMs = Date.UTC(2026, 10, 22, 9, 8, 7);

const folderWith = async (text: string): Promise<string> => {
  const dir = await tempDir();
  await writeFile(join(dir, 'settings.json'), text);
  return dir;
};

test('what is saved is there the next time, in a private file', async () => {
  const dir = join(await tempDir(), 'new', 'folder');
  const all: Settings = {
    lastAccount: 'shop',
    lastScreen: 'pairing',
    palette: 'mono',
    zcaPath: '/z',
    feedCapacity: 300,
    notifications: 'osc9',
  };
  const first = openSettings(dir);
  expect(first.get()).toEqual({});
  first.save({ lastAccount: 'work' });
  first.save(all);
  expect(openSettings(dir).get()).toEqual(all);
  expect((await stat(join(dir, 'settings.json'))).mode & 0o777).toBe(0o600);
  expect(first.notices()).toEqual([]);
});

test('opening writes nothing', async () => {
  const dir = await tempDir();
  openSettings(dir);
  expect(await readdir(dir)).toEqual([]);
});

test.each<[string, Settings]>([
  ['{"zcaPath":"/z","palette":"purple","later":1}', { zcaPath: '/z' }],
  [
    '{"notifications":"osc9","approvalText":" Chào bạn "}',
    { notifications: 'osc9', approvalText: 'Chào bạn' },
  ],
  ['{"notifications":"loud","approvalText":""}', {}],
  ['{"palette":', {}],
  ['null', {}],
])('looking at %j takes what is valid and leaves the file alone', async (text, expected) => {
  const dir = await folderWith(text);
  expect(readSettings(dir)).toEqual(expected);
  expect(await readdir(dir)).toEqual(['settings.json']);
  expect(readSettings(join(dir, 'nowhere'))).toEqual({});
});

test.each(['', '{"palette":', 'null', '[]', '"text"', '\u0000\u0001'])(
  'a broken file %j is set aside',
  async (text) => {
    const dir = await folderWith(text);
    const settings = openSettings(dir, atMs);
    const aside = join(dir, 'settings.json.broken-20261122T090807Z');
    expect(settings.get()).toEqual({});
    expect(settings.notices()).toEqual([
      `The settings file could not be understood. It is kept as ${aside}, and the console starts with new settings.`,
    ]);
    expect(await readFile(aside, 'utf8')).toBe(text);
    settings.save({ palette: 'mono' });
    expect(openSettings(dir).get()).toEqual({ palette: 'mono' });
  },
);

test('single values that cannot be used fall back and stay in the file', async () => {
  const dir = await folderWith(
    JSON.stringify({ palette: 'pink', feedCapacity: -1, lastScreen: 'feed', future: { kept: true } }),
  );
  const settings = openSettings(dir);
  expect(settings.get()).toEqual({ lastScreen: 'feed' });
  expect(settings.notices()).toEqual([
    'The setting “palette” has a value that cannot be used. The default is used.',
    'The setting “feedCapacity” has a value that cannot be used. The default is used.',
  ]);
  settings.save({ lastAccount: 'work' });
  expect(JSON.parse(await readFile(join(dir, 'settings.json'), 'utf8'))).toMatchObject({
    palette: 'pink',
    future: { kept: true },
    lastAccount: 'work',
  });
});

test('two consoles do not undo each other', async () => {
  const dir = await tempDir();
  const [one, other] = [openSettings(dir), openSettings(dir)];
  one.save({ lastScreen: 'feed' });
  other.save({ palette: 'mono' });
  expect(openSettings(dir).get()).toEqual({ lastScreen: 'feed', palette: 'mono' });
});

describe('a file that cannot be used is no reason not to start', () => {
  test.skipIf(process.platform === 'win32')(
    'a pipe stands in its place, which is not waited for',
    async () => {
      const dir = await tempDir();
      execFileSync('mkfifo', [join(dir, 'settings.json')]);
      expect(readSettings(dir)).toEqual({});
      const settings = openSettings(dir);
      expect(settings.notices()).toEqual([
        `The settings in ${join(dir, 'settings.json')} cannot be used (not a file). Nothing will be remembered this time.`,
      ]);
    },
  );
  test('a folder stands in its place', async () => {
    const dir = await tempDir();
    await mkdir(join(dir, 'settings.json'));
    const settings = openSettings(dir);
    expect(settings.notices()).toEqual([
      `The settings in ${join(dir, 'settings.json')} cannot be used (EISDIR). Nothing will be remembered this time.`,
    ]);
    settings.save({ lastScreen: 'feed' });
    expect(settings.get()).toEqual({ lastScreen: 'feed' });
  });

  test('a file stands in the place of the folder', async () => {
    const dir = join(await folderWith('{}'), 'settings.json', 'below');
    const settings = openSettings(dir);
    settings.save({ lastScreen: 'feed' });
    settings.save({ lastScreen: 'login' });
    expect(settings.get()).toEqual({ lastScreen: 'login' });
    expect(settings.notices()).toHaveLength(1);
  });

  test.skipIf(process.getuid?.() === 0)('the folder is read-only', async () => {
    const dir = await tempDir();
    await chmod(dir, 0o500);
    const settings = openSettings(dir);
    settings.save({ lastScreen: 'feed' });
    expect(settings.notices()).toEqual([
      `The settings in ${join(dir, 'settings.json')} cannot be written (no permission). Nothing will be remembered this time.`,
    ]);
    await chmod(dir, 0o700);
  });
});

test('memory settings remember for the run', () => {
  const settings = memorySettings();
  settings.save({ palette: 'mono' });
  settings.save({ lastAccount: 'all' });
  expect(settings.get()).toEqual({ palette: 'mono', lastAccount: 'all' });
});

test('reset keeps the old file', async () => {
  const dir = await folderWith('{"palette":"mono"}');
  const old = join(dir, 'settings.json.old');
  expect(resetSettings(dir)).toBe(old);
  expect(await readFile(old, 'utf8')).toBe('{"palette":"mono"}');
  expect(openSettings(dir).get()).toEqual({});
  expect(resetSettings(dir)).toBeUndefined();
});
