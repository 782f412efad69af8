// Runs one command: opens a console without a screen, asks, answers, ends everything that was started.
import {
  type Console,
  type ConsoleOptions,
  type ConsoleState,
  createConsole,
  type ErrorView,
  type Scope,
  sentences,
} from '../../core/index.ts';
import { exitCodes, signalExitCodes } from '../exit-codes.ts';
import type { OneShotOptions } from '../options.ts';
import { errorLines } from '../words.ts';
import { type Host, openDemoWorld, openWorldToRead } from '../world.ts';
import type { OneShotName } from './one-shot-name.ts';
import { pairingList } from './pairing-list.ts';
import { status } from './status.ts';

/** What a command has to say. */
export interface Answer {
  /** For `--json`: documented in the type it has, and stable. */
  readonly json: object;
  /** For people. */
  readonly lines: readonly string[];
  /** Why it is not all there; goes to stderr and makes the exit code 1. */
  readonly error?: ErrorView;
}

/** A command that prints once. */
export interface OneShot {
  /** Starts the console and asks what the answer needs. What it learns is in the state. */
  readonly learn: (console: Console, scope: Scope) => Promise<void>;
  /** Pure. */
  readonly answer: (state: ConsoleState, scope: Scope, nowMs: number) => Answer;
}

/** How a command ended, for whoever prints it. */
export interface OneShotEnd {
  readonly code: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** No command asks longer (ms). */
export const oneShotLimitMs = 20_000;

const commands: Readonly<Record<OneShotName, OneShot>> = { status, 'pairing list': pairingList };
const words = sentences.cli;

type Signal = keyof typeof signalExitCodes;

/** Waits for the work, the limit or a signal, whichever comes first. Its timer keeps the process alive, which those of the core do not. */
export const settle = async (
  work: Promise<void>,
  limitMs: number,
  interrupted: Promise<Signal>,
): Promise<'done' | 'late' | { readonly signal: Signal }> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limitMs);
  });
  try {
    return await Promise.race([work.then(() => 'done' as const), late, interrupted.then((signal) => ({ signal }))]);
  } finally {
    clearTimeout(timer);
  }
};

const hearSignals = (): { readonly interrupted: Promise<Signal>; readonly end: () => void } => {
  const names = Object.keys(signalExitCodes) as readonly Signal[];
  let hear: (signal: Signal) => void = () => {};
  const interrupted = new Promise<Signal>((resolve) => {
    hear = resolve;
  });
  const listener = (signal: NodeJS.Signals): void => hear(signal as Signal);
  for (const name of names) process.on(name, listener);
  return {
    interrupted,
    end: () => {
      for (const name of names) process.off(name, listener);
    },
  };
};

/** Why the account asked for cannot be shown; a config that cannot be read says nothing about that. */
const accountProblem = ({ config }: ConsoleState, scope: Scope): ErrorView | undefined => {
  const ids = config.accounts.map(({ id }) => id);
  return scope === 'all' || config.status !== 'ready' || ids.includes(scope) ? undefined : words.oneShot.noSuchAccount(scope, ids);
};

const endOf = (state: ConsoleState, { command, accountId: scope = 'all', asJson }: OneShotOptions, isLate: boolean): OneShotEnd => {
  const problem = accountProblem(state, scope);
  if (problem !== undefined) return { code: exitCodes.usage, stdout: [], stderr: errorLines(problem) };
  const { json, lines, error } = commands[command].answer(state, scope, Date.now());
  const stderr = [...(isLate ? errorLines(words.oneShot.late(oneShotLimitMs)) : []), ...(error === undefined ? [] : errorLines(error))];
  return {
    code: stderr.length === 0 ? exitCodes.ok : exitCodes.internal,
    stdout: asJson ? [JSON.stringify(json, undefined, 2)] : lines,
    stderr,
  };
};

const ask = async (options: OneShotOptions, consoleOptions: ConsoleOptions, interrupted: Promise<Signal>): Promise<OneShotEnd> => {
  const console = createConsole(consoleOptions);
  try {
    const learning = commands[options.command].learn(console, options.accountId ?? 'all');
    const end = await settle(learning, oneShotLimitMs, interrupted);
    if (typeof end === 'object') return { code: signalExitCodes[end.signal], stdout: [], stderr: [] };
    return endOf(console.store.getState(), options, end === 'late');
  } finally {
    await console.stop();
  }
};

/**
 * Runs a command; when it resolves everything that was started has ended. Nothing of the operator's is written.
 * @throws whatever kept it from opening
 */
export const runOneShot = async (options: OneShotOptions, host: Host): Promise<OneShotEnd> => {
  const signals = hearSignals();
  // Stopping waits on timers that do not keep the process alive by themselves.
  const alive = setInterval(() => {}, 1_000);
  try {
    const world = await (options.isDemo ? openDemoWorld(host) : openWorldToRead(options, host));
    try {
      return await ask(options, world.consoleOptions, signals.interrupted);
    } finally {
      await world.end();
    }
  } finally {
    clearInterval(alive);
    signals.end();
  }
};
