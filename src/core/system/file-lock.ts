// OpenClaw's lock on a store file: `<file>.lock`, made exclusively, broken when stale (the openclaw contract, section 4).
import path from 'node:path';
import { errorSentences } from '../error-words.ts';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import type { HoldsLock } from './lock-file.ts';
import {
  breakLock,
  isSameLock,
  isStaleLock,
  LockLost,
  lookAtLock,
  type MakeDeps,
  makeLock,
  parseLock,
  releaseLock,
  type SeenLock,
  staleAtMs,
  sweepBeside,
} from './lock-file.ts';
import { toStoreWriteError } from './replace-file.ts';

// Within one process the lock of a file is taken in turn: only one waiter at a time tries, and at most one breaks a stale lock.
// Two processes that break the same stale lock in the same instant remain possible; the protocol has no answer to that.

const tails = new Map<string, Promise<void>>();

const aborted = (
  signal: AbortSignal | undefined,
): { readonly promise: Promise<'aborted'>; readonly forget: () => void } => {
  const { promise, resolve } = Promise.withResolvers<'aborted'>();
  const onAbort = (): void => resolve('aborted');
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort, { once: true });
  return { promise, forget: () => signal?.removeEventListener('abort', onAbort) };
};

/**
 * Waits until everybody who asked for `key` before has left. Resolves with the function that leaves, to be called exactly
 * once; with undefined if the signal was aborted first.
 */
export const takeTurn = async (key: string, signal?: AbortSignal): Promise<(() => void) | undefined> => {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = Promise.withResolvers<void>();
  const tail = before.then(() => mine.promise);
  tails.set(key, tail);
  const leave = (): void => {
    mine.resolve();
    if (tails.get(key) === tail) tails.delete(key);
  };
  const abort = aborted(signal);
  const first = await Promise.race([before, abort.promise]);
  abort.forget();
  if (first !== 'aborted') return leave;
  // Those who come later must still wait for those who came before.
  mine.resolve();
  void tail.then(() => {
    if (tails.get(key) === tail) tails.delete(key);
  });
  return undefined;
};

export { isProcessAlive } from './lock-file.ts';

/** Tries in all: at the worst not quite {@link maxWaitMs}. */
const maxTries = 11;
const maxWaitMs = 60_000;
/** As long as a lock counts, and a little for clocks that are not quite the same. */
const longestLockMs = 40_000;
const firstDelayMs = 100;
const maxDelayMs = 10_000;

export interface HeldLock {
  /** What is locked, absolute. */
  readonly file: string;
  /** Absent for a lock that names nobody. */
  readonly byPid?: number | undefined;
  /** When the waiting ends at the latest (epoch ms): then the lock counts no more, or is given up. */
  readonly untilMs: number;
  /** The lock is dated ahead of the clock: it is not taken over before (epoch ms). */
  readonly countsUntilMs?: number;
}

/** What the lock needs of the world. */
export interface LockDeps extends MakeDeps {
  /** 0 ≤ x < 1, for the jitter. Default `Math.random`. */
  readonly random?: () => number;
  /** Told which lock is waited for whenever that changes. Undefined: the wait is over. */
  readonly onHeld?: (held: HeldLock | undefined) => void;
}

export type LockWatch = Pick<LockDeps, 'onHeld'>;

/** How long to wait after the `attempt`-th try (from 0): 100 ms doubled each time, stretched by 1 to 2, at most 10 s. */
export const lockDelayMs = (attempt: number, random: number): number =>
  Math.min(maxDelayMs, Math.round(Math.min(maxDelayMs, firstDelayMs * 2 ** attempt) * (1 + random)));

const cancelled = (file: string): AppError =>
  new AppError(errorSentences.cancelled({ what: path.basename(file) }));

const wait = (file: string, clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      reject(cancelled(file));
    };
    const cancel = realTimeClock(clock).after(delayMs, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });

/** Until when a lock counts whose date this clock has yet to come to, as after the clock was set back: nobody takes it over before. */
const countsAhead = (seen: SeenLock | undefined, nowMs: number): { readonly countsUntilMs?: number } =>
  seen !== undefined && staleAtMs(seen) - nowMs > longestLockMs ? { countsUntilMs: staleAtMs(seen) } : {};

