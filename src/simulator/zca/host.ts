// The process the fake zca runs in: streams, signals, the log of what it was asked and how it ended.
import { appendLine, logFile, type ZcaLogLine } from '../world-files.ts';

export interface Host {
  readonly pid: number;
  readonly env: NodeJS.ProcessEnv;
  readonly argv: readonly string[];
  /** Folder of the world; undefined if none was named. */
  readonly dir: string | undefined;
  readonly isTty: boolean;
  /** Notes in the log of the world that the listener hears from now on. */
  logConnected(): void;
  writeOut(text: string | Uint8Array): void;
  writeErr(text: string): void;
  wait(ms: number): Promise<void>;
  now(): number;
  /** Writes what is buffered, then ends the process. Later calls change nothing. */
  exit(code: number): void;
  /** From now on SIGTERM and SIGINT are only logged. */
  ignoreSignals(): void;
  /** Called before the process ends, by exit or by signal. */
  onEnd(callback: () => void): void;
}

const codes = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 } as const;

/** Makes the host of this process and starts its log. `logOf` names the log in the folder of a world. */
export const createHost = (
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  logOf: (dir: string) => string = logFile,
): Host => {
  const dir = env['ZALOUSER_DEMO_DIR'];
  const endings: (() => void)[] = [];
  let hasEnded = false;
  let isDeafToSignals = false;
  const log = (line: Omit<ZcaLogLine, 'atMs' | 'pid'>): void => {
    if (dir !== undefined) appendLine(logOf(dir), { atMs: Date.now(), pid: process.pid, ...line });
  };
  const exit = (code: number): void => {
    if (hasEnded) return;
    hasEnded = true;
    for (const ending of endings) ending();
    log({ kind: 'exit', code });
    // A pipe can still hold text; process.exit would lose it where writes are not synchronous.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
  };
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      log({ kind: 'signal', signal });
      if (!isDeafToSignals) exit(code);
    });
  }
  // A reader that has gone away is no reason to end: the real listener goes on too.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  log({ kind: 'start', argv });
  return {
    pid: process.pid,
    env,
    argv,
    dir,
    isTty: process.stdout.isTTY,
    logConnected: () => log({ kind: 'connected' }),
    writeOut: (text) => void (hasEnded || process.stdout.write(text)),
    writeErr: (text) => void (hasEnded || process.stderr.write(text)),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now: () => Date.now(),
    exit,
    ignoreSignals: () => {
      isDeafToSignals = true;
    },
    onEnd: (callback) => void endings.push(callback),
  };
};
