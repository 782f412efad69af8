// A program in a real pseudo-terminal: what is typed goes to its stdin, what it writes becomes a screen.
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { bytesOf, pasteBytes } from './press.ts';
import { createScreen, drawScreen, type Screen, type WritableScreen } from './screen.ts';

export { expectFits } from './screen.ts';

/** What to run and in what terminal. */
export interface TerminalOptions {
  /** Default: the Node that runs the tests. */
  readonly command?: string;
  readonly args: readonly string[];
  /** Added to an environment made from scratch; `undefined` takes a variable out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Default 80. */
  readonly columns?: number;
  /** Default 24. */
  readonly rows?: number;
  /** An existing home folder. Default: an empty one, removed at the end. */
  readonly home?: string;
  /** For `beforeAll`: do not close by itself when the test ends. */
  readonly keepOpen?: boolean;
}

/** How a program ended: an exit code, or the number of the signal that killed it. */
export interface Exit {
  readonly code: number;
  readonly signal: number | undefined;
}

/** What `until` waits for: a predicate, a text on one line, or a pattern over the whole screen. */
export type Expected = string | RegExp | ((screen: Screen) => boolean);

/** A running program and the person in front of it. */
export interface TerminalSession {
  readonly pid: number;
  readonly home: string;
  /** The program's `TMPDIR`. */
  readonly temp: string;
  /** The visible lines, trailing blanks removed. */
  screen(): readonly string[];
  /** Cells, modes, title, bell. */
  readonly terminal: Screen;
  /** Types text in one burst. */
  type(text: string): void;
  /** Presses keys by name or character. Nothing may follow `esc` in one call: wait for what it changes first. */
  press(...keys: readonly string[]): void;
  /** Sends a bracketed paste. */
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  kill(signal: NodeJS.Signals): void;
  /** Nobody reads the terminal any more, or somebody does again: what the program writes stays where it is, and soon there is no room for more. */
  isRead(isRead: boolean): void;
  /**
   * Resolves as soon as the screen is as expected, looking after every change, never in between and never at half a frame:
   * a header that says one thing over a row that still says another would be taken for a moment that never was.
   * @throws Error that shows the screen, when the deadline (default 10 s) passes or the program ends first
   */
  until(expected: Expected, options?: { readonly deadlineMs?: number }): Promise<void>;
  /** Resolves when the program has ended and all it wrote is on the screen. */
  readonly exit: Promise<Exit>;
  /** Command lines of the processes of this terminal that are alive, the program itself included (Linux only). */
  processes(): Promise<readonly string[]>;
  /** Kills what is left and removes the home folder. Called by itself at the end of the test. */
  close(): Promise<void>;
}

/** Handed down to every descendant, so that even one that started a session of its own is found. */
const markVariable = 'ZALOUSER_TUI_TEST_TERMINAL';

/** Compiled programs, kept from test to test: they start in two thirds of the time, and write none into the home of a test. */
export const compileCache = join(tmpdir(), 'zalouser-tui-test-compile-cache');

