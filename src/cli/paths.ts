import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { underHome } from '../core/shared/home-path.ts';
import { systemCodeOf } from '../core/shared/system-code.ts';

export interface PathsInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
}

/** The folders of this console, none of which need exist. */
export interface Paths {
  /** Where `settings.json` is. */
  readonly settingsDir: string;
  /** Private: QR picture while a login runs, records of running listeners. */
  readonly runtimeDir: string;
  /** The key that names this console to a gateway that asks which device it is. */
  readonly deviceKeyFile: string;
  /** Where `--debug` logs to without `--log`. */
  readonly debugLogFile: string;
}

const name = 'zalouser-tui';

/** The home folder; `HOME` first, so that it can be changed for one run, and never an exception. */
export const homeFolder = (env: PathsInput['env']): string => {
  try {
    return env['HOME'] || homedir();
  } catch {
    return tmpdir();
  }
};

/** The platform's usual places; `XDG_*` where the platform has them, `ZALOUSER_TUI_SETTINGS_DIR` before all. */
export const pathsOf = ({ env, homeDir, platform }: PathsInput): Paths => {
  // The XDG specification says that a relative path is to be ignored.
  const fromEnv = (variable: string, fallback: string): string => {
    const value = env[variable];
    return value !== undefined && isAbsolute(value) ? value : fallback;
  };
  const usual = (): { readonly config: string; readonly state: string } => {
    if (platform === 'darwin') {
      return {
        config: join(homeDir, 'Library', 'Preferences', name),
        state: join(homeDir, 'Library', 'Application Support', name),
      };
    }
    if (platform === 'win32') {
      return {
        config: join(fromEnv('APPDATA', join(homeDir, 'AppData', 'Roaming')), name, 'Config'),
        state: join(fromEnv('LOCALAPPDATA', join(homeDir, 'AppData', 'Local')), name, 'State'),
      };
    }
    return {
      config: join(fromEnv('XDG_CONFIG_HOME', join(homeDir, '.config')), name),
      state: join(fromEnv('XDG_STATE_HOME', join(homeDir, '.local', 'state')), name),
    };
  };
  const { config, state } = usual();
  return {
    settingsDir: env['ZALOUSER_TUI_SETTINGS_DIR'] || config,
    runtimeDir: join(state, 'run'),
    deviceKeyFile: join(state, 'device-key.json'),
    debugLogFile: join(state, 'debug.log'),
  };
};

/** As typed on the command line: `~` is home, a path is from here, a bare name is looked up on PATH. */
export const typedPath = (typed: string, homeDir: string): string => {
  const path = underHome(typed, homeDir);
  return isAbsolute(path) || (!path.includes('/') && !path.includes(sep)) ? path : resolve(path);
};

/** A folder only the owner can enter. */
interface PrivateFolder {
  readonly path: string;
  /** Why it is not the one asked for but a temporary one. */
  readonly problem?: string;
  /** Removes it if it is temporary. */
  release(): void;
}

/**
 * Makes `path` (0700) or, where that cannot be, a temporary folder.
 * @throws the error of the file system if there is no room for that either
 */
export const openPrivateFolder = (path: string): PrivateFolder => {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chmodSync(path, 0o700);
    return { path, release: () => {} };
  } catch (error) {
    const temporary = mkdtempSync(join(tmpdir(), 'zalouser-tui-run-'));
    return {
      path: temporary,
      problem: systemCodeOf(error) ?? 'unknown',
      release: () => rmSync(temporary, { recursive: true, force: true }),
    };
  }
};

/** Why the file system refused, in a few words. */
export const fileProblem = (error: unknown): string => {
  const code = systemCodeOf(error) ?? '';
  const words: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'read-only',
    ENOSPC: 'disk full',
    EDQUOT: 'disk quota used up',
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is no folder',
  };
  return words[code] ?? (code === '' ? 'unexpected error' : code);
};
