import { expect, test } from 'vitest';
import { nearest } from '../../src/cli/flag-values.ts';

test.each([
  ['feeed', 'feed'],
  ['fede', 'feed'],
  ['stat', 'status'],
  ['acces', 'access'],
  ['x', undefined],
  ['kitchen', undefined],
  ['f'.repeat(10_000), undefined],
  ['', undefined],
])('nearest to %j is %j', (typed, expected) => {
  expect(nearest(typed, ['status', 'feed', 'pairing', 'directory', 'access', 'login'])).toBe(expected);
});
