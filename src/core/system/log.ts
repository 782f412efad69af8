// JSON lines into a private file, without secrets. Never stdout or stderr: the screen belongs to the console.
import { closeSync, constants, fchmodSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Clock, systemClock } from '../shared/clock.ts';
import { AppError } from '../shared/error.ts';
import { visibleJson } from '../shared/text/sanitize.ts';
import { redactArgs, redactText } from './redact.ts';

/** From quiet to talkative; a log writes its own level and everything before it. */
export type LogLevel = 'error' | 'info' | 'debug';

/** Plain facts of a log line. `Error` values are written with their stack and cause. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A log. Writing never throws: a full disk must not end the console. */
export interface Log {
  /** `event` is a stable name such as `command/ended`. */
  error(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
  /** Safe to call twice; lines after it are dropped. */
  close(): void;
}

export interface LogOptions {
  /** Absolute path. Missing folders are made, readable by the owner alone. */
  readonly file: string;
  /** Default `info`. */
  readonly level?: LogLevel;
  readonly clock?: Clock;
}

/** A log that keeps nothing. */
export const silentLog: Log = { error: () => {}, info: () => {}, debug: () => {}, close: () => {} };

const levels: readonly LogLevel[] = ['error', 'info', 'debug'];
/** Longer strings are cut: a log line is for reading (UTF-16 code units). */
const maxStringUnits = 8_000;

const toPlain = (value: unknown, depth: number): unknown => {
  if (value instanceof AppError)
    return { ...value.view, stack: value.stack, cause: toPlain(value.cause, depth + 1) };
  if (value instanceof Error)
    return {
      name: value.name,
      message: value.message,
      stack: value.stack,
      cause: toPlain(value.cause, depth + 1),
    };
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 4) return '[deep]';
  // Arguments lose what only their neighbour marks as a secret: `--token X`.
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return redactArgs(value);
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item, depth + 1)]));
};

/** Redacts and cuts every string of a line. */
const toSafeString = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  const text = redactText(value.slice(0, maxStringUnits));
  return value.length > maxStringUnits ? `${text}…` : text;
};

/** A line is always one line, and harmless to print: whatever a terminal would do something at is escaped. */
const json = (line: object): string => visibleJson(JSON.stringify(line, toSafeString));

/**
 * One log line: `time` (ISO), `level`, `event`, then the fields. Garbage in the fields is written as far as it can be;
 * this never throws.
 */
export const formatLogLine = (
  atMs: number,
  level: LogLevel,
  event: string,
  fields: LogFields = {},
): string => {
  const line = { time: new Date(atMs).toISOString(), level, event };
  try {
    return json({ ...line, ...(toPlain(fields, 0) as LogFields) });
  } catch {
    return json({ ...line, unwritable: true });
  }
};

/**
 * Opens a log file for appending, mode 0600; an existing file is made private too. Lines are written at once, so that the
 * last one before a crash is there.
 * @throws the error of the file system when the file cannot be opened
 */
export const openLog = ({ file, level = 'info', clock = systemClock }: LogOptions): Log => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Following a link somebody planted would append to a file of their choice.
  const noFollow = constants.O_NOFOLLOW ?? 0;
  let descriptor: number | undefined = openSync(
    file,
    constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow,
    0o600,
  );
  try {
    fchmodSync(descriptor, 0o600);
  } catch {
    // Somebody else's file, or /dev/null: good enough to write to.
  }
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const writer = (lineLevel: LogLevel) => (event: string, fields?: LogFields) => {
    if (descriptor === undefined || levels.indexOf(lineLevel) > levels.indexOf(level)) return;
    try {
      writeSync(descriptor, `${formatLogLine(clock.now(), lineLevel, event, fields)}\n`);
    } catch {
      // A full disk: the console goes on without its log.
      close();
    }
  };
  return { error: writer('error'), info: writer('info'), debug: writer('debug'), close };
};
