import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join, resolve, sep } from 'node:path';
import { underHome } from '../core/shared/home-path.ts';

/** What the folders are worked out from. */
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
    debugLogFile: join(state, 'debug.log'),
  };
};

/** As typed on the command line: `~` is home, a path is from here, a bare name is looked up on PATH. */
export const typedPath = (typed: string, homeDir: string): string => {
  const path = underHome(typed, homeDir);
  return isAbsolute(path) || (!path.includes('/') && !path.includes(sep)) ? path : resolve(path);
};
