// OpenClaw's lock on a store file: `<file>.lock`, made exclusively, broken when stale (the openclaw contract, section 4).
import path from 'node:path';
import { errorSentences } from '../catalogue/errors.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { systemCode } from './config/files.ts';
import {
  breakLock,
  isStaleLock,
  lookAtLock,
  type MakeDeps,
  makeLock,
  parseLock,
  releaseLock,
  type SeenLock,
  sweepBeside,
} from './lock-file.ts';
import { takeTurn } from './lock-turns.ts';

export { isProcessAlive } from './lock-file.ts';

/** Tries in all: 34 s of waiting at the worst. */
const maxTries = 11;
const firstDelayMs = 100;
const maxDelayMs = 10_000;

/** What the lock needs of the world. */
export interface LockDeps extends MakeDeps {
  /** 0 ≤ x < 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number;
  /** Told whose lock is waited for when that changes, and undefined when the wait is over. Locks that name nobody are not told of. */
  readonly onHeld?: (byPid: number | undefined) => void;
}

/** What one act on a file may want to hear of its lock. */
export type LockWatch = Pick<LockDeps, 'onHeld'>;

/** How long to wait after the `attempt`-th try (from 0): 100 ms doubled each time, stretched by 1 to 2, at most 10 s. */
export const lockDelayMs = (attempt: number, random: number): number =>
  Math.min(maxDelayMs, Math.round(Math.min(maxDelayMs, firstDelayMs * 2 ** attempt) * (1 + random)));

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

const acquire = async (file: string, deps: LockDeps, signal: AbortSignal | undefined): Promise<SeenLock> => {
  const lockFile = `${file}.lock`;
  let held: ReturnType<typeof parseLock>;
  const hold = (by: typeof held): void => {
    if (by?.pid !== held?.pid) deps.onHeld?.(by?.pid);
    held = by;
  };
  const enter = (made: SeenLock): SeenLock => {
    hold(undefined);
    return made;
  };
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    if (signal?.aborted) throw cancelled(file);
    const made = await makeLock(lockFile, deps);
    if (made !== 'taken') return enter(made);
    const seen = await lookAtLock(lockFile);
    if (!seen) continue;
    if (isStaleLock(seen, deps)) {
      await breakLock(lockFile, seen);
      const retaken = await makeLock(lockFile, deps);
      if (retaken !== 'taken') return enter(retaken);
    }
    hold(parseLock(seen.text));
    if (attempt < maxTries - 1) await wait(file, deps.clock, lockDelayMs(attempt, (deps.random ?? Math.random)()), signal);
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
    await sweepBeside(`${file}.lock`, deps);
    return await work();
  } finally {
    await releaseLock(`${file}.lock`, mine);
  }
};
