import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../src/core/system/keep-owner.ts';
import { bytesOf, type NewContent, replaceWith, writeBeside } from '../../../src/core/system/replace-file.ts';
import type { NewFile, WriteFiles } from '../../../src/core/system/write-files.ts';
import { temporaryFile, writerOf } from '../../../src/core/system/write-target.ts';
import { plainFiles } from '../../support/owned-files.ts';
import { tempDir } from '../../support/temp-dir.ts';

const content = (text: string): NewContent => ({ write: bytesOf(Buffer.from(text)) });

/** The disk, with every step noted; the step named `failing` fails. */
const watched = (failing?: string) => {
  const steps: string[] = [];
  const step = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    steps.push(name);
    if (name === failing) throw Object.assign(new Error(name), { code: 'EIO' });
    return run();
  };
  const watchedFile = (file: NewFile): NewFile => ({
    ...file,
    write: (bytes) => step('write', () => file.write(bytes)),
    setMode: (mode) => step('mode', () => file.setMode(mode)),
    sync: () => step('sync', () => file.sync()),
    close: async () => {
      await file.close();
      await step('close', async () => {});
    },
  });
  const files: WriteFiles = {
    ...plainFiles,
    create: (file) => step('create', async () => watchedFile(await plainFiles.create(file))),
    rename: (from, to) => step('rename', () => plainFiles.rename(from, to)),
    syncFolder: (folder) => step('sync folder', () => plainFiles.syncFolder(folder)),
  };
  return { files, steps };
};

const oldFile = async (): Promise<{ readonly dir: string; readonly file: string }> => {
  const dir = await tempDir();
  const file = path.join(dir, 'a.json');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  return { dir, file };
};

const likeOf = async (file: string) => {
  const entry = await plainFiles.entry(file);
  return entry && likenessOf(plainFiles, file, entry, false);
};

describe('replaceWith', () => {
  it('has the new file whole, alike and on the disk before it takes the name', async () => {
    const { dir, file } = await oldFile();
    const { files, steps } = watched();
    const mayReplace = async (): Promise<void> => {
      steps.push('may it?');
      const beside = (await readdir(dir)).find((name) => name !== 'a.json') ?? '';
      expect(await readFile(path.join(dir, beside), 'utf8')).toBe('new');
      expect((await stat(path.join(dir, beside))).mode & 0o777).toBe(0o640);
    };
    await replaceWith(files, file, { ...content('new'), like: await likeOf(file) }, { mayReplace });
    expect(steps).toEqual(['create', 'write', 'mode', 'sync', 'close', 'may it?', 'rename', 'sync folder']);
    expect([await readdir(dir), await readFile(file, 'utf8')]).toEqual([['a.json'], 'new']);
  });

  it.each(['create', 'write', 'mode', 'sync', 'close', 'rename'])(
    'leaves the old file and nothing else where %s fails',
    async (failing) => {
      const { dir, file } = await oldFile();
      const replaced = replaceWith(watched(failing).files, file, {
        ...content('new'),
        like: await likeOf(file),
      });
      await expect(replaced).rejects.toMatchObject({ code: 'EIO' });
      expect([await readdir(dir), await readFile(file, 'utf8')]).toEqual([['a.json'], 'old']);
    },
  );

  it('passes on why it may not, and leaves nothing', async () => {
    const { dir, file } = await oldFile();
    const no = new Error('not now');
    await expect(
      replaceWith(plainFiles, file, content('new'), { mayReplace: () => Promise.reject(no) }),
    ).rejects.toBe(no);
    expect([await readdir(dir), await readFile(file, 'utf8')]).toEqual([['a.json'], 'old']);
  });

  it('has worked where only the folder cannot be flushed', async () => {
    const { file } = await oldFile();
    await replaceWith(watched('sync folder').files, file, content('new'));
    expect(await readFile(file, 'utf8')).toBe('new');
  });

  it.each(['ă'.repeat(120), 'n'.repeat(255)])(
    'replaces a file whose name leaves no room for another ending',
    async (name) => {
      const dir = await tempDir();
      const file = path.join(dir, name);
      await writeFile(file, 'old');
      await replaceWith(plainFiles, file, content('new'));
      expect([await readdir(dir), await readFile(file, 'utf8')]).toEqual([[name], 'new']);
    },
  );
});

describe('writeBeside', () => {
  it('is for its owner alone, and known by its name for one of ours', async () => {
    const { file } = await oldFile();
    const beside = await writeBeside(plainFiles, file, content('new'), 4711);
    expect((await stat(beside)).mode & 0o777).toBe(0o600);
    expect([path.dirname(beside), writerOf(path.basename(beside))]).toEqual([path.dirname(file), 4711]);
  });

  it('refuses to be somebody else than the heir, unless that may be', async () => {
    const { dir, file } = await oldFile();
    const unowned: WriteFiles = {
      ...plainFiles,
      create: async (at) => ({
        ...(await plainFiles.create(at)),
        setOwner: () => Promise.reject(new Error('EPERM')),
      }),
    };
    const heir = { uid: 4_000_001, gid: 4_000_001 };
    await expect(writeBeside(unowned, file, { ...content('new'), heir })).rejects.toMatchObject({
      problem: 'foreign-owner',
      owner: heir,
    });
    expect(await readdir(dir)).toEqual(['a.json']);
    const beside = await writeBeside(unowned, file, { ...content('new'), heir, mayMissHeir: true });
    expect(await readFile(beside, 'utf8')).toBe('new');
  });
});

it.each(['a.json', 'ă'.repeat(127), '😀'.repeat(63), 'n'.repeat(255)])(
  'a temporary name has room in every folder, and no broken character',
  (name) => {
    const made = path.basename(
      temporaryFile(path.join('/folder', name), 4_194_304, '123e4567-e89b-12d3-a456-426614174000'),
    );
    expect(Buffer.byteLength(made)).toBeLessThanOrEqual(255);
    expect(made.isWellFormed()).toBe(true);
    expect(writerOf(made)).toBe(4_194_304);
  },
);
