// What all crash tests share: a child that does work until it is killed, and the clock both live by.
import { spawn } from 'node:child_process';
import type { Clock } from '../../src/core/shared/clock.ts';

/** Its timers keep the process alive, so that a writer really waits for a lock. */
export const clock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** @throws Error that says what does not hold */
export const demand = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(what);
};

/** What a child said, and how it ended. */
export interface Life {
  readonly lines: readonly string[];
  readonly exitCode: number | null;
}

/**
 * Runs a script to its end, or kills it at a random moment within `killWithinMs` of its first `begin`: it should say `begin X` before each
 * piece of work, and `done X` after it.
 */
export const live = (args: readonly string[], killWithinMs?: number): Promise<Life> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    let isDoomed = killWithinMs === undefined;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isDoomed || !output.includes('begin')) return;
      isDoomed = true;
      setTimeout(() => child.kill('SIGKILL'), Math.random() * (killWithinMs ?? 0));
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ lines: output.split('\n'), exitCode }));
  });

/** What stands after a word at the beginning of a line. */
export const wordsAfter = (lines: readonly string[], word: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

/** What no start may leave behind: temporary files, and locks on their way. */
export const isStaleTempFile = (name: string): boolean => name.includes('.tmp') || /\.lock\..+/u.test(name);
