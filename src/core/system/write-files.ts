// The file system as the writers of config and pairing store need it, and the one that uses the disk.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type BigIntStats, lstatSync, renameSync, unlinkSync } from 'node:fs';
import {
  access,
  constants,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { isAbsence } from '../shared/system-code.ts';

// What a mode does not say of a file: access lists and extended attributes. Node knows neither, so `ls` and `cp` are asked, which every
// system has. Nothing here rejects.

/** Has the file an access list? `unknown`: this system's programs do not tell (BusyBox). */
type AccessMark = 'list' | 'none' | 'unknown';

const limits = {
  reject: false,
  timeout: 10_000,
  maxBuffer: 65_536,
  stdin: 'ignore',
  env: { LC_ALL: 'C' },
} as const;

let isLsOfGnu: Promise<boolean> | undefined;

/** Only GNU's and those of the BSDs mark a list; BusyBox has an `ls` without marks, and knows no `--version`. Asked once. */
const canLsTell = async (platform: NodeJS.Platform): Promise<boolean> => {
  if (platform !== 'linux') return true;
  isLsOfGnu ??= execa('ls', ['--version'], limits).then(({ exitCode }) => exitCode === 0);
  return isLsOfGnu;
};

/** The `+` after the mode in `ls -l`, or the lines of the list that macOS adds; undefined for what is none of it. */
export const parseAccessMark = (output: string): Exclude<AccessMark, 'unknown'> | undefined => {
  const mark = /^[-a-z][-rwxsStT]{9}(.)/u.exec(output)?.[1];
  if (mark === undefined) return undefined;
  return mark === '+' || /\n\s*\d+: \S/u.test(output) ? 'list' : 'none';
};

/** Looks whether a file has an access list. @param file absolute; a link is not followed */
export const accessMarkOf = async (
  file: string,
  platform: NodeJS.Platform = process.platform,
): Promise<AccessMark> => {
  if (platform === 'win32') return 'unknown';
  try {
    // On macOS the mark of extended attributes, which nearly every file has, stands in place of that of a list: the list itself is asked for.
    const { exitCode, stdout } = await execa('ls', [platform === 'darwin' ? '-ldne' : '-ldn', file], limits);
    const mark = exitCode === 0 ? parseAccessMark(stdout) : undefined;
    if (mark === 'list') return mark;
    if (mark === 'none' && (await canLsTell(platform))) return mark;
    // Prints nothing of a file whose mode says all.
    const asked = await execa('getfacl', ['-cps', file], limits);
    if (asked.exitCode !== 0) return 'unknown';
    return asked.stdout.trim() === '' ? 'none' : 'list';
  } catch {
    return 'unknown';
  }
};

/**
 * Gives an open file the extended attributes of another, as far as permitted; with `isWithAccess` also mode and access list. Only GNU's `cp`
 * can: elsewhere nothing happens. It is handed open files, not names, so that nobody can put another file in their place.
 */
const copyAttributes = async (from: string, to: FileHandle, isWithAccess: boolean): Promise<void> => {
  let source: FileHandle | undefined;
  try {
    source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const what = `--preserve=${isWithAccess ? 'mode,xattr' : 'xattr'}`;
    // Not by execa, whose children have only files of its own making beside the three.
    const child = spawn('cp', ['--attributes-only', what, '/dev/fd/3', '/dev/fd/4'], {
      stdio: ['ignore', 'ignore', 'ignore', source.fd, to.fd],
      timeout: limits.timeout,
    });
    await once(child, 'close');
  } catch {
    // Whether the list is there is asked of the new file.
  } finally {
    await source?.close().catch(() => {});
  }
};

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** What stands at a path, links not followed. */
export interface Entry extends Owner {
  readonly kind: 'file' | 'link' | 'other';
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly modifiedAtMs: number;
  /** Names the file has: more than one are hard links. */
  readonly links: number;
  /** Changes with the file, its content, owner, mode or attributes: only good for comparing. */
  readonly identity: string;
}

/** A file that was just made and has no reader yet. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  /** -1 keeps the user or the group. */
  setOwner(uid: number, gid: number): Promise<void>;
  setMode(mode: number): Promise<void>;
  /** Extended attributes of another file, as far as permitted; with `isWithAccess` mode and access list too. Never rejects. */
  copyAttributes(from: string, isWithAccess: boolean): Promise<void>;
  facts(): Promise<Owner & { readonly mode: number; readonly inode: number; readonly modifiedAtMs: number }>;
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
  read(file: string): Promise<Uint8Array>;
  list(folder: string): Promise<readonly string[]>;
  /** Has it an access list, which its mode does not tell? Never rejects. */
  accessMark(file: string): Promise<AccessMark>;
  /** The user this process acts as; undefined where there are no such numbers. */
  userId(): number | undefined;
  /** With its parents, readable by the owner alone. Gives the topmost folder that had to be made. */
  makeFolder(folder: string): Promise<string | undefined>;
  /** Only an empty one. */
  removeFolder(folder: string): Promise<void>;
  /** A new file, readable by the owner alone; fails if there is one. */
  create(file: string): Promise<NewFile>;
  rename(from: string, to: string): Promise<void>;
  /**
   * Renames `from` to `file`, or removes the file where `from` is undefined, if the file still has the identity; false if not. `before`:
   * a rename that is to be done first, and is undone where it comes to nothing. Nothing else of this process runs between the look and the
   * rename, so that others have next to no time to write in between either.
   */
  commit(commit: Commit): Promise<boolean>;
  /** Nothing happens if there is no such file. */
  remove(file: string): Promise<void>;
  /** Makes renames in the folder last through a power failure. */
  syncFolder(folder: string): Promise<void>;
}

