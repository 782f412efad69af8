import { chmod, mkdir, mkdtemp, readdir, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLoginFiles } from '../../../src/core/login/files.ts';

let runtimeDir: string;
beforeEach(async () => {
  runtimeDir = await mkdtemp(join(tmpdir(), 'zt-login-'));
});
afterEach(() => rm(runtimeDir, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test.runIf(process.platform !== 'win32')(
  'the file is 0600 in a folder 0700, whatever another program does to its mode',
  async () => {
    const file = await createLoginFiles(join(runtimeDir, 'deep')).create(0);
    expect([
      await modeOf(file.path),
      await modeOf(dirname(file.path)),
      await modeOf(join(runtimeDir, 'deep')),
    ]).toEqual([0o600, 0o700, 0o700]);
    await writeFile(file.path, 'picture');
    expect(await modeOf(file.path)).toBe(0o600);
    await unlink(file.path);
    await writeFile(file.path, 'picture', { mode: 0o644 });
    await chmod(file.path, 0o644);
    expect(new TextDecoder().decode(await file.read())).toBe('picture');
    expect(await modeOf(file.path)).toBe(0o600);
  },
);

test('remove leaves nothing, twice is once', async () => {
  const file = await createLoginFiles(runtimeDir).create(0);
  await file.write(Buffer.from('picture'));
  await file.remove();
  await file.remove();
  expect(await readdir(runtimeDir)).toEqual([]);
});

test('what a killed console left is removed, what is fresh or of others stays', async () => {
  const nowMs = Date.UTC(2026, 10, 22);
  const make = async (name: string, ageMs: number, pid?: number): Promise<void> => {
    await mkdir(join(runtimeDir, name));
    if (pid !== undefined) await writeFile(join(runtimeDir, name, 'pid'), String(pid));
    await utimes(join(runtimeDir, name), new Date(nowMs - ageMs), new Date(nowMs - ageMs));
  };
  await make('login-old', 11 * 60_000);
  await make('login-fresh', 9 * 60_000);
  await make('other', 11 * 60_000);
  await make('login-dead', 0, 4_711);
  await make('login-alive', 9 * 60_000, 50);
  await make('login-reused', 11 * 60_000, 50);
  const files = createLoginFiles(runtimeDir, (pid) => pid === 50);
  await files.sweep(nowMs);
  const swept = ['login-alive', 'login-fresh', 'other'];
  expect((await readdir(runtimeDir)).sort()).toEqual(swept);
  const file = await files.create(nowMs);
  const names = await readdir(runtimeDir);
  expect(names.filter((name) => !file.path.includes(name)).sort()).toEqual(swept);
});

test('a folder that cannot be made is an error', async () => {
  const path = join(runtimeDir, 'file');
  await writeFile(path, '');
  await expect(createLoginFiles(join(path, 'below')).create(0)).rejects.toThrow('ENOTDIR');
});

test('a sweep where nothing was ever made is no failure', async () => {
  await expect(createLoginFiles(join(runtimeDir, 'nowhere')).sweep(0)).resolves.toBeUndefined();
});

test('a killed console is found out by its process, which the folder names', async () => {
  const file = await createLoginFiles(runtimeDir).create(0);
  await createLoginFiles(runtimeDir).sweep(0);
  expect((await stat(file.path)).isFile()).toBe(true);
  await createLoginFiles(runtimeDir, () => false).sweep(0);
  expect(await readdir(runtimeDir)).toEqual([]);
});
