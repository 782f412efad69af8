// Where OpenClaw keeps its config, its state and its credentials: path arithmetic only, files are asked about through `exists`.
import path from 'node:path';
import { underHome } from '../shared/home-path.ts';
import type { Capabilities } from './capabilities.ts';
import { unseenRelease } from './releases.ts';

/** Names of the config file, newest first. */
const configNames = ['openclaw.json', 'clawdbot.json', 'moldbot.json', 'moltbot.json'] as const;
/** Names of the state folder in the home folder, newest first. */
const stateDirNames = ['.openclaw', '.clawdbot', '.moldbot', '.moltbot'] as const;

/** What the paths depend on. */
export type PathCapabilities = Pick<Capabilities, 'honoursOldNames' | 'fallsBackHome'>;

/** What the paths are worked out from. */
export interface PathQuestion {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home as the system knows it; `HOME`, `USERPROFILE` and `OPENCLAW_HOME` of `env` come first. */
  readonly homeDir: string;
  /** `--config`: beats everything, for the config only. */
  readonly configFlag?: string | undefined;
  readonly exists: (file: string) => boolean;
  /** Of the OpenClaw that is here. Default: what is taken for granted while that is not known. */
  readonly capabilities?: PathCapabilities;
  /** What relative paths are relative to. Default: the current folder. */
  readonly cwd?: string | undefined;
}

/** The answer; every path is absolute. */
export interface OpenClawPaths {
  readonly configPath: string;
  readonly stateDir: string;
  readonly credentialsDir: string;
  /** Every place the config was looked for, first wins. */
  readonly candidates: readonly string[];
  /**
   * True if a state folder is named in the environment but the config is read from the home folder all the same
   * (older releases do that when the named folder has no config; the openclaw contract, section 1).
   */
  readonly isHomeFallback: boolean;
}

const setting = (value: string | undefined): string | undefined => value?.trim() || undefined;

/** `OPENCLAW_HOME` replaces the home folder; a `~` in it means the real one. */
const effectiveHome = ({ env, homeDir, cwd = '' }: PathQuestion): string => {
  const realHome = setting(env['HOME']) ?? setting(env['USERPROFILE']) ?? homeDir;
  const ownHome = setting(env['OPENCLAW_HOME']);
  return path.resolve(cwd, ownHome === undefined ? realHome : underHome(ownHome, realHome));
};

const configsIn = (dir: string): readonly string[] => configNames.map((name) => path.join(dir, name));

const statePath = (question: PathQuestion, home: string, named: string | undefined): string => {
  if (named !== undefined) return named;
  const dirs = stateDirNames.map((name) => path.join(home, name));
  return dirs.find(question.exists) ?? path.join(home, stateDirNames[0]);
};

const configCandidates = ({ fallsBackHome }: PathCapabilities, home: string, namedStateDir: string | undefined): readonly string[] => {
  const homes = stateDirNames.flatMap((name) => configsIn(path.join(home, name)));
  if (namedStateDir === undefined) return homes;
  // Later releases never look anywhere else once a state folder is named.
  return fallsBackHome ? [...configsIn(namedStateDir), ...homes] : [path.join(namedStateDir, configNames[0])];
};

/**
 * Finds config, state and credentials as OpenClaw does (the openclaw contract, section 1): the flag, then
 * `OPENCLAW_CONFIG_PATH`, the state folder's config, the home folder's; older releases also honour `CLAWDBOT_*`.
 */
export const resolveOpenClawPaths = (question: PathQuestion): OpenClawPaths => {
  const { env, exists, capabilities = unseenRelease.capabilities, cwd = '' } = question;
  const home = effectiveHome(question);
  const absolute = (value: string): string => path.resolve(cwd, underHome(value, home));
  const legacy = (name: string): string | undefined => (capabilities.honoursOldNames ? setting(env[name]) : undefined);

  const stateName = setting(env['OPENCLAW_STATE_DIR']) ?? legacy('CLAWDBOT_STATE_DIR');
  const namedStateDir = stateName === undefined ? undefined : absolute(stateName);
  const stateDir = statePath(question, home, namedStateDir);
  const oauthDir = setting(env['OPENCLAW_OAUTH_DIR']);
  const credentialsDir = oauthDir === undefined ? path.join(stateDir, 'credentials') : absolute(oauthDir);

  const named = setting(question.configFlag) ?? setting(env['OPENCLAW_CONFIG_PATH']) ?? legacy('CLAWDBOT_CONFIG_PATH');
  if (named !== undefined) {
    const configPath = absolute(named);
    return { configPath, stateDir, credentialsDir, candidates: [configPath], isHomeFallback: false };
  }
  const candidates = configCandidates(capabilities, home, namedStateDir);
  const configPath = candidates.find(exists) ?? path.join(stateDir, configNames[0]);
  const isHomeFallback = namedStateDir !== undefined && path.dirname(configPath) !== namedStateDir;
  return { configPath, stateDir, credentialsDir, candidates, isHomeFallback };
};
