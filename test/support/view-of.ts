// The view of a config that stands in no file: as it would be read.

import type { JsonObject } from '../../src/core/openclaw/config/value.ts';
import { readConfigView } from '../../src/core/openclaw/config-view.ts';
import type { ConfigView, Generation } from '../../src/core/state/state.ts';
import { aRelease } from './releases.ts';

const path = '/home/operator/.openclaw/openclaw.json';

/** What the console makes of this config. Values are as JSON would have them. */
export const viewOf = (config: JsonObject, generation: Generation = '226'): ConfigView =>
  readConfigView({
    reading: { status: 'ready', path, value: config, sources: [], files: [path], findings: [] },
    paths: {
      configPath: path,
      stateDir: '/home/operator/.openclaw',
      credentialsDir: '/home/operator/.openclaw/credentials',
      candidates: [path],
      isHomeFallback: false,
    },
    generation,
    release: aRelease(generation === '226' ? 'b' : 'd'),
    env: {},
    readAtMs: 7,
  });
