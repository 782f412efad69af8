import { expect, test } from 'vitest';
import { exitCodes, exitCodeTable } from '../../src/cli/exit-codes.ts';

test('exit codes are distinct and all explained', () => {
  const codes = Object.values(exitCodes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(exitCodeTable().map(([code]) => code)).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '141',
    '129, 130, 143',
  ]);
});
