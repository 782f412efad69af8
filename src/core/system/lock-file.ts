// A lock file on disk: made whole in one step, looked at, broken when stale (the openclaw contract, section 4).
import { randomUUID } from 'node:crypto';
import { link, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../shared/clock.ts';
import { isForbidden, systemCode } from '../shared/system-code.ts';
import { readPlain } from './files.ts';
import { giveTo } from './keep-owner.ts';
import { diskWriteFiles, type NewFile, type WriteFiles } from './write-files.ts';

/** A lock of a living process counts no longer than this. */
const staleAfterMs = 30_000;

export interface SeenLock {
  readonly text: string;
  readonly inode: number;
  readonly modifiedAtMs: number;
  /** It is a folder with something in it: no program's lock, and none that anybody removes. */
  readonly isFolder?: true;
}

/** What judging a lock needs of the world. */
export interface JudgeDeps {
  readonly clock: Clock;
  /** Default: asks the system. */
  readonly isAlive?: (pid: number) => boolean;
}

export interface MakeDeps extends JudgeDeps {
  /** Written into the lock. Default: this process. */
  readonly pid?: number;
  /** Gives a file a second name. Default: the system's; not every file system can. */
  readonly link?: (from: string, to: string) => Promise<void>;
  /** Default: the disk. */
  readonly files?: WriteFiles;
}

/** Does a process with this id exist? One that may not be signalled does. */
export const isProcessAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
};

