// Where OpenClaw 2026.2 writes its log (the OpenClaw contract, section 1). Pure.
import path from 'node:path';

/** What the place depends on. */
export interface LogQuestion {
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
export const logFiles = ({ setting, folder, nowMs }: LogQuestion): readonly string[] => {
  if (typeof setting === 'string' && setting.trim() !== '') return path.isAbsolute(setting) ? [setting] : [];
  return [nowMs, nowMs - dayMs].map((atMs) => path.join(folder, `openclaw-${dateOf(atMs)}.log`));
};
