// One OpenClaw of its own: fresh home, own port, an environment made from nothing, everything dead at the end.
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { InstalledOpenclaw } from '../../../scripts/install-openclaw.ts';
import { type Changes, makeSurroundings } from './surroundings.ts';
import { until } from './until.ts';

/** How a program ended. */
export interface Ended {
  /** Undefined: killed, as everything is that takes too long. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running gateway. */
export interface Gateway {
  /** Everything it has printed. */
  log(): string;
  /** Waits for a text in what it prints. */
  says(text: string | RegExp): Promise<void>;
  /** SIGTERM; SIGKILL to its whole group if it does not go. */
  stop(): Promise<void>;
}

/** An OpenClaw with a home of its own. */
export interface OpenclawSystem {
  readonly home: string;
  readonly configPath: string;
  readonly credentialsDir: string;
  readonly env: Readonly<Record<string, string>>;
  /** What every config here needs: a local gateway, its log inside the home, no plugin but this one. */
  readonly baseConfig: Readonly<Record<string, unknown>>;
  /** Writes `openclaw.json`, or another file of the state folder. */
  write(text: string, name?: string): Promise<void>;
  /** Runs the command line to its end. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>, deadlineMs?: number): Promise<Ended>;
  /** @param ready what it says once it answers; 2026.9.6 says `[gateway] ready` */
  startGateway(ready?: string): Promise<Gateway>;
  /** Ends what still runs and removes the home. */
  close(): Promise<void>;
}

const commandDeadlineMs = 90_000;
const gatewayDeadlineMs = 90_000;
const stopDeadlineMs = 10_000;

/** The whole group, so that what a gateway started goes with it. */
const kill = (child: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Nobody left.
  }
};

/** What runs, and where, now; goes with this process, however it ends. */
const children = new Set<ChildProcess>();
const homes = new Set<string>();
process.on('exit', () => {
  for (const child of children) kill(child, 'SIGKILL');
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

class System implements OpenclawSystem {
  readonly home: string;
  readonly configPath: string;
  readonly credentialsDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly baseConfig: Readonly<Record<string, unknown>>;
  readonly #openclaw: InstalledOpenclaw;
  readonly #running = new Set<ChildProcess>();

  constructor(openclaw: InstalledOpenclaw, home: string, env: Readonly<Record<string, string>>) {
    this.#openclaw = openclaw;
    this.home = home;
    this.env = env;
    this.configPath = join(home, '.openclaw', 'openclaw.json');
    this.credentialsDir = join(home, '.openclaw', 'credentials');
    this.baseConfig = {
      gateway: { mode: 'local' },
      logging: { file: join(home, 'openclaw.log') },
      plugins: { allow: ['zalouser'], entries: { zalouser: { enabled: true } } },
    };
  }

  async write(text: string, name = 'openclaw.json'): Promise<void> {
    await writeFile(join(dirname(this.configPath), name), text);
  }

  async run(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    deadlineMs = commandDeadlineMs,
  ): Promise<Ended> {
    const child = this.#spawn(args, env);
    const timer = setTimeout(() => kill(child, 'SIGKILL'), deadlineMs);
    const [stdout, stderr, code] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      new Promise<number | undefined>((resolve) =>
        child.once('close', (status) => resolve(status ?? undefined)),
      ),
    ]);
    clearTimeout(timer);
    return { code, stdout, stderr };
  }

  async startGateway(ready = 'listening on ws://'): Promise<Gateway> {
    const child = this.#spawn(['gateway', 'run', '--verbose']);
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (log += text));
    const says = async (text: string | RegExp): Promise<void> => {
      const isSaid = (): boolean => (typeof text === 'string' ? log.includes(text) : text.test(log));
      await until(
        `the gateway to say ${String(text)}`,
        () => isSaid() || child.exitCode !== null,
        gatewayDeadlineMs,
        () => log,
      );
      if (!isSaid())
        throw new Error(`The gateway ended with ${child.exitCode} before it said ${String(text)}.\n${log}`);
    };
    await says(ready);
    return { log: () => log, says, stop: () => this.#stop(child) };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((child) => this.#stop(child)));
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
    homes.delete(this.home);
  }

  #spawn(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(process.execPath, [this.#openclaw.script, ...args], {
      cwd: this.home,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#running.add(child);
    children.add(child);
    child.once('close', () => {
      this.#running.delete(child);
      children.delete(child);
    });
    return child;
  }

  async #stop(child: ChildProcess): Promise<void> {
    const isGone = (): boolean => !this.#running.has(child);
    kill(child, 'SIGTERM');
    await until('the gateway to end', isGone, stopDeadlineMs).catch(() => {});
    kill(child, 'SIGKILL');
    await until('the gateway to be gone', isGone, stopDeadlineMs);
  }
}

/** The JSON a command printed, after the boxes and log lines that may come before it. */
export const jsonOf = ({ stdout }: Ended): unknown => JSON.parse(stdout.slice(stdout.search(/^[[{]/mu)));

const textOf = async (stream: NodeJS.ReadableStream | null): Promise<string> => {
  let text = '';
  for await (const chunk of stream?.setEncoding('utf8') ?? []) text += String(chunk);
  return text;
};

/** A fresh home. With the port of a desk there is a `zca` in its path; without one, none. */
export const openSystem = async (
  openclaw: InstalledOpenclaw,
  zcaPort?: string,
  changes?: Changes,
): Promise<OpenclawSystem> => {
  const { home, env } = await makeSurroundings(openclaw, zcaPort, changes);
  homes.add(home);
  return new System(openclaw, home, env);
};
