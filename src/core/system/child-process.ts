// One child process, from its start to the moment it and its output have gone.
import { execa, type ResultPromise } from 'execa';
import { type Clock, unhurried } from '../shared/clock.ts';
import { systemCodeOf } from '../shared/system-code.ts';
import type { Command } from './runner.ts';

/** Why we ended a child; undefined if it ended by itself or was killed by somebody else. */
export type EndReason = 'stopped' | 'timed-out' | 'cancelled' | 'too-much-output';

/** How a child ended, or the errno with which it could not be started. */
export type ChildEnd =
  | {
      readonly type: 'ended';
      readonly code: number | undefined;
      readonly signal: string | undefined;
      readonly reason: EndReason | undefined;
    }
  | { readonly type: 'not-started'; readonly errno: string; readonly cause: unknown };

/** How long SIGTERM may take before SIGKILL follows. */
export const defaultGraceMs = 1_500;
/** Once the process has gone, its pipes are waited for so long: a detached grandchild can hold them for ever. */
const drainMs = 300;

interface Options {
  readonly command: Command;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onStdout: (chunk: Uint8Array) => void;
  readonly onStderr: (chunk: Uint8Array) => void;
}

const spawnOptions = (env: Readonly<Record<string, string | undefined>>) =>
  ({
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
    extendEnv: false,
    buffer: false,
    encoding: 'buffer',
    stdin: 'ignore',
    reject: false,
    verbose: 'none',
    windowsHide: true,
    // An own process group: wrappers die with their children, and Ctrl+C reaches only the console.
    killDescendants: true,
    // The grace is ours to time: it differs between calls.
    forceKillAfterDelay: false,
  }) as const;

type Subprocess = ResultPromise<ReturnType<typeof spawnOptions>>;

/** A started (or never started) child; made by {@link startChild}. */
export class RunningChild {
  readonly pid: number | undefined;
  /** Never rejects. */
  readonly ended: Promise<ChildEnd>;
  readonly #clock: Clock;
  readonly #subprocess: Subprocess | undefined;
  readonly #cancels = new Set<() => void>();
  #reason: EndReason | undefined;
  #killAtMs = Number.POSITIVE_INFINITY;
  #hasEnded = false;

  constructor(options: Options) {
    // Whoever is ended, or asked, needs its time.
    this.#clock = unhurried(options.clock);
    const { command } = options;
    try {
      this.#subprocess = execa(command.file, [...command.args], spawnOptions({ ...options.env, ...command.env }));
    } catch (error) {
      // A NUL byte in an argument, an empty file name: refused before anything is spawned.
      this.ended = Promise.resolve({ type: 'not-started', errno: systemCodeOf(error) ?? 'unknown', cause: error });
      this.#hasEnded = true;
      return;
    }
    this.pid = this.#subprocess.pid;
    this.ended = this.#follow(this.#subprocess, options);
    if (command.timeoutMs !== undefined) this.#later(command.timeoutMs, () => this.end('timed-out'));
  }

  /** SIGTERM now, SIGKILL after `graceMs`. The first reason given stays; a shorter grace wins. */
  end(reason: EndReason, graceMs = defaultGraceMs): void {
    if (this.#hasEnded || !this.#subprocess) return;
    if (this.#reason === undefined) {
      this.#reason = reason;
      this.#subprocess.kill('SIGTERM');
    }
    const killAtMs = this.#clock.now() + graceMs;
    if (killAtMs >= this.#killAtMs) return;
    this.#killAtMs = killAtMs;
    this.#later(graceMs, () => this.#kill());
  }

  #kill(): void {
    this.#subprocess?.kill('SIGKILL');
    this.#later(drainMs, () => this.#closePipes());
  }

  #closePipes(): void {
    this.#subprocess?.stdout.destroy();
    this.#subprocess?.stderr.destroy();
  }

  async #follow(subprocess: Subprocess, { onStdout, onStderr }: Options): Promise<ChildEnd> {
    subprocess.stdout.on('data', onStdout);
    subprocess.stderr.on('data', onStderr);
    // Broken pipes are part of an end; the result tells how it ended.
    subprocess.stdout.on('error', () => {});
    subprocess.stderr.on('error', () => {});
    // While we end it, its group may still write: SIGKILL closes those pipes.
    subprocess.nodeChildProcess.once('exit', () => {
      if (this.#reason === undefined) this.#later(drainMs, () => this.#closePipes());
    });
    const result = await subprocess;
    this.#hasEnded = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    if (subprocess.pid === undefined) return { type: 'not-started', errno: systemCodeOf(result) ?? 'unknown', cause: result };
    return { type: 'ended', code: result.exitCode, signal: result.signal, reason: this.#reason };
  }

  #later(delayMs: number, callback: () => void): void {
    const cancel = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      callback();
    });
    this.#cancels.add(cancel);
  }
}
