// What can end a command early: the time that it has, and the signals.
import { signalExitCodes } from '../exit-codes.ts';

/** A signal that ends a command. */
export type Signal = keyof typeof signalExitCodes;

/** The exit code of a command that a signal ended. */
export const signalExitCode = (signal: Signal): number => signalExitCodes[signal];

/** How the waiting ended. */
export type Settled<Value> =
  | { readonly type: 'done'; readonly value: Value }
  | { readonly type: 'late' }
  | { readonly type: 'signal'; readonly signal: Signal };

/** Waits for the work, the limit or a signal, whichever comes first. Its timer keeps the process alive, which those of the core do not. */
export const settle = async <Value>(work: Promise<Value>, limitMs: number, interrupted: Promise<Signal>): Promise<Settled<Value>> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Settled<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'late' }), limitMs);
  });
  try {
    return await Promise.race([
      work.then((value): Settled<Value> => ({ type: 'done', value })),
      late,
      interrupted.then((signal): Settled<Value> => ({ type: 'signal', signal })),
    ]);
  } finally {
    clearTimeout(timer);
  }
};

/** The first signal that came, heard from the making to `end`. */
export interface Signals {
  readonly interrupted: Promise<Signal>;
  /** Aborted by the first. */
  readonly signal: AbortSignal;
  /** The first, if one came. */
  readonly heard: () => Signal | undefined;
  readonly end: () => void;
}

export const hearSignals = (): Signals => {
  const names = Object.keys(signalExitCodes) as readonly Signal[];
  const controller = new AbortController();
  const { promise: interrupted, resolve } = Promise.withResolvers<Signal>();
  let first: Signal | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    first ??= signal as Signal;
    resolve(first);
    controller.abort();
  };
  for (const name of names) process.on(name, listener);
  return {
    interrupted,
    signal: controller.signal,
    heard: () => first,
    end: () => {
      for (const name of names) process.off(name, listener);
    },
  };
};
