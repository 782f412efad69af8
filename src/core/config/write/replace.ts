// Replaces one file whole while its lock is held: the slow part first, then a last look, then nothing but renames.
import { likenessOf } from '../../system/keep-owner.ts';
import { bytesOf, writeBeside } from '../../system/replace-file.ts';
import { backupFiles } from '../../system/temp-names.ts';
import { toWriteError, writeProblem } from '../../system/write-failures.ts';
import type { WriteFiles } from '../../system/write-files.ts';
import { type Found, readTarget, type Target } from '../../system/write-target.ts';
import { makeRoom } from './backups.ts';

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

const makeRoomOf = async ({ files, target }: Replacement): Promise<string> => {
  await makeRoom(files, target.file).catch((error: unknown) => {
    throw toWriteError(target.file, error, 'backup');
  });
  return backupFiles(target.file)[0] ?? '';
};

/** Somebody changed owner, mode or attributes while they were copied, but not the text. */
type Disturbed = { readonly status: 'disturbed' };

/** Everything up to the rename that makes it count. @param made where to note what was made beside the file */
const prepareAndRename = async (work: Replacement, next: string, made: string[]): Promise<ChangedByOthers | Replaced | Disturbed> => {
  const { files, target, expected, pid } = work;
  const before = await readTarget(files, target.file);
  const early = compare(target.file, before, expected);
  if (early) return early;
  const like = before && (await likenessOf(files, target.file, before.entry, true));
  // A config made by root in somebody's folder is theirs. A folder that several share stays with whoever makes the file.
  const heir = before ? undefined : await files.entry(target.folder);
  const beside = async (bytes: Uint8Array): Promise<string> => {
    const file = await writeBeside(files, target.file, { write: bytesOf(bytes), like, heir, mayMissHeir: true }, pid);
    made.push(file);
    return file;
  };
  const temporary = await beside(Buffer.from(next, 'utf8'));
  const copy = before && (await beside(before.bytes));
  if (work.isCurrent !== undefined && !(await work.isCurrent())) return { status: 'changed-by-others', theirs: expected };
  const backup = before && (await makeRoomOf(work));
  // OpenClaw and editors know nothing of our lock: this look comes last, and what follows on it is done in one go.
  const found = await readTarget(files, target.file);
  const late = compare(target.file, found, expected);
  if (late) return late;
  if (found?.entry.identity !== before?.entry.identity) return { status: 'disturbed' };
  const identity = before?.entry.identity;
  const aside = copy === undefined || backup === undefined ? undefined : ([copy, backup] as const);
  if (!(await files.commit({ file: target.file, identity, from: temporary, before: aside }))) return { status: 'disturbed' };
  return { status: 'replaced', backup };
};

/** Reads back what was written: another writer may have come right behind. */
const verify = async ({ files, target, next }: Replacement): Promise<ChangedByOthers | undefined> =>
  compare(target.file, await readTarget(files, target.file), next);

const removeTarget = async ({ files, target, expected }: Replacement): Promise<ChangedByOthers | Replaced | Disturbed> => {
  const found = await readTarget(files, target.file);
  const changed = compare(target.file, found, expected);
  if (changed) return changed;
  const isRemoved = await files.commit({ file: target.file, identity: found?.entry.identity, from: undefined });
  return isRemoved ? { status: 'replaced', backup: undefined } : { status: 'disturbed' };
};

const replaceText = async (work: Replacement, next: string): Promise<ChangedByOthers | Replaced | Disturbed> => {
  const made: string[] = [];
  try {
    return await prepareAndRename(work, next, made);
  } finally {
    for (const name of made) await work.files.remove(name).catch(() => {});
  }
};

/** So often in a row nobody disturbs by accident. */
const maxRounds = 5;

const replaceUndisturbed = async (work: Replacement): Promise<ChangedByOthers | Replaced> => {
  for (let round = 1; round <= maxRounds; round += 1) {
    const outcome = await (work.next === undefined ? removeTarget(work) : replaceText(work, work.next));
    if (outcome.status !== 'disturbed') return outcome;
  }
  throw writeProblem(work.target.file, 'in-use');
};

/**
 * Makes the file say `next`, if it says `expected`. Only to be called while the lock is held.
 *
 * @throws AppError, what the system says; the file is as it was then, but for `config-unreadable`, which comes after the rename
 */
export const replaceFile = async (work: Replacement): Promise<ChangedByOthers | Replaced> => {
  const { files, target } = work;
  const outcome = await replaceUndisturbed(work);
  if (outcome.status === 'changed-by-others') return outcome;
  // The file is replaced already; some file systems and Windows cannot do this.
  await files.syncFolder(target.folder).catch(() => {});
  return (await verify(work)) ?? outcome;
};
