// Where OpenClaw keeps its config, its state and its credentials: path arithmetic only, files are asked about through `exists`.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { underHome } from '../shared/home-path.ts';
import type { Capabilities, Release } from './capabilities.ts';
import { releaseOfFiles, releaseOfVersion, unseenRelease } from './releases.ts';

// Where OpenClaw 2026.2 writes its log (the OpenClaw contract, section 1). Pure.

interface LogPlaceInput {
  /** `logging.file` of the config. */
  readonly setting: unknown;
  /** The folder that is used where nothing is set: `/tmp/openclaw`, unless it is somebody else's. */
  readonly folder: string;
  readonly nowMs: number;
}

const dayMs = 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-22`, in local time. */
const dateOf = (atMs: number): string => {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/**
 * The files to look in, the newest first: that of today and of yesterday, or the one that the config names. A name that is not absolute is
 * none that could be found: it is taken from wherever each process was started, a `~` in it included.
 */
export const logFiles = ({ setting, folder, nowMs }: LogPlaceInput): readonly string[] => {
  if (typeof setting === 'string' && setting.trim() !== '') return path.isAbsolute(setting) ? [setting] : [];
  return [nowMs, nowMs - dayMs].map((atMs) => path.join(folder, `openclaw-${dateOf(atMs)}.log`));
};

// Which OpenClaw is on this machine, as far as its files tell.

interface ToldVersions {
  /** The gateway that runs on this config: it decides. */
  readonly gateway?: string | undefined;
  /** The `openclaw` program. */
  readonly binary?: string | undefined;
}

export interface DetectedOpenClaw {
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
export const detectOpenClaw = (
  { env, homeDir, configFlag, cwd }: Pick<PathInput, 'env' | 'homeDir' | 'configFlag' | 'cwd'>,
  told: ToldVersions = {},
): DetectedOpenClaw => {
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

/** Names of the config file, newest first. */
const configNames = ['openclaw.json', 'clawdbot.json', 'moldbot.json', 'moltbot.json'] as const;
/** Names of the state folder in the home folder, newest first. */
const stateDirNames = ['.openclaw', '.clawdbot', '.moldbot', '.moltbot'] as const;

export type PathCapabilities = Pick<Capabilities, 'honoursOldNames' | 'fallsBackHome'>;

export interface PathInput {
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
const effectiveHome = ({ env, homeDir, cwd = '' }: PathInput): string => {
  const realHome = setting(env['HOME']) ?? setting(env['USERPROFILE']) ?? homeDir;
  const ownHome = setting(env['OPENCLAW_HOME']);
  return path.resolve(cwd, ownHome === undefined ? realHome : underHome(ownHome, realHome));
};

const configsIn = (dir: string): readonly string[] => configNames.map((name) => path.join(dir, name));

const statePath = (question: PathInput, home: string, named: string | undefined): string => {
  if (named !== undefined) return named;
  const dirs = stateDirNames.map((name) => path.join(home, name));
  return dirs.find(question.exists) ?? path.join(home, stateDirNames[0]);
};

const configCandidates = (
  { fallsBackHome }: PathCapabilities,
  home: string,
  namedStateDir: string | undefined,
): readonly string[] => {
  const homes = stateDirNames.flatMap((name) => configsIn(path.join(home, name)));
  if (namedStateDir === undefined) return homes;
  // Later releases never look anywhere else once a state folder is named.
  return fallsBackHome ? [...configsIn(namedStateDir), ...homes] : [path.join(namedStateDir, configNames[0])];
};

/**
 * Finds config, state and credentials as OpenClaw does (the openclaw contract, section 1): the flag, then
 * `OPENCLAW_CONFIG_PATH`, the state folder's config, the home folder's; older releases also honour `CLAWDBOT_*`.
 */
export const resolveOpenClawPaths = (question: PathInput): OpenClawPaths => {
  const { env, exists, capabilities = unseenRelease.capabilities, cwd = '' } = question;
  const home = effectiveHome(question);
  const absolute = (value: string): string => path.resolve(cwd, underHome(value, home));
  const legacy = (name: string): string | undefined =>
    capabilities.honoursOldNames ? setting(env[name]) : undefined;

  const stateName = setting(env['OPENCLAW_STATE_DIR']) ?? legacy('CLAWDBOT_STATE_DIR');
  const namedStateDir = stateName === undefined ? undefined : absolute(stateName);
  const stateDir = statePath(question, home, namedStateDir);
  const oauthDir = setting(env['OPENCLAW_OAUTH_DIR']);
  const credentialsDir = oauthDir === undefined ? path.join(stateDir, 'credentials') : absolute(oauthDir);

  const named =
    setting(question.configFlag) ?? setting(env['OPENCLAW_CONFIG_PATH']) ?? legacy('CLAWDBOT_CONFIG_PATH');
  if (named !== undefined) {
    const configPath = absolute(named);
    return { configPath, stateDir, credentialsDir, candidates: [configPath], isHomeFallback: false };
  }
  const candidates = configCandidates(capabilities, home, namedStateDir);
  const configPath = candidates.find(exists) ?? path.join(stateDir, configNames[0]);
  const isHomeFallback = namedStateDir !== undefined && path.dirname(configPath) !== namedStateDir;
  return { configPath, stateDir, credentialsDir, candidates, isHomeFallback };
};
