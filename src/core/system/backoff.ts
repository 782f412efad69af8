// The restart schedule of long-running children. Pure: randomness and ages come in as arguments.

/** The first wait after a failure. */
export const firstDelayMs = 1_000;
/** No wait is longer. */
export const longestDelayMs = 60_000;
/** A child that worked for so long did what it is there for: when it fails then, its schedule starts afresh. */
export const healthyAfterMs = 10_000;
/** One that worked for a shorter time is no failure to start: its wait grows to 8 s, so that it does not start all the time. */
const shortLivedAttempts = 4;

/**
 * How long to wait before a restart: 1 s, doubled with every failed attempt up to 60 s, and spread by ±20 % so that
 * several accounts do not start in step. Never more than 60 s.
 * @param attempt which attempt in a row this will be, from 1
 * @param random a number in [0, 1)
 */
export const nextDelayMs = (attempt: number, random: number): number => {
  const doublings = Math.min(Math.max(0, Math.floor(attempt) - 1), 16);
  const baseMs = Math.min(longestDelayMs, firstDelayMs * 2 ** doublings);
  return Math.min(longestDelayMs, Math.round(baseMs * (0.8 + 0.4 * random)));
};

/**
 * The number of the attempt that follows one that ended.
 * @param attempt the number of the one that ended; 0 for the first start
 * @param workedForMs how long it had worked before it ended; absent if it never did
 */
export const attemptAfter = (attempt: number, workedForMs?: number): number => {
  if (workedForMs === undefined) return attempt + 1;
  return workedForMs >= healthyAfterMs ? 1 : Math.min(attempt + 1, shortLivedAttempts);
};
