import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readStoreText, writeStoreText } from '../../../src/core/system/replace-file.ts';
import { plainFiles } from '../../support/owned-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

it.each([0o600, 0o640, 0o644])('replaces a file whole, its mode %o kept', async (mode) => {
  const file = path.join(await tempDir(), 'a.json');
  await writeFile(file, 'old');
  await chmod(file, mode);
  const before = await stat(file);
  await writeStoreText(file, 'new\n');
  const after = await stat(file);
  expect(await readFile(file, 'utf8')).toBe('new\n');
  expect(after.mode & 0o777).toBe(mode);
  expect(after.ino).not.toBe(before.ino);
});

it('makes a file readable by its owner only', async () => {
  const file = path.join(await tempDir(), 'a.json');
  await writeStoreText(file, 'new');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('follows a link, and leaves it', async () => {
  const dir = await tempDir();
  await mkdir(path.join(dir, 'away'));
  await writeFile(path.join(dir, 'away', 'real.json'), 'old');
  await symlink(path.join('away', 'real.json'), path.join(dir, 'a.json'));
  await writeStoreText(path.join(dir, 'a.json'), 'new');
  expect(await readlink(path.join(dir, 'a.json'))).toBe(path.join('away', 'real.json'));
  expect(await readFile(path.join(dir, 'away', 'real.json'), 'utf8')).toBe('new');
  expect(await readdir(dir)).toEqual(['a.json', 'away']);
});

it('says of links in a circle what they are', async () => {
  const dir = await tempDir();
  await symlink('b.json', path.join(dir, 'a.json'));
  await symlink('a.json', path.join(dir, 'b.json'));
  const sentence = expect.stringContaining('leads back to itself; nothing was written.');
  await expect(writeStoreText(path.join(dir, 'a.json'), 'x')).rejects.toMatchObject({
    view: { code: 'store-write-failed', sentence },
  });
});

it.each<[string, RegExp]>([
  ['ENOSPC', /disk of .* is full; nothing was written\.$/u],
  ['EROFS', /mounted read-only; nothing was written\.$/u],
  ['EACCES', /may not be replaced by this user; nothing was written\.$/u],
  ['EIO', /could not be written; it is as it was\.$/u],
])('says what %s means, and leaves nothing behind', async (code, sentence) => {
  const dir = await tempDir();
  const file = path.join(dir, 'a.json');
  await writeFile(file, 'old');
  const failing = { ...plainFiles, rename: () => Promise.reject(Object.assign(new Error(code), { code })) };
  await expect(writeStoreText(file, 'new', undefined, { files: failing })).rejects.toMatchObject({
    view: {
      code: 'store-write-failed',
      sentence: expect.stringMatching(sentence),
      hint: expect.stringMatching(/\S/u),
      detail: code,
    },
  });
  expect([await readdir(dir), await readFile(file, 'utf8')]).toEqual([['a.json'], 'old']);
});

it('leaves no trace of a write that failed', async () => {
  const dir = await tempDir();
  await mkdir(path.join(dir, 'a.json', 'full'), { recursive: true });
  await expect(writeStoreText(path.join(dir, 'a.json'), 'x')).rejects.toMatchObject({
    code: 'store-write-failed',
  });
  expect(await readdir(dir)).toEqual(['a.json']);
  await expect(writeStoreText(path.join(dir, 'gone', 'a.json'), 'x')).rejects.toMatchObject({
    view: { detail: 'ENOENT' },
  });
});

it('reads nothing where nothing is, and refuses what is no file or too big', async () => {
  const dir = await tempDir();
  expect(await readStoreText(path.join(dir, 'gone.json'))).toBeUndefined();
  // A folder, a pipe: no copy of it can be made, and `cp` of a pipe would wait for ever.
  await expect(readStoreText(dir)).rejects.toMatchObject({
    view: { code: 'store-unreadable', hint: expect.stringMatching(/^Move it away/u) },
  });
  const pipe = path.join(dir, 'pipe');
  execFileSync('mkfifo', [pipe]);
  await expect(readStoreText(pipe)).rejects.toMatchObject({ view: { code: 'store-unreadable', file: pipe } });
  await writeFile(path.join(dir, 'big.json'), Buffer.alloc(8 * 1024 * 1024 + 1));
  await expect(readStoreText(path.join(dir, 'big.json'))).rejects.toMatchObject({ code: 'store-corrupt' });
});
