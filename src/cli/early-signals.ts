import { signalExitCodes } from './exit-codes.ts';

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
