// Removes what writers that were killed left beside a config.
import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { isProcessAlive } from './file-lock.ts';
import { diskWriteFiles, type Entry, type WriteFiles } from './write-files.ts';
import { isLockAside, resolveTarget, writerOf } from './write-target.ts';

/** No write takes this long: an older file is left over even if a process has its writer's id by now. */
const maxWriteMs = 600_000;

/** What the cleaning needs of the world. */
export interface StaleTempFilesDeps {
  readonly clock: Clock;
  /** Default: the disk. */
  readonly files?: WriteFiles;
  /** Default: this process. */
  readonly pid?: number;
  /** When this process started, epoch milliseconds: in a container every start may get the same id. */
  readonly startedAtMs?: number;
  /** Default: asks the system. */
  readonly isAlive?: (pid: number) => boolean;
}

const isAbandoned = (writer: number, { modifiedAtMs }: Entry, deps: StaleTempFilesDeps): boolean => {
  const { clock, pid = process.pid, startedAtMs = performance.timeOrigin, isAlive = isProcessAlive } = deps;
  if (clock.now() - modifiedAtMs > maxWriteMs) return true;
  return writer === pid ? modifiedAtMs < startedAtMs : !isAlive(writer);
};

/** Who held the lock that was set aside; 0, which is nobody, if it does not say. */
const holderOf = async (files: WriteFiles, file: string): Promise<number> =>
  Number(/"pid":\s*(\d{1,10})\b/u.exec(Buffer.from(await files.read(file)).toString('utf8'))?.[1] ?? 0);

const removeIfAbandoned = async (
  files: WriteFiles,
  file: string,
  deps: StaleTempFilesDeps,
): Promise<boolean> => {
  const entry = await files.entry(file);
  if (entry?.kind !== 'file') return false;
  const writer = writerOf(file) ?? (await holderOf(files, file));
  if (!isAbandoned(writer, entry, deps)) return false;
  await files.remove(file);
  return true;
};

/**
 * Removes temporary files of config writes whose writer is gone, and stale locks that were being removed. Files of living writers, backups
 * and locks stay: a dead writer's lock is taken over by the next write. Never rejects: what cannot be removed stays.
 *
 * @returns the names of what was removed
 */
export const removeStaleTempFiles = async (
  folder: string,
  deps: StaleTempFilesDeps,
): Promise<readonly string[]> => {
  const files = deps.files ?? diskWriteFiles;
  const names = await files.list(folder).catch((): readonly string[] => []);
  const removed: string[] = [];
  for (const name of names.filter(
    (candidate) => writerOf(candidate) !== undefined || isLockAside(candidate),
  )) {
    const isRemoved = await removeIfAbandoned(files, path.join(folder, name), deps).catch(() => false);
    if (isRemoved) removed.push(name);
  }
  return removed;
};

/**
 * {@link removeStaleTempFiles} in the folders where config files really are, links followed. To be called once, at the start.
 *
 * @param configFiles absolute; they need not exist
 */
export const removeStaleTempFilesBeside = async (
  configFiles: readonly string[],
  deps: StaleTempFilesDeps,
): Promise<readonly string[]> => {
  const files = deps.files ?? diskWriteFiles;
  const targets = await Promise.allSettled(configFiles.map((file) => resolveTarget(files, file)));
  const folders = new Set(
    targets.flatMap((target) => (target.status === 'fulfilled' ? [target.value.folder] : [])),
  );
  const removed = await Promise.all([...folders].map((folder) => removeStaleTempFiles(folder, deps)));
  return removed.flat();
};
