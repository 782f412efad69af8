import { expect, test } from 'vitest';
import { attemptAfter, healthyAfterMs, nextDelayMs } from '../../../src/core/system/backoff.ts';

test.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [4, 8_000],
  [5, 16_000],
  [6, 32_000],
  [7, 60_000],
  [8, 60_000],
  [1_000, 60_000],
  [0, 1_000],
  [-3, 1_000],
])('attempt %i waits %i ms in the middle of the spread', (attempt, delayMs) => {
  expect(nextDelayMs(attempt, 0.5)).toBe(delayMs);
});

test.each([
  [1, 0, 800],
  [1, 0.999_999, 1_200],
  [4, 0, 6_400],
  [7, 0, 48_000],
  [7, 0.999_999, 60_000],
])('attempt %i with random %d waits %i ms', (attempt, random, delayMs) => {
  expect(nextDelayMs(attempt, random)).toBe(delayMs);
});

test.each([
  ['the first failure', 0, undefined, 1],
  ['a failure in a row', 3, undefined, 4],
  ['many failures in a row', 9, undefined, 10],
  ['one that worked for a moment', 1, 0, 2],
  ['one that worked for a moment, after many failures', 9, healthyAfterMs - 1, 4],
  ['a failure after a healthy while', 6, healthyAfterMs, 1],
])('%s', (_, attempt, healthyForMs, next) => {
  expect(attemptAfter(attempt, healthyForMs)).toBe(next);
});
