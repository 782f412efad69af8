// Where a write really goes: the file behind the links, there already or not.
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import { AppError } from '../shared/error.ts';
import { isAbsence, systemCode } from '../shared/system-code.ts';
import { NotKept } from './keep-owner.ts';
import type { Entry, WriteFiles } from './write-files.ts';
import type { WriteProblem } from './write-words.ts';

// What goes wrong while a config file is written, in words of the catalogue.

const problems: Readonly<Record<string, WriteProblem>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'read-only-disk',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
  EEXIST: 'folder-gone',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
  EXDEV: 'in-use',
  ELOOP: 'link-loop',
};

/** A failure whose reason is known without asking the system. */
export const writeProblem = (file: string, problem: WriteProblem, detail?: string): AppError =>
  new AppError(errorSentences.configWriteFailed({ file, problem, detail }));

/** What stood in the way, by what was thrown: known without asking the system, or by its word. */
export const problemOf = (
  error: unknown,
): { readonly problem?: WriteProblem; readonly uid?: number; readonly detail?: string } => {
  if (error instanceof NotKept) return { problem: error.problem, uid: error.owner.uid };
  const detail = systemCode(error);
  const problem = problems[detail];
  return { detail, problem };
};

/** The file is there but cannot be read. */
const unreadable = (file: string, error: unknown): AppError =>
  new AppError(errorSentences.configUnreadable({ file, detail: systemCode(error) }), { cause: error });

/**
 * Anything thrown on the way, as an error an operator can read; `otherwise` where the system's word says nothing in particular. The
 * lock's own failure to be made is one of the folder.
 */
export const toWriteError = (file: string, error: unknown, otherwise: WriteProblem = 'unknown'): AppError => {
  const cause = error instanceof AppError && error.code === 'store-write-failed' ? error.cause : error;
  if (cause instanceof AppError) return cause;
  const { problem = otherwise, ...more } = problemOf(cause);
  return new AppError(errorSentences.configWriteFailed({ file, problem, ...more }), { cause });
};

// The names of the files a write makes beside the one it replaces.

/** Newest first: what OpenClaw calls them, and as many. */
const backupEndings: readonly string[] = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'];

/** The back-up ring of a file, newest first. */
export const backupFiles = (file: string): readonly string[] =>
  backupEndings.map((ending) => `${file}${ending}`);

const temporaryPattern = /.\.zalouser-tui\.([1-9]\d{0,9})\.[0-9a-f-]{36}\.tmp$/u;
/** A stale lock on its way out (see file-lock.ts): its owner's text is still in it. */
const lockAsidePattern = /.\.lock\.[0-9a-f-]{36}$/u;

/** File systems take 255 bytes of a name: what we add needs 80 at most, and no character more than 4. */
const longestWhole = 170;
const shortName = (name: string): string =>
  Buffer.byteLength(name) <= longestWhole ? name : [...name].slice(0, 40).join('');

/**
 * A file that becomes `file` or its backup; of a long name it bears the beginning. Never begins with `<file>.bak`: OpenClaw 2026.9 removes files of that name that are not in
 * its ring.
 */
export const temporaryFile = (file: string, pid: number, uuid: string): string =>
  path.join(path.dirname(file), `${shortName(path.basename(file))}.zalouser-tui.${pid}.${uuid}.tmp`);

/** The process that made a temporary file, by its name; undefined for any other file. */
export const writerOf = (name: string): number | undefined => {
  const pid = temporaryPattern.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
};

/** Is it a lock that was set aside to be removed? */
export const isLockAside = (name: string): boolean => lockAsidePattern.test(name);

/** As many links in a row as Linux follows. */
const maxLinks = 40;

export interface Target {
  /** No link itself; its folder has no links in it, if it exists. */
  readonly file: string;
  readonly folder: string;
  readonly hasFolder: boolean;
  /** Was a link followed to get here? */
  readonly isLinked: boolean;
}

export interface Found {
  readonly entry: Entry;
  readonly bytes: Buffer;
}

/**
 * Follows links, one by one, so that one that leads nowhere still says where its file belongs.
 *
 * @throws AppError `config-write-failed` if they lead in a circle; what the system says
 */
export const resolveTarget = async (files: WriteFiles, file: string): Promise<Target> => {
  let current = path.resolve(file);
  for (let links = 0; links <= maxLinks; links += 1) {
    const folder = await files.realFolder(path.dirname(current));
    const here = folder === undefined ? current : path.join(folder, path.basename(current));
    const entry = await files.entry(here);
    if (entry?.kind !== 'link')
      return { file: here, folder: path.dirname(here), hasFolder: folder !== undefined, isLinked: links > 0 };
    current = path.resolve(path.dirname(here), await files.readLink(here));
  }
  throw writeProblem(file, 'link-loop');
};

/**
 * The file as it is now; undefined if there is none.
 *
 * @throws AppError `config-write-failed` if it is something else than a file, `config-unreadable`
 */
export const readTarget = async (files: WriteFiles, file: string): Promise<Found | undefined> => {
  try {
    const entry = await files.entry(file);
    if (!entry) return undefined;
    // A pipe or a device would never end.
    if (entry.kind !== 'file') throw writeProblem(file, 'not-a-file');
    return { entry, bytes: Buffer.from(await files.read(file)) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Gone between the two.
    if (isAbsence(error)) return undefined;
    throw unreadable(file, error);
  }
};
