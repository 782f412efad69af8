// The built program on a small home of its own, with a zca of a few lines of shell; and what is left of both afterwards.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compileCache } from '../../support/terminal.ts';

const bin = join(import.meta.dirname, '..', '..', '..', 'bin', 'zalouser-tui.js');

/** Handed down to every descendant, so that even one with a session of its own is found. */
const markVariable = 'ZALOUSER_TUI_FAULT';

const onNode = (args: readonly string[]) => [process.execPath, [...args]] as const;
const withoutStdout = (args: readonly string[]) =>
  ['/bin/sh', ['-c', 'exec "$0" "$@" >&-', process.execPath, ...args]] as const;

/** How a run ended and what it said. */
export interface RunEnd {
  /** Exit code; undefined if a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Command lines of what it left behind (Linux only). */
  readonly left: readonly string[];
}

export interface FaultWorld {
  readonly dir: string;
  readonly home: string;
  readonly configPath: string;
  readonly storePath: string;
  /** Makes zca: the body of a shell script. */
  zca(body: string): Promise<void>;
  /** Runs the program to its end. `signalAt` is sent as soon as the pattern is in what it wrote. */
  run(args: readonly string[], options?: RunOptions): Promise<RunEnd>;
  /** Every file of the home below `.openclaw` with its content, mode and target, as one text. */
  contents(): Promise<string>;
}

export interface RunOptions {
  readonly signalAt?: { readonly pattern: RegExp; readonly signal: NodeJS.Signals };
  readonly env?: Readonly<Record<string, string>>;
  /** Where standard output goes; default: it is read. */
  /** A file to write to; `closed`: there is none from the start, as with `>&-` of a shell. */
  readonly stdout?: number | 'closed';
  /** Default: neither; the program reads the end of an empty file. */
  readonly stdin?: 'closed';
  /** Longest run (ms). Default: {@link limitMs}. */
  readonly longestMs?: number;
}

/** Longest run of one command (ms): those that wait for a program that hangs give up after 20 s. */
const limitMs = 60_000;

const config = {
  gateway: { auth: { token: 'planted-token' } },
  channels: {
    zalouser: {
      enabled: true,
      dmPolicy: 'pairing',
      accounts: { shop: { profile: 'shop' } },
      groups: { '7100000000000000001': { allow: true } },
    },
  },
};

const store = (nowMs: number) => ({
  version: 1,
  requests: [
    {
      id: '4512000000000004821',
      code: 'K7PQ2MXD',
      createdAt: new Date(nowMs - 60_000).toISOString(),
      lastSeenAt: new Date(nowMs - 60_000).toISOString(),
      meta: { name: 'Nguyễn An', accountId: 'shop' },
    },
  ],
});

/** A zca as it should be: logged in, one friend, a listener that connects and stays. */
export const goodZca = `
case "$*" in
  --version) echo 0.1.58 ;;
  *"auth status") echo 'Logged in' ;;
  *"me info -j") echo '{"userId":"4512000000000000001","displayName":"Hoa Mai"}' ;;
  *"friend list -j") echo '[{"userId":"4512000000000004822","displayName":"Trần Thị Bình"}]' ;;
  *"group list -j") echo '[]' ;;
  *"listen -r -k") echo 'Connected to Zalo websocket.'; exec sleep 1000 ;;
  *) echo "[]" ;;
esac`;

const leftWith = async (mark: string): Promise<readonly string[]> => {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      if (!environment.split('\0').includes(`${markVariable}=${mark}`)) return [];
      return [
        {
          pid: Number(pid),
          line: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim(),
        },
      ];
    }),
  );
  const left = found.flat().filter(({ line }) => line !== '');
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has gone meanwhile.
    }
  }
  return left.map(({ line }) => line);
};

const describeFile = async (path: string): Promise<string> => {
  const stats = await lstat(path);
  const mode = (stats.mode & 0o7777).toString(8);
  if (stats.isSymbolicLink()) return `${path} link ${await readlink(path)}`;
  if (!stats.isFile()) return `${path} ${stats.isDirectory() ? 'folder' : 'other'} ${mode}`;
  const content = await readFile(path).catch(() => Buffer.from('unreadable'));
  return `${path} ${mode} ${createHash('sha256').update(content).digest('hex')}`;
};

/** Makes it. @param onEnd told what removes it; of tests that run at the same time each has its own end */
export const openFaultWorld = async (onEnd: (end: () => Promise<void>) => void): Promise<FaultWorld> => {
  const dir = await mkdtemp(join(tmpdir(), 'zalouser-tui-fault-'));
  onEnd(() => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const home = join(dir, 'home');
  const [configPath, storePath, zcaPath] = [
    join(home, '.openclaw', 'openclaw.json'),
    join(home, '.openclaw', 'credentials', 'zalouser-pairing.json'),
    join(dir, 'zca'),
  ];
  await mkdir(dirname(storePath), { recursive: true, mode: 0o700 });
  await mkdir(join(dir, 'tmp'));
  await writeFile(configPath, JSON.stringify(config, undefined, 2), { mode: 0o600 });
  await writeFile(storePath, JSON.stringify(store(Date.now()), undefined, 2), { mode: 0o600 });
  const zca = async (body: string): Promise<void> => {
    await writeFile(zcaPath, `#!/bin/sh\n${body}\n`);
    await chmod(zcaPath, 0o755);
  };
  await zca(goodZca);

  const begin = (args: readonly string[], mark: string, { env, stdout, stdin }: RunOptions): ChildProcess =>
    spawn(...(stdout === 'closed' ? withoutStdout([bin, ...args]) : onNode([bin, ...args])), {
      cwd: dir,
      detached: true,
      stdio: [
        stdin === 'closed' ? 'pipe' : 'ignore',
        stdout === 'closed' ? 'ignore' : (stdout ?? 'pipe'),
        'pipe',
      ],
      env: {
        HOME: home,
        TMPDIR: join(dir, 'tmp'),
        PATH: '/usr/bin:/bin',
        LANG: 'en_US.UTF-8',
        TZ: 'UTC',
        NODE_COMPILE_CACHE: compileCache,
        ZALOUSER_TUI_ZCA: zcaPath,
        [markVariable]: mark,
        ...env,
      },
    });

  const run = async (args: readonly string[], options: RunOptions = {}): Promise<RunEnd> => {
    const mark = randomUUID();
    const child = begin(args, mark, options);
    child.stdin?.destroy();
    let [stdout, stderr] = ['', ''];
    let isSignalled = options.signalAt === undefined;
    const look = (): void => {
      if (isSignalled || options.signalAt?.pattern.test(stdout + stderr) !== true) return;
      isSignalled = true;
      child.kill(options.signalAt.signal);
    };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < 10_000_000) stdout += text;
      look();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      look();
    });
    const overdue = setTimeout(() => child.kill('SIGKILL'), options.longestMs ?? limitMs);
    const code = await new Promise<number | undefined>((resolve) =>
      child.once('close', (exitCode) => resolve(exitCode ?? undefined)),
    );
    clearTimeout(overdue);
    return { code, stdout, stderr, left: await leftWith(mark) };
  };

  return {
    dir,
    home,
    configPath,
    storePath,
    zca,
    run,
    contents: async () => {
      const folder = join(home, '.openclaw');
      const entries = await readdir(folder, { recursive: true }).catch(() => []);
      return (await Promise.all(entries.map((entry) => describeFile(join(folder, entry))))).sort().join('\n');
    },
  };
};
