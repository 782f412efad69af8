// Waits for what real children and files do. Terminals tell when they change, and have an `until` of their own.
import { setTimeout as pause } from 'node:timers/promises';

/** What is nearly there comes within so many turns of the event loop. */
const turns = 20;
/** After that one looks so often (ms): a loop that never rests takes the processor from what it waits for. */
const scanEveryMs = 5;

/**
 * Waits until `condition` holds.
 * @throws Error after `limitMs` of real time, with `what` in its message
 */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
  limitMs = 10_000,
): Promise<void> => {
  const startedAt = performance.now();
  for (let turn = 0; !(await condition()); turn += 1) {
    if (performance.now() - startedAt > limitMs) throw new Error(`Waited ${limitMs} ms in vain for ${what}.`);
    await (turn < turns ? new Promise<void>((resolve) => setImmediate(resolve)) : pause(scanEveryMs));
  }
};
