// What the tests of the writer share: a folder with a config in it, and a disk that fails where it is told to.
import { lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WriteDeps } from '../../../../src/core/config/write/write.ts';
import { diskWriteFiles, type NewFile, type WriteFiles } from '../../../../src/core/system/write-files.ts';
import { createQuickClock } from '../../../support/quick-clock.ts';
import { tempDir } from '../../../support/temp-dir.ts';

export const oldText = '\ufeff{\r\n  // của tôi\r\n  a: 1,\r\n}';
export const newText = '\ufeff{\r\n  // của tôi\r\n  a: 2,\r\n}';

export interface World {
  /** Real path of the config's own folder, which holds nothing else. */
  readonly folder: string;
  readonly file: string;
  readonly deps: WriteDeps;
}

/** A folder with `openclaw.json` (0640) in it, unless `text` is undefined. */
export const createWorld = async (text: string | undefined = oldText): Promise<World> => {
  const folder = path.join(await tempDir(), 'state');
  await mkdir(folder, { mode: 0o700 });
  const file = path.join(folder, 'openclaw.json');
  if (text !== undefined) await writeFile(file, text, { mode: 0o640 });
  return { folder, file, deps: { clock: createQuickClock(Date.now()), files: hookedFiles(() => {}) } };
};

export const read = (file: string): Promise<string> => readFile(file, 'utf8');
export const modeOf = async (file: string): Promise<number> => (await lstat(file)).mode & 0o777;
export const names = async (folder: string): Promise<readonly string[]> => (await readdir(folder)).sort();

/** What the files of a folder say, by name. */
export const contents = async (folder: string): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all((await names(folder)).map(async (name) => [name, await read(path.join(folder, name))])),
  );

/** An error as the system throws it. */
export const systemError = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });

/** Called before every step with its name; what it throws is what the step throws. */
export type Hook = (step: string, path: string) => void | Promise<void>;

const hookedFile = (file: NewFile, name: string, hook: Hook): NewFile => ({
  write: async (bytes) => {
    try {
      await hook('write', name);
    } catch (error) {
      // A full disk is found out half-way.
      await file.write(bytes.subarray(0, bytes.length / 2));
      throw error;
    }
    await file.write(bytes);
  },
  setOwner: async (uid, gid) => {
    await hook('setOwner', name);
    await file.setOwner(uid, gid);
  },
  setMode: async (mode) => {
    await hook('setMode', name);
    await file.setMode(mode);
  },
  // No child process for each of hundreds of writes: what these two do with the disk has tests of its own.
  copyAttributes: () => Promise.resolve(),
  facts: () => file.facts(),
  sync: async () => {
    await hook('sync', name);
    await file.sync();
  },
  close: async () => {
    await file.close();
    await hook('close', name);
  },
});

/** The disk, with a hook before every step. */
export const hookedFiles = (hook: Hook): WriteFiles => {
  const hooked =
    <Rest extends readonly unknown[], Result>(
      step: keyof WriteFiles,
      run: (path: string, ...rest: Rest) => Promise<Result>,
    ) =>
    async (path: string, ...rest: Rest): Promise<Result> => {
      await hook(step, path);
      return run(path, ...rest);
    };
  const disk = diskWriteFiles;
  return {
    entry: hooked('entry', disk.entry),
    readLink: hooked('readLink', disk.readLink),
    realFolder: hooked('realFolder', disk.realFolder),
    assertWritable: hooked('assertWritable', disk.assertWritable),
    read: hooked('read', disk.read),
    list: hooked('list', disk.list),
    makeFolder: hooked('makeFolder', disk.makeFolder),
    removeFolder: hooked('removeFolder', disk.removeFolder),
    create: hooked('create', async (file) => hookedFile(await disk.create(file), file, hook)),
    accessMark: () => Promise.resolve('none'),
    userId: disk.userId,
    rename: hooked('rename', disk.rename),
    commit: async (commit) => {
      await hook('commit', commit.file);
      return disk.commit(commit);
    },
    remove: hooked('remove', disk.remove),
    syncFolder: hooked('syncFolder', disk.syncFolder),
  };
};
