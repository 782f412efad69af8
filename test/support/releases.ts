// One release of each of the four kinds (docs/contract/releases.md), as a binary tells its version.
import type { Capabilities, Release } from '../../src/core/openclaw/capabilities.ts';
import { releaseOfVersion } from '../../src/core/openclaw/releases.ts';

export type ReleaseKind = 'a' | 'b' | 'c' | 'd';

/** The versions the contract suite runs. */
export const versionOf: Readonly<Record<ReleaseKind, string>> = {
  a: '2026.2.25',
  b: '2026.2.26',
  c: '2026.5.12',
  d: '2026.9.6',
};

/** The release of a kind, or of a version. */
export const aRelease = (which: ReleaseKind | `20${string}`): Release =>
  releaseOfVersion(which in versionOf ? versionOf[which as ReleaseKind] : which, 'binary');

/** What it does. */
export const capabilities = (which: ReleaseKind | `20${string}`): Capabilities =>
  aRelease(which).capabilities;
