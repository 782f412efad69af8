// What the simulated gateway leaves on disk while it runs, in the folder of the fake zca: `gateway.json`, who it is and what listens for it;
// `gateway.log` in the shape of OpenClaw's log file; and, in the world's temporary folder, the lock that a real one holds on its config.
// No file, or the file of a process that has died: none runs.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gatewayLockFiles } from '../core/openclaw/gateway-lock.ts';
import type { ProcessEntry, ProcessList } from '../core/system/process-list.ts';
import { storyMs } from './story-clock.ts';
import { appendLine, isAlive, readWorld } from './world-files.ts';

// The processes of a simulated world, out of all of this machine: the user's own listeners and gateways are none of its business.

/** The simulated gateway has been running for so long before the world was made (ms): it is past its start. */
const gatewayAgeMs = 3_600_000;

/** Only what belongs to the world in `dir`, and the console itself. */
export const processesOfWorld = (all: ProcessList, dir: string): ProcessList => ({
  list: async (signal) => {
    const listing = await all.list(signal);
    if (listing.status === 'unknown') return listing;
    const gatewayPid = readGateway(join(dir, 'zca'))?.pid;
    const isOfWorld = ({ pid, words }: ProcessEntry): boolean =>
      pid === process.pid || pid === gatewayPid || words.some((word) => word.includes(dir));
    const entries = listing.entries.filter(isOfWorld).map((entry): ProcessEntry => {
      if (entry.pid !== gatewayPid || entry.startedAtMs === undefined) return entry;
      return { ...entry, startedAtMs: entry.startedAtMs - gatewayAgeMs };
    });
    return { status: 'listed', entries };
  },
  environment: (pid) => all.environment(pid),
});

/** How a gateway begins: as it should, deaf on the default account, or listening twice on it. A restart makes it `up`. */
export type GatewayMode = 'up' | 'deaf' | 'doubled';

/** The mode of a word. */
export const gatewayMode = (text: string | undefined): GatewayMode | undefined =>
  text === 'up' || text === 'deaf' || text === 'doubled' ? text : undefined;

export interface GatewayAccount {
  readonly profile: string;
  /** It was started; what became of its listener afterwards is not known here, as in the real one. */
  readonly isRunning: boolean;
  readonly startedAtMs: number | null;
  readonly lastError: string | null;
}

export interface GatewayFile {
  readonly pid: number;
  readonly startedAtMs: number;
  /** By account, as it says. */
  readonly accounts: Readonly<Record<string, GatewayAccount>>;
  /** Process ids by profile, as it is. */
  readonly listeners: Readonly<Record<string, readonly number[]>>;
}

const fileIn = (zcaDir: string): string => join(zcaDir, 'gateway.json');

/** The file whose age tells when the gateway last heard something on a profile, or wrote something there. */
const trafficFile = (zcaDir: string, profile: string, way: 'inbound' | 'outbound'): string =>
  join(zcaDir, `gateway-${way}-${profile}`);

/** The gateway hears or writes something now. */
export const noteTraffic = (zcaDir: string, profile: string, way: 'inbound' | 'outbound'): void =>
  writeFileSync(trafficFile(zcaDir, profile, way), '', { mode: 0o600 });

/** When it last did (epoch ms, by the machine's clock); undefined if never. */
export const lastTrafficMs = (
  zcaDir: string,
  profile: string,
  way: 'inbound' | 'outbound',
): number | undefined => {
  try {
    return Math.round(statSync(trafficFile(zcaDir, profile, way)).mtimeMs);
  } catch {
    return undefined;
  }
};

export const gatewayLogFile = (zcaDir: string): string => join(zcaDir, 'gateway.log');

/** The temporary folder of everything in the world whose folder is `dir`. */
export const tempDirOf = (dir: string): string => join(dir, 'tmp');

const lockFile = (zcaDir: string, configPath: string): string => {
  const world = dirname(zcaDir);
  const userId = process.getuid?.();
  const userIds = userId === undefined ? undefined : [userId];
  const [file] = gatewayLockFiles({ configPath, tempDirs: [tempDirOf(world)], userIds });
  return file ?? join(world, 'gateway.lock');
};

const isGateway = (value: unknown): value is GatewayFile =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'accounts' in value;

/** The gateway that runs in a world, whoever started it. */
export const readGateway = (zcaDir: string): GatewayFile | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(fileIn(zcaDir), 'utf8'));
    return isGateway(value) && isAlive(value.pid) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Says that it runs, and how, and takes the lock on its config; a world that has gone is no error. */
export const writeGateway = (zcaDir: string, configPath: string, gateway: GatewayFile): void => {
  const lockPath = lockFile(zcaDir, configPath);
  const lock = { pid: gateway.pid, createdAt: new Date(gateway.startedAtMs).toISOString(), configPath };
  const files: readonly (readonly [string, unknown])[] = [
    [lockPath, lock],
    [fileIn(zcaDir), gateway],
  ];
  try {
    mkdirSync(dirname(lockPath), { recursive: true, mode: 0o700 });
    for (const [file, value] of files) {
      writeFileSync(`${file}.tmp`, `${JSON.stringify(value)}\n`, { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    }
  } catch {
    // The world was removed meanwhile.
  }
};

export const removeGateway = (zcaDir: string, configPath: string): void => {
  for (const file of [lockFile(zcaDir, configPath), fileIn(zcaDir)]) rmSync(file, { force: true });
};

export const logGateway = (zcaDir: string, message: string, level: 'INFO' | 'ERROR' = 'INFO'): void => {
  const time = new Date(storyMs(readWorld(zcaDir) ?? { createdAtMs: 0 }, Date.now())).toISOString();
  appendLine(gatewayLogFile(zcaDir), {
    0: '{"subsystem":"gateway/channels/zalouser"}',
    1: message,
    _meta: { logLevelName: level, date: time },
    time,
  });
};
