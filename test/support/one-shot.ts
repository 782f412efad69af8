// Commands that print once, through pipes, on a simulated world that outlives them.
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/core/shared/clock.ts';
import {
  createDemoWorld,
  type DemoWorldHandle,
  type DemoWorldOptions,
} from '../../src/simulator/demo-world.ts';
import { createRequestWriter } from '../../src/simulator/openclaw-files.ts';
import { type PipedOutcome, runPiped } from './program.ts';

/** A file of the repository. */
export const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Nobody watches what happens here: its programs need not take as long as the real ones. */
const speed = 10;

/** A world in which nothing happens by itself, and that ends with the test. */
export const openWorld = async (options: DemoWorldOptions = {}): Promise<DemoWorldHandle> => {
  const world = await createDemoWorld({
    isLively: false,
    speed,
    zcaScript: fileOf('dist/demo-zca.js'),
    ...options,
  });
  onTestFinished(() => world.stop());
  return world;
};

/** Who runs the commands. */
export const environmentOf = ({ homeDir, stateDir }: DemoWorldHandle): NodeJS.ProcessEnv => ({
  HOME: homeDir,
  OPENCLAW_STATE_DIR: stateDir,
});

/** Where the programs and files of the world are. */
export const flagsOf = ({ zcaPath, configPath }: DemoWorldHandle): readonly string[] => [
  '--zca',
  zcaPath,
  '--config',
  configPath,
];

/** Runs a command on the world. */
export const run = async (world: DemoWorldHandle, ...args: readonly string[]): Promise<PipedOutcome> =>
  runPiped([...args, ...flagsOf(world)], environmentOf(world));

/** Somebody asks to be let in on the account `default`. Resolves with the code they get. */
export const ask = async (
  { credentialsDir }: DemoWorldHandle,
  senderId: string,
  name?: string,
): Promise<string> => {
  const visit = {
    accountId: 'default',
    senderId,
    ...(name === undefined ? {} : { name }),
    nowMs: Date.now(),
  };
  const entered = await createRequestWriter(credentialsDir, systemClock).enter(visit);
  return entered.type === 'created' ? entered.code : '';
};
