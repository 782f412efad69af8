// Gives the terminal to another program and takes it back when that has ended: the operator's editor, zca's own log-in.
import { spawn } from 'node:child_process';
import { systemCodeOf } from '../../core/index.ts';
import type { TerminalModes } from './modes.ts';

/** What Ink offers: lets go of the terminal while the callback runs, then draws everything anew. */
export type Suspend = (callback: () => Promise<void>) => Promise<void>;

/** What the terminal is handed over with. */
export interface HandOverHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: NodeJS.WritableStream;
  /** Absent before the first frame. */
  readonly suspend: () => Suspend | undefined;
  /** Given back for the other program: it knows nothing of our mouse. */
  readonly modes?: TerminalModes;
  /** Default true. */
  readonly isAlternateScreen?: boolean;
  /** Told when the terminal is given away and when it is back: meanwhile `^c` is meant for the other program, and reaches this one too. */
  readonly onHandedOver?: (isHandedOver: boolean) => void;
}

/** What is run in it. */
export interface ProgramCall {
  readonly file: string;
  readonly args: readonly string[];
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
  { file, args, env, remembersErrors }: ProgramCall,
  base: HandOverHost['env'],
): Promise<ProgramEnd> =>
  new Promise((resolve) => {
    const child = spawn(file, [...args], {
      stdio: ['inherit', 'inherit', remembersErrors === true ? 'pipe' : 'inherit'],
      env: { ...base, ...env },
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
