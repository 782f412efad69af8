// A change as the console makes it: planned on what is read, put into the text, written to disk.
import { join } from 'node:path';
import type { ChangeRequest, ReloadEffect } from '../../../src/core/config/change-request.ts';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import { planChange } from '../../../src/core/config/plan/plan.ts';
import { reloadEffect } from '../../../src/core/config/plan/reload.ts';
import { readConfig } from '../../../src/core/config/read.ts';
import type { ConfigReading } from '../../../src/core/config/reading.ts';
import { readConfigView } from '../../../src/core/config/view.ts';
import { writeConfigFile } from '../../../src/core/config/write/write.ts';
import type { Release } from '../../../src/core/openclaw/capabilities.ts';
import { resolveOpenClawPaths } from '../../../src/core/openclaw/paths.ts';
import { systemClock } from '../../../src/core/shared/clock.ts';
import { diskFiles, filesWith } from '../../../src/core/system/files.ts';
import type { OpenclawSystem } from './system.ts';

/** The config as the console has it. */
export interface ReadByUs {
  readonly reading: ConfigReading;
  readonly view: ConfigView;
}

/** Reads the system's config, as it is or as it would be with one of its files changed. */
const readIn = async (
  { configPath, env, home }: OpenclawSystem,
  change?: { readonly file: string; readonly text: string },
): Promise<ConfigReading> => {
  const files = change === undefined ? diskFiles : await filesWith(diskFiles, change.file, change.text);
  return readConfig({
    path: configPath,
    env,
    envFile: join(home, '.openclaw', '.env'),
    clock: systemClock,
    files,
  });
};

const viewIn = ({ env, home }: OpenclawSystem, release: Release, reading: ConfigReading): ConfigView => {
  const paths = resolveOpenClawPaths({
    env,
    homeDir: home,
    exists: () => true,
    capabilities: release.capabilities,
  });
  return readConfigView({ reading, paths, release, env, readAtMs: Date.now() });
};

/** Reads the system's config. */
export const readByUs = async (system: OpenclawSystem, release: Release): Promise<ReadByUs> => {
  const reading = await readIn(system);
  return { reading, view: viewIn(system, release, reading) };
};

/** What was written, and what the gateway will do with it. */
export interface Written {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly reload: ReloadEffect;
}

/** Carries an action out, or several as one change. @throws Error with the sentence, if it is refused */
export const change = async (
  system: OpenclawSystem,
  release: Release,
  changeRequest: ChangeRequest,
): Promise<Written> => {
  const reading = await readIn(system);
  const access = {
    readNow: (changed?: { readonly file: string; readonly text: string }) => readIn(system, changed),
    viewOf: (one: ConfigReading) => viewIn(system, release, one),
  };
  const worked = await planChange(access, reading, 'type' in changeRequest ? [changeRequest] : changeRequest);
  if (!worked.ok) throw new Error(worked.error.sentence);
  const { file, before, after } = worked;
  const outcome = await writeConfigFile({
    file,
    expected: before,
    next: after,
    deps: { clock: systemClock },
  });
  if (outcome.status !== 'written') throw new Error(`Not written: ${outcome.status}`);
  const { reading: then } = await readByUs(system, release);
  const isMainFile = file === reading.path;
  return {
    file,
    before,
    after,
    reload: reloadEffect({
      before: reading.value,
      after: then.value,
      can: release.capabilities,
      gateway: 'up',
      isMainFile,
    }),
  };
};
