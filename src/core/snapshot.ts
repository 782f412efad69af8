// A look at the files alone: nothing is run, watched or written, and nobody is told.
import path from 'node:path';
import type { ConfigView } from './config/config-view.ts';
import { readConfig } from './config/read.ts';
import { valueAt } from './config/value.ts';
import { readConfigView } from './config/view.ts';
import type { ApprovedSender, PairingRequest } from './model/people.ts';
import { detectOpenClaw } from './openclaw/paths.ts';
import { lastTouchedVersion, withConfigVersion } from './openclaw/releases.ts';
import { storeScope } from './pairing/files.ts';
import { readPairingStore } from './pairing/store.ts';
import type { Clock } from './shared/clock.ts';

/** Whose files, and where from. */
export interface SnapshotInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  /** `--config`, absolute. */
  readonly configFlag?: string;
  readonly clock: Clock;
}

/** What stands in them. Where pairing is not in files there is only the config. */
export interface FilesSnapshot {
  readonly config: ConfigView;
  /** Expired ones included. */
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
}

/** Reads config and pairing store once. What is missing or broken is left out; rejects only on what nobody expects. */
export const snapshotOfFiles = async ({ clock, ...question }: SnapshotInput): Promise<FilesSnapshot> => {
  const { env } = question;
  const { paths, release: seen } = detectOpenClaw(question);
  const reading = await readConfig({
    path: paths.configPath,
    env,
    envFile: path.join(paths.stateDir, '.env'),
    clock,
  });
  const release = withConfigVersion(seen, valueAt(reading.value, lastTouchedVersion));
  const config = readConfigView({ reading, paths, release, env, readAtMs: clock.now() });
  const scope = storeScope(config);
  if (scope === undefined) return { config, requests: [], approved: [] };
  const { requests, approved } = await readPairingStore({
    credentialsDir: paths.credentialsDir,
    clock,
    scope,
  });
  return { config, requests, approved };
};
