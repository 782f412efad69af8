// Of which release a running gateway is: by the package it was started from. Its own title hides its command line.
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { GatewayProcess } from '../model/listening.ts';
import type { ProcessEntry, ProcessList } from '../process/process-list.ts';
import { parseOpenClawVersion } from './releases.ts';

/** How a version is found. */
export interface GatewayVersionOptions {
  readonly processes: Pick<ProcessList, 'environment'>;
  /** Where Linux shows processes. Default `/proc`. */
  readonly proc?: string;
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

/** Add-ons that are loaded into the process (Linux). */
const addonsOf = async (proc: string, pid: number): Promise<readonly string[]> => {
  const maps = await readFile(`${proc}/${pid}/maps`, 'utf8').catch(() => '');
  return [...new Set([...maps.matchAll(/\s(\/\S.*\.node)$/gmu)].map(([, file = '']) => file))];
};

const ask = async (
  { processes, proc = '/proc' }: GatewayVersionOptions,
  gateway: ProcessEntry,
  entries: readonly ProcessEntry[],
): Promise<Pick<GatewayProcess, 'version'>> => {
  const ofWords = withParents(gateway, entries).flatMap(({ words }) => words.filter(isScript));
  const typed = (await processes.environment(gateway.pid).catch(() => undefined))?.['_'] ?? '';
  for (const file of [...ofWords, ...[typed].filter(isScript), ...(await addonsOf(proc, gateway.pid))]) {
    const version = await versionAbove(file, gateway.startedAtMs);
    if (version !== undefined) return { version };
  }
  return {};
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
