// Every process of this machine, with its parent and its command line: who listens, and whose child is it? One answer a platform.
import { readdir, readFile, stat } from 'node:fs/promises';
import { systemCode, systemCodeOf } from '../shared/system-code.ts';
import type { Runner } from './runner.ts';

// Is a process of an earlier run still there? Only as far as the system tells; when in doubt the answer is `unknown`.

export type ProcessInfo =
  | { readonly status: 'gone' }
  | {
      readonly status: 'alive';
      /** When it was started, in the words of the system: only good for comparing. */
      readonly startMark: string;
      readonly commandLine: string;
    }
  | { readonly status: 'unknown' };

/** Looks processes up and signals them. */
export interface ProcessTable {
  inspect(pid: number): Promise<ProcessInfo>;
  /** Signals the process group that `pid` leads, else the process. False if there was nothing to signal. */
  signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean;
}

/** What `/proc/PID/stat` tells. */
interface ProcStat {
  readonly ppid: number;
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

const lookInProc = async (pid: number, proc: string): Promise<ProcessInfo> => {
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

const lookWithPs = async (pid: number, runner: Runner): Promise<ProcessInfo> => {
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

interface ProcessTableOptions {
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
    inspect: async (pid) => {
      if (!isSafe(pid) || platform === 'win32') return { status: 'unknown' };
      return platform === 'linux' ? lookInProc(pid, procDir) : lookWithPs(pid, runner);
    },
    signal: (pid, signal) =>
      isSafe(pid) && ((platform !== 'win32' && trySignal(-pid, signal)) || trySignal(pid, signal)),
  };
};

export interface ProcessEntry {
  readonly pid: number;
  readonly ppid: number;
  /** Whose it is, where users have numbers and the system tells: the user it acts as. */
  readonly uid?: number;
  /** Its arguments; where the system joins them by spaces, cut at those: an argument with a space in it is several words. */
  readonly words: readonly string[];
  /** As `ProcessInfo` has it: only good for comparing. */
  readonly startMark: string;
  /** When it was started (epoch ms), where that is told. */
  readonly startedAtMs?: number;
}

export type ProcessListing =
  | { readonly status: 'listed'; readonly entries: readonly ProcessEntry[] }
  | { readonly status: 'unknown' };

/** Lists processes. Nothing here ever rejects. */
export interface ProcessList {
  list(signal?: AbortSignal): Promise<ProcessListing>;
  /**
   * The environment of a process; undefined where the system does not show it (other users, Windows), `'gone'` where the process has ended
   * since it was listed.
   */
  environment(pid: number): Promise<ProcessEnvironment>;
}

/** Variables by name, or why there are none. */
export type ProcessEnvironment = Readonly<Record<string, string>> | 'gone' | undefined;

const wordsOf = (commandLine: string): readonly string[] =>
  commandLine.split(/\s+/u).filter((word) => word !== '');

/** Windows has command lines, not arguments: what holds blanks stands in quotes. */
const quotedWordsOf = (commandLine: string): readonly string[] =>
  [...commandLine.matchAll(/"([^"]*)"|[^\s"]+/gu)].map(([word, quoted]) => quoted ?? word);

/** Lines of `ps -axo pid=,ppid=,uid=,lstart=,command=`. Lines that are none are left out. */
export const parsePsList = (output: string): readonly ProcessEntry[] =>
  output.split('\n').flatMap((line): readonly ProcessEntry[] => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+[\d:]+\s+\d{4})\s+(\S.*?)\s*$/u.exec(line);
    const [, pid, ppid, uid, started, commandLine] = match ?? [];
    if (
      pid === undefined ||
      ppid === undefined ||
      uid === undefined ||
      started === undefined ||
      commandLine === undefined
    )
      return [];
    const startedAtMs = Date.parse(started);
    const startMark = started.replace(/\s+/gu, ' ');
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        uid: Number(uid),
        words: wordsOf(commandLine),
        startMark,
        ...(Number.isNaN(startedAtMs) ? {} : { startedAtMs }),
      },
    ];
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The answer of the PowerShell command below: one object, or a list of them. Undefined if it is neither. */
export const parseCimList = (output: string): readonly ProcessEntry[] | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(output.replace(/^\ufeff/u, ''));
  } catch {
    return undefined;
  }
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  return rows.filter(isRecord).flatMap(({ p, q, c, t }): readonly ProcessEntry[] => {
    if (typeof p !== 'number' || typeof q !== 'number' || typeof c !== 'string') return [];
    const startedAtMs = typeof t === 'string' ? Date.parse(t) : Number.NaN;
    return [
      {
        pid: p,
        ppid: q,
        words: quotedWordsOf(c),
        startMark: String(t),
        ...(Number.isNaN(startedAtMs) ? {} : { startedAtMs }),
      },
    ];
  });
};

/** Only what can be a listener, a gateway or a console, as asking for everything takes seconds. */
const cimScript =
  "Get-CimInstance Win32_Process -Filter \"CommandLine LIKE '%zca%' OR CommandLine LIKE '%openclaw%' OR CommandLine LIKE '%zalouser-tui%'\" | " +
  'ForEach-Object { [pscustomobject]@{ p = [int]$_.ProcessId; q = [int]$_.ParentProcessId; c = [string]$_.CommandLine; ' +
  "t = $_.CreationDate.ToUniversalTime().ToString('o') } } | ConvertTo-Json -Compress";

