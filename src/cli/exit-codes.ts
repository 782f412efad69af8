// Every exit code of the program, and the signals that mean one. `--help` and docs/troubleshooting.md list them.

import type { OutletFailure } from './outlet.ts';
import { cliSentences } from './words.ts';

/** What the program exits with. A signal is 128 plus its number. */
export const exitCodes = {
  ok: 0,
  internal: 1,
  usage: 2,
  notATerminal: 3,
  /** bin/zalouser-tui.js: Node is older than `engines` asks for. */
  oldNode: 4,
  /** bin/zalouser-tui.js: dist/ is missing, in a checkout. */
  notBuilt: 5,
  /** `doctor`: something stays wrong until the operator does something. */
  needsYou: 6,
  /** 128 plus SIGPIPE, as the shell has it for other programs; Node ignores the signal itself. */
  readerGone: 141,
  sighup: 129,
  sigint: 130,
  sigterm: 143,
} as const;

/** The signals that end the console through its one door, and their exit codes. */
export const signalExitCodes = {
  SIGHUP: exitCodes.sighup,
  SIGINT: exitCodes.sigint,
  SIGTERM: exitCodes.sigterm,
} as const;

/** The exit code of what could not be printed, if that is so. */
export const unwrittenCode = (failure: OutletFailure | undefined): number | undefined =>
  failure && (failure.type === 'reader-gone' ? exitCodes.readerGone : exitCodes.internal);

/** Code and meaning, as `--help` prints them. */
export const exitCodeTable = (): readonly (readonly [code: string, meaning: string])[] => {
  const { sighup, sigint, sigterm, ...single } = exitCodes;
  const words = cliSentences.exitCodes;
  const names = Object.keys(single) as (keyof typeof single)[];
  return [
    ...names.map((name) => [String(single[name]), words[name]] as const),
    [`${sighup}, ${sigint}, ${sigterm}`, words.signals],
  ];
};

type Signal = keyof typeof signalExitCodes;
const signals = Object.keys(signalExitCodes) as readonly Signal[];

/**
 * While the console itself does not listen (before its first frame, after its last) a signal ends the process at once, but
 * through `process.exit`, so that a simulated world is still removed. The returned function ends that.
 */
export const exitOnSignals = (): (() => void) => {
  const onSignal = (signal: NodeJS.Signals): never => process.exit(signalExitCodes[signal as Signal]);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
};
