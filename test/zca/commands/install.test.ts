// Where the launcher goes, what is said of it, and that nothing else is ever touched.
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type InstallOptions, install, uninstall } from '../../../src/zca/commands/install.ts';
import type { Host } from '../../../src/zca/host.ts';
import { isLauncher } from '../../../src/zca/install/launcher.ts';
import { placesOn } from '../../../src/zca/install/place.ts';
import { tempDir } from '../../support/temp-dir.ts';

const program = async (file: string, text = '#!/bin/sh\necho other\n', mode = 0o755): Promise<string> => {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
};

/** A machine with one gateway, whose PATH has these folders of the home. */
const machine = async (...folders: readonly string[]) => {
  const home = await tempDir();
  const proc = join(home, 'proc');
  const onPath = folders.map((folder) => join(home, folder));
  await mkdir(join(proc, '7'), { recursive: true });
  await writeFile(join(proc, '7/cmdline'), 'openclaw-gateway\0');
  await writeFile(join(proc, '7/environ'), `PATH=${onPath.join(':')}\0`);
  const script = await program(join(home, 'package/dist/zca.js'), 'ours');
  let said = '';
  const host: Host = {
    env: { HOME: home },
    platform: 'linux',
    cwd: home,
    script,
    isTerminal: false,
    print: async (text) => {
      said += text;
    },
    complain: async () => undefined,
    now: () => new Date(0),
    signal: new AbortController().signal,
  };
  return {
    home,
    host,
    said: () => said.replaceAll(home, '~'),
    install: async (options: InstallOptions = {}) => install(host, { yes: true, ...options }, proc),
    uninstall: async () => uninstall(host, { yes: true }, proc),
  };
};

describe('the folder', () => {
  const places = async (home: string, ...folders: readonly string[]) =>
    (
      await placesOn(
        folders.map((folder) => join(home, folder)),
        home,
      )
    ).map((folder) => folder.slice(home.length + 1));

  it('one made for the user’s own programs comes before that of a version manager', async () => {
    const home = await tempDir();
    expect(await places(home, '.nvm/v24/bin', 'x/node_modules/.bin', '.local/bin', 'bin')).toEqual([
      '.local/bin',
      'bin',
      '.nvm/v24/bin',
    ]);
  });

  it('is in front of every other zca', async () => {
    const home = await tempDir();
    await program(join(home, 'b/zca'));
    expect(await places(home, 'a', 'b', '.local/bin')).toEqual(['a']);
  });

  it('can be written to', async () => {
    const home = await tempDir();
    await program(join(home, 'file'));
    expect(await placesOn([join(home, 'file'), join(home, 'file/below')], home)).toEqual([]);
  });
});

describe('install', () => {
  it('shows the gateway’s PATH and the text, writes 0755, and says that the gateway finds it', async () => {
    const here = await machine('.local/bin', 'other');
    await here.install();
    const file = join(here.home, '.local/bin/zca');
    const text = await readFile(file, 'utf8');
    expect(isLauncher(text)).toBe(true);
    expect(text).toContain(`node='${process.execPath}'\nscript='${here.host.script}'\n`);
    expect(text).not.toMatch(/npx (?!zalouser-tui zca install)/u);
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('755');
    expect(await readdir(dirname(file))).toEqual(['zca']);
    expect(here.said()).toContain('The gateway (pid 7) looks for programs in:\n  ~/.local/bin\n  ~/other\n');
    expect(here.said()).toContain('It finds no zca there.\n\nTo be written: ~/.local/bin/zca (0755)\n');
    expect(here.said()).toContain('Written: ~/.local/bin/zca\nThe gateway (pid 7) finds it.\n');
    expect(here.said()).toContain('openclaw gateway restart');
  });

  it('again: ours is replaced', async () => {
    const here = await machine('bin');
    await here.install();
    await here.install({ behind: await program(join(here.home, 'opt/openzca')) });
    expect(here.said()).toContain('It finds ours: ~/bin/zca\n');
    expect(await readFile(join(here.home, 'bin/zca'), 'utf8')).toContain(
      `"$script" '--behind=${here.home}/opt/openzca' "$@"`,
    );
  });

  it('another zca there stays as it is: ours goes in front of it, and it is said how to keep it at work', async () => {
    const here = await machine('a', 'b');
    const other = await program(join(here.home, 'b/zca'));
    await here.install();
    expect(await readFile(other, 'utf8')).toBe('#!/bin/sh\necho other\n');
    expect(here.said()).toContain('It finds another zca: ~/b/zca\n');
    expect(here.said()).toContain('--behind ~/b/zca');
    expect(here.said()).toContain('The gateway (pid 7) finds it.');
  });

  it('no place in front of it, or a folder where it is: nothing is written', async () => {
    const here = await machine('a');
    const other = await program(join(here.home, 'a/zca'));
    await expect(here.install()).rejects.toThrow('Name one with --dir FOLDER');
    await expect(here.install({ dir: 'a' })).rejects.toThrow('is another program, and is left as it is');
    expect(await readFile(other, 'utf8')).toBe('#!/bin/sh\necho other\n');
  });

  it('a folder that is not on the PATH: it is said how it gets there', async () => {
    const here = await machine('a');
    await here.install({ dir: 'elsewhere' });
    expect(here.said()).toContain('does not find it: ~/elsewhere is not on its PATH.');
    expect(here.said()).toContain(
      '~/.config/systemd/user/openclaw-gateway.service.d/zalouser-tui.conf:\n  [Service]\n  Environment="PATH=~/elsewhere:~/a"\n',
    );
  });

  it('is never put behind itself', async () => {
    const here = await machine('a');
    await here.install();
    await symlink(join(here.home, 'a/zca'), join(here.home, 'link'));
    await chmod(here.host.script, 0o755);
    for (const behind of ['a/zca', here.host.script])
      await expect(here.install({ behind })).rejects.toThrow('is this zca itself');
    await expect(here.install({ behind: 'nowhere' })).rejects.toThrow('There is no program at');
    await chmod(here.host.script, 0o644);
    await expect(here.install({ behind: 'proc/7/cmdline' })).rejects.toThrow('may not be executed');
  });

  it('asks, and without a terminal writes nothing', async () => {
    const here = await machine('a');
    await expect(here.install({ yes: false })).rejects.toThrow('There is no terminal to ask on.');
    expect(await readdir(here.home)).not.toContain('a');
  });

  it('not on Windows', async () => {
    const { host } = await machine('a');
    await expect(install({ ...host, platform: 'win32' }, { yes: true })).rejects.toThrow('On Windows');
  });
});

describe('uninstall', () => {
  it('removes the launcher, and nothing else of that name', async () => {
    const here = await machine('a', 'b', 'c');
    const other = await program(join(here.home, 'b/zca'));
    await here.install();
    await mkdir(join(here.home, 'c'));
    await symlink(join(here.home, 'a/zca'), join(here.home, 'c/zca'));
    await here.uninstall();
    expect(await readdir(join(here.home, 'a'))).toEqual([]);
    expect(await readdir(join(here.home, 'c'))).toEqual(['zca']);
    expect(await readFile(other, 'utf8')).toBe('#!/bin/sh\necho other\n');
    expect(here.said()).toMatch(
      /To be removed:\n {2}~\/a\/zca\nRemoved: ~\/a\/zca\nIt finds another zca: ~\/b\/zca\n$/u,
    );
  });

  it('says when there is none', async () => {
    const here = await machine('a');
    await here.uninstall();
    expect(here.said()).toContain('No launcher of this zca was found.');
  });
});