const limits = { maxStdoutBytes: 8 * 1_048_576, isRoutine: true } as const;

const listWithCim = async (runner: Runner, signal: AbortSignal | undefined): Promise<ProcessListing> => {
  const args = ['-NoProfile', '-NonInteractive', '-Command', cimScript];
  const { code, stdout } = await runner.run(
    { file: 'powershell.exe', args, timeoutMs: 15_000, ...limits },
    signal,
  );
  const entries = code === 0 ? (stdout.trim() === '' ? [] : parseCimList(stdout)) : undefined;
  return entries ? { status: 'listed', entries } : { status: 'unknown' };
};

const listWithPs = async (runner: Runner, signal: AbortSignal | undefined): Promise<ProcessListing> => {
  const args = ['-axww', '-o', 'pid=,ppid=,uid=,lstart=,command='];
  const { code, stdout } = await runner.run(
    { file: 'ps', args, timeoutMs: 5_000, env: { LC_ALL: 'C' }, ...limits },
    signal,
  );
  const entries = code === 0 ? parsePsList(stdout) : [];
  // A list in which not even `ps` itself stands is none.
  return entries.length > 0 ? { status: 'listed', entries } : { status: 'unknown' };
};

/** Ticks a second of the times in `/proc/PID/stat`: 100 wherever Node runs. */
const ticksPerSecond = 100;

interface Boot {
  readonly id: string;
  /** Epoch ms; undefined if it is not told. */
  readonly atMs: number | undefined;
}

const readBoot = async (proc: string): Promise<Boot> => {
  const [id, stat] = await Promise.all(
    [`${proc}/sys/kernel/random/boot_id`, `${proc}/stat`].map((file) =>
      readFile(file, 'utf8').catch(() => ''),
    ),
  );
  const seconds = /^btime (\d+)$/mu.exec(stat ?? '')?.[1];
  return { id: (id ?? '').trim(), atMs: seconds === undefined ? undefined : Number(seconds) * 1_000 };
};

/** Undefined for a process that has gone meanwhile, a zombie, or one of the kernel, which has no arguments. */
const readEntry = async (proc: string, pid: string, boot: Boot): Promise<ProcessEntry | undefined> => {
  try {
    const commandLine = await readFile(`${proc}/${pid}/cmdline`, 'utf8');
    // A title that a program gives itself ends in blanks and zeros.
    const words = commandLine.split('\0').flatMap((part, index) => (index === 0 ? [part.trim()] : [part]));
    while (words.length > 0 && words.at(-1)?.trim() === '') words.pop();
    if (words.length === 0) return undefined;
    const parsed = parseProcStat(await readFile(`${proc}/${pid}/stat`, 'utf8'));
    if (!parsed || parsed.isZombie) return undefined;
    // The folder of a process belongs to the user it acts as.
    const { uid } = await stat(`${proc}/${pid}`);
    const started =
      boot.atMs === undefined
        ? {}
        : { startedAtMs: boot.atMs + (Number(parsed.startTicks) * 1_000) / ticksPerSecond };
    return {
      pid: Number(pid),
      ppid: parsed.ppid,
      uid,
      words,
      startMark: `${boot.id}:${parsed.startTicks}`,
      ...started,
    };
  } catch {
    return undefined;
  }
};

const listProc = async (proc: string): Promise<ProcessListing> => {
  const [names, boot] = await Promise.all([readdir(proc), readBoot(proc)]);
  const entries = await Promise.all(
    names.filter((name) => /^\d+$/u.test(name)).map((pid) => readEntry(proc, pid, boot)),
  );
  const found = entries.filter((entry) => entry !== undefined);
  return found.length > 0 ? { status: 'listed', entries: found } : { status: 'unknown' };
};

const parseEnvironment = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\0').flatMap((pair): readonly (readonly [string, string])[] => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at), pair.slice(at + 1)]] : [];
    }),
  );

export interface ProcessListOptions {
  readonly platform: NodeJS.Platform;
  /** For `ps` and PowerShell. */
  readonly runner: Runner;
  /** Default `/proc`; used on Linux only. */
  readonly procDir?: string;
}

/** The processes of this machine: `/proc` on Linux (`ps` where that is closed), `ps` on other Unixes, PowerShell on Windows. */
export const createProcessList = ({
  platform,
  runner,
  procDir = '/proc',
}: ProcessListOptions): ProcessList => {
  /** Where `/proc` is closed, a process that it does not have may well be alive. */
  let isProcOpen = false;
  return {
    list: async (signal) => {
      try {
        if (platform === 'win32') return await listWithCim(runner, signal);
        const listing =
          platform === 'linux'
            ? await listProc(procDir).catch((): ProcessListing => ({ status: 'unknown' }))
            : undefined;
        isProcOpen = listing?.status === 'listed';
        return listing?.status === 'listed' ? listing : await listWithPs(runner, signal);
      } catch {
        return { status: 'unknown' };
      }
    },
    environment: async (pid) => {
      if (platform !== 'linux') return undefined;
      try {
        return parseEnvironment(await readFile(`${procDir}/${pid}/environ`, 'utf8'));
      } catch (error) {
        const code = systemCodeOf(error);
        return isProcOpen && (code === 'ENOENT' || code === 'ESRCH') ? 'gone' : undefined;
      }
    },
  };
};
