// Of which release a running gateway is: by the package it was started from. Its own title hides its command line.
import { readFile, readlink, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { GatewayProcess } from '../model/listening.ts';
import type { ProcessEntry, ProcessList } from '../system/process-list.ts';
import { parseOpenClawVersion } from './releases.ts';
import { type ServiceQuestion, serviceCommands, systemUnitFolders } from './service-record.ts';

/** How a version is found. */
export interface GatewayVersionOptions {
  readonly processes: Pick<ProcessList, 'environment'>;
  /** Where Linux shows processes. Default `/proc`. */
  readonly proc?: string;
  /** Whose service managers are known. Default: that of this process. */
  readonly platform?: NodeJS.Platform;
  /** Default: that of the user of this process. */
  readonly homeDir?: string;
  /** Where systemd has units beside those of the user. Default: its own places. */
  readonly unitFolders?: ServiceQuestion['unitFolders'];
}

/** A package on disk: what runs is older than one that was put there after it was started. */
const packageIn = async (folder: string, startedAtMs: number | undefined): Promise<string | undefined> => {
  try {
    const file = path.join(folder, 'package.json');
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof manifest !== 'object' || manifest === null || Reflect.get(manifest, 'name') !== 'openclaw') return undefined;
    if (startedAtMs !== undefined && (await stat(file)).ctimeMs > startedAtMs + startSlackMs) return undefined;
    return parseOpenClawVersion(String(Reflect.get(manifest, 'version')));
  } catch {
    return undefined;
  }
};

/** The system tells the start of a process in whole seconds, or in ticks. */
const startSlackMs = 1_000;

/** The package a file belongs to, or that stands beside it among modules. */
const versionAbove = async (file: string, startedAtMs: number | undefined): Promise<string | undefined> => {
  let folder = path.dirname(await realpath(file).catch(() => file));
  for (let depth = 0; depth < 24; depth += 1) {
    const found =
      (await packageIn(folder, startedAtMs)) ??
      (path.basename(folder) === 'node_modules' ? await packageIn(path.join(folder, 'openclaw'), startedAtMs) : undefined);
    if (found !== undefined) return found;
    const above = path.dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
};

const isScript = (word: string): boolean => path.isAbsolute(word) && /(?:\.m?js|[\\/]openclaw(?:\.cmd)?)$/iu.test(word);

/** Those it was started by, nearest first: a starter may still have its command line. */
const withParents = (gateway: ProcessEntry, entries: readonly ProcessEntry[]): readonly ProcessEntry[] => {
  const chain = [gateway];
  for (let depth = 0; depth < 3; depth += 1) {
    const parent = entries.find(({ pid }) => pid === chain.at(-1)?.ppid);
    if (parent === undefined || parent.pid <= 1) break;
    chain.push(parent);
  }
  return chain;
};

/** What it has started for its own work (2026.8.1 and later) is of its package: `…/openclaw/dist/process/spawn-broker/worker.js`. */
const isWorker = (word: string): boolean => path.isAbsolute(word) && /[\\/]dist[\\/](?:.+[\\/])?(?:[\w-]+\.)?worker\.m?js$/u.test(word);

/** Of the package itself: other programs have workers, too, and OpenClaw beside them. */
const ofWorkers = async ({ pid, startedAtMs }: ProcessEntry, entries: readonly ProcessEntry[]): Promise<string | undefined> => {
  const words = entries.filter(({ ppid }) => ppid === pid).flatMap((child) => child.words.filter(isWorker));
  for (const file of new Set(words)) {
    const version = await packageIn(file.slice(0, file.search(/[\\/]dist[\\/](?!.*[\\/]dist[\\/])/u)), startedAtMs);
    if (version !== undefined) return version;
  }
  return undefined;
};

/** Add-ons that are loaded into the process (Linux). */
const addonsOf = async (proc: string, pid: number): Promise<readonly string[]> => {
  const maps = await readFile(`${proc}/${pid}/maps`, 'utf8').catch(() => '');
  return [...new Set([...maps.matchAll(/\s(\/\S.*\.node)$/gmu)].map(([, file = '']) => file))];
};

/** The version by the record of its service. A record that was written after the start is of the next one; several have to say the same. */
const ofService = async (question: ServiceQuestion): Promise<string | undefined> => {
  const { startedAtMs } = question.gateway;
  const valid = (await serviceCommands(question)).filter(
    ({ writtenAtMs }) => startedAtMs === undefined || writtenAtMs <= startedAtMs + startSlackMs,
  );
  const versions = new Set(await Promise.all(valid.map(({ words }) => firstVersion(words.filter(isScript), startedAtMs))));
  return versions.size === 1 ? [...versions][0] : undefined;
};

const firstVersion = async (files: readonly string[], startedAtMs: number | undefined): Promise<string | undefined> => {
  for (const file of files) {
    const version = await versionAbove(file, startedAtMs);
    if (version !== undefined) return version;
  }
  return undefined;
};

/** A container runs it in its package; a service in the folder it was given. */
const ofFolder = async (proc: string, { pid, startedAtMs }: ProcessEntry): Promise<string | undefined> => {
  const folder = await readlink(`${proc}/${pid}/cwd`).catch(() => undefined);
  return folder === undefined ? undefined : packageIn(folder, startedAtMs);
};

const ask = async (
  { processes, proc = '/proc', platform = process.platform, homeDir = homedir(), unitFolders = systemUnitFolders }: GatewayVersionOptions,
  gateway: ProcessEntry,
  entries: readonly ProcessEntry[],
): Promise<Pick<GatewayProcess, 'version'>> => {
  const env = await processes.environment(gateway.pid).catch(() => undefined);
  const ofWords = withParents(gateway, entries).flatMap(({ words }) => words.filter(isScript));
  const typed = [env?.['_'] ?? ''].filter(isScript);
  const version =
    (await firstVersion([...ofWords, ...typed, ...(await addonsOf(proc, gateway.pid))], gateway.startedAtMs)) ??
    (await ofWorkers(gateway, entries)) ??
    (await ofService({ platform, proc, homeDir, unitFolders, gateway, env })) ??
    (await ofFolder(proc, gateway));
  return version === undefined ? {} : { version };
};

/** The version of a running gateway, where something tells it; asked once of every process. Never rejects. */
export const createGatewayVersions = (
  options: GatewayVersionOptions,
): ((gateway: ProcessEntry, entries: readonly ProcessEntry[]) => Promise<Pick<GatewayProcess, 'version'>>) => {
  const asked = new Map<string, Promise<Pick<GatewayProcess, 'version'>>>();
  return (gateway, entries) => {
    const key = `${gateway.pid} ${gateway.startMark}`;
    const answer = asked.get(key) ?? ask(options, gateway, entries);
    asked.set(key, answer);
    return answer;
  };
};
