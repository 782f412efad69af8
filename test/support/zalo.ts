// The Zalo services on loopback (zalo-emulator/), and dist/zca.js run against them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { afterAll, onTestFinished } from 'vitest';
import { compileCache } from './terminal.ts';

const emulator = join(import.meta.dirname, 'zalo-emulator', 'zalo-emulator.mjs');
const zcaScript = join(import.meta.dirname, '..', '..', 'dist', 'zca.js');

type Env = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** One deadline for whatever a test waits for (ms). */
const deadlineMs = 20_000;

/** A started program, its output so far and its end. */
export interface Run {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves as soon as standard output, or that and standard error, fit; rejects with what there is instead. */
  readonly until: (pattern: RegExp) => Promise<void>;
  readonly done: Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

const start = (file: string, args: readonly string[], env: Env, stdin: 'ignore' | 'pipe' = 'ignore'): Run => {
  const child = spawn(file, args, { env: { ...env }, stdio: [stdin, 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  let ended = false;
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    child[name]?.on('data', (bytes: Buffer) => {
      text[name] += decoder.write(bytes);
      changed();
    });
  }
  const done = new Promise<{ code: number; stdout: string; stderr: string }>((resolve, reject) => {
    child.on('error', reject);
    // A program that a signal ended outright has no exit code: as a shell counts.
    child.on('close', (code, signal) => {
      ended = true;
      changed();
      resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : 128), ...text });
    });
  });
  const until = async (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        watchers.delete(look);
      };
      const give = (why: string): void => {
        stop();
        reject(new Error(`${why} before ${pattern}:\n${text.stdout}\n${text.stderr}`));
      };
      const look = (): void => {
        if (pattern.test(text.stdout) || pattern.test(text.stderr)) {
          stop();
          resolve();
        } else if (ended) give('The program ended');
      };
      const timer = setTimeout(() => give('Time was up'), deadlineMs);
      watchers.add(look);
      look();
    });
  return { child, stdout: () => text.stdout, stderr: () => text.stderr, until, done };
};

/** The running services and their control calls (zalo-emulator/README.md). */
export interface Zalo {
  /** For the environment of a zca. */
  readonly env: Env;
  readonly get: (route: string) => Promise<Json>;
  readonly list: (route: string) => Promise<readonly Json[]>;
  readonly post: (route: string, body?: Json) => Promise<Json>;
  readonly stop: () => Promise<void>;
}

/** Starts the services; call `stop`, or use {@link useZalo}. Flags: zalo-emulator/README.md. */
export const startZalo = async (flags: readonly string[] = []): Promise<Zalo> => {
  const run = start(
    process.execPath,
    [emulator, '--exit-with-stdin', '--max-minutes', '10', ...flags],
    { PATH: process.env['PATH'] ?? '' },
    'pipe',
  );
  await run.until(/\n/u);
  const { control, env } = JSON.parse(run.stdout().split('\n')[0] ?? '') as { control: string; env: Env };
  const call = async (method: string, route: string, body?: Json): Promise<unknown> => {
    const response = await fetch(`${control}${route}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(deadlineMs),
    });
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(`${method} ${route}: ${answer.error}`);
    return answer;
  };
  return {
    env,
    get: async (route) => (await call('GET', route)) as Json,
    list: async (route) => (await call('GET', route)) as readonly Json[],
    post: async (route, body = {}) => (await call('POST', route, body)) as Json,
    stop: async () => {
      run.child.stdin?.end();
      await run.done;
    },
  };
};

/** The services for all tests of a file; call it in `beforeAll`. */
export const useZalo = async (flags: readonly string[] = []): Promise<Zalo> => {
  const zalo = await startZalo(flags);
  afterAll(zalo.stop);
  return zalo;
};

/** Somebody with a home of their own, who may be logged in. */
export interface ZaloUser {
  readonly dir: string;
  /** `OPENZCA_HOME`. */
  readonly home: string;
  readonly env: Env;
  readonly logIn: (account?: string, profile?: string) => Promise<void>;
}

/** An empty home at these services; it is removed when the test ends. */
export const zaloUser = async (zalo: Zalo): Promise<ZaloUser> => {
  const dir = await mkdtemp(join(tmpdir(), 'zca-'));
  onTestFinished(async () => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const home = join(dir, 'openzca');
  await mkdir(join(dir, 'run'), { mode: 0o700 });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    XDG_RUNTIME_DIR: join(dir, 'run'),
    LANG: 'C.UTF-8',
    NODE_COMPILE_CACHE: compileCache,
    ...zalo.env,
    OPENZCA_HOME: home,
  };
  return {
    dir,
    home,
    env,
    // As a log-in by QR leaves it; the services know an account by its cookie.
    logIn: async (account = 'alice', profile = 'default') => {
      const folder = join(home, 'profiles', profile);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const credentials = {
        imei: 'f2b2c1a0-0000-4000-8000-000000000001-0123456789abcdef0123456789abcdef',
        cookie: [
          {
            key: 'zpw_sek',
            value: `${account}.0123456789abcdef`,
            domain: 'zalo.me',
            path: '/',
            secure: true,
          },
        ],
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
      };
      await writeFile(join(folder, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
    },
  };
};

/** Starts `node dist/zca.js …`; what is left of it is killed when the test ends. */
export const startZca = (args: readonly string[], env: Env, stdin?: 'ignore' | 'pipe'): Run => {
  if (!existsSync(zcaScript)) throw new Error('dist/zca.js is missing: `npm run build` makes it.');
  const run = start(process.execPath, [zcaScript, ...args], env, stdin);
  onTestFinished(() => {
    run.child.kill('SIGKILL');
  });
  return run;
};

/** Runs it to its end. */
export const runZca = async (args: readonly string[], env: Env): Run['done'] => startZca(args, env).done;
