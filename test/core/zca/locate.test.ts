import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type LocateZcaOptions, locateZca } from '../../../src/core/zca/locate.ts';
import { tempDir } from '../../support/temp-dir.ts';

/** Makes an executable (or, with another mode, not executable) file and gives its path. */
const makeFile = async (folder: string, name: string, mode = 0o755): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, mode);
  return file;
};

const locate = (options: Partial<LocateZcaOptions>) => locateZca({ env: {}, platform: 'linux', ...options });
const pathOf = async (options: Partial<LocateZcaOptions>) => {
  const location = await locate(options);
  return location.status === 'found'
    ? [location.by, location.program.shownPath]
    : [location.error.code, location.error.sentence];
};

describe('order', () => {
  test('flag, environment, setting, zca on PATH, openzca on PATH', async () => {
    const dir = await tempDir();
    const [flag, environment, setting] = [
      await makeFile(dir, 'a'),
      await makeFile(dir, 'b'),
      await makeFile(dir, 'c'),
    ];
    const openzca = await makeFile(join(dir, 'one'), 'openzca');
    const zca = await makeFile(join(dir, 'two'), 'zca');
    const env = { PATH: `${dir}/none::${dir}/one:${dir}/two`, ZALOUSER_TUI_ZCA: environment };
    expect(await pathOf({ zcaPath: flag, settingZcaPath: setting, env })).toEqual(['flag', flag]);
    expect(await pathOf({ settingZcaPath: setting, env })).toEqual(['environment', environment]);
    expect(
      await pathOf({ zcaPath: ' ', settingZcaPath: setting, env: { ...env, ZALOUSER_TUI_ZCA: '' } }),
    ).toEqual(['setting', setting]);
    expect(await pathOf({ env: { PATH: env.PATH } })).toEqual(['path', zca]);
    expect(await pathOf({ env: { PATH: `${dir}/one` } })).toEqual(['path', openzca]);
  });

  test('what was named but is not there is an error, not a reason to run another one', async () => {
    const dir = await tempDir();
    await makeFile(dir, 'zca');
    const missing = join(dir, 'nope');
    for (const options of [
      { zcaPath: missing },
      { settingZcaPath: missing },
      { env: { PATH: dir, ZALOUSER_TUI_ZCA: missing } },
    ]) {
      expect(await pathOf({ env: { PATH: dir }, ...options })).toEqual([
        'zca-not-found',
        `There is no program at ${missing}.`,
      ]);
    }
  });
});

describe('our own', () => {
  test('is found last, and run with Node', async () => {
    const dir = await tempDir();
    const own = await makeFile(dir, 'zca.js', 0o644);
    const openzca = await makeFile(join(dir, 'bin'), 'openzca');
    expect(await pathOf({ ownZcaPath: own, env: { PATH: join(dir, 'bin') } })).toEqual(['path', openzca]);
    expect(
      await locate({ ownZcaPath: own, env: { PATH: join(dir, 'none') }, nodePath: '/bin/node' }),
    ).toEqual({
      status: 'found',
      by: 'own',
      program: { file: '/bin/node', prefixArgs: [own], shownPath: own, isOurs: true },
    });
  });
  test('is known again under another name, by a link and by a launcher; another zca is not ours', async () => {
    const dir = await tempDir();
    const own = await makeFile(dir, 'zca.js', 0o644);
    const link = join(dir, 'linked.js');
    await symlink(own, link);
    const launcher = await makeFile(dir, 'launcher');
    await writeFile(
      launcher,
      '#!/bin/sh\n# zca of zalouser-tui: “zalouser-tui zca uninstall” removes this file.\nexec node x\n',
    );
    const wrapper = await makeFile(dir, 'wrapper');
    await writeFile(wrapper, '#!/bin/sh\nexec openzca "$@"\n');
    const isOurs = async (zcaPath: string): Promise<boolean | undefined> => {
      const location = await locate({ ownZcaPath: own, zcaPath });
      return location.status === 'found' && location.program.isOurs === true;
    };
    expect(await Promise.all([own, link, launcher, wrapper].map(isOurs))).toEqual([true, true, true, false]);
  });
  test('stands in for one on PATH that cannot be run, not for one that was named', async () => {
    const dir = await tempDir();
    const own = await makeFile(dir, 'zca.js', 0o644);
    await makeFile(join(dir, 'bin'), 'zca', 0o644);
    expect(await pathOf({ ownZcaPath: own, env: { PATH: join(dir, 'bin') } })).toEqual(['own', own]);
    expect((await pathOf({ ownZcaPath: own, zcaPath: join(dir, 'nope') }))[0]).toBe('zca-not-found');
    expect((await pathOf({ ownZcaPath: own, env: { ZALOUSER_TUI_ZCA: 'nope' } }))[0]).toBe('zca-not-found');
  });
  test('can be switched off, and need not be there', async () => {
    const dir = await tempDir();
    const own = await makeFile(dir, 'zca.js', 0o644);
    expect((await pathOf({ ownZcaPath: own, env: { ZALOUSER_TUI_OWN_ZCA: 'off' } }))[0]).toBe(
      'zca-not-found',
    );
    expect((await pathOf({ ownZcaPath: join(dir, 'gone.js') }))[0]).toBe('zca-not-found');
  });
});