/** Whose lock it is, and since when; undefined for a text that is no lock's. */
export const parseLock = (
  text: string,
): { readonly pid: number; readonly createdAtMs: number } | undefined => {
  try {
    const lock: unknown = JSON.parse(text);
    if (typeof lock !== 'object' || lock === null) return undefined;
    const [pid, createdAt]: unknown[] = [Reflect.get(lock, 'pid'), Reflect.get(lock, 'createdAt')];
    return typeof pid === 'number' && typeof createdAt === 'string'
      ? { pid, createdAtMs: Date.parse(createdAt) }
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * The lock as it is now; undefined if there is none. One that this user may not read says nothing, but is there. OpenClaw 2026.2.9 makes an
 * empty folder of it, whose time it renews while it holds it (`proper-lockfile`).
 */
export const lookAtLock = async (lockFile: string): Promise<SeenLock | undefined> => {
  try {
    const facts = await stat(lockFile);
    const seen = { text: '', inode: facts.ino, modifiedAtMs: facts.mtimeMs };
    if (facts.isDirectory())
      return (await readdir(lockFile)).length === 0 ? seen : { ...seen, isFolder: true };
    // A pipe would never end.
    if (!facts.isFile()) return seen;
    return { ...seen, text: await readPlain(lockFile).catch(silentIfShut) };
  } catch {
    return undefined;
  }
};

const silentIfShut = (error: unknown): string => {
  if (isForbidden(error)) return '';
  throw error;
};

/** Somebody took the lock away while it was held. */
export class LockLost extends Error {
  override readonly name = 'LockLost';
}

/** What guarded work asks right before it puts in place what it has made. @throws LockLost, which `withGuardedLock` answers */
export type HoldsLock = () => Promise<void>;

/** Is it still the same lock? */
export const isSameLock = (a: SeenLock, b: SeenLock | undefined): boolean =>
  a.text === b?.text && a.inode === b.inode && a.modifiedAtMs === b.modifiedAtMs;

/** May it be broken? Its process is gone, or it is older than 30 s; one that makes no sense goes by its age alone. */
export const isStaleLock = (
  { text, modifiedAtMs, isFolder }: SeenLock,
  { clock, isAlive = isProcessAlive }: JudgeDeps,
): boolean => {
  if (isFolder) return false;
  const lock = parseLock(text);
  // A lock without sense may be one that another program is writing: only its age tells.
  if (!lock) return clock.now() - modifiedAtMs > staleAfterMs;
  return (
    !isAlive(lock.pid) || !Number.isFinite(lock.createdAtMs) || clock.now() - lock.createdAtMs > staleAfterMs
  );
};

/** When a lock counts no more, its owner alive or not (epoch ms). */
export const staleAtMs = ({ text, modifiedAtMs }: SeenLock): number =>
  Math.floor(parseLock(text)?.createdAtMs ?? modifiedAtMs) + staleAfterMs + 1;

/** Removes the lock, if it is still `mine`: it is younger than the stale age as long as it exists, so nobody replaces it in between. */
export const releaseLock = async (lockFile: string, mine: SeenLock): Promise<void> => {
  if (isSameLock(mine, await lookAtLock(lockFile))) await rm(lockFile, { force: true }).catch(() => {});
};

/**
 * Takes a stale lock file away, but only if it is still the one that was seen: it is renamed first, since another waiter may
 * have replaced it meanwhile, and put back if so.
 */
export const breakLock = async (lockFile: string, seen: SeenLock): Promise<void> => {
  if (!isSameLock(seen, await lookAtLock(lockFile))) return;
  if ((await stat(lockFile).catch(() => undefined))?.isDirectory()) {
    // Only an empty folder can be removed so.
    await rmdir(lockFile).catch(() => {});
    return;
  }
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch {
    return;
  }
  if (!isSameLock(seen, await lookAtLock(aside))) await link(aside, lockFile).catch(() => {});
  await rm(aside, { force: true }).catch(() => {});
};

/**
 * Writes a file that must not exist. It belongs to whom the folder belongs to, if this process may give it away: the gateway must be able to
 * read a lock that root has left behind.
 *
 * @throws what the system says; the file is gone again, unless it is somebody else's
 */
const writeNew = async (file: string, text: string, files: WriteFiles): Promise<SeenLock> => {
  const made = await files.create(file);
  try {
    const seen = await fill(made, text, files, path.dirname(file)).finally(() => made.close());
    return { text, ...seen };
  } catch (error) {
    await rm(file, { force: true }).catch(() => {});
    throw error;
  }
};

const fill = async (
  made: NewFile,
  text: string,
  files: WriteFiles,
  folder: string,
): Promise<Omit<SeenLock, 'text'>> => {
  await made.write(Buffer.from(text, 'utf8'));
  const owner = await files.entry(folder).catch(() => undefined);
  if (owner) await giveTo(made, owner).catch(() => {});
  const { inode, modifiedAtMs } = await made.facts();
  return { inode, modifiedAtMs };
};

const takenIfThere = (error: unknown): 'taken' => {
  if (systemCode(error) === 'EEXIST') return 'taken';
  throw error;
};

/**
 * Makes the lock, or says that there is one. Written beside and linked into its place, so that nobody ever sees half of it,
 * and a process that is killed leaves no empty lock behind, which would count for 30 s. Where the file system knows no links
 * it is made in place, empty first, as OpenClaw itself does.
 *
 * @throws what the system says
 */
export const makeLock = async (lockFile: string, deps: MakeDeps): Promise<SeenLock | 'taken'> => {
  const { clock, pid = process.pid, link: linkTo = link, files = diskWriteFiles } = deps;
  const text = JSON.stringify({ pid, createdAt: new Date(clock.now()).toISOString() }, null, 2);
  const beside = `${lockFile}.${randomUUID()}`;
  const made = await writeNew(beside, text, files);
  try {
    await linkTo(beside, lockFile);
    return made;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return 'taken';
    return await writeNew(lockFile, text, files).catch(takenIfThere);
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
};

/** Removes what killed processes left of their work on this lock: files beside it that a stale lock stands in. Never rejects. */
export const sweepBeside = async (lockFile: string, deps: JudgeDeps): Promise<void> => {
  const [folder, start] = [path.dirname(lockFile), `${path.basename(lockFile)}.`];
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    if (!name.startsWith(start) || !/^[0-9a-f-]{36}$/u.test(name.slice(start.length))) continue;
    const seen = await lookAtLock(path.join(folder, name));
    if (seen && isStaleLock(seen, deps)) await rm(path.join(folder, name), { force: true }).catch(() => {});
  }
};
