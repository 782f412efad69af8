// One store file on disk: read whole, replaced whole.

import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import { isAbsence, systemCode } from '../shared/system-code.ts';
import { readPlain } from './files.ts';
import { giveTo, type Likeness, likenessOf, makeLike, NotKept } from './keep-owner.ts';
import { type HoldsLock, LockLost } from './lock-file.ts';
import { diskWriteFiles, type Entry, type NewFile, type Owner, type WriteFiles } from './write-files.ts';
import { problemOf, resolveTarget, type Target, temporaryFile } from './write-target.ts';
import { storeFileSentences as words } from './write-words.ts';

// Whoever replaces a file makes the new one whole beside it first, and then lets it take the name: at every moment, also when this process
// is killed or the power fails, the file is the old or the new version. Every writer of the console goes through here, so that none forgets
// what is to be kept of the operator's files.

export interface NewContent {
  readonly write: (file: NewFile) => Promise<void>;
  /** The file whose place it takes: owner, mode, access list and attributes are kept, or nothing is written. Without it: 0600. */
  readonly like?: Likeness | undefined;
  /** Where there is none to be like: whose it has to be. */
  readonly heir?: Owner | undefined;
  /** Does a file that cannot be given to the heir do all the same? */
  readonly mayMissHeir?: boolean;
}

export const bytesOf =
  (bytes: Uint8Array) =>
  (file: NewFile): Promise<void> =>
    file.write(bytes);

const fill = async (
  files: WriteFiles,
  at: string,
  file: NewFile,
  { write, like, heir, mayMissHeir }: NewContent,
): Promise<void> => {
  await write(file);
  if (like) await makeLike(files, at, file, like);
  else if (heir && mayMissHeir === true) await giveTo(file, heir).catch(() => {});
  else if (heir) await giveTo(file, heir);
  await file.sync();
};

/**
 * Makes the new file beside `file`, on the disk and not just in its cache.
 * @param pid part of its name: what a writer that was killed leaves is known by it (see stale-temp-files.ts)
 * @returns where it is
 * @throws NotKept, what the system says; nothing is left beside then
 */
export const writeBeside = async (
  files: WriteFiles,
  file: string,
  content: NewContent,
  pid = process.pid,
): Promise<string> => {
  const beside = temporaryFile(file, pid, randomUUID());
  const made = await files.create(beside);
  try {
    try {
      await fill(files, beside, made, content);
    } finally {
      await made.close();
    }
    return beside;
  } catch (error) {
    await files.remove(beside).catch(() => {});
    throw error;
  }
};

/**
 * Replaces `file`, which is no link, or makes it. @param mayReplace asked right before the new one takes its place
 * @throws NotKept, what `mayReplace` throws, what the system says; the file is as it was then
 */
export const replaceWith = async (
  files: WriteFiles,
  file: string,
  content: NewContent,
  {
    mayReplace,
    pid,
  }: { readonly mayReplace?: (() => Promise<void>) | undefined; readonly pid?: number | undefined } = {},
): Promise<void> => {
  const beside = await writeBeside(files, file, content, pid);
  try {
    await mayReplace?.();
    await files.rename(beside, file);
  } catch (error) {
    await files.remove(beside).catch(() => {});
    throw error;
  }
  // It is replaced already; some file systems and Windows cannot do this.
  await files.syncFolder(path.dirname(file)).catch(() => {});
};

const maxFileBytes = 8 * 1024 * 1024;

const unreadable = (file: string, error: unknown): AppError =>
  new AppError(errorSentences.storeUnreadable({ file, detail: systemCode(error) }), { cause: error });

/** The text, or undefined if there is no file. @throws AppError `store-unreadable` (also no plain file), `store-corrupt` (too big) */
export const readStoreText = async (file: string): Promise<string | undefined> => {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new AppError(words.storeNotAFile(file));
    if (facts.size > maxFileBytes)
      throw new AppError(errorSentences.storeCorrupt({ file, detail: words.tooBig(facts.size) }));
    return await readPlain(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isAbsence(error)) return undefined;
    throw unreadable(file, error);
  }
};

/** What a write needs of the world. */
export interface StoreWriteDeps {
  /** Default: the disk. */
  readonly files?: WriteFiles;
  /** Part of temporary names. Default: this process. */
  readonly pid?: number;
  /** A new file belongs to whom this one belongs to. Without it, or where it is not there: to whom the folder belongs to. */
  readonly kin?: string;
}

/** Anything thrown on the way of a write, as an error an operator can read. */
export const toStoreWriteError = (file: string, error: unknown): AppError => {
  // Where a link leads is found out by the code of the config, whose errors speak of that.
  const known =
    error instanceof AppError && error.code === 'config-write-failed'
      ? { problem: 'link-loop' as const }
      : problemOf(error);
  return error instanceof AppError && error.code !== 'config-write-failed'
    ? error
    : new AppError(errorSentences.storeWriteFailed({ file, ...known }), { cause: error });
};

interface Place {
  readonly target: Target;
  readonly entry: Entry | undefined;
  /** Whose a new file has to be. */
  readonly heir: Owner | undefined;
}

const lookAt = async (file: string, { files = diskWriteFiles, kin }: StoreWriteDeps): Promise<Place> => {
  const target = await resolveTarget(files, file);
  const entry = await files.entry(target.file);
  if (entry !== undefined && entry.kind !== 'file')
    throw new AppError(errorSentences.storeWriteFailed({ file, problem: 'not-a-file' }));
  const like = kin === undefined ? undefined : await files.entry(kin);
  return { target, entry, heir: like?.kind === 'file' ? like : await files.entry(target.folder) };
};

/**
 * Before anything is touched, the lock included: can the files be written so that they stay whose they are? The gateway makes them private,
 * so a new owner would lock it out. Nothing is said of a folder that is not there.
 *
 * @throws AppError `store-write-failed`
 */
export const assertStoreWritable = async (
  storeFiles: readonly string[],
  deps: StoreWriteDeps = {},
): Promise<void> => {
  const { files = diskWriteFiles } = deps;
  const user = files.userId();
  for (const file of storeFiles) {
    try {
      const { target, entry, heir } = await lookAt(file, deps);
      const owner = entry ?? heir;
      if (owner !== undefined && user !== undefined && user !== 0 && owner.uid !== user)
        throw new NotKept('foreign-owner', owner);
      if (entry !== undefined) await files.assertWritable(target.file);
    } catch (error) {
      throw toStoreWriteError(file, error);
    }
  }
};

/**
 * Writes beside the file, flushes, renames over it, as the gateway does. A link is followed, and stays. Owner, mode and access list of the
 * file stay; a new one is 0600. `mayReplace` is asked right before: what it throws passes through. @throws AppError `store-write-failed`; the file is as it was
 */
export const writeStoreText = async (
  file: string,
  text: string,
  mayReplace?: HoldsLock,
  deps: StoreWriteDeps = {},
): Promise<void> => {
  const { files = diskWriteFiles, pid } = deps;
  try {
    const { target, entry, heir } = await lookAt(file, deps);
    const like = entry && (await likenessOf(files, target.file, entry, false));
    await replaceWith(
      files,
      target.file,
      { write: bytesOf(Buffer.from(text, 'utf8')), like, heir },
      { mayReplace, pid },
    );
  } catch (error) {
    if (error instanceof LockLost) throw error;
    throw toStoreWriteError(file, error);
  }
};
