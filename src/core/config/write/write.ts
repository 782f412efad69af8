// Writes a config file: only if nobody else did, whole or not at all, with a backup, and to be taken back.
import path from 'node:path';
import { isForbidden, systemCode } from '../../shared/system-code.ts';
import { type LockDeps, withFileLock } from '../../system/file-lock.ts';
import { likenessOf } from '../../system/keep-owner.ts';
import { bytesOf, writeBeside } from '../../system/replace-file.ts';
import { diskWriteFiles, type WriteFiles } from '../../system/write-files.ts';
import {
  backupFiles,
  type Found,
  readTarget,
  resolveTarget,
  type Target,
  toWriteError,
  writeProblem,
} from '../../system/write-target.ts';
// The ring of older versions beside a config file: one ring for OpenClaw and for us.

/**
 * Makes the first place of the ring of `file` free: every older version goes a place further; the fifth falls out. A gap, as a killed writer
 * leaves it, is filled instead, so that nothing falls out for it.
 *
 * @throws what the system says; every older version is still there then, at its old place or the next
 */
export const makeRoom = async (files: WriteFiles, file: string): Promise<void> => {
  const ring = backupFiles(file);
  let free = 0;
  for (const backup of ring.slice(0, -1)) {
    if ((await files.entry(backup)) === undefined) break;
    free += 1;
  }
  // From the oldest on: each takes a place that is free, or the last.
  for (let place = free; place > 0; place -= 1) await files.rename(ring[place - 1] ?? '', ring[place] ?? '');
};

// Replaces one file whole while its lock is held: the slow part first, then a last look, then nothing but renames.

/** The file is not what was expected. */
interface ChangedByOthers {
  readonly status: 'changed-by-others';
  /** What is in it now; undefined if there is no file. */
  readonly theirs: string | undefined;
}

