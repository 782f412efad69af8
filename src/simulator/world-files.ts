// The folder of a simulated world on disk. Everything that several processes write is appended in one short write, so no
// lock is needed; only `world.json` is replaced, once, when the world is made.
//
//   world.json        the world as it was made           control.ndjson   what happened since (control.ts)
//   zca-log.ndjson    argv, signals and exits of zca     heard.ndjson     messages of the lively feed
//   openclaw-log.ndjson  the same of openclaw            gateway.json     the gateway that runs (gateway-files.ts)
//   listener-P.lock   pid of the listener of profile P   feed-P.position  where P's lively feed stands
//   answers.ndjson    what the gateway of a lively world sent, which its listeners tell
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../core/shared/system-code.ts';
import { type ControlLine, parseControl, parseControlLine } from './control.ts';
import { applyControl, type DemoWorld, isWorld, switchesFromText } from './world.ts';

/** One line of `zca-log.ndjson`. */
export interface ZcaLogLine {
  readonly atMs: number;
  readonly pid: number;
  /** `connected`: a listener hears from now on. */
  readonly kind: 'start' | 'signal' | 'exit' | 'connected';
  readonly argv?: readonly string[];
  readonly signal?: string;
  readonly code?: number;
}

export const controlFile = (dir: string): string => join(dir, 'control.ndjson');
export const heardFile = (dir: string): string => join(dir, 'heard.ndjson');
/** Beside the control file, which every call reads whole: answers never end. */
export const answersFile = (dir: string): string => join(dir, 'answers.ndjson');
export const logFile = (dir: string): string => join(dir, 'zca-log.ndjson');
export const openclawLogFile = (dir: string): string => join(dir, 'openclaw-log.ndjson');
export const worldFile = (dir: string): string => join(dir, 'world.json');

const readOr = (path: string, fallback: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return fallback;
  }
};

/** Appends one line; a folder that has gone is no error (the demo may be closing). */
export const appendLine = (path: string, value: unknown): void => {
  try {
    appendFileSync(path, `${JSON.stringify(value)}\n`, { mode: 0o600 });
  } catch {
    // The world was removed meanwhile.
  }
};

/** Makes something happen in a world: see control.ts for what there is. */
export const control = (dir: string, line: ControlLine): void => appendLine(controlFile(dir), line);

/** Writes a new world into `dir`, which is made (0700) if it is not there. */
export const writeWorld = (dir: string, world: DemoWorld): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(worldFile(dir), `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  appendFileSync(controlFile(dir), '', { mode: 0o600 });
};

/** Settings from the environment that overrule the world file. */
export interface WorldEnv {
  readonly ZALOUSER_DEMO_SPEED?: string | undefined;
  readonly ZALOUSER_DEMO_FAIL?: string | undefined;
}

/** The world as it is now, or undefined if the folder holds none. */
export const readWorld = (dir: string, env: WorldEnv = {}): DemoWorld | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(readOr(worldFile(dir), 'null'));
  } catch {
    return undefined;
  }
  if (!isWorld(value)) return undefined;
  const speed = Number(env.ZALOUSER_DEMO_SPEED ?? '');
  const world = parseControl(readOr(controlFile(dir), '')).reduce(applyControl, value);
  return {
    ...world,
    speed: speed > 0 ? speed : world.speed,
    switches: switchesFromText(env.ZALOUSER_DEMO_FAIL, world.switches),
  };
};

/** What zca was called with and how it ended, oldest first. */
export const readZcaLog = (dir: string): readonly ZcaLogLine[] => readLog(logFile(dir));

/** The same of the fake `openclaw`. */
export const readOpenclawLog = (dir: string): readonly ZcaLogLine[] => readLog(openclawLogFile(dir));

const readLog = (file: string): readonly ZcaLogLine[] =>
  readOr(file, '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): ZcaLogLine => JSON.parse(line));

/** Messages sent by `zca msg` and by the simulated gateway, oldest first. */
export const readSent = (dir: string): readonly (ControlLine & { type: 'sent' })[] =>
  parseControl(readOr(controlFile(dir), '')).filter((line) => line.type === 'sent');

/** Reads what was appended to a file since the last call. A last line without its end is kept for the next call. */
export interface Tail {
  /** Where in the file it began (bytes). */
  readonly begunAt: number;
  read(): readonly ControlLine[];
}

/** Follows a control file from its present end, or from a place in it (bytes). */
export const tail = (path: string, begunAt: number = sizeOf(path)): Tail => {
  let offset = begunAt;
  let rest = '';
  return {
    begunAt,
    read: () => {
      const size = sizeOf(path);
      if (size <= offset) return [];
      rest += readRange(path, offset, size - offset);
      offset = size;
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      return lines.map(parseControlLine).filter((line) => line !== undefined);
    },
  };
};

/** Size in bytes; 0 if the file is not there. */
const sizeOf = (path: string): number => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};

const readRange = (path: string, offset: number, bytes: number): string => {
  const buffer = Buffer.alloc(bytes);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, bytes, offset));
  } catch {
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) === 'EPERM';
  }
};