/** The whole environment of the program: nothing of the caller's but the way to Node. */
const environment = (
  home: string,
  temp: string,
  extra: TerminalOptions['env'] = {},
): Record<string, string> => {
  const all: Record<string, string | undefined> = {
    HOME: home,
    TMPDIR: temp,
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    LANG: 'en_US.UTF-8',
    TERM: 'xterm-256color',
    TZ: 'UTC',
    NODE_COMPILE_CACHE: compileCache,
    // Tests have the zca they name, or none: ours would ask Zalo itself.
    ZALOUSER_TUI_OWN_ZCA: 'off',
    [markVariable]: randomUUID(),
    ...extra,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** Starts a program in a pseudo-terminal of its own. */
export const openTerminal = async (options: TerminalOptions): Promise<TerminalSession> => {
  const { columns = 80, rows = 24 } = options;
  const ownHome =
    options.home === undefined ? await mkdtemp(join(tmpdir(), 'zalouser-tui-home-')) : undefined;
  const home = options.home ?? ownHome ?? '';
  const temp = join(home, 'tmp');
  await mkdir(temp, { recursive: true });

  const env = environment(home, temp, options.env);
  const pty = spawn(options.command ?? process.execPath, [...options.args], {
    // node-pty overwrites TERM with this name.
    name: env['TERM'] ?? '',
    cols: columns,
    rows,
    cwd: options.cwd ?? home,
    env,
  });
  const screen = createScreen(columns, rows);
  const watched = watch(pty, screen);
  const members = async () => membersOf(pty.pid, `${markVariable}=${env[markVariable]}`);
  /** For a screen that stands still: is the program stopped, busy, or waiting, and when did it write last? */
  const whatRuns = async (): Promise<string> =>
    [
      `last output ${Math.round(performance.now() - watched.lastOutputAtMs())} ms ago`,
      ...(await members()).map(
        ({ pid, state, cpuTicks, commandLine }) => `${pid} ${state} ${cpuTicks} ticks  ${commandLine}`,
      ),
    ].join('\n');
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    for (const member of await members()) killQuietly(member.pid);
    // Where there is no /proc, at least the program itself.
    if (watched.exited() === undefined) killQuietly(pty.pid);
    await watched.exit;
    screen.dispose();
    if (ownHome !== undefined)
      await rm(ownHome, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  if (options.keepOpen !== true) onTestFinished(close);

  return {
    pid: pty.pid,
    home,
    temp,
    screen: screen.lines,
    terminal: screen,
    type: (text) => pty.write(text),
    press: (...keys) => {
      if (keys.slice(0, -1).includes('esc'))
        throw new TypeError('A key right after esc reads as Alt+key: wait for what esc changes first.');
      pty.write(keys.map(bytesOf).join(''));
    },
    paste: (text) => pty.write(pasteBytes(text)),
    resize: (newColumns, newRows) => {
      screen.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    kill: (signal) => pty.kill(signal),
    isRead: (isRead) => (isRead ? pty.resume() : pty.pause()),
    until: async (expected, { deadlineMs = 10_000 } = {}) =>
      until(screen, watched, expected, deadlineMs).catch(async (error: unknown) => {
        if (error instanceof Error) error.message += `\n${await whatRuns()}`;
        throw error;
      }),
    exit: watched.exit,
    processes: async () => (await members()).map((member) => member.commandLine),
    close,
  };
};

interface Watched {
  readonly changes: EventEmitter;
  readonly exit: Promise<Exit>;
  exited(): Exit | undefined;
  /** On the clock of `performance.now()`. */
  lastOutputAtMs(): number;
}

const watch = (pty: IPty, screen: WritableScreen): Watched => {
  const changes = new EventEmitter();
  let ended: Exit | undefined;
  screen.onReply((reply) => {
    if (ended === undefined) pty.write(reply);
  });
  let lastOutputAtMs = performance.now();
  pty.onData((data) => {
    lastOutputAtMs = performance.now();
    screen.write(data, () => changes.emit('change'));
  });
  const exit = new Promise<Exit>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      // An empty write comes back after everything before it is on the screen.
      screen.write('', () => {
        ended = { code: exitCode, signal: signal === 0 ? undefined : signal };
        changes.emit('change');
        resolve(ended);
      });
    });
  });
  return { changes, exit, exited: () => ended, lastOutputAtMs: () => lastOutputAtMs };
};

const isAsExpected = (screen: Screen, expected: Expected): boolean => {
  if (typeof expected === 'string') return screen.lines().some((line) => line.includes(expected));
  return expected instanceof RegExp ? expected.test(screen.text()) : expected(screen);
};

const until = async (
  screen: Screen,
  watched: Watched,
  expected: Expected,
  deadlineMs: number,
): Promise<void> => {
  const deadline = AbortSignal.timeout(deadlineMs);
  const isWhole = (): boolean => !screen.isMidFrame || watched.exited() !== undefined;
  while (!isWhole() || !isAsExpected(screen, expected)) {
    const exited = watched.exited();
    const failure = (why: string): Error =>
      new Error(`${why} without showing ${String(expected)}\n${drawScreen(screen)}`);
    if (exited !== undefined)
      throw failure(`The program ended (code ${exited.code}, signal ${exited.signal ?? 'none'})`);
    if (deadline.aborted) throw failure(`${deadlineMs} ms passed`);
    await once(watched.changes, 'change', { signal: deadline }).catch(() => undefined);
  }
};

interface Member {
  readonly pid: number;
  /** One letter, as `ps` has it: R runs, S waits, T is stopped. */
  readonly state: string;
  /** Processor time since its start. */
  readonly cpuTicks: number;
  readonly commandLine: string;
}

/** Everything the program started that is alive: in its session, or with its mark. Zombies are left out. */
const membersOf = async (sessionId: number, mark: string): Promise<readonly Member[]> => {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const members = await Promise.all(pids.map(async (pid) => readMember(pid, sessionId, mark)));
  return members.filter((member) => member !== undefined);
};

const readMember = async (pid: string, sessionId: number, mark: string): Promise<Member | undefined> => {
  const read = async (name: string) => readFile(join('/proc', pid, name), 'utf8');
  try {
    const stat = await read('stat');
    // `pid (name) state ppid pgrp session …`; a name may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = '?', , , session] = fields;
    if (state === 'Z') return undefined;
    const cpuTicks = Number(fields[11]) + Number(fields[12]);
    if (Number(session) !== sessionId && !(await read('environ')).split('\0').includes(mark))
      return undefined;
    return {
      pid: Number(pid),
      state,
      cpuTicks,
      commandLine: (await read('cmdline')).replaceAll('\0', ' ').trim(),
    };
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return undefined;
  }
};

const killQuietly = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
};
