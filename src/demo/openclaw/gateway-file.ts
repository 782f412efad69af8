// The gateway of a simulated world that runs as a process: `gateway.json` in the folder of the world, and its log `gateway.log` in the shape
// of OpenClaw's log file. No file, or the file of a process that has died: none runs.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendLine, isAlive } from '../world-files.ts';

/** What the gateway has made of one account. */
export interface GatewayAccount {
  readonly profile: string;
  /** It was started; what became of its listener afterwards is not known here, as in the real one. */
  readonly isRunning: boolean;
  readonly startedAtMs: number | null;
  readonly lastError: string | null;
}

/** A running gateway. */
export interface GatewayFile {
  readonly pid: number;
  readonly startedAtMs: number;
  readonly accounts: Readonly<Record<string, GatewayAccount>>;
}

const fileIn = (dir: string): string => join(dir, 'gateway.json');

/** The log of the gateway in a world. */
export const gatewayLogFile = (dir: string): string => join(dir, 'gateway.log');

const isGateway = (value: unknown): value is GatewayFile =>
  typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'accounts' in value;

/** The gateway that runs in the world of a folder. */
export const readGateway = (dir: string): GatewayFile | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(fileIn(dir), 'utf8'));
    return isGateway(value) && isAlive(value.pid) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Says that it runs, and how. */
export const writeGateway = (dir: string, gateway: GatewayFile): void => {
  try {
    writeFileSync(fileIn(dir), `${JSON.stringify(gateway)}\n`, { mode: 0o600 });
  } catch {
    // The world was removed meanwhile.
  }
};

/** Says that it has ended. */
export const removeGateway = (dir: string): void => rmSync(fileIn(dir), { force: true });

/** A line of the gateway's log. */
export const logGateway = (dir: string, message: string, level: 'INFO' | 'ERROR' = 'INFO'): void => {
  const time = new Date().toISOString();
  appendLine(gatewayLogFile(dir), {
    0: '{"subsystem":"gateway/channels/zalouser"}',
    1: message,
    _meta: { logLevelName: level, date: time },
    time,
  });
};
