// The built program, for end-to-end tests.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileCache, openTerminal, type TerminalOptions, type TerminalSession } from './terminal.ts';

const root = join(import.meta.dirname, '..', '..');
const bin = join(root, 'bin', 'zalouser-tui.js');

const requireBuild = (): void => {
  if (!existsSync(join(root, 'dist', 'zalouser-tui.js')))
    throw new Error('dist/ is missing: `npm test` builds it, `npm run build` does only that.');
};

/** Opens the program in a real terminal. */
export const openProgram = async (
  args: readonly string[],
  options: Omit<TerminalOptions, 'args' | 'command'> = {},
): Promise<TerminalSession> => {
  requireBuild();
  return openTerminal({ ...options, args: [bin, ...args] });
};

/** What a program that has no terminal printed, and its exit code. */
export interface PipedOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program with pipes instead of a terminal. */
export const runPiped = async (
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<PipedOutcome> => {
  requireBuild();
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [bin, ...args],
      {
        env: { PATH: '/usr/bin:/bin', NODE_COMPILE_CACHE: compileCache, ZALOUSER_TUI_OWN_ZCA: 'off', ...env },
      },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
};

/** The first frame stands: tabs above, hints below. */
export const firstFrame = /1 Status[\s\S]*\? help/;
