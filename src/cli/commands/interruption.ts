// What can end a command early: the time that it has, and the signals. What is not done by then is given up before anything is said of it:
// nothing happens behind an answer.
import type { Console } from '../../core/faces.ts';
import { signalExitCodes } from '../exit-codes.ts';
import type { ActContext, Answer, MutationCommand, Request } from './command.ts';

export type Signal = keyof typeof signalExitCodes;

export const signalExitCode = (signal: Signal): number => signalExitCodes[signal];

export type WaitEnd<Value> =
  | { readonly type: 'done'; readonly value: Value }
  | { readonly type: 'late' }
  | { readonly type: 'signal'; readonly signal: Signal };

/** Waits for the work, the limit or a signal, whichever comes first. Its timer keeps the process alive, which those of the core do not. */
export const waitWithin = async <Value>(
  work: Promise<Value>,
  limitMs: number,
  interrupted: Promise<Signal>,
): Promise<WaitEnd<Value>> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<WaitEnd<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'late' }), limitMs);
  });
  try {
    return await Promise.race([
      work.then((value): WaitEnd<Value> => ({ type: 'done', value })),
      late,
      interrupted.then((signal): WaitEnd<Value> => ({ type: 'signal', signal })),
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

/** So long (ms) what was given up may take to end. It stops within two seconds. */
export const giveUpMs = 3_000;

/** How long it may take, and what ends it early. */
export interface ActLimits {
  readonly limitMs: number;
  readonly interrupted: Promise<Signal>;
}

/** The answer; or the signal that ended it. */
export type ActEnd = { readonly answer: Answer } | { readonly signal: Signal };

/** Runs an act. Stops its client where the time is up. */
export const runAct = async <Client extends Pick<Console, 'store' | 'stop'>>(
  act: MutationCommand<Client>,
  client: Client,
  request: Request,
  context: ActContext,
  { limitMs, interrupted }: ActLimits,
): Promise<ActEnd> => {
  const work = act.act(client, request, context);
  const end = await waitWithin(work, limitMs, interrupted);
  if (end.type === 'signal') return { signal: end.signal };
  if (end.type === 'done') return { answer: end.value };
  const state = client.store.getState();
  await client.stop();
  const after = await waitWithin(work, giveUpMs, interrupted);
  if (after.type === 'signal') return { signal: after.signal };
  return {
    answer: act.late(
      state,
      request,
      { limitMs, nowMs: context.now() },
      after.type === 'done' ? after.value : undefined,
    ),
  };
};
