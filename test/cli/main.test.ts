import { describe, expect, test } from 'vitest';
import { whyNoTerminal } from '../../src/cli/main.ts';
import { errorLines } from '../../src/cli/reports/parts.ts';

describe('a terminal is needed', () => {
  const tty = { isTTY: true };
  test.each([
    ['a terminal', tty, tty, {}, undefined],
    [
      'input from a pipe',
      {},
      tty,
      {},
      /standard input is not one; without one use a command, such as zalouser-tui status/,
    ],
    ['output to a file', tty, {}, {}, /standard output is not one/],
    ['a dumb one', tty, tty, { TERM: 'dumb' }, /TERM=dumb .* set TERM/],
  ])('%s', (_, stdin, stdout, env, expected) => {
    const problem = whyNoTerminal({ stdin, stdout }, env);
    if (expected === undefined) return expect(problem).toBeUndefined();
    expect(problem?.code).toBe('not-a-terminal');
    expect(errorLines(problem ?? { code: 'internal', sentence: '' })).toEqual([
      expect.stringMatching(expected),
    ]);
  });
});
