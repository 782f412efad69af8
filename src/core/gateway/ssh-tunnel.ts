// A way to a gateway that listens only on its own host: `ssh -L` of this system, started and ended by the console.

import { createServer } from 'node:net';
import { type Clock, realTimeClock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { sanitizeText } from '../shared/text/sanitize.ts';
import type { Child, Command, Runner } from '../system/runner.ts';
import { tunnelErrors as words } from './words.ts';

/** A host at the end of the world answers by then, or ssh says why not (ms). */
export const opensWithinMs = 20_000;
/** So often it is tried meanwhile whether the way is open (ms): a connection on this machine. */
export const lookEveryMs = 200;

/** A way that was open once, or may only be slow, is tried again after that (ms). */
const retryAfterMs = 30_000;

export interface SshTunnelOptions {
  /** `USER@HOST`, or a name of the ssh config. */
  readonly target: string;
  /** Of the gateway on its host. */
  readonly remotePort: number;
  readonly runner: Pick<Runner, 'start'>;
  readonly canConnect: (port: number, signal?: AbortSignal) => Promise<boolean>;
  readonly clock: Clock;
  /** Default: one that nobody uses. */
  readonly freePort?: () => Promise<number>;
}

export interface SshTunnel {
  /** The port of this machine behind which the gateway is. Opens the way, or says why there is none; joined while that is under way. */
  open(): Promise<{ readonly port: number } | { readonly error: ErrorView; readonly retryAfterMs?: number }>;
  close(): void;
}

const anyPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** Asks nothing: there is nobody to answer. What needs a password or a yes is done once in a terminal. */
export const sshCommand = (target: string, port: number, remotePort: number): Command => ({
  file: 'ssh',
  program: 'ssh',
  args: [
    '-N',
    '-T',
    '-o',
    'BatchMode=yes',
    '-o',
    'ExitOnForwardFailure=yes',
    '-o',
    'ServerAliveInterval=15',
    '-L',
    `127.0.0.1:${port}:127.0.0.1:${remotePort}`,
    '--',
    target,
  ],
});

export const createSshTunnel = (options: SshTunnelOptions): SshTunnel => {
  const { target, remotePort, runner, canConnect, freePort = anyPort } = options;
  const clock = realTimeClock(options.clock);
  let child: Child | undefined;
  let opening: ReturnType<SshTunnel['open']> | undefined;
  let wasOpen = false;

  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  const begin: SshTunnel['open'] = async () => {
    const port = await freePort();
    let failure: ErrorView | undefined;
    const started = runner.start(sshCommand(target, port, remotePort), { onStdout: () => undefined });
    child = started;
    const lost = (error: ErrorView): void => {
      failure = error;
      if (child !== started) return;
      child = undefined;
      opening = undefined;
    };
    started.ended.then(
      ({ stderrTail }) => lost(words.ended({ target, detail: sanitizeText(stderrTail) })),
      (error: unknown) => lost(words.notStarted({ detail: toErrorView(error).detail })),
    );
    const untilMs = clock.now() + opensWithinMs;
    while (failure === undefined && clock.now() < untilMs) {
      if (await canConnect(port)) {
        wasOpen = true;
        return { port };
      }
      await pause(lookEveryMs);
    }
    // A host that never let us in is not knocked at over and over.
    if (failure !== undefined) return { error: failure, ...(wasOpen ? { retryAfterMs } : {}) };
    void started.stop();
    return { error: words.silent({ target }), retryAfterMs };
  };

  return {
    open: async () => {
      opening ??= begin();
      const result = await opening;
      if ('error' in result) opening = undefined;
      return result;
    },
    close: () => {
      void child?.stop();
      child = undefined;
      opening = undefined;
    },
  };
};
