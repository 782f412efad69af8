// Gives the terminal to another program or a shell's job control, and takes it back: the operator's editor, zca's own log-in.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { environmentOf, systemCodeOf } from '../../core/faces.ts';
import type { TerminalModes } from './modes.ts';

/** What Ink offers: lets go of the terminal while the callback runs, then draws everything anew. */
export type Suspend = (callback: () => Promise<void>) => Promise<void>;

export interface HandOverHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  /** Where keys come from: nothing of it is read while another program has the terminal. */
  readonly stdin?: Pick<NodeJS.ReadStream, 'pause'>;
  /** Absent before the first frame. */
  readonly suspend: () => Suspend | undefined;
  /** Given back for the other program: it knows nothing of our mouse. */
  readonly modes?: TerminalModes;
  /** Default true. */
  readonly isAlternateScreen?: boolean;
  /** Told when the terminal is given away and when it is back: meanwhile `^c` is meant for the other program, and reaches this one too. */
  readonly onHandedOver?: (isHandedOver: boolean) => void;
}

export interface ProgramCall {
  readonly file: string;
  readonly args: readonly string[];
  /** `openclaw` is given no names of ours. */
  readonly program?: string | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stderr is then no terminal to it. */
  readonly remembersErrors?: boolean;
}

/** How it ended. `code` is null if a signal ended it. `busy`: the terminal could not be given away. */
export type ProgramEnd =
  | { readonly type: 'ended'; readonly code: number | null; readonly stderrTail: string }
  | { readonly type: 'not-started'; readonly errno: string }
  | { readonly type: 'busy' };

const tailUnits = 2_000;

/** What goes to stderr is shown and remembered: it is gone from the screen as soon as the console is back. */
const runToEnd = (
  { file, args, remembersErrors, ...call }: ProgramCall,
  base: HandOverHost['env'],
): Promise<ProgramEnd> =>
  new Promise((resolve) => {
    const child = spawn(file, [...args], {
      stdio: ['inherit', 'inherit', remembersErrors === true ? 'pipe' : 'inherit'],
      env: environmentOf(call, base),
    });
    let stderrTail = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      process.stderr.write(text);
      stderrTail = (stderrTail + text).slice(-tailUnits);
    });
    // Whatever ends this program, the terminal must not be left to the other one.
    const end = (): void => void child.kill();
    process.once('exit', end);
    const settle = (how: ProgramEnd): void => {
      process.off('exit', end);
      resolve(how);
    };
    child.once('error', (error) =>
      settle({ type: 'not-started', errno: systemCodeOf(error) ?? String(error) }),
    );
    child.once('close', (code) => settle({ type: 'ended', code, stderrTail }));
  });

/**
 * Node goes on reading a terminal whose listeners have gone, until something has come: the first key would be the console's, not the other
 * program's. Pausing ends that, once the stream knows that nobody listens, which takes a turn; whoever listens again reads again.
 */
const leaveKeys = async (stdin: HandOverHost['stdin']): Promise<void> => {
  await turn();
  stdin?.pause();
  await turn();
};

/** Runs a program in the terminal; resolves when it has ended and the console is drawn again. */
export const handOver = async (host: HandOverHost, call: ProgramCall): Promise<ProgramEnd> => {
  const suspend = host.suspend();
  if (suspend === undefined) return { type: 'busy' };
  const isAlternateScreen = host.isAlternateScreen ?? true;
  let end: ProgramEnd = { type: 'busy' };
  host.onHandedOver?.(true);
  try {
    await suspend(async () => {
      host.modes?.giveBack();
      await leaveKeys(host.stdin);
      end = await runToEnd(call, host.env);
      // The cursor stays where the other program left it, and the frame would begin there: in the middle of a line after a `^C`.
      host.stdout.write(isAlternateScreen ? '\r' : '\n');
      host.modes?.take();
    });
  } finally {
    host.onHandedOver?.(false);
  }
  return end;
};

// Stopped and continued by a shell with job control, or by anybody's SIGTSTP: the terminal is given back before, and taken again after.

interface JobControlHost {
  readonly stdout: NodeJS.WritableStream;
  readonly modes: TerminalModes;
  readonly isAlternateScreen: boolean;
  /** Comes with the first frame. */
  readonly suspend: Promise<Suspend>;
  /** Another program has the terminal: it is for that one to give it back. */
  readonly isHandedOver: () => boolean;
  /** The console is being left: the terminal is not taken again. */
  readonly isLeaving: () => boolean;
}

/** A turn of the event loop: a signal that came while the process was stopped is heard. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/**
 * Has the shell put another job in front? Whoever changes the modes of the terminal then is stopped on the spot (SIGTTOU), in the middle of a
 * system call, deaf to SIGTERM. Known on Linux; `pid (name) state ppid pgrp session tty tpgid …`.
 */
const isInBackground = (): boolean => {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1');
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(foreground) > 0 && group !== foreground;
  } catch {
    return false;
  }
};

/**
 * Ending, Node puts the terminal into its first modes, and would be stopped by that as above, for ever deaf. Whoever ends a job in the
 * background has told it to: it ends by that signal.
 */
const endInBackground = (): void => {
  process.once('exit', () => {
    if (!isInBackground()) return;
    process.removeAllListeners('SIGTERM');
    process.kill(process.pid, 'SIGTERM');
  });
};

/** Follows SIGTSTP and SIGCONT; the returned function ends that. Windows has neither. */
export const followJobControl = (host: JobControlHost): (() => void) => {
  if (process.platform === 'win32') return () => undefined;
  let isBusy = false;
  /** What the system does with SIGTSTP by itself: it stops us, or, where nobody could continue us, it does not. Goes on after that. */
  const stop = (): void => {
    unlisten();
    process.kill(process.pid, 'SIGTSTP');
    listen();
  };
  /** Until the terminal is ours again. False if the console is being left meanwhile. */
  const stopped = async (isFirst: boolean): Promise<boolean> => {
    if (isFirst) stop();
    for (;;) {
      await turn();
      if (host.isLeaving()) return false;
      if (!isInBackground()) return true;
      stop();
    }
  };
  const giveAndTake = async (isFirst: boolean): Promise<void> => {
    host.modes.giveBack();
    await new Promise<void>((resolve) => {
      host.stdout.write('', () => resolve());
    });
    // Never taken again: the way out gives nothing back twice.
    if (!(await stopped(isFirst))) {
      endInBackground();
      await new Promise(() => undefined);
    }
    host.stdout.write(host.isAlternateScreen ? '\r' : '\n');
    host.modes.take();
  };
  const run = async (isFirst: boolean): Promise<void> => {
    if (isBusy || host.isLeaving()) return;
    if (host.isHandedOver()) {
      if (isFirst) stop();
      return;
    }
    isBusy = true;
    try {
      // Whoever continues us in the background must not make us touch the terminal.
      if (!isFirst && !(await stopped(false))) return;
      const suspend = await host.suspend;
      await suspend(() => giveAndTake(isFirst));
    } finally {
      isBusy = false;
    }
  };
  const onStop = (): void => void run(true);
  // Stopped in a way that cannot be heard (SIGSTOP, SIGTTIN): the shell has had the terminal since, in whatever mode it was left.
  const onContinue = (): void => void run(false);
  const listen = (): void => void process.on('SIGTSTP', onStop).on('SIGCONT', onContinue);
  const unlisten = (): void => void process.off('SIGTSTP', onStop).off('SIGCONT', onContinue);
  listen();
  return unlisten;
};
