// The names of the files a write makes beside the config. Pure.

/** Newest first: what OpenClaw calls them, and as many. */
const backupEndings: readonly string[] = ['.bak', '.bak.1', '.bak.2', '.bak.3', '.bak.4'];

/** The back-up ring of a file, newest first. */
export const backupFiles = (file: string): readonly string[] => backupEndings.map((ending) => `${file}${ending}`);

const temporaryPattern = /.\.zalouser-tui\.([1-9]\d{0,9})\.[0-9a-f-]{36}\.tmp$/u;
/** A stale lock on its way out (see file-lock.ts): its owner's text is still in it. */
const lockAsidePattern = /.\.lock\.[0-9a-f-]{36}$/u;

/**
 * A file that becomes `file` or its backup. Never begins with `<file>.bak`: OpenClaw 2026.9 removes files of that name that are not in
 * its ring.
 */
export const temporaryFile = (file: string, pid: number, uuid: string): string => `${file}.zalouser-tui.${pid}.${uuid}.tmp`;

/** The process that made a temporary file, by its name; undefined for any other file. */
export const writerOf = (name: string): number | undefined => {
  const pid = temporaryPattern.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
};

/** Is it a lock that was set aside to be removed? */
export const isLockAside = (name: string): boolean => lockAsidePattern.test(name);
