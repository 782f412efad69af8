// Which OpenClaw is on this machine, as far as its files tell.
import { existsSync, readdirSync } from 'node:fs';
import type { Generation } from '../state/state.ts';
import { detectGeneration } from './generation.ts';
import { type OpenClawPaths, type PathQuestion, resolveOpenClawPaths } from './locate.ts';

/** Its paths, and which of the two kinds it is. */
export interface OpenClawHere {
  readonly paths: OpenClawPaths;
  readonly generation: Generation;
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Looks for the files. `version` is what the `openclaw` binary said, where it was asked; it decides the generation. */
export const openClawHere = (
  { env, homeDir, configFlag, cwd }: Pick<PathQuestion, 'env' | 'homeDir' | 'configFlag' | 'cwd'>,
  version?: string,
): OpenClawHere => {
  const question = { env, homeDir, configFlag, cwd, exists: existsSync };
  const paths = resolveOpenClawPaths(question);
  const { stateDir, credentialsDir } = paths;
  const generation = detectGeneration({ version, stateDir, credentialsDir, exists: existsSync, list: namesIn });
  return { generation, paths: generation === '226' ? paths : resolveOpenClawPaths({ ...question, generation }) };
};
