// One store file on disk: read whole, replaced whole.
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { errorSentences } from '../catalogue/errors.ts';
import { pairingSentences as words } from '../catalogue/pairing.ts';
import { AppError } from '../errors.ts';
import { systemCode } from './config/files.ts';
import type { HoldsLock } from './file-lock.ts';
import { LockLost } from './lock-file.ts';

const maxFileBytes = 8 * 1024 * 1024;

const unreadable = (file: string, error: unknown): AppError =>
  new AppError(errorSentences.storeUnreadable({ file, detail: systemCode(error) }), { cause: error });

/** Is it the system's word for "there is nothing"? */
export const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCode(error));

/** The text, or undefined if there is no file. @throws AppError `store-unreadable`, `store-corrupt` (no file, too big) */
export const readStoreText = async (file: string): Promise<string | undefined> => {
  try {
    const facts = await stat(file);
    if (!facts.isFile()) throw new AppError(errorSentences.storeCorrupt({ file, detail: words.notAFile }));
    if (facts.size > maxFileBytes) throw new AppError(errorSentences.storeCorrupt({ file, detail: words.tooBig(facts.size) }));
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isAbsence(error)) return undefined;
    throw unreadable(file, error);
  }
};

/**
 * Writes beside the file (0600), flushes, renames over it, as the gateway does. `mayReplace` is asked right before: what it throws
 * passes through. @throws AppError `store-write-failed`; the file is as it was
 */
export const writeStoreText = async (file: string, text: string, mayReplace?: HoldsLock): Promise<void> => {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await mayReplace?.();
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    if (error instanceof LockLost) throw error;
    throw new AppError(errorSentences.storeWriteFailed({ file, detail: systemCode(error) }), { cause: error });
  }
};