describe('what is wrong with it', () => {
  test('nothing anywhere', async () => {
    expect(await pathOf({})).toEqual(['zca-not-found', 'Neither zca nor openzca was found on PATH.']);
  });
  test('a folder', async () => {
    const dir = await tempDir();
    expect(await pathOf({ zcaPath: dir })).toEqual([
      'zca-not-executable',
      `${dir} is a folder, not a program.`,
    ]);
  });
  test('not executable, named or on PATH', async () => {
    const dir = await tempDir();
    const file = await makeFile(dir, 'zca', 0o644);
    expect(await pathOf({ zcaPath: file })).toEqual(['zca-not-executable', `${file} may not be executed.`]);
    expect(await pathOf({ env: { PATH: dir } })).toEqual([
      'zca-not-executable',
      `${file} may not be executed.`,
    ]);
  });
  test('a folder named zca on PATH is passed over, an unusable zca too if openzca works', async () => {
    const dir = await tempDir();
    await mkdir(join(dir, 'one', 'zca'), { recursive: true });
    await makeFile(join(dir, 'two'), 'zca', 0o644);
    const openzca = await makeFile(join(dir, 'two'), 'openzca');
    expect(await pathOf({ env: { PATH: `${dir}/one:${dir}/two` } })).toEqual(['path', openzca]);
  });
  test('a dangling link is not found', async () => {
    const dir = await tempDir();
    await symlink(join(dir, 'gone'), join(dir, 'zca'));
    expect(await pathOf({ zcaPath: join(dir, 'zca') })).toEqual([
      'zca-not-found',
      `There is no program at ${dir}/zca.`,
    ]);
  });
  test('a senseless name does not throw', async () => {
    expect((await pathOf({ zcaPath: './a\0b' }))[0]).toBe('zca-not-found');
    expect((await pathOf({ zcaPath: `/${'x'.repeat(5_000)}` }))[0]).toBe('zca-not-found');
  });
});

describe('how the path is read', () => {
  test('~/ is the home folder, a relative path is relative to the current one', async () => {
    const dir = await tempDir();
    const file = await makeFile(join(dir, 'bin'), 'zca');
    expect(await pathOf({ zcaPath: '~/bin/zca', homeDir: dir })).toEqual(['flag', file]);
    expect(await pathOf({ zcaPath: 'bin/zca', cwd: dir })).toEqual(['flag', file]);
  });
  test('a bare name is a command on PATH, never a file of the current folder', async () => {
    const dir = await tempDir();
    const file = await makeFile(join(dir, 'bin'), 'my-zca');
    await makeFile(dir, 'other');
    expect(await pathOf({ zcaPath: 'my-zca', cwd: dir, env: { PATH: join(dir, 'bin') } })).toEqual([
      'flag',
      file,
    ]);
    expect(await pathOf({ zcaPath: 'other', cwd: dir, env: { PATH: join(dir, 'bin') } })).toEqual([
      'zca-not-found',
      'There is no program named other on PATH.',
    ]);
  });
  test.each(['zca.js', 'zca.mjs', 'zca.cjs'])(
    '%s runs through Node and needs no executable bit',
    async (name) => {
      const dir = await tempDir();
      const file = await makeFile(dir, name, 0o644);
      expect(await locate({ zcaPath: file, nodePath: '/n/node' })).toEqual({
        status: 'found',
        by: 'flag',
        program: { file: '/n/node', prefixArgs: [file], shownPath: file },
      });
    },
  );
  test('a program is run as it is', async () => {
    const file = await makeFile(await tempDir(), 'zca');
    expect(await locate({ zcaPath: file })).toMatchObject({
      program: { file, prefixArgs: [], shownPath: file },
    });
  });
});
