// One run of the console, from the flags to how it was left: everything is made here and ended here.
import { isAbsolute, join, resolve, sep } from 'node:path';
import { type ConsoleOptions, createConsole, type ErrorView, sentences } from '../core/index.ts';
import { type Log, openLog, silentLog } from '../core/log.ts';
import { createDemoWorld } from '../demo/demo-world.ts';
import type { ExitReason, SettingsPort } from '../tui/app/app.ts';
import { runConsole } from '../tui/main.tsx';
import { choosePalette } from '../tui/theme/detect.ts';
import { exitOnSignals } from './early-signals.ts';
import { logState } from './log-state.ts';
import type { RunOptions } from './options.ts';
import type { Paths } from './paths.ts';
import { openPrivateFolder } from './private-folder.ts';
import { memorySettings, openSettings, type SettingsStore } from './settings.ts';

/** The machine a session runs on. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeDir: string;
  readonly platform: NodeJS.Platform;
  readonly paths: Paths;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** How a session ended. */
export interface SessionEnd {
  readonly reason: ExitReason;
  /** Where the log is, if there is one. */
  readonly logFile?: string;
  /** Sentences that came too late for the screen. */
  readonly notices: readonly string[];
}

/** A log that could not be opened; nothing has been started yet. */
export class LogProblem extends Error {
  readonly view: ErrorView;
  constructor(view: ErrorView, cause: unknown) {
    super(view.sentence, { cause });
    this.view = view;
  }
}

/** As typed on the command line: `~` is home, a path is from here, a bare name is looked up on PATH. */
const typedPath = (typed: string, homeDir: string): string => {
  if (typed === '~' || typed.startsWith(`~${sep}`) || typed.startsWith('~/')) return join(homeDir, typed.slice(1));
  return isAbsolute(typed) || (!typed.includes('/') && !typed.includes(sep)) ? typed : resolve(typed);
};

const openSessionLog = ({ logFile, debug }: RunOptions, { homeDir, paths }: Host): { readonly log: Log; readonly file?: string } => {
  if (logFile === undefined && !debug) return { log: silentLog };
  const file = logFile === undefined ? paths.debugLogFile : resolve(typedPath(logFile, homeDir));
  try {
    return { log: openLog({ file, level: debug ? 'debug' : 'info' }), file };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new LogProblem(sentences.cli.logUnwritable(file, reason), error);
  }
};

const settingsPort = (store: SettingsStore): SettingsPort => ({
  saveLast: ({ screen, scope }) => store.save({ lastScreen: screen, lastAccount: scope }),
  isFirstRunSeen: store.get().firstRunSeen ?? false,
  markFirstRunSeen: () => store.save({ firstRunSeen: true }),
});

/** What differs between the real world and the simulated one. */
interface World {
  readonly settings: SettingsStore;
  readonly consoleOptions: ConsoleOptions;
  readonly notices: readonly string[];
  end(): Promise<void>;
}

const openRealWorld = async (options: RunOptions, { env, homeDir, platform, paths }: Host): Promise<World> => {
  const settings = openSettings(paths.settingsDir);
  const runtime = openPrivateFolder(paths.runtimeDir);
  const { zcaPath: settingZcaPath, feedCapacity } = settings.get();
  const typed = (path: string | undefined): string | undefined => (path === undefined ? undefined : typedPath(path, homeDir));
  const [zcaPath, openclawPath] = [typed(options.zcaPath), typed(options.openclawPath)];
  const configPath = options.configPath === undefined ? undefined : resolve(typedPath(options.configPath, homeDir));
  return {
    settings,
    notices: runtime.problem === undefined ? [] : [sentences.cli.runtimeUnwritable(paths.runtimeDir, runtime.problem)],
    consoleOptions: {
      env,
      homeDir,
      platform,
      runtimeDir: runtime.path,
      ...(zcaPath === undefined ? {} : { zcaPath }),
      ...(settingZcaPath === undefined ? {} : { settingZcaPath }),
      ...(configPath === undefined ? {} : { configPath }),
      ...(openclawPath === undefined ? {} : { openclawPath }),
      ...(feedCapacity === undefined ? {} : { feedCapacity }),
    },
    end: async () => runtime.release(),
  };
};

/** Nothing of the user's: its own home, environment and config, and settings that are forgotten. */
const openDemoWorld = async ({ platform }: Host): Promise<World> => {
  const world = await createDemoWorld();
  const runtime = openPrivateFolder(join(world.dir, 'run'));
  return {
    settings: memorySettings(),
    notices: [],
    consoleOptions: {
      env: world.env,
      homeDir: world.homeDir,
      platform,
      runtimeDir: runtime.path,
      zcaPath: world.zcaPath,
      configPath: world.configPath,
      // The simulated gateway has no port, and what answers on the user's is none of the demo's business.
      canConnect: async () => false,
    },
    end: async () => world.stop(),
  };
};

const runIn = async (world: World, options: RunOptions, host: Host, log: Log, ready: () => void): Promise<SessionEnd> => {
  const console = createConsole(world.consoleOptions);
  const stopLogging = logState(console.store, log);
  const { settings } = world;
  const remembered = settings.get();
  const told = settings.notices();
  const running = runConsole({
    console,
    settings: settingsPort(settings),
    screen: options.screen ?? remembered.lastScreen ?? 'status',
    scope: options.accountId ?? remembered.lastAccount ?? 'all',
    palette: choosePalette(options.color, remembered.palette, host.env),
    isAscii: options.ascii,
    isAlternateScreen: options.useAlternateScreen && !options.screenReader,
    isScreenReader: options.screenReader,
    hasMouse: options.mouse,
    hasBell: options.bell,
    isDemo: options.isDemo,
    notices: [...told, ...world.notices],
    stdin: host.stdin,
    stdout: host.stdout,
    platform: host.platform,
    env: host.env,
  });
  // From here on the console listens to signals itself.
  ready();
  const reason = await running;
  stopLogging();
  return { reason, notices: settings.notices().slice(told.length) };
};

/**
 * Opens the console and resolves when it has been left and everything it started has ended.
 * @throws LogProblem, or whatever kept it from opening
 */
export const runSession = async (options: RunOptions, host: Host): Promise<SessionEnd> => {
  const { log, file } = openSessionLog(options, host);
  let listenAgain = exitOnSignals();
  log.info('session/started', { isDemo: options.isDemo, node: process.version, platform: host.platform });
  try {
    const world = await (options.isDemo ? openDemoWorld(host) : openRealWorld(options, host));
    try {
      const end = await runIn(world, options, host, log, listenAgain);
      log.info('session/left', { reason: end.reason });
      return { ...end, ...(file === undefined ? {} : { logFile: file }) };
    } finally {
      listenAgain = exitOnSignals();
      await world.end();
    }
  } catch (error) {
    log.error('session/failed', { error });
    throw error;
  } finally {
    listenAgain();
    log.close();
  }
};
