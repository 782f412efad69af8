// Is a process of an earlier run still there? Only as far as the system tells; when in doubt the answer is `unknown`.
import { readFile } from 'node:fs/promises';
import { systemCode } from '../shared/system-code.ts';
import type { Runner } from './runner.ts';

/** What is known about a process id now. */
export type ProcessLook =
  | { readonly status: 'gone' }
  | {
      readonly status: 'alive';
      /** When it was started, in the words of the system: only good for comparing. */
      readonly startMark: string;
      /** Its arguments, joined by spaces. */
      readonly commandLine: string;
    }
  | { readonly status: 'unknown' };

/** Looks processes up and signals them. */
export interface ProcessTable {
  look(pid: number): Promise<ProcessLook>;
  /** Signals the process group that `pid` leads, else the process. False if there was nothing to signal. */
  signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean;
}

/** What `/proc/PID/stat` tells. */
export interface ProcStat {
  readonly ppid: number;
  /** Start time in ticks since the boot. */
  readonly startTicks: string;
  readonly isZombie: boolean;
}

/** Fields 3 (state), 4 (parent) and 22 (start time) of `/proc/PID/stat`; the name in field 2 may hold anything. */
export const parseProcStat = (stat: string): ProcStat | undefined => {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(/\s+/u);
  const [state, ppid, startTicks] = [fields[0], Number(fields[1]), fields[19]];
  return state === undefined ||
    !Number.isInteger(ppid) ||
    startTicks === undefined ||
    !/^\d+$/u.test(startTicks)
    ? undefined
    : { ppid, startTicks, isZombie: state === 'Z' || state === 'X' };
};

/** One line of `ps -o lstart=,command=`: `Sun Nov 22 16:00:00 2026     node /usr/bin/zca listen -r -k`. */
export const parsePs = (
  output: string,
): { readonly startMark: string; readonly commandLine: string } | undefined => {
  const match = /^\s*(\S+\s+\S+\s+\S+\s+[\d:]+\s+\d{4})\s+(\S.*?)\s*$/mu.exec(output);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { startMark: match[1].replace(/\s+/gu, ' '), commandLine: match[2] };
};

const isMissing = (error: unknown): boolean => ['ENOENT', 'ESRCH'].includes(systemCode(error));

const lookInProc = async (pid: number, proc: string): Promise<ProcessLook> => {
  try {
    const [stat, commandLine, bootId] = await Promise.all([
      readFile(`${proc}/${pid}/stat`, 'utf8'),
      readFile(`${proc}/${pid}/cmdline`, 'utf8'),
      readFile(`${proc}/sys/kernel/random/boot_id`, 'utf8').catch(() => ''),
    ]);
    const parsed = parseProcStat(stat);
    if (!parsed) return { status: 'unknown' };
    if (parsed.isZombie) return { status: 'gone' };
    // Ticks count from the boot: after another boot the same number is another process.
    return {
      status: 'alive',
      startMark: `${bootId.trim()}:${parsed.startTicks}`,
      commandLine: commandLine.split('\0').join(' ').trim(),
    };
  } catch (error) {
    return isMissing(error) ? { status: 'gone' } : { status: 'unknown' };
  }
};

const lookWithPs = async (pid: number, runner: Runner): Promise<ProcessLook> => {
  try {
    const args = ['-ww', '-p', String(pid), '-o', 'lstart=,command='];
    const { code, stdout } = await runner.run({
      file: 'ps',
      args,
      timeoutMs: 5_000,
      maxStdoutBytes: 1_048_576,
      env: { LC_ALL: 'C' },
    });
    if (code === 1 && stdout.trim() === '') return { status: 'gone' };
    const parsed = code === 0 ? parsePs(stdout) : undefined;
    return parsed ? { status: 'alive', ...parsed } : { status: 'unknown' };
  } catch {
    return { status: 'unknown' };
  }
};

/** What a process table is made with. */
export interface ProcessTableOptions {
  readonly platform: NodeJS.Platform;
  /** For `ps`. */
  readonly runner: Runner;
  /** Default `/proc`; used on Linux only. */
  readonly procDir?: string;
  /** Sends a signal, throws if it cannot. Default `process.kill`. */
  readonly kill?: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => boolean;
}

/** The process table of this machine: `/proc` on Linux, `ps` on other Unixes, nothing on Windows. */
export const createProcessTable = ({
  platform,
  runner,
  procDir = '/proc',
  kill = (pid, signal) => process.kill(pid, signal),
}: ProcessTableOptions): ProcessTable => {
  const isSafe = (pid: number): boolean => Number.isSafeInteger(pid) && pid > 1;
  const trySignal = (pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean => {
    try {
      return kill(pid, signal);
    } catch {
      return false;
    }
  };
  return {
    look: async (pid) => {
      if (!isSafe(pid) || platform === 'win32') return { status: 'unknown' };
      return platform === 'linux' ? lookInProc(pid, procDir) : lookWithPs(pid, runner);
    },
    signal: (pid, signal) =>
      isSafe(pid) && ((platform !== 'win32' && trySignal(-pid, signal)) || trySignal(pid, signal)),
  };
};
