// OpenClaw's lock on a store file: `<file>.lock`, made exclusively, broken when stale (the openclaw contract, section 4).
import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorSentences } from '../catalogue/errors.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { systemCode } from './config/files.ts';
import { takeTurn } from './lock-turns.ts';

/** Tries in all: 34 s of waiting at the worst. */
const maxTries = 11;
const firstDelayMs = 100;
const maxDelayMs = 10_000;
/** A lock of a living process counts no longer than this. */
const staleAfterMs = 30_000;

/** What the lock needs of the world. */
export interface LockDeps {
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number;
  /** Written into the lock. Default: this process. */
  readonly pid?: number;
  /** Default: asks the system. */
  readonly isAlive?: (pid: number) => boolean;
  /**
   * Told whose lock is waited for and when it counts no more (epoch ms) whenever that changes; a lock that names nobody has only the
   * second. Both undefined: the wait is over.
   */
  readonly onHeld?: (byPid: number | undefined, untilMs?: number) => void;
}

/** What one act on a file may want to hear of its lock. */
export type LockWatch = Pick<LockDeps, 'onHeld'>;

/** A lock file at one moment. */
interface Seen {
  readonly text: string;
  readonly inode: number;
  readonly modifiedAtMs: number;
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

/** How long to wait after the `attempt`-th try (from 0): 100 ms doubled each time, stretched by 1 to 2, at most 10 s. */
export const lockDelayMs = (attempt: number, random: number): number =>
  Math.min(maxDelayMs, Math.round(Math.min(maxDelayMs, firstDelayMs * 2 ** attempt) * (1 + random)));

const parseLock = (text: string): { pid: number; createdAtMs: number } | undefined => {
  try {
    const lock: unknown = JSON.parse(text);
    if (typeof lock !== 'object' || lock === null) return undefined;
    const [pid, createdAt]: unknown[] = [Reflect.get(lock, 'pid'), Reflect.get(lock, 'createdAt')];
    return typeof pid === 'number' && typeof createdAt === 'string' ? { pid, createdAtMs: Date.parse(createdAt) } : undefined;
  } catch {
    return undefined;
  }
};

const look = async (lockFile: string): Promise<Seen | undefined> => {
  try {
    const { ino, mtimeMs } = await stat(lockFile);
    return { text: await readFile(lockFile, 'utf8'), inode: ino, modifiedAtMs: mtimeMs };
  } catch {
    return undefined;
  }
};

const isSame = (a: Seen, b: Seen | undefined): boolean => a.text === b?.text && a.inode === b.inode && a.modifiedAtMs === b.modifiedAtMs;

const isStale = ({ text, modifiedAtMs }: Seen, { clock, isAlive = isProcessAlive }: LockDeps): boolean => {
  const lock = parseLock(text);
  // A lock without sense may be one that is being written: only its age tells.
  if (!lock) return clock.now() - modifiedAtMs > staleAfterMs;
  return !isAlive(lock.pid) || !Number.isFinite(lock.createdAtMs) || clock.now() - lock.createdAtMs > staleAfterMs;
};

/** When a lock counts no more, its owner alive or not (epoch ms). */
const staleAtMs = ({ text, modifiedAtMs }: Seen): number => Math.floor(parseLock(text)?.createdAtMs ?? modifiedAtMs) + staleAfterMs + 1;

/** Ours is younger than the stale age as long as it exists, so nobody replaces it between the look and the removal. */
const release = async (lockFile: string, mine: Seen): Promise<void> => {
  if (isSame(mine, await look(lockFile))) await rm(lockFile, { force: true }).catch(() => {});
};

/**
 * Takes a stale lock file away, but only if it is still the one that was seen: it is renamed first, since another waiter may
 * have replaced it meanwhile, and put back if so.
 */
const removeIfSame = async (lockFile: string, seen: Seen): Promise<void> => {
  if (!isSame(seen, await look(lockFile))) return;
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch {
    return;
  }
  if (!isSame(seen, await look(aside))) await link(aside, lockFile).catch(() => {});
  await rm(aside, { force: true }).catch(() => {});
};

const create = async (lockFile: string, { clock, pid = process.pid }: LockDeps): Promise<Seen | 'taken'> => {
  const handle = await open(lockFile, 'wx', 0o600).catch((error: unknown) => {
    if (systemCode(error) === 'EEXIST') return undefined;
    throw error;
  });
  if (!handle) return 'taken';
  const text = JSON.stringify({ pid, createdAt: new Date(clock.now()).toISOString() }, null, 2);
  try {
    await handle.writeFile(text, 'utf8');
    const { ino, mtimeMs } = await handle.stat();
    return { text, inode: ino, modifiedAtMs: mtimeMs };
  } catch (error) {
    await rm(lockFile, { force: true }).catch(() => {});
    throw error;
  } finally {
    await handle.close();
  }
};

const cancelled = (file: string): AppError => new AppError(errorSentences.cancelled({ what: path.basename(file) }));

const wait = (file: string, clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      reject(cancelled(file));
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });

const acquire = async (file: string, deps: LockDeps, signal: AbortSignal | undefined): Promise<Seen> => {
  const lockFile = `${file}.lock`;
  let held: ReturnType<typeof parseLock>;
  let untilMs: number | undefined;
  const hold = (by: typeof held, staleMs?: number): void => {
    if (by?.pid !== held?.pid || staleMs !== untilMs) deps.onHeld?.(by?.pid, staleMs);
    held = by;
    untilMs = staleMs;
  };
  const enter = (made: Seen): Seen => {
    hold(undefined);
    return made;
  };
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (signal?.aborted) throw cancelled(file);
    const made = await create(lockFile, deps);
    if (made !== 'taken') return enter(made);
    const seen = await look(lockFile);
    if (!seen) continue;
    if (isStale(seen, deps)) {
      await removeIfSame(lockFile, seen);
      const retaken = await create(lockFile, deps);
      if (retaken !== 'taken') return enter(retaken);
    }
    hold(parseLock(seen.text), staleAtMs(seen));
    // Not longer than the lock counts: what was promised to whoever looks on is kept.
    const delayMs = Math.min(lockDelayMs(attempt, (deps.random ?? Math.random)()), Math.max(1, staleAtMs(seen) - deps.clock.now()));
    if (attempt < maxTries - 1) await wait(file, deps.clock, delayMs, signal);
  }
  throw new AppError(
    errorSentences.storeLocked({ file, byPid: held?.pid, heldForMs: held && Math.max(0, deps.clock.now() - held.createdAtMs) }),
  );
};

/**
 * Runs `work` while holding the lock of `file`; its folder must exist. Removes only the lock it made itself. An aborted
 * signal ends the waiting, never the work.
 *
 * @throws AppError `store-locked` after eleven tries, `cancelled`, `store-write-failed` if no lock can be made; what `work` throws
 */
export const withFileLock = async <Result>(
  file: string,
  deps: LockDeps,
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> => {
  const leave = await takeTurn(path.resolve(file), signal);
  if (leave === undefined) throw cancelled(file);
  try {
    return await whileLocked(file, deps, work, signal);
  } finally {
    leave();
  }
};

const whileLocked = async <Result>(
  file: string,
  deps: LockDeps,
  work: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> => {
  const mine = await acquire(file, deps, signal).catch((error: unknown) => {
    throw error instanceof AppError
      ? error
      : new AppError(errorSentences.storeWriteFailed({ file, detail: systemCode(error) }), { cause: error });
  });
  try {
    return await work();
  } finally {
    await release(`${file}.lock`, mine);
  }
};
