// What a process has used, as Linux accounts for it. Other systems tell less: undefined there.
import { readFile } from 'node:fs/promises';

/** Ticks a second in /proc, whatever the kernel was built with. */
const ticksASecond = 100;
const pageBytes = 4_096;

const readProc = async (pid: number, name: string): Promise<string | undefined> =>
  readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => undefined);

/** Processor time of all its threads so far (ms, in steps of 10). */
export const cpuMsOf = async (pid: number): Promise<number | undefined> => {
  const stat = await readProc(pid, 'stat');
  if (stat === undefined) return undefined;
  // `pid (name) state ppid …`; a name may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? (ticks * 1_000) / ticksASecond : undefined;
};

/** Memory of the machine that it holds. */
export const residentBytesOf = async (pid: number): Promise<number | undefined> => {
  const pages = Number((await readProc(pid, 'statm'))?.split(' ')[1]);
  return Number.isFinite(pages) ? pages * pageBytes : undefined;
};
