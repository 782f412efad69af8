// The view of a config that stands in no file: as it would be read.
import type { ConfigView } from '../../src/core/config/config-view.ts';
import type { JsonObject } from '../../src/core/config/value.ts';
import { readConfigView } from '../../src/core/config/view.ts';
import type { Release } from '../../src/core/openclaw/capabilities.ts';
import { aRelease, type ReleaseKind } from './releases.ts';

const path = '/home/operator/.openclaw/openclaw.json';

/** What the console makes of this config under a release. Values are as JSON would have them. */
export const viewOfRelease = (config: JsonObject, release: Release): ConfigView =>
  readConfigView({
    reading: { status: 'ready', path, value: config, sources: [], files: [path], findings: [] },
    paths: {
      configPath: path,
      stateDir: '/home/operator/.openclaw',
      credentialsDir: '/home/operator/.openclaw/credentials',
      candidates: [path],
      isHomeFallback: false,
    },
    release,
    env: {},
    readAtMs: 7,
  });

/** The same under 2026.2.26 or 2026.9.6. */
export const viewOf = (config: JsonObject, kind: ReleaseKind = 'b'): ConfigView =>
  viewOfRelease(config, aRelease(kind));
