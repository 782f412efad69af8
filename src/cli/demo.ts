// The simulated world of --demo and `D`.

import { join } from 'node:path';
import { createDemoWorld } from '../simulator/demo-world.ts';
import { processesOfWorld } from '../simulator/gateway-files.ts';
import { clockSpeed } from '../simulator/story-clock.ts';
import { openPrivateFolder } from './paths.ts';
import { memorySettings } from './settings.ts';
import { type Host, inTemporaryFolder, type World } from './world.ts';

/** Nothing of the user's: its own home, environment and config, settings that are forgotten, and a clock that may run faster. */
export const openDemoWorld = async ({ env, platform }: Host, isReadOnly = false): Promise<World> => {
  const world = await inTemporaryFolder(() =>
    createDemoWorld({ clockSpeed: clockSpeed(env['ZALOUSER_DEMO_CLOCK']) }),
  );
  const runtime = openPrivateFolder(join(world.dir, 'run'));
  return {
    settings: memorySettings(),
    notices: [],
    consoleOptions: {
      clock: world.clock,
      env: world.env,
      homeDir: world.homeDir,
      platform,
      runtimeDir: runtime.path,
      zcaPath: world.zcaPath,
      configPath: world.configPath,
      // The log of an OpenClaw on this machine is none of the demo's business.
      logFolder: join(world.dir, 'log'),
      openclawPath: world.openclawPath,
      // The simulated gateway has no port, and what answers and runs on the user's machine is none of the demo's business.
      canConnect: async () => world.isGatewayUp(),
      // It hears and answers all the same.
      isReadOnly,
      hasUnseenGateway: true,
      tellsUnseenAnswers: world.isLively,
      processes: (all) => processesOfWorld(all, world.dir),
    },
    end: async () => world.stop(),
  };
};