interface Replacement {
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

interface Replaced {
  readonly status: 'replaced';
  /** Where the old version is kept; undefined if there was none. */
  readonly backup: string | undefined;
}

/**
 * Compares byte by byte.
 *
 * @throws AppError `config-write-failed` if only bytes differ that are no UTF-8: they would be lost, and nobody changed anything
 */
const compare = (
  file: string,
  found: Found | undefined,
  expected: string | undefined,
): ChangedByOthers | undefined => {
  if (found === undefined)
    return expected === undefined ? undefined : { status: 'changed-by-others', theirs: undefined };
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
const prepareAndRename = async (
  work: Replacement,
  next: string,
  made: string[],
): Promise<ChangedByOthers | Replaced | Disturbed> => {
  const { files, target, expected, pid } = work;
  const before = await readTarget(files, target.file);
  const early = compare(target.file, before, expected);
  if (early) return early;
  const like = before && (await likenessOf(files, target.file, before.entry, true));
  // A config made by root in somebody's folder is theirs. A folder that several share stays with whoever makes the file.
  const heir = before ? undefined : await files.entry(target.folder);
  const beside = async (bytes: Uint8Array): Promise<string> => {
    const file = await writeBeside(
      files,
      target.file,
      { write: bytesOf(bytes), like, heir, mayMissHeir: true },
      pid,
    );
    made.push(file);
    return file;
  };
  const temporary = await beside(Buffer.from(next, 'utf8'));
  const copy = before && (await beside(before.bytes));
  if (work.isCurrent !== undefined && !(await work.isCurrent()))
    return { status: 'changed-by-others', theirs: expected };
  const backup = before && (await makeRoomOf(work));
  // OpenClaw and editors know nothing of our lock: this look comes last, and what follows on it is done in one go.
  const found = await readTarget(files, target.file);
  const late = compare(target.file, found, expected);
  if (late) return late;
  if (found?.entry.identity !== before?.entry.identity) return { status: 'disturbed' };
  const identity = before?.entry.identity;
  const aside = copy === undefined || backup === undefined ? undefined : ([copy, backup] as const);
  if (!(await files.commit({ file: target.file, identity, from: temporary, before: aside })))
    return { status: 'disturbed' };
  return { status: 'replaced', backup };
};

/** Reads back what was written: another writer may have come right behind. */
const verify = async ({ files, target, next }: Replacement): Promise<ChangedByOthers | undefined> =>
  compare(target.file, await readTarget(files, target.file), next);

const removeTarget = async ({
  files,
  target,
  expected,
}: Replacement): Promise<ChangedByOthers | Replaced | Disturbed> => {
  const found = await readTarget(files, target.file);
  const changed = compare(target.file, found, expected);
  if (changed) return changed;
  const isRemoved = await files.commit({
    file: target.file,
    identity: found?.entry.identity,
    from: undefined,
  });
  return isRemoved ? { status: 'replaced', backup: undefined } : { status: 'disturbed' };
};

const replaceText = async (
  work: Replacement,
  next: string,
): Promise<ChangedByOthers | Replaced | Disturbed> => {
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
const replaceFile = async (work: Replacement): Promise<ChangedByOthers | Replaced> => {
  const { files, target } = work;
  const outcome = await replaceUndisturbed(work);
  if (outcome.status === 'changed-by-others') return outcome;
  // The file is replaced already; some file systems and Windows cannot do this.
  await files.syncFolder(target.folder).catch(() => {});
  return (await verify(work)) ?? outcome;
};

/** What a write needs of the world. */
export interface WriteDeps extends LockDeps {
  /** Default: the disk. */
  readonly files?: WriteFiles;
}

/** What {@link undoLastWrite} needs to know. Holds both texts, secrets included: for memory only. */
export interface UndoToken {
  /** As it was named in the write. */
  readonly file: string;
  readonly wrote: string;
  /** Undefined if the write made the file. */
  readonly previous: string | undefined;
}

export interface WriteRequest {
  /** Absolute. A link is followed, and stays. */
  readonly file: string;
  /** The text as it was read, byte order mark and line endings included; undefined if there was no file. */
  readonly expected: string | undefined;
  readonly next: string;
  readonly deps: WriteDeps;
  /**
   * Asked under the lock, just before the file is replaced: false if what the text was made on holds no longer, although the file itself
   * is as it was. Nothing is written then, and the outcome is `changed-by-others`.
   */
  readonly isCurrent?: () => Promise<boolean>;
}

/** How a write ended. `backup`: where the version before is kept, if there was one. */
export type WriteOutcome =
  | { readonly status: 'written'; readonly undo: UndoToken; readonly backup?: string }
  | ChangedByOthers;

export type UndoOutcome = { readonly status: 'undone'; readonly backup?: string } | ChangedByOthers;

interface Attempt {
  readonly file: string;
  readonly expected: string | undefined;
  readonly next: string | undefined;
  readonly isCurrent?: WriteRequest['isCurrent'];
}

/** Whatever can be told before anything is touched, the lock included. */
const checkFirst = async (
  files: WriteFiles,
  target: Target,
  expected: string | undefined,
): Promise<ChangedByOthers | undefined> => {
  // Behind a link, or with a file expected in it, a missing folder is more likely a disk that is not there than one to make.
  if (!target.hasFolder && (target.isLinked || expected !== undefined))
    throw writeProblem(target.file, 'folder-gone');
  const found = await readTarget(files, target.file);
  const changed = compare(target.file, found, expected);
  if (changed || !found) return changed;
  // Root may write to anything: a file without any write permission still is one that nobody should write to.
  if ((found.entry.mode & 0o222) === 0) throw writeProblem(target.file, 'read-only');
  // Replacing the file would part its names: one of them would keep the old text for ever.
  if (found.entry.links > 1) throw writeProblem(target.file, 'hard-link');
  await files.assertWritable(target.file).catch((error: unknown) => {
    throw isForbidden(error) ? writeProblem(target.file, 'read-only', systemCode(error)) : error;
  });
  return undefined;
};

/** Removes the folders that were made for a file that was not written, as far as they are empty. */
const removeMadeFolders = async (
  files: WriteFiles,
  folder: string,
  topmost: string | undefined,
): Promise<void> => {
  if (topmost === undefined) return;
  for (let current = folder; current.startsWith(topmost); current = path.dirname(current)) {
    await files.removeFolder(current).catch(() => {});
  }
};

const replaceUnderLock = async (
  attempt: Attempt,
  deps: WriteDeps,
  signal?: AbortSignal,
): Promise<ChangedByOthers | Replaced> => {
  const { files = diskWriteFiles, pid = process.pid } = deps;
  const target = await resolveTarget(files, attempt.file);
  const changed = await checkFirst(files, target, attempt.expected);
  if (changed) return changed;
  const topmost = target.hasFolder ? undefined : await files.makeFolder(target.folder);
  let outcome: ChangedByOthers | Replaced | undefined;
  try {
    outcome = await withFileLock(
      target.file,
      deps,
      () => replaceFile({ files, target, pid, ...attempt }),
      signal,
    );
    return outcome;
  } finally {
    if (outcome?.status !== 'replaced') await removeMadeFolders(files, target.folder, topmost);
  }
};

const attemptOf = async (
  attempt: Attempt,
  deps: WriteDeps,
  signal?: AbortSignal,
): Promise<ChangedByOthers | Replaced> => {
  try {
    return await replaceUnderLock(attempt, deps, signal);
  } catch (error) {
    throw toWriteError(attempt.file, error);
  }
};

/**
 * Writes `next` if the file still says `expected`, byte for byte: under its lock, through a new file beside it that takes its place, so
 * that at every moment the file is the old or the new version, whole. Mode, access list and, as far as permitted, owner stay: where somebody
 * would lose access, it is refused. A new file is 0600, its folder 0700; both belong to whom the folder above belongs to. The old version goes into the back-up ring that OpenClaw uses too (`.bak`, `.bak.1` … `.bak.4`).
 *
 * @param signal ends the waiting for the lock, never the write itself
 * @throws AppError `config-write-failed` (read-only, no permission, full disk, folder gone, not a file …), `config-unreadable`,
 * `store-locked`, `cancelled`; nothing was written then, except that `config-unreadable` may also come after the file was replaced
 */
export const writeConfigFile = async (
  { file, expected, next, deps, isCurrent }: WriteRequest,
  signal?: AbortSignal,
): Promise<WriteOutcome> => {
  const outcome = await attemptOf({ file, expected, next, isCurrent }, deps, signal);
  if (outcome.status === 'changed-by-others') return outcome;
  const undo = { file, wrote: next, previous: expected };
  return { status: 'written', undo, backup: outcome.backup };
};

/**
 * Takes a write back while the file still says what was written: the version before comes back (ours goes into the ring), a file that was
 * made is removed.
 *
 * @param signal ends the waiting for the lock
 * @throws AppError as {@link writeConfigFile}
 */
export const undoLastWrite = async (
  token: UndoToken,
  deps: WriteDeps,
  signal?: AbortSignal,
): Promise<UndoOutcome> => {
  const outcome = await attemptOf(
    { file: token.file, expected: token.wrote, next: token.previous },
    deps,
    signal,
  );
  if (outcome.status === 'changed-by-others') return outcome;
  return { status: 'undone', backup: outcome.backup };
};
