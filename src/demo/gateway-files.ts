// What the process of the simulated gateway leaves on disk while it runs: who it is and what listens for it, and the lock that a real
// gateway holds on its config.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gatewayLockFiles } from '../core/openclaw/gateway-lock.ts';
import { isAlive } from './world-files.ts';

/** What the process is started with, as one argument. */
export interface GatewayRun {
  /** Folder of the world. */
  readonly dir: string;
  readonly zcaPath: string;
  readonly configPath: string;
  /** It listens on these, */
  readonly profiles: readonly string[];
  /** but not, until it is restarted, on these, */
  readonly deaf: readonly string[];
  /** and on these twice. */
  readonly doubled: readonly string[];
}

/** Who the gateway is, and its listeners by profile. */
export interface GatewayStatus {
  readonly pid: number;
  readonly listeners: Readonly<Record<string, readonly number[]>>;
}

const statusFile = (dir: string): string => join(dir, 'zca', 'gateway.json');
/** The temporary folder of everything in a world. */
export const tempDirOf = (dir: string): string => join(dir, 'tmp');

const lockFile = ({ dir, configPath }: GatewayRun): string =>
  gatewayLockFiles({ configPath, tempDirs: [tempDirOf(dir)], userId: process.getuid?.() })[0] ?? join(dir, 'gateway.lock');

/** Says who is the gateway; a world that has gone is no error. */
export const writeGatewayFiles = (run: GatewayRun, status: GatewayStatus): void => {
  const lock = { pid: status.pid, createdAt: new Date().toISOString(), configPath: run.configPath };
  const files: readonly (readonly [string, unknown])[] = [
    [statusFile(run.dir), status],
    [lockFile(run), lock],
  ];
  try {
    mkdirSync(dirname(lockFile(run)), { recursive: true, mode: 0o700 });
    for (const [file, value] of files) {
      writeFileSync(`${file}.tmp`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${file}.tmp`, file);
    }
  } catch {
    // The world was removed meanwhile.
  }
};

/** No gateway any more. */
export const removeGatewayFiles = (run: GatewayRun): void => {
  for (const file of [statusFile(run.dir), lockFile(run)]) rmSync(file, { force: true });
};

/** The gateway of a world, if it runs. */
export const readGatewayStatus = (dir: string): GatewayStatus | undefined => {
  try {
    const status: GatewayStatus = JSON.parse(readFileSync(statusFile(dir), 'utf8'));
    return isAlive(status.pid) ? status : undefined;
  } catch {
    return undefined;
  }
};
