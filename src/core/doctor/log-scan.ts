// Looks for pairing codes at the end of OpenClaw's log.
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { logFiles } from '../openclaw/log-place.ts';
import { openPlain } from '../system/files.ts';
import { lookAtFile } from './file-modes.ts';
import { findCodes } from './log-leaks.ts';
import type { LogLeaks } from './model.ts';

/** So much of the end of a log is read (bytes). A log may have 500 MB; who polls is at its end every few minutes. */
export const logTailBytes = 4 * 1_048_576;

/** What to look for, and where. */
export interface LogScanQuestion {
  /** `logging.file` of the config. */
  readonly setting: unknown;
  /** Codes that work now. */
  readonly pending: readonly string[];
  readonly nowMs: number;
  /** Where the log is if nothing is set. Default: {@link usualLogFolder}. */
  readonly folder?: string | undefined;
}

/** `/tmp/openclaw`, or another where others own that or may write in it: OpenClaw does not use such a one. */
export const usualLogFolder = async (usual = '/tmp/openclaw'): Promise<string> => {
  const user = process.getuid?.() ?? 0;
  try {
    const { uid, mode } = await lstat(usual);
    if (uid === user && (mode & 0o022) === 0) return usual;
  } catch {
    // It is made when it is needed.
  }
  return path.join(tmpdir(), `openclaw-${user}`);
};

/** The last lines of a file, without the one that is cut; empty if it cannot be read. */
const readTail = async (file: string): Promise<string> => {
  try {
    const handle = await openPlain(file);
    try {
      const facts = await handle.stat();
      const start = Math.max(0, facts.size - logTailBytes);
      const buffer = Buffer.alloc(Math.min(facts.size, logTailBytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
      const text = buffer.toString('utf8', 0, bytesRead);
      return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
};

/** Counts the codes in the newest log that has any; undefined if none has. Never rejects, and keeps nothing of what it read. */
export const scanLog = async ({ setting, pending, nowMs, folder }: LogScanQuestion): Promise<LogLeaks | undefined> => {
  for (const file of logFiles({ setting, folder: folder ?? (await usualLogFolder()), nowMs })) {
    const found = findCodes(await readTail(file), pending);
    if (found.codes === 0) continue;
    const { open: exposed } = await lookAtFile({ path: file, kind: 'store' });
    return { file, ...found, isReadable: exposed?.isReachable === true };
  }
  return undefined;
};
