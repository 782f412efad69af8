import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { homeFolder, openPrivateFolder, pathsOf } from '../../src/cli/paths.ts';
import { tempDir } from '../support/temp-dir.ts';

describe('folders', () => {
  const on = (platform: NodeJS.Platform, env: Record<string, string> = {}) =>
    pathsOf({ env, homeDir: '/home/an', platform });

  test('Linux, as XDG says', () => {
    expect(on('linux')).toEqual({
      settingsDir: '/home/an/.config/zalouser-tui',
      runtimeDir: '/home/an/.local/state/zalouser-tui/run',
      deviceKeyFile: '/home/an/.local/state/zalouser-tui/device-key.json',
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
