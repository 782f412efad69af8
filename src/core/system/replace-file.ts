// Whoever replaces a file makes the new one whole beside it first, and then lets it take the name: at every moment, also when this process
// is killed or the power fails, the file is the old or the new version. Every writer of the console goes through here, so that none forgets
// what is to be kept of the operator's files.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { giveTo, type Likeness, makeLike } from './keep-owner.ts';
import type { NewFile, Owner, WriteFiles } from './write-files.ts';
import { temporaryFile } from './write-target.ts';

/** A file to be. */
export interface NewContent {
  readonly write: (file: NewFile) => Promise<void>;
  /** The file whose place it takes: owner, mode, access list and attributes are kept, or nothing is written. Without it: 0600. */
  readonly like?: Likeness | undefined;
  /** Where there is none to be like: whose it has to be. */
  readonly heir?: Owner | undefined;
  /** Does a file that cannot be given to the heir do all the same? */
  readonly mayMissHeir?: boolean;
}

/** All of a content that is there already. */
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
