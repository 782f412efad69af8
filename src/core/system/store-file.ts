// One store file on disk: read whole, replaced whole.
import { stat } from 'node:fs/promises';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import { isAbsence, systemCode } from '../shared/system-code.ts';
import { readPlain } from './files.ts';
import { likenessOf, NotKept } from './keep-owner.ts';
import { type HoldsLock, LockLost } from './lock-file.ts';
import { bytesOf, replaceWith } from './replace-file.ts';
import { diskWriteFiles, type Entry, type Owner, type WriteFiles } from './write-files.ts';
import { problemOf, resolveTarget, type Target } from './write-target.ts';
import { storeFileSentences as words } from './write-words.ts';

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

/** Where a store file is, and what is there. */
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
