// One listener a profile: the lock file with the pid of the owner, as openzca keeps it in its home.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../world-files.ts';

const lockFile = (dir: string, profile: string): string => join(dir, `listener-${profile}.lock`);

/** Pid of the living listener of a profile, if there is one. */
export const listenerPid = (dir: string, profile: string): number | undefined => {
  try {
    const pid = Number(readFileSync(lockFile(dir, profile), 'utf8'));
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

/** Takes the lock; returns the pid of whoever has it already. A lock whose owner has died is taken over. */
export const claimListener = (dir: string, profile: string, pid: number): number | undefined => {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      writeFileSync(lockFile(dir, profile), String(pid), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch {
      const owner = listenerPid(dir, profile);
      if (owner !== undefined) return owner;
      rmSync(lockFile(dir, profile), { force: true });
    }
  }
  return undefined;
};

/** Gives the lock back, if it is ours. */
export const releaseListener = (dir: string, profile: string, pid: number): void => {
  if (listenerPid(dir, profile) === pid) rmSync(lockFile(dir, profile), { force: true });
};
