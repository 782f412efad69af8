// The world a console is opened on: the operator's own (demo.ts has the simulated one).

import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { AppError, type ConsoleOptions } from '../core/faces.ts';
import { chosenGateway } from './gateway.ts';
import type { SharedOptions } from './options.ts';
import { fileProblem, openPrivateFolder, type Paths, typedPath } from './paths.ts';
import { memorySettings, openSettings, readSettings, type Settings, type SettingsStore } from './settings.ts';
import { cliSentences } from './words.ts';

export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly paths: Paths;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** What differs between the real world and the simulated one. */
export interface World {
  readonly settings: SettingsStore;
  readonly consoleOptions: ConsoleOptions;
  readonly notices: readonly string[];
  end(): Promise<void>;
}

const realOptions = (
  options: SharedOptions,
  settings: Settings,
  runtimeDir: string,
  host: Host,
): ConsoleOptions => {
  const { env, homeDir, platform } = host;
  const { zcaPath: settingZcaPath, feedCapacity, approvalText } = settings;
  const typed = (path: string | undefined): string | undefined =>
    path === undefined ? undefined : typedPath(path, homeDir);
  const [zcaPath, openclawPath] = [typed(options.zcaPath), typed(options.openclawPath)];
  const configPath =
    options.configPath === undefined ? undefined : resolve(typedPath(options.configPath, homeDir));
  return {
    env,
    homeDir,
    platform,
    runtimeDir,
    zcaPath,
    settingZcaPath,
    ownZcaPath: join(import.meta.dirname, 'zca.js'),
    configPath,
    openclawPath,
    feedCapacity,
    approvalText,
    isReadOnly: options.isReadOnly ?? settings.readOnly ?? false,
    gateway: chosenGateway(options, settings, host),
    deviceKeyFile: host.paths.deviceKeyFile,
    version: packageJson.version,
  };
};

/** The operator's own: settings that are kept, a private folder that stays. */
export const openRealWorld = async (options: SharedOptions, host: Host): Promise<World> => {
  const { paths } = host;
  const settings = openSettings(paths.settingsDir);
  const runtime = await inTemporaryFolder(() => openPrivateFolder(paths.runtimeDir));
  return {
    settings,
    notices:
      runtime.problem === undefined
        ? []
        : [cliSentences.runtimeUnwritable(paths.runtimeDir, runtime.problem)],
    consoleOptions: realOptions(options, settings.get(), runtime.path, host),
    end: async () => runtime.release(),
  };
};

/** The operator's own for somebody who only looks: no folder is made, no setting written. Neither listeners nor log-ins may be started on it. */
export const openWorldToRead = async (options: SharedOptions, host: Host): Promise<World> => {
  const settings = readSettings(host.paths.settingsDir);
  const real = realOptions(options, settings, host.paths.runtimeDir, host);
  return {
    settings: memorySettings(),
    notices: [],
    // Nothing is started; what is decided, or asked of a gateway's directory, is what was typed.
    consoleOptions: { ...real, asksGateway: false, isReadOnly: true, isConnectionReadOnly: real.isReadOnly },
    end: async () => {},
  };
};

/** Makes something in the folder for temporary files. @throws AppError that names the folder, where it cannot be used */
export const inTemporaryFolder = async <Made>(make: () => Made | Promise<Made>): Promise<Made> => {
  try {
    return await make();
  } catch (error) {
    throw new AppError(cliSentences.noTemporaryFolder(tmpdir(), fileProblem(error)), { cause: error });
  }
};
