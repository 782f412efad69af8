// A program in a pseudo-terminal, outside the tests: what the picture and the measurements look at.
import { EventEmitter, once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { createScreen, drawScreen, type Screen } from '../test/support/screen.ts';

/** What to run. Everything is given: nothing of the caller's environment reaches the program but the way to Node. */
export interface TerminalProgramOptions {
  readonly args: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Its home, its folder, and where its temporary files go. */
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running Node program and its screen. */
export interface TerminalProgram {
  readonly pid: number;
  readonly screen: Screen;
  /** How many whole frames it has drawn: each is one synchronised update. */
  readonly frames: number;
  write(keys: string): void;
  /**
   * Resolves as soon as the screen is as wanted: looks after every change, and at once.
   * @throws Error that shows the screen, after `withinMs` (20 s) or when the program ends first
   */
  until(isWanted: (screen: Screen) => boolean, withinMs?: number): Promise<void>;
  /** Resolves when nothing has been drawn for so long (ms). */
  quiet(forMs: number): Promise<void>;
  /** Its exit code, once it has ended. */
  readonly exit: Promise<number>;
  /** Sends a signal; without one it ends at once. Nothing if it has ended already. */
  kill(signal?: NodeJS.Signals): void;
}

const deadlineMs = 20_000;
const frameStart = '\x1b[?2026h';

/** Starts a script with the Node that runs this one. */
export const openTerminalProgram = ({
  args,
  columns,
  rows,
  home,
  env = {},
}: TerminalProgramOptions): TerminalProgram => {
  const screen = createScreen(columns, rows);
  const changes = new EventEmitter();
  const pty = spawn(process.execPath, [...args], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    env: {
      HOME: home,
      TMPDIR: home,
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      LANG: 'en_US.UTF-8',
      TERM: 'xterm-256color',
      TZ: 'UTC',
      ...env,
    },
  });
  let hasEnded = false;
  let frames = 0;
  pty.onData((data) => {
    frames += data.split(frameStart).length - 1;
    screen.write(data, () => changes.emit('change'));
  });
  screen.onReply((reply) => {
    if (!hasEnded) pty.write(reply);
  });
  const exit = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => {
      hasEnded = true;
      changes.emit('change');
      resolve(exitCode);
    });
  });
  const until = async (isWanted: (screen: Screen) => boolean, withinMs = deadlineMs): Promise<void> => {
    const deadline = AbortSignal.timeout(withinMs);
    while (!isWanted(screen)) {
      if (hasEnded || deadline.aborted)
        throw new Error(`${hasEnded ? 'It ended' : 'Time is up'}.\n${drawScreen(screen)}`);
      await once(changes, 'change', { signal: deadline }).catch(() => undefined);
    }
  };
  const quiet = async (forMs: number): Promise<void> => {
    for (let isQuiet = false; !isQuiet; ) {
      isQuiet = await once(changes, 'change', { signal: AbortSignal.timeout(forMs) }).then(
        () => false,
        () => true,
      );
    }
  };
  return {
    pid: pty.pid,
    screen,
    get frames() {
      return frames;
    },
    write: (keys) => pty.write(keys),
    until,
    quiet,
    exit,
    kill: (signal = 'SIGKILL') => {
      if (!hasEnded) pty.kill(signal);
    },
  };
};
