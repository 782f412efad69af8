// Which OpenClaw is on this machine, as far as its files tell.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Release } from './capabilities.ts';
import { type OpenClawPaths, type PathQuestion, resolveOpenClawPaths } from './paths.ts';
import { releaseOfFiles, releaseOfVersion } from './releases.ts';

/** Versions that somebody told. */
export interface ToldVersions {
  /** The gateway that runs on this config: it decides. */
  readonly gateway?: string | undefined;
  /** The `openclaw` program. */
  readonly binary?: string | undefined;
}

/** Its paths, and which release it is. */
export interface OpenClawHere {
  readonly paths: OpenClawPaths;
  readonly release: Release;
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Looks for the files. The versions that were told go before what the files say. */
export const openClawHere = (
  { env, homeDir, configFlag, cwd }: Pick<PathQuestion, 'env' | 'homeDir' | 'configFlag' | 'cwd'>,
  told: ToldVersions = {},
): OpenClawHere => {
  const question = { env, homeDir, configFlag, cwd, exists: existsSync };
  const paths = resolveOpenClawPaths(question);
  const { stateDir, credentialsDir } = paths;
  const { gateway, binary } = told;
  const version = gateway ?? binary;
  const release =
    version === undefined
      ? releaseOfFiles({
          hasDatabase: existsSync(path.join(stateDir, 'state', 'openclaw.sqlite')),
          credentialNames: namesIn(credentialsDir),
        })
      : releaseOfVersion(version, gateway === undefined ? 'binary' : 'gateway');
  return { release, paths: resolveOpenClawPaths({ ...question, capabilities: release.capabilities }) };
};
