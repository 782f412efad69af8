// Which `openclaw` binary, and its version. Having none is fine: files and zca suffice.
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { LocatedBy, OpenClawStatus } from '../model/programs.ts';
import { createOnce } from '../shared/once.ts';
import type { Runner } from '../system/runner.ts';
import { isScript, openClawProgram, version as versionCall } from './command-line.ts';
import { parseOpenClawVersion } from './releases.ts';

export interface OpenClawLocatorDeps {
  readonly runner: Pick<Runner, 'run'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--openclaw PATH`. */
  readonly flag?: string;
  readonly platform: NodeJS.Platform;
}

/**
 * Finds the binary and asks its version. Asked every time: a file that starts another (`exec node …`, a shim of a version manager) stays the same
 * while OpenClaw behind it is upgraded. Who asks meanwhile gets the same answer.
 */
export interface OpenClawLocator {
  locate(signal?: AbortSignal): Promise<OpenClawStatus>;
}

const isProgram = async (file: string): Promise<boolean> => {
  try {
    if (!(await stat(file)).isFile()) return false;
    // Scripts run through Node: they need no executable bit.
    await access(file, isScript(file) ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const namesOf = (platform: NodeJS.Platform, env: OpenClawLocatorDeps['env']): readonly string[] =>
  platform === 'win32'
    ? (env['PATHEXT'] ?? '.EXE;.CMD;.BAT')
        .split(';')
        .filter(Boolean)
        .map((ending) => `openclaw${ending.toLowerCase()}`)
    : ['openclaw'];

const placesOf = ({
  flag,
  env,
  platform,
}: OpenClawLocatorDeps): { files: readonly string[]; by: Exclude<LocatedBy, 'setting' | 'own'> } => {
  if (flag?.trim()) return { files: [path.resolve(flag.trim())], by: 'flag' };
  const named = env['ZALOUSER_TUI_OPENCLAW']?.trim();
  if (named) return { files: [path.resolve(named)], by: 'environment' };
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter(Boolean);
  return {
    files: folders.flatMap((folder) => namesOf(platform, env).map((name) => path.resolve(folder, name))),
    by: 'path',
  };
};

/**
 * Looks for `openclaw`: the flag, then `ZALOUSER_TUI_OPENCLAW`, then PATH. A place that was named but holds no program is
 * `missing`, never replaced by another. A binary that does not tell its version is `found` without one.
 */
export const createOpenClawLocator = (deps: OpenClawLocatorDeps): OpenClawLocator => {
  /** By the file as it stands there. */
  const told = new Map<string, string | undefined>();

  const versionOf = async (file: string, signal?: AbortSignal): Promise<string | undefined> => {
    const key = await stat(file).then(
      ({ mtimeMs, size }) => `${file}:${mtimeMs}:${size}`,
      () => file,
    );
    try {
      const { stdout } = await deps.runner.run(versionCall(openClawProgram(file, process.execPath)), signal);
      told.set(key, parseOpenClawVersion(stdout));
    } catch {
      // Not started, timed out or cancelled: what the same file has told is the best that is known.
    }
    return told.get(key);
  };

  const look = async (signal?: AbortSignal): Promise<OpenClawStatus> => {
    const { files, by } = placesOf(deps);
    for (const file of files) {
      if (!(await isProgram(file))) continue;
      const version = await versionOf(file, signal);
      return { status: 'found', path: file, by, version };
    }
    const [named] = files;
    return {
      status: 'missing',
      ...(by === 'path' || named === undefined ? {} : { named: { file: named, by } }),
    };
  };

  const once = createOnce<'look', OpenClawStatus>();
  return { locate: (signal) => once.join('look', () => look(signal)) };
};
