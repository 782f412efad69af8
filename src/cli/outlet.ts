// The border between this program and whoever reads what it prints without a screen: one for standard output, one for standard error.
// What gets past it drives no terminal; all of it is written, or it is known that it was not.
import { fstatSync, writeSync } from 'node:fs';
import type { Clock } from '../core/shared/clock.ts';
import { systemCodeOf } from '../core/shared/system-code.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';

/** Why no more can be written. */
export type OutletFailure =
  /** Whoever read it has gone: `| head`. */
  { readonly type: 'reader-gone' } | { readonly type: 'unwritable'; readonly code: string };

/** Where lines are printed. Nothing here throws: what could not be written is known afterwards. */
export interface Outlet {
  /** Lines of text, each of which stays one line and does nothing to a terminal. */
  readonly say: (lines: readonly string[]) => void;
  /** As it is: text of our own with escape codes, or JSON of `reportJson`. */
  readonly write: (text: string) => void;
  /**
   * Finds out whether the reader of a pipe has gone, which is told only to who writes: a blank, which means nothing between two texts of JSON. Writes
   * none where something waits to be read, or where nobody reads: a file, a terminal.
   */
  readonly ask: () => void;
  /** Bytes that were not taken yet. */
  readonly waitingBytes: () => number;
  /** Calls back whenever all of it has been taken; the returned function ends that. */
  readonly onTaken: (listener: () => void) => () => void;
  /** When all has been taken, or cannot be. A reader may take its time. */
  readonly flushed: () => Promise<void>;
  readonly failure: () => OutletFailure | undefined;
  /** Aborted by the first failure. */
  readonly failed: AbortSignal;
}

/** What is needed of `process.stdout`. */
export type OutletStream = Pick<NodeJS.WritableStream, 'write' | 'on'> & {
  readonly fd?: number;
  readonly isTTY?: boolean;
  readonly writableLength: number;
};

/** No line of ours is longer (UTF-16 code units). */
const maxLineUnits = 64_000;

const failureOf = (error: unknown): OutletFailure => {
  const code = systemCodeOf(error) ?? 'unknown';
  return code === 'EPIPE' || code === 'ECONNRESET' ? { type: 'reader-gone' } : { type: 'unwritable', code };
};

/**
 * The descriptor of a file or a device. Node writes to these at once, but takes a write that was cut short, as the last one before a full
 * disk is, for a whole one.
 */
const descriptorOf = ({ fd, isTTY = false }: OutletStream): number | undefined => {
  if (fd === undefined || isTTY) return undefined;
  try {
    const status = fstatSync(fd);
    return status.isFile() || status.isCharacterDevice() ? fd : undefined;
  } catch {
    return undefined;
  }
};

const writeWhole = (descriptor: number, text: string): void => {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
};

/** @param mostWaitingBytes what comes while more than that is waiting is dropped: for notes to a reader who may not read at all */
export const openOutlet = (stream: OutletStream, mostWaitingBytes = Number.POSITIVE_INFINITY): Outlet => {
  const descriptor = descriptorOf(stream);
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  let failure: OutletFailure | undefined;
  let waiting = 0;
  const tell = (): void => {
    if (waiting === 0 || failure !== undefined) for (const listener of listeners) listener();
  };
  const fail = (error: unknown): void => {
    failure ??= failureOf(error);
    controller.abort();
    tell();
  };
  stream.on('error', fail);
  const take = (text: string): void => {
    if (descriptor === undefined) {
      waiting += 1;
      stream.write(text, (error) => {
        waiting -= 1;
        if (error == null) tell();
        else fail(error);
      });
      return;
    }
    try {
      writeWhole(descriptor, text);
    } catch (error) {
      fail(error);
    }
  };
  const write = (text: string): void => {
    if (text !== '' && failure === undefined && stream.writableLength <= mostWaitingBytes) take(text);
  };
  const onTaken = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    write,
    ask: () => {
      if (descriptor === undefined && stream.isTTY !== true && waiting === 0) write(' ');
    },
    say: (lines) => write(lines.map((line) => `${sanitizeLine(line, maxLineUnits)}\n`).join('')),
    waitingBytes: () => stream.writableLength,
    onTaken,
    flushed: () =>
      new Promise((resolve) => {
        // Others may write to the same terminal: what gives it back is on its way.
        if (waiting === 0 && failure === undefined && stream.writableLength > 0) take('');
        if (waiting === 0 || failure !== undefined) return resolve();
        const end = onTaken(() => {
          end();
          resolve();
        });
      }),
    failure: () => failure,
    failed: controller.signal,
  };
};

// A terminal that is not read must not hold the process. Node writes to terminals in such a way that a full one (a stopped window, `^S`, a
// frozen connection) keeps it inside the write: no timer runs then, and no signal is heard.

/** From now on a write to this terminal returns at once; what is not taken yet waits in the stream. Pipes and files are left as they are. */
export const unblock = (stream: object): void => {
  // Node has no public way to take back what it does to every terminal. On a Node without this one the terminal stays as it was.
  const handle: unknown = Reflect.get(stream, '_handle');
  if (Reflect.get(stream, 'isTTY') !== true || typeof handle !== 'object' || handle === null) return;
  const setBlocking: unknown = Reflect.get(handle, 'setBlocking');
  if (typeof setBlocking === 'function') Reflect.apply(setBlocking, handle, [false]);
};

/** So often (ms) it is asked whether anybody reads: a reader that has gone keeps the account's only listener no longer. */
export const askEveryMs = 30_000;

/** Asks from time to time whether the reader is still there; the returned function ends that. */
export const keepAsking = ({ ask }: Pick<Outlet, 'ask'>, clock: Clock): (() => void) => {
  let cancel = (): void => {};
  const plan = (): void => {
    cancel = clock.after(askEveryMs, () => {
      ask();
      plan();
    });
  };
  plan();
  return () => cancel();
};
