// Another zca that ours is put in front of (`node zca.js --behind=/path/to/openzca …`, which is what its launcher runs): `listen` is shared,
// every other call is that program's own, with its streams, its signals and its exit code, and is told of to those who listen.
//
// It must never find itself: a launcher that runs itself starts programs without end. So the file is compared by what it really is, and
// whatever we start carries a mark, with which ours ends at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Profile } from './home.ts';
import type { Host } from './host.ts';
import { type CommandLine, readCommandLine } from './share/told-call.ts';
import { profileOf, tellOf } from './tell-of.ts';

/** In the environment of what we start. Not named after Zalo: OpenClaw takes a `ZALO_…` variable for a configured plugin. */
const mark = 'ZCA_IS_BEHIND';
/** As a shell says of a program that cannot be run. */
const notRunnable = 127;
const flag = '--behind=';
/** Enough of what a call printed to find an id, or its error, in it. */
const keptUnits = 65_536;

/** The program that ours is put in front of, and what is asked of it. */
export interface Behind {
  readonly file: string;
  readonly argv: readonly string[];
}

/** Reads the command line of a launcher; undefined for any other. */
export const behindOf = (argv: readonly string[]): Behind | undefined => {
  const [first = '', ...rest] = argv;
  return first.startsWith(flag) ? { file: first.slice(flag.length), argv: rest } : undefined;
};

/** Was this process started by a zca of ours? */
export const isNested = (env: Host['env']): boolean => (env[mark] ?? '') !== '';

/** What a nested call says before it ends. */
export const nestedWords =
  'Error: this zca is called by itself. Name another program with: zalouser-tui zca install --behind PATH';

const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGKILL: 9,
  SIGTERM: 15,
};
const passedOn = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Keeps the end of what passes. */
const copying = (from: NodeJS.ReadableStream | null, to: NodeJS.WritableStream): (() => string) => {
  const decoder = new StringDecoder('utf8');
  let kept = '';
  from?.on('data', (chunk: Buffer) => {
    kept = `${kept}${decoder.write(chunk)}`.slice(-keptUnits);
  });
  from?.pipe(to, { end: false });
  return () => kept;
};

/** Resolves once all of it has been taken: what is left when a process exits is lost. */
const taken = (stream: NodeJS.WritableStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });

/**
 * Hands signals on, and does nothing else about them; a terminal sends Ctrl+C to both by itself. To be called before the program is started,
 * and never without a handler in between: a signal at that moment would end us, and leave the program behind.
 */
const passSignals = (childNow: () => ChildProcess | undefined): (() => void) => {
  const handlers = passedOn.map((name) => {
    const others = process.rawListeners(name);
    const handler = (): void => {
      if (name !== 'SIGINT' || !process.stdin.isTTY) childNow()?.kill(name);
    };
    process.on(name, handler);
    for (const other of others) process.removeListener(name, other as NodeJS.SignalsListener);
    return [name, handler] as const;
  });
  return () => {
    for (const [name, handler] of handlers) process.off(name, handler);
  };
};

interface Ended {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (file: string, argv: readonly string[], env: NodeJS.ProcessEnv, keeps: boolean): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let child: ChildProcess | undefined;
    const release = passSignals(() => child);
    child = spawn(file, argv, { env, stdio: keeps ? ['inherit', 'pipe', 'pipe'] : 'inherit' });
    const stdout = keeps ? copying(child.stdout, process.stdout) : () => '';
    const stderr = keeps ? copying(child.stderr, process.stderr) : () => '';
    child.on('error', (error) => {
      release();
      reject(error);
    });
    child.on('close', (code, signal) => {
      release();
      void Promise.all(keeps ? [taken(process.stdout), taken(process.stderr)] : []).then(() =>
        resolve({ code: code ?? undefined, signal: signal ?? undefined, stdout: stdout(), stderr: stderr() }),
      );
    });
  });

/** Ends as the program has ended: whoever waits for us sees the same. */
const endAs = ({ code, signal }: Ended): number => {
  if (code !== undefined) return code;
  if (signal === undefined) return 1;
  for (const name of passedOn) process.removeAllListeners(name);
  process.kill(process.pid, signal);
  return 128 + (signalNumbers[signal] ?? 0);
};

const passThrough = async (
  file: string,
  line: CommandLine,
  argv: readonly string[],
  host: Host,
): Promise<number> => {
  const startedAtMs = Date.now();
  // Of a message the id is wanted, for which its output must pass here: not where that is a terminal, which the program may look for.
  const isMessage = line.call.startsWith('msg ');
  const keeps = isMessage && !host.isTerminal && !process.stderr.isTTY;
  const ended = await run(file, argv, { ...host.env, [mark]: '1' }, keeps);
  await tellOf(line, host.env, {
    startedAtMs,
    exitCode: ended.code,
    stdout: ended.stdout,
    stderr: ended.stderr,
  });
  return endAs(ended);
};

/** The program, as it really is. @returns undefined where that is ours, or nothing */
const resolveProgram = async (file: string, { cwd, script }: Host): Promise<string | undefined> => {
  const ours = await realpath(script).catch(() => undefined);
  const real = await realpath(path.resolve(cwd, file)).catch(() => undefined);
  return real === undefined || real === ours ? undefined : path.resolve(cwd, file);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Only JSON lines can be shared; what is for a person to read is the program's own. */
const isShared = ({ call, flags }: CommandLine): boolean =>
  call === 'listen' &&
  ['-r', '--raw', '--events'].some((name) => flags.has(name)) &&
  !['--supervised', '--help', '-h'].some((name) => flags.has(name));

const shareListen = async (
  file: string,
  profile: Profile,
  { flags }: CommandLine,
  host: Host,
): Promise<number> => {
  const [{ runListener }, { createBehindSource }] = await Promise.all([
    import('./listen/run.ts'),
    import('./listen/behind-source.ts'),
  ]);
  const asked = {
    events: flags.has('--events'),
    keepAlive: flags.has('-k') || flags.has('--keep-alive'),
    recycleMs: undefined,
  };
  try {
    const args = ['--profile', profile.name, 'listen', '-r', ...(asked.keepAlive ? ['-k'] : [])];
    const env = { ...host.env, [mark]: '1' };
    return await runListener(profile, host, asked, {
      create: () => createBehindSource({ program: file, args, env }),
      prepare: () => {},
    });
  } catch (error) {
    await host.complain(`Error: ${messageOf(error)}`);
    return 1;
  }
};

/** Does what is asked of the program behind ours. @returns the exit code */
export const runBehind = async (behind: Behind, host: Host): Promise<number> => {
  const file = await resolveProgram(behind.file, host);
  if (file === undefined) {
    await host.complain(
      `Error: ${behind.file} is not there, or is this program itself. Put ours in front of another one with: zalouser-tui zca install --behind PATH`,
    );
    return notRunnable;
  }
  const line = readCommandLine(behind.argv);
  const profile = isShared(line) ? await profileOf(line, host.env) : undefined;
  if (profile !== undefined) return shareListen(file, profile, line, host);
  try {
    return await passThrough(file, line, behind.argv, host);
  } catch (error) {
    await host.complain(`Error: ${behind.file} cannot be run (${messageOf(error)}).`);
    return notRunnable;
  }
};
