// Waiting for something another process does: looks again and again, up to a deadline that says what was waited for.
import { setTimeout as sleep } from 'node:timers/promises';

const scanEveryMs = 20;

/** @throws Error naming `what`, with `details`, when the deadline has passed */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs: number,
  details: () => string = () => '',
): Promise<void> => {
  const startedAt = performance.now();
  while (!(await condition())) {
    if (performance.now() - startedAt > deadlineMs)
      throw new Error(`Waited ${deadlineMs} ms in vain for ${what}.\n${details()}`);
    await sleep(scanEveryMs);
  }
};
