// Ordinary programs, run to their end, for tests of what a newcomer types.
import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** PATH as it is outside `npm run`: without the programs of any `node_modules`. */
export const plainPath = (): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);

/**
 * Runs a program and gives back its stdout.
 * @throws Error with everything it printed, when it fails
 */
export const runCommand = async (
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<string> => {
  try {
    const { stdout } = await execute(file, [...args], {
      ...options,
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === 'win32',
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
};
