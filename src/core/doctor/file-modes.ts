// Who may read a file, by its mode and by those of the folders on the way to it; and closing it to others. POSIX only: elsewhere modes say
// nothing. Access lists and the group are left alone: most systems give every user a group of their own.
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCodeOf } from '../shared/system-code.ts';
import type { OpenFile } from './model.ts';
import type { SecretFile } from './secret-files.ts';

const others = { read: 0o4, write: 0o2, pass: 0o1 } as const;

/** What the mode should be: as OpenClaw makes its own (the OpenClaw contract, section 1). */
export const privateMode = (isFolder: boolean): number => (isFolder ? 0o700 : 0o600);

/** Can others get into the folder, from the root down? */
const isPassable = async (folder: string): Promise<boolean> => {
  const parent = path.dirname(folder);
  if (((await stat(folder)).mode & others.pass) === 0) return false;
  return parent === folder || isPassable(parent);
};

const isOurs = (owner: number): boolean => {
  const user = process.getuid?.();
  return user === owner || user === 0;
};

/** What a look at a file came to. */
export interface FileLook {
  readonly exists: boolean;
  readonly open?: OpenFile;
}

/** Looks at one file. What cannot be looked at is nobody's secret of this user: it counts as absent. Never rejects. */
export const lookAtFile = async ({ path: file, kind, profile }: SecretFile): Promise<FileLook> => {
  try {
    const target = await realpath(file);
    const facts = await stat(target);
    const { mode, uid } = facts;
    const isFolder = facts.isDirectory();
    if (!isFolder && !facts.isFile()) return { exists: false };
    // The names in a folder give nothing away; who may write there can put other files in their place.
    const isWritable = (mode & others.write) !== 0;
    if (!isWritable && (isFolder || (mode & others.read) === 0)) return { exists: true };
    const isReachable = await isPassable(path.dirname(target));
    const found = { path: target, kind, isFolder, isWritable, isReachable, isOurs: isOurs(uid) };
    return { exists: true, open: { ...found, ...(profile === undefined ? {} : { profile }) } };
  } catch {
    return { exists: false };
  }
};

const change = async (handle: FileHandle, isFolder: boolean): Promise<void> => {
  const facts = await handle.stat();
  if (isFolder ? !facts.isDirectory() : !facts.isFile()) throw new Error('it is something else now');
  await handle.chmod(privateMode(isFolder));
};

/** Closes a file to everybody but its owner. It is opened first, so that it cannot become another on the way. @throws what the system says */
export const makePrivate = async ({ path: file, isFolder }: Pick<OpenFile, 'path' | 'isFolder'>): Promise<void> => {
  // Links were followed when it was looked at: a link there now is none of those that the operator has seen.
  if ((await realpath(file)) !== file) throw new Error('it is a link now');
  const handle = await open(file, 'r');
  try {
    await change(handle, isFolder);
  } finally {
    await handle.close();
  }
};

/** Why a mode stayed as it was, in the system's word for it where it has one. */
export const modeFailure = (error: unknown): string => systemCodeOf(error) ?? (error instanceof Error ? error.message : 'unknown error');