export interface Commit {
  readonly file: string;
  /** Undefined: there must be no file. */
  readonly identity: string | undefined;
  readonly from: string | undefined;
  readonly before?: readonly [from: string, to: string] | undefined;
}

const undefinedIfAbsent = (error: unknown): undefined => {
  if (isAbsence(error)) return undefined;
  throw error;
};

const identityOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(':');

const identityNow = (file: string): string | undefined => {
  const facts = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return facts === undefined ? undefined : identityOf(facts);
};

const newFile = (handle: FileHandle): NewFile => ({
  write: (bytes) => handle.writeFile(bytes),
  setOwner: (uid, gid) => handle.chown(uid, gid),
  setMode: (mode) => handle.chmod(mode),
  copyAttributes: (from, isWithAccess) => copyAttributes(from, handle, isWithAccess),
  facts: async () => {
    const { uid, gid, mode, ino, mtimeMs } = await handle.stat();
    return { uid, gid, mode: mode & 0o777, inode: ino, modifiedAtMs: mtimeMs };
  },
  sync: () => handle.sync(),
  close: () => handle.close(),
});

/** Folders that root makes in somebody's folder are theirs. What is not permitted is left. */
const giveToParent = async (folder: string, topmost: string): Promise<void> => {
  const made: string[] = [];
  for (let current = folder; current.startsWith(topmost); current = path.dirname(current))
    made.unshift(current);
  const { uid, gid } = await stat(path.dirname(topmost));
  for (const one of made) {
    // Opened, so that nobody can put a link in its place.
    const handle = await open(one, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    await handle.chown(uid, gid).finally(() => handle.close());
  }
};

export const diskWriteFiles: WriteFiles = {
  entry: async (file) => {
    const facts = await lstat(file, { bigint: true }).catch(undefinedIfAbsent);
    if (!facts) return undefined;
    return {
      kind: facts.isSymbolicLink() ? 'link' : facts.isFile() ? 'file' : 'other',
      mode: Number(facts.mode) & 0o777,
      uid: Number(facts.uid),
      gid: Number(facts.gid),
      modifiedAtMs: Number(facts.mtimeMs),
      links: Number(facts.nlink),
      identity: identityOf(facts),
    };
  },
  readLink: (file) => readlink(file),
  realFolder: async (folder) => {
    const real = await realpath(folder).catch(undefinedIfAbsent);
    return real !== undefined && (await stat(real)).isDirectory() ? real : undefined;
  },
  assertWritable: (file) => access(file, constants.W_OK),
  read: (file) => readFile(file),
  list: (folder) => readdir(folder),
  accessMark: (file) => accessMarkOf(file),
  userId: () => process.geteuid?.(),
  makeFolder: async (folder) => {
    const topmost = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (topmost !== undefined) await giveToParent(folder, topmost).catch(() => {});
    return topmost;
  },
  removeFolder: (folder) => rmdir(folder),
  create: async (file) => newFile(await open(file, 'wx', 0o600)),
  rename: (from, to) => rename(from, to),
  commit: async ({ file, identity, from, before }) => {
    if (before !== undefined) renameSync(...before);
    // In one go, without giving way to anything: this is as close as a look and a rename get without help of the system.
    const isSame = identityNow(file) === identity;
    if (isSame && from !== undefined) renameSync(from, file);
    else if (isSame) unlinkSync(file);
    else if (before !== undefined) renameSync(before[1], before[0]);
    return isSame;
  },
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
