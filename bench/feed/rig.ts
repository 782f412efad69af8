// The real console on a simulated world, whose listener says what it is told: no process and no pipe between, and time that is moved by
// hand. Everything else is as the operator has it: config, pairing store, friends, the settings that decide.
import { join } from 'node:path';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { batchMs } from '../../src/core/listener/feed.ts';
import { accountId } from '../../src/core/shared/ids.ts';
import { createExecaRunner } from '../../src/core/system/execa-runner.ts';
import type { ChildHandlers, Ended, Runner } from '../../src/core/system/runner.ts';
import { createDemoWorld } from '../../src/simulator/demo-world.ts';
import { createFakeClock, type FakeClock } from '../../test/support/fake-clock.ts';

/** A console and what it hears. */
export interface Rig {
  readonly console: Console;
  readonly clock: FakeClock;
  /** Starts the listener of the account `default`; the console must have been started. Resolves when it is live. */
  listen(): Promise<void>;
  /** What the listener prints. */
  hear(chunk: Uint8Array): void;
  /** Lets what was heard reach the state. */
  settle(): void;
  stop(): Promise<void>;
}

/** The runner, but for listeners: those are handed to `onListen`. */
const withoutListeners = (real: Runner, onListen: (handlers: ChildHandlers) => void): Runner => ({
  run: async (command, signal) => real.run(command, signal),
  start: (command, handlers, signal) => {
    if (!command.args.includes('listen')) return real.start(command, handlers, signal);
    const gone = Promise.withResolvers<Ended>();
    onListen(handlers);
    const stop = async (): Promise<void> => gone.resolve({ code: 143, signal: undefined, stderrTail: '' });
    return { pid: undefined, ended: gone.promise, stop };
  },
  endAll: async () => real.endAll(),
});

/** Makes one; nothing is started. */
export const openRig = async (feedCapacity: number): Promise<Rig> => {
  const world = await createDemoWorld({
    isLively: false,
    zcaScript: join(import.meta.dirname, '..', '..', 'dist', 'demo-zca.js'),
  });
  const clock = createFakeClock();
  const listening = Promise.withResolvers<ChildHandlers>();
  let listener: ChildHandlers | undefined;
  const runner = withoutListeners(
    createExecaRunner({ clock, onRecord: () => undefined, env: world.env }),
    listening.resolve,
  );
  const console = createConsole({
    env: world.env,
    homeDir: world.homeDir,
    platform: process.platform,
    runtimeDir: join(world.dir, 'run'),
    zcaPath: world.zcaPath,
    configPath: world.configPath,
    canConnect: async () => false,
    // The gateway that answers is one nobody sees from here: otherwise every message would be one that nobody heard.
    hasUnseenGateway: true,
    feedCapacity,
    clock,
    runner,
  });
  const hear = (chunk: Uint8Array): void => listener?.onStdout(chunk);
  return {
    console,
    clock,
    listen: async () => {
      void console.listener.start(accountId('default'));
      listener = await listening.promise;
      hear(Buffer.from('Connected to Zalo websocket.\n'));
    },
    hear,
    settle: () => clock.advance(batchMs),
    stop: async () => {
      await console.stop();
      await world.stop();
    },
  };
};
