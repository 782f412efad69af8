// Is a process still the one it was? A number alone is given to another one some day.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the system says of when a process began; undefined where it does not say. Equal for the same process, different for any other. */
export const startOf = (pid: number): string | undefined => {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The name may hold blanks and brackets; what follows its last bracket begins with the third field, and the start is the 22nd.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // One that has ended and that nobody has asked for yet holds nothing any more.
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    }
    if (process.platform === 'win32') return undefined;
    const told = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      timeout: 2_000,
    });
    return told.trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Is there such a process? One of another user counts. */
export const isAlive = (pid: number): boolean => {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Does the process live that had this number then? Where its start is not known, the number decides. */
export const isSameProcess = (pid: number, start: string | undefined): boolean =>
  isAlive(pid) && (start === undefined || startOf(pid) === start);
