// A change as the console makes it: planned on what is read, put into the text, written to disk.
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import type { ConfigAction, ReloadEffect } from '../../../src/core/model/config-action.ts';
import { applyEdits } from '../../../src/core/openclaw/config/change/apply-edits.ts';
import { editsOfAction } from '../../../src/core/openclaw/config/change/edits-of-action.ts';
import { reloadEffect } from '../../../src/core/openclaw/config/change/reload.ts';
import { readConfig } from '../../../src/core/openclaw/config/read.ts';
import type { ConfigReading } from '../../../src/core/openclaw/config/reading.ts';
import { writeConfigFile } from '../../../src/core/openclaw/config/write/write.ts';
import { readConfigView } from '../../../src/core/openclaw/config-view.ts';
import { resolveOpenClawPaths } from '../../../src/core/openclaw/locate.ts';
import type { ConfigView, Generation } from '../../../src/core/state/state.ts';
import type { OpenclawSystem } from './system.ts';

/** The config as the console has it. */
export interface ReadByUs {
  readonly reading: ConfigReading;
  readonly view: ConfigView;
}

/** Reads the system's config. */
export const readByUs = async (system: OpenclawSystem, generation: Generation): Promise<ReadByUs> => {
  const { configPath, env, home } = system;
  const reading = await readConfig({ path: configPath, env, envFile: join(home, '.openclaw', '.env'), clock: systemClock });
  const paths = resolveOpenClawPaths({ env, homeDir: home, exists: () => true, generation });
  return { reading, view: readConfigView({ reading, paths, generation, env, readAtMs: Date.now() }) };
};

/** What was written, and what the gateway will do with it. */
export interface Written {
  readonly file: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly reload: ReloadEffect;
}

/** Carries an action out. @throws Error with the sentence, if it is refused */
export const change = async (system: OpenclawSystem, generation: Generation, action: ConfigAction): Promise<Written> => {
  const { reading, view } = await readByUs(system, generation);
  const answer = editsOfAction({ config: reading.value, view }, action);
  if (!answer.ok) throw new Error(answer.error.sentence);
  const applied = applyEdits(reading, answer.edits);
  if (!applied.ok) throw new Error(applied.error.sentence);
  const { file, before, after } = applied;
  const outcome = await writeConfigFile({ file, expected: before, next: after, deps: { clock: systemClock } });
  if (outcome.status !== 'written') throw new Error(`Not written: ${outcome.status}`);
  const { reading: then } = await readByUs(system, generation);
  const isMainFile = file === reading.path;
  return { file, before, after, reload: reloadEffect({ before: reading.value, after: then.value, generation, gateway: 'up', isMainFile }) };
};
