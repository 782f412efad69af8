// The names of the files a write makes beside the one it replaces.

import path from 'node:path';

/** Newest first: what OpenClaw calls them, and as many. */
const backupEndings: readonly string[] = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'];

/** The back-up ring of a file, newest first. */
export const backupFiles = (file: string): readonly string[] => backupEndings.map((ending) => `${file}${ending}`);

const temporaryPattern = /.\.zalouser-tui\.([1-9]\d{0,9})\.[0-9a-f-]{36}\.tmp$/u;
/** A stale lock on its way out (see file-lock.ts): its owner's text is still in it. */
const lockAsidePattern = /.\.lock\.[0-9a-f-]{36}$/u;

/** File systems take 255 bytes of a name: what we add needs 80 at most, and no character more than 4. */
const longestWhole = 170;
const shortName = (name: string): string => (Buffer.byteLength(name) <= longestWhole ? name : [...name].slice(0, 40).join(''));

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
