// `listener-owner.json`, by which openzca keeps a second listener away. Ours keeps to it, and leaves it for openzca to keep to.
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../share/process.ts';

/** The profile's file. */
export interface OwnerFile {
  readonly profile: string;
  readonly file: string;
}

/** openzca's words for it, which whoever starts a listener knows. */
export const ownedBy = (profile: string, pid: number): string =>
  `Another openzca listener already owns profile "${profile}" (pid ${pid}).`;

/** Does a listener have this number? After a restart of the machine any program may have it. */
const isListener = (pid: number): boolean => {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return words.split('\0').includes('listen');
  } catch {
    return true;
  }
};

const pidIn = (text: string): number | undefined => {
  try {
    const value = JSON.parse(text) as unknown;
    const pid =
      typeof value === 'object' && value !== null && 'pid' in value ? Number(value.pid) : Number.NaN;
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

const ownerIn = async (file: string): Promise<number | undefined> =>
  pidIn(await readFile(file, 'utf8').catch(() => ''));

/**
 * Writes this process into the file.
 * @returns who listens already; undefined once it is ours
 */
export const takeOwnerFile = async ({ profile, file }: OwnerFile): Promise<number | undefined> => {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const record = { pid: process.pid, profile, startedAt: new Date().toISOString() };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(file, `${JSON.stringify(record, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = await ownerIn(file);
      if (owner !== undefined && owner !== process.pid && isListener(owner)) return owner;
      await rm(file, { force: true });
    }
  }
  throw new Error(`${file} could not be written: something else keeps writing it.`);
};

/** Takes the file away if it is ours. */
export const leaveOwnerFile = async ({ file }: OwnerFile): Promise<void> => {
  if ((await ownerIn(file)) === process.pid) await rm(file, { force: true });
};
