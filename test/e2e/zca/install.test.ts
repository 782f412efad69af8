// The launcher as it is run, and the question before it is written.
import { execFile } from 'node:child_process';
import { access, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openProgram, runPiped } from '../../support/program.ts';
import { tempDir } from '../../support/temp-dir.ts';

const run = async (file: string, args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(file, args, { env: { PATH: '/usr/bin:/bin' } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });

it('is asked for in a terminal, runs this zca, and is taken away again', async () => {
  const dir = await tempDir();
  const folder = join(dir, "my 'bin");
  const terminal = await openProgram(['zca', 'install', '--dir', folder], {
    columns: 200,
    rows: 50,
    home: dir,
  });
  await terminal.until('Write it? [y/N]');
  await expect(access(folder)).rejects.toThrow('ENOENT');
  terminal.type('y\r');
  expect((await terminal.exit).code).toBe(0);
  const file = join(folder, 'zca');
  expect((await run(file, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  // Arguments arrive as they are.
  expect((await run(file, ['--profile', 'a b', 'me', 'info'])).stderr).toMatch(
    /^Error: Invalid profile name\./u,
  );
  const outcome = await runPiped(['zca', 'uninstall', '--dir', folder, '--yes'], { HOME: dir });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toContain(`Removed: ${file}\n`);
  await expect(access(file)).rejects.toThrow('ENOENT');
});

it('put in front of another zca, it hands calls on as they are', async () => {
  const dir = await tempDir();
  const other = join(dir, 'openzca');
  await writeFile(other, '#!/bin/sh\nprintf "<%s>" "$@"\nexit 3\n', { mode: 0o755 });
  const args = ['zca', 'install', '--dir', join(dir, 'bin'), '--behind', other, '--yes'];
  expect(await runPiped(args, { HOME: dir })).toMatchObject({ code: 0, stderr: '' });
  const { code, stdout } = await run(join(dir, 'bin/zca'), ['--profile', 'work', 'auth', 'status', '']);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '<--profile><work><auth><status><>' });
});

it('Ctrl+C at the question ends it, Ctrl+D answers no', { tags: ['long'] }, async () => {
  const dir = await tempDir();
  const args = ['zca', 'install', '--dir', join(dir, 'bin')];
  const first = await openProgram(args, { rows: 50, home: dir });
  await first.until('Write it? [y/N]');
  first.press('ctrl+c');
  expect((await first.exit).code).toBe(130);
  const second = await openProgram(args, { rows: 50, home: dir });
  await second.until('Write it? [y/N]');
  second.press('ctrl+d');
  await second.until('Nothing was written.');
  expect((await second.exit).code).toBe(0);
  await expect(access(join(dir, 'bin'))).rejects.toThrow('ENOENT');
});

it('anything but yes writes nothing', { tags: ['long'] }, async () => {
  const dir = await tempDir();
  const terminal = await openProgram(['zca', 'install', '--dir', join(dir, 'bin')], { rows: 50, home: dir });
  await terminal.until('Write it? [y/N]');
  terminal.type('\r');
  await terminal.until('Nothing was written.');
  expect((await terminal.exit).code).toBe(0);
  await expect(access(join(dir, 'bin'))).rejects.toThrow('ENOENT');
});

it('one whose target has gone says how to mend it', async () => {
  const dir = await tempDir();
  // A package that can be taken away.
  await mkdir(join(dir, 'package'));
  const root = join(import.meta.dirname, '../../..');
  for (const name of ['bin', 'dist', 'package.json'])
    await symlink(join(root, name), join(dir, 'package', name));
  const outcome = await new Promise<string>((resolve) => {
    const script = join(dir, 'package/dist/zca.js');
    execFile(
      process.execPath,
      ['--preserve-symlinks', '--preserve-symlinks-main', script, 'install', '--dir', dir, '--yes'],
      { env: { PATH: '/usr/bin:/bin', HOME: dir } },
      (_, stdout, stderr) => resolve(stdout + stderr),
    );
  });
  expect(outcome).toContain('Written:');
  expect(await readFile(join(dir, 'zca'), 'utf8')).toContain(join(dir, 'package/dist/zca.js'));
  await rename(join(dir, 'package'), join(dir, 'gone'));
  const { code, stdout, stderr } = await run(join(dir, 'zca'), ['me', 'info']);
  expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
  expect(stderr).toMatch(
    /^Error: what this zca runs has gone \(.+\)\. Mend it: npx zalouser-tui zca install; or remove it: rm /u,
  );
});

it('from the console: found by its name, asked about, and the terminal comes back', async () => {
  const terminal = await openProgram([], {
    columns: 100,
    rows: 40,
    env: { ZALOUSER_TUI_OWN_ZCA: undefined },
  });
  await terminal.until('✓ zca found: the one this program brings along (version');
  terminal.press('esc');
  await terminal.until((screen) => !screen.text().includes('First steps'));
  terminal.press(':');
  await terminal.until('Help and commands');
  terminal.type('install zca for');
  await terminal.until(/› .*install zca for the gateway/u);
  terminal.press('enter');
  await terminal.until('Install zca for the gateway?');
  terminal.press('y');
  // Which gateways run on this machine is not for a test to say: it is asked whether to write, or why not is told.
  await terminal.until(/Write it\? \[y\/N\]|Enter goes back\./u);
  if (terminal.screen().join('\n').includes('Write it?')) {
    terminal.type('n\r');
    await terminal.until(/Nothing was written\.[\s\S]*Enter goes back\./u);
  }
  terminal.type('\r');
  await terminal.until('zca install has ended');
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