const acquire = async (file: string, deps: LockDeps, signal: AbortSignal | undefined): Promise<SeenLock> => {
  const lockFile = `${file}.lock`;
  const giveUpAtMs = deps.clock.now() + maxWaitMs;
  let held: HeldLock | undefined;
  let last: SeenLock | undefined;
  const hold = (seen: HeldLock | undefined): void => {
    if (seen?.byPid !== held?.byPid || seen?.untilMs !== held?.untilMs) deps.onHeld?.(seen);
    held = seen;
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
    if (seen.isFolder) throw new AppError(errorSentences.storeLocked({ file, isFolder: true }));
    last = seen;
    if (isStaleLock(seen, deps)) {
      await breakLock(lockFile, seen);
      const retaken = await makeLock(lockFile, deps);
      if (retaken !== 'taken') return enter(retaken);
    }
    const ahead = countsAhead(seen, deps.clock.now());
    hold({
      file,
      byPid: parseLock(seen.text)?.pid,
      untilMs: Math.min(staleAtMs(seen), giveUpAtMs),
      ...ahead,
    });
    // Not longer than the lock counts: what was promised to whoever looks on is kept.
    const delayMs = Math.min(
      lockDelayMs(attempt, (deps.random ?? Math.random)()),
      Math.max(1, staleAtMs(seen) - deps.clock.now()),
    );
    if (attempt < maxTries - 1) await wait(file, deps.clock, delayMs, signal);
  }
  const nowMs = deps.clock.now();
  const lock = last && parseLock(last.text);
  const { countsUntilMs } = countsAhead(last, nowMs);
  throw new AppError(
    errorSentences.storeLocked({
      file,
      byPid: lock?.pid,
      heldForMs: lock && nowMs - lock.createdAtMs,
      countsForMs: countsUntilMs && countsUntilMs - nowMs,
    }),
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
  work: (mine: SeenLock) => Promise<Result>,
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

/** So often in a row nobody takes a fresh lock away by accident. */
const maxRounds = 5;

/**
 * As {@link withFileLock}, for work that may be done again. OpenClaw takes a lock that vanishes while it looks at it for a stale
 * one, and then removes whatever lock is there: it may be ours, a moment old. Its own write and ours would then undo each
 * other. So the work asks before it replaces anything, and is done again from the start when the lock was lost.
 */
export const withGuardedLock = async <Result>(
  file: string,
  deps: LockDeps,
  work: (holdsLock: HoldsLock) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> => {
  for (let round = 1; round <= maxRounds; round += 1) {
    const end = await withFileLock(file, deps, (mine) => guarded(`${file}.lock`, mine, work), signal);
    if (end.isHeld) return end.result;
  }
  throw new AppError(errorSentences.storeLocked({ file }));
};

type GuardedEnd<Result> = { readonly isHeld: true; readonly result: Result } | { readonly isHeld: false };

const guarded = async <Result>(
  lockFile: string,
  mine: SeenLock,
  work: (holdsLock: HoldsLock) => Promise<Result>,
): Promise<GuardedEnd<Result>> => {
  const isMine = async (): Promise<boolean> => isSameLock(mine, await lookAtLock(lockFile));
  const holdsLock = async (): Promise<void> => {
    if (!(await isMine())) throw new LockLost();
  };
  try {
    const result = await work(holdsLock);
    // Lost only now: whoever took it may have read before our write and write after it.
    return (await isMine()) ? { isHeld: true, result } : { isHeld: false };
  } catch (error) {
    if (error instanceof LockLost) return { isHeld: false };
    throw error;
  }
};

const whileLocked = async <Result>(
  file: string,
  deps: LockDeps,
  work: (mine: SeenLock) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> => {
  const mine = await acquire(file, deps, signal).catch((error: unknown) => {
    throw toStoreWriteError(file, error);
  });
  try {
    await sweepBeside(`${file}.lock`, deps);
    return await work(mine);
  } finally {
    await releaseLock(`${file}.lock`, mine);
  }
};
