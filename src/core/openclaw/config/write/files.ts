// The file system as the config writer needs it, and the one that uses the disk.
import { access, constants, lstat, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { isAbsence } from '../../store-file.ts';

/** What stands at a path, links not followed. */
export interface Entry {
  readonly kind: 'file' | 'link' | 'other';
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modifiedAtMs: number;
}

/** A file that was just made and has no reader yet. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** -1 keeps the user or the group. */
  setOwner(uid: number, gid: number): Promise<void>;
  setMode(mode: number): Promise<void>;
  /** To the disk, not just to its cache. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Every step of a write, so that tests can let each of them fail. All throw what the system says. */
export interface WriteFiles {
  /** Undefined if there is nothing, not even a folder for it. */
  entry(path: string): Promise<Entry | undefined>;
  readLink(path: string): Promise<string>;
  /** A folder's path with every link followed; undefined if there is none. */
  realFolder(folder: string): Promise<string | undefined>;
  /** Throws if this user may not write to the file. */
  assertWritable(file: string): Promise<void>;
  read(file: string): Promise<Buffer>;
  list(folder: string): Promise<readonly string[]>;
  /** With its parents, readable by the owner alone. Gives the topmost folder that had to be made. */
  makeFolder(folder: string): Promise<string | undefined>;
  /** Only an empty one. */
  removeFolder(folder: string): Promise<void>;
  /** A new file, readable by the owner alone; fails if there is one. */
  create(file: string): Promise<NewFile>;
  rename(from: string, to: string): Promise<void>;
  /** Nothing happens if there is no such file. */
  remove(file: string): Promise<void>;
  /** Makes renames in the folder last through a power failure. */
  syncFolder(folder: string): Promise<void>;
}

const undefinedIfAbsent = (error: unknown): undefined => {
  if (isAbsence(error)) return undefined;
  throw error;
};

/** The disk. */
export const diskWriteFiles: WriteFiles = {
  entry: async (path) => {
    const facts = await lstat(path).catch(undefinedIfAbsent);
    if (!facts) return undefined;
    const kind = facts.isSymbolicLink() ? 'link' : facts.isFile() ? 'file' : 'other';
    return { kind, mode: facts.mode & 0o777, uid: facts.uid, gid: facts.gid, modifiedAtMs: facts.mtimeMs };
  },
  readLink: (path) => readlink(path),
  realFolder: async (folder) => {
    const real = await realpath(folder).catch(undefinedIfAbsent);
    return real !== undefined && (await stat(real)).isDirectory() ? real : undefined;
  },
  assertWritable: (file) => access(file, constants.W_OK),
  read: (file) => readFile(file),
  list: (folder) => readdir(folder),
  makeFolder: (folder) => mkdir(folder, { recursive: true, mode: 0o700 }),
  removeFolder: (folder) => rmdir(folder),
  create: async (file) => {
    const handle = await open(file, 'wx', 0o600);
    return {
      write: (bytes) => handle.writeFile(bytes),
      setOwner: (uid, gid) => handle.chown(uid, gid),
      setMode: (mode) => handle.chmod(mode),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  rename: (from, to) => rename(from, to),
  remove: (file) => rm(file, { force: true }),
  syncFolder: async (folder) => {
    const handle = await open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
