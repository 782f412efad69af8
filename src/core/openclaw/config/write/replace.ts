// Replaces one file whole while its lock is held: the slow part first, then a last look, then nothing but renames.
import { randomUUID } from 'node:crypto';
import { pushBackup } from './backups.ts';
import { toWriteError, writeProblem } from './failures.ts';
import type { Entry, NewFile, WriteFiles } from './files.ts';
import { backupFiles, temporaryFile } from './names.ts';
import { type Found, readTarget, type Target } from './target.ts';

/** The file is not what was expected. */
export interface ChangedByOthers {
  readonly status: 'changed-by-others';
  /** What is in it now; undefined if there is no file. */
  readonly theirs: string | undefined;
}

/** What is to be done. */
export interface Replacement {
  readonly files: WriteFiles;
  readonly target: Target;
  /** What must be in the file; undefined: there must be none. */
  readonly expected: string | undefined;
  /** What comes into it; undefined: it goes. */
  readonly next: string | undefined;
  /** Does what `next` was made on still hold, beside the file itself? */
  readonly isCurrent?: (() => Promise<boolean>) | undefined;
  /** Part of temporary names. */
  readonly pid: number;
}

/** It worked. */
export interface Replaced {
  readonly status: 'replaced';
  /** Where the old version is kept; undefined if there was none. */
  readonly backup: string | undefined;
}

/**
 * Compares byte by byte.
 *
 * @throws AppError `config-write-failed` if only bytes differ that are no UTF-8: they would be lost, and nobody changed anything
 */
export const compare = (file: string, found: Found | undefined, expected: string | undefined): ChangedByOthers | undefined => {
  if (found === undefined) return expected === undefined ? undefined : { status: 'changed-by-others', theirs: undefined };
  if (expected !== undefined && found.bytes.equals(Buffer.from(expected, 'utf8'))) return undefined;
  const theirs = found.bytes.toString('utf8');
  if (theirs === expected) throw writeProblem(file, 'not-utf8');
  return { status: 'changed-by-others', theirs };
};

/** Gives the new file the owner of the old one as far as permitted; without its group, the group gets no more than everybody. */
const permissionsFor = async (file: NewFile, { uid, gid, mode }: Entry): Promise<number> => {
  const isDone = (owner: number): Promise<boolean> =>
    file.setOwner(owner, gid).then(
      () => true,
      () => false,
    );
  if ((await isDone(uid)) || (await isDone(-1))) return mode;
  return (mode & 0o707) | ((mode & 0o007) << 3);
};

const writeNewFile = async (files: WriteFiles, name: string, bytes: Uint8Array, like: Entry | undefined): Promise<void> => {
  const file = await files.create(name);
  try {
    await file.write(bytes);
    if (like) await file.setMode(await permissionsFor(file, like));
    await file.sync();
  } finally {
    await file.close();
  }
};

const pushBackupOf = async ({ files, target }: Replacement, copy: string): Promise<string> => {
  await pushBackup(files, target.file, copy).catch((error: unknown) => {
    throw toWriteError(target.file, error, 'backup');
  });
  return backupFiles(target.file)[0] ?? '';
};

/** Everything up to the rename that makes it count. */
const prepareAndRename = async (work: Replacement, next: string, temporary: string, copy: string): Promise<ChangedByOthers | Replaced> => {
  const { files, target, expected } = work;
  const before = await readTarget(files, target.file);
  const early = compare(target.file, before, expected);
  if (early) return early;
  await writeNewFile(files, temporary, Buffer.from(next, 'utf8'), before?.entry);
  if (before) await writeNewFile(files, copy, before.bytes, before.entry);
  if (work.isCurrent !== undefined && !(await work.isCurrent())) return { status: 'changed-by-others', theirs: expected };
  // OpenClaw and editors know nothing of our lock: between this look and the last rename there are only renames.
  const late = compare(target.file, await readTarget(files, target.file), expected);
  if (late) return late;
  const backup = before && (await pushBackupOf(work, copy));
  await files.rename(temporary, target.file);
  return { status: 'replaced', backup };
};

/** Reads back what was written: another writer may have come right behind. */
const verify = async ({ files, target, next }: Replacement): Promise<ChangedByOthers | undefined> =>
  compare(target.file, await readTarget(files, target.file), next);

const removeTarget = async ({ files, target, expected }: Replacement): Promise<ChangedByOthers | Replaced> => {
  const changed = compare(target.file, await readTarget(files, target.file), expected);
  if (changed) return changed;
  await files.remove(target.file);
  return { status: 'replaced', backup: undefined };
};

const replaceText = async (work: Replacement, next: string): Promise<ChangedByOthers | Replaced> => {
  const { files, target, pid } = work;
  const [temporary, copy] = [temporaryFile(target.file, pid, randomUUID()), temporaryFile(target.file, pid, randomUUID())];
  try {
    return await prepareAndRename(work, next, temporary, copy);
  } finally {
    for (const name of [temporary, copy]) await files.remove(name).catch(() => {});
  }
};

/**
 * Makes the file say `next`, if it says `expected`. Only to be called while the lock is held.
 *
 * @throws AppError, what the system says; the file is as it was then, but for `config-unreadable`, which comes after the rename
 */
export const replaceFile = async (work: Replacement): Promise<ChangedByOthers | Replaced> => {
  const { files, target, next } = work;
  const outcome = await (next === undefined ? removeTarget(work) : replaceText(work, next));
  if (outcome.status === 'changed-by-others') return outcome;
  // The file is replaced already; some file systems and Windows cannot do this.
  await files.syncFolder(target.folder).catch(() => {});
  return (await verify(work)) ?? outcome;
};
