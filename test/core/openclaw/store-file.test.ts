import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readStoreText, writeStoreText } from '../../../src/core/openclaw/store-file.ts';
import { tempDir } from '../../support/temp-dir.ts';

it('replaces a file whole, readable by its owner only', async () => {
  const file = path.join(await tempDir(), 'a.json');
  await writeFile(file, 'old', { mode: 0o644 });
  const before = await stat(file);
  await writeStoreText(file, 'new\n');
  const after = await stat(file);
  expect(await readFile(file, 'utf8')).toBe('new\n');
  expect(after.mode & 0o777).toBe(0o600);
  expect(after.ino).not.toBe(before.ino);
});

it('leaves no trace of a write that failed', async () => {
  const dir = await tempDir();
  await mkdir(path.join(dir, 'a.json', 'full'), { recursive: true });
  await expect(writeStoreText(path.join(dir, 'a.json'), 'x')).rejects.toMatchObject({ code: 'store-write-failed' });
  expect(await readdir(dir)).toEqual(['a.json']);
  await expect(writeStoreText(path.join(dir, 'gone', 'a.json'), 'x')).rejects.toMatchObject({ view: { detail: 'ENOENT' } });
});

it('reads nothing where nothing is, and refuses what is no file or too big', async () => {
  const dir = await tempDir();
  expect(await readStoreText(path.join(dir, 'gone.json'))).toBeUndefined();
  await expect(readStoreText(dir)).rejects.toMatchObject({ code: 'store-corrupt' });
  await writeFile(path.join(dir, 'big.json'), Buffer.alloc(8 * 1024 * 1024 + 1));
  await expect(readStoreText(path.join(dir, 'big.json'))).rejects.toMatchObject({ code: 'store-corrupt' });
});
