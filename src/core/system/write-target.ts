// Where a write really goes: the file behind the links, there already or not.
import path from 'node:path';
import { AppError } from '../shared/error.ts';
import { isAbsence } from '../shared/system-code.ts';
import { unreadable, writeProblem } from './write-failures.ts';
import type { Entry, WriteFiles } from './write-files.ts';

/** As many links in a row as Linux follows. */
const maxLinks = 40;

/** The file to replace. */
export interface Target {
  /** No link itself; its folder has no links in it, if it exists. */
  readonly file: string;
  readonly folder: string;
  readonly hasFolder: boolean;
  /** Was a link followed to get here? */
  readonly isLinked: boolean;
}

/** A file with its text, as found. */
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
    if (entry?.kind !== 'link') return { file: here, folder: path.dirname(here), hasFolder: folder !== undefined, isLinked: links > 0 };
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
    return { entry, bytes: await files.read(file) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Gone between the two.
    if (isAbsence(error)) return undefined;
    throw unreadable(file, error);
  }
};
