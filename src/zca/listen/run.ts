// `zca listen`, as a process: its streams, its parent, its end.
import { fstatSync } from 'node:fs';
import { Failure } from '../failure.ts';
import type { Profile } from '../home.ts';
import type { Host } from '../host.ts';
import { type Place, placeOf } from '../share/place.ts';
import { listen } from './listen.ts';
import { Printer } from './printer.ts';
import type { SessionSource } from './source.ts';

/** What is asked of `listen`. */
export interface ListenFlags {
  /** Prints more than the gateway reads: `docs/zca.md`. */
  readonly events: boolean;
  /** Reconnects by itself (`-k`). */
  readonly keepAlive: boolean;
  readonly recycleMs: number | undefined;
}

/** Where a session comes from. */
export interface ListenSource {
  readonly create: (place: Place) => SessionSource;
  readonly prepare: () => void;
}

/** How often it is looked whether the parent is still there (ms). */
const parentMs = 2_000;
/** What is printed last is waited for so long (ms). */
const lastWordsMs = 1_000;

const isPipe = (fd: number): boolean => {
  try {
    const stat = fstatSync(fd);
    return stat.isFIFO() || stat.isSocket();
  } catch {
    return false;
  }
};

/**
 * Looks whether anybody still reads once the parent may have gone: a gateway that was killed leaves its listener behind, which would own the
 * session for nobody. An empty line is passed over by every reader, and is an error where there is none.
 */
const watchParent = (probe: () => void): (() => void) => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) probe();
  }, parentMs);
  const { stdin } = process;
  if (isPipe(0)) {
    stdin.on('error', () => {});
    stdin.on('end', probe);
    stdin.resume();
  }
  return () => {
    clearInterval(timer);
    stdin.destroy();
  };
};

/** Runs until the session ends for good, until the signal, or until nobody reads any more. @returns the exit code */
export const runListener = async (
  profile: Profile,
  host: Host,
  { events }: ListenFlags,
  source: ListenSource,
): Promise<number> => {
  const { stdout } = process;
  const complain = (text: string): void => void host.complain(text);
  const gone = new AbortController();
  // Nobody reads any more: the session is given up in order, so that nothing is left running and the next owner need not look for it.
  stdout.removeAllListeners('error');
  stdout.on('error', () => gone.abort());
  const printer = new Printer(stdout, events, complain);
  const unwatch = isPipe(1) ? watchParent(() => printer.probe()) : () => {};
  try {
    const place = await placeOf(profile.home, profile.name, host.env, host.platform).catch(
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw new Failure(`The listener of profile "${profile.name}" has no place to be shared in: ${why}`);
      },
    );
    const end = await listen({
      profile: profile.name,
      place,
      printer,
      complain,
      createSource: () => source.create(place),
      prepare: source.prepare,
      signal: AbortSignal.any([host.signal, gone.signal]),
    });
    if (end.error !== undefined && !gone.signal.aborted) await host.complain(end.error);
    if (!gone.signal.aborted) await printer.drained(lastWordsMs);
    return end.exitCode;
  } finally {
    unwatch();
  }
};
