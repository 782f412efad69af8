// One run of the console, from the flags to how it was left: everything is made here and ended here.

import { resolve } from 'node:path';
import { createConsole } from '../core/index.ts';
import { systemCodeOf } from '../core/shared/system-code.ts';
import { type Log, openLog, silentLog } from '../core/system/log.ts';
import type { ExitReason, SettingsPort } from '../tui/app/app.ts';
import { runConsole } from '../tui/main.tsx';
import { chooseNotification } from '../tui/terminal/notification-mode.ts';
import { choosePalette } from '../tui/theme/tokens.ts';
import { openDemoWorld } from './demo.ts';
import { exitOnSignals } from './early-signals.ts';
import { UsageProblem } from './flag-values.ts';
import { logState } from './log-state.ts';
import type { RunOptions } from './options.ts';
import { typedPath } from './paths.ts';
import { answersOf } from './set-up-memory.ts';
import type { SettingsStore } from './settings.ts';
import { cliSentences } from './words.ts';
import { type Host, openRealWorld, type World } from './world.ts';

/** How a session ended. */
export interface SessionEnd {
  readonly reason: ExitReason;
  /** Where the log is, if there is one. */
  readonly logFile?: string;
  /** Sentences that came too late for the screen. */
  readonly notices: readonly string[];
}

const openSessionLog = (
  { logFile, debug }: RunOptions,
  { homeDir, paths }: Host,
): { readonly log: Log; readonly file?: string } => {
  if (logFile === undefined && !debug) return { log: silentLog };
  const file = logFile === undefined ? paths.debugLogFile : resolve(typedPath(logFile, homeDir));
  try {
    return { log: openLog({ file, level: debug ? 'debug' : 'info' }), file };
  } catch (error) {
    throw new UsageProblem(cliSentences.logUnwritable(file, systemCodeOf(error) ?? String(error)), error);
  }
};

const settingsPort = (store: SettingsStore): SettingsPort => ({
  saveLast: ({ screen, scope }) => store.save({ lastScreen: screen, lastAccount: scope }),
  saveSetUp: (answers) => store.save({ setUp: answersOf(answers) }),
});

const runIn = async (
  world: World,
  options: RunOptions,
  host: Host,
  log: Log,
  ready: () => void,
): Promise<SessionEnd> => {
  const console = createConsole(world.consoleOptions);
  const stopLogging = logState(console.store, log);
  const { settings } = world;
  const remembered = settings.get();
  const told = settings.notices();
  const notification = chooseNotification(
    options.notifications ?? remembered.notifications ?? 'off',
    host.env,
  );
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
    notification,
    setUp: remembered.setUp,
    isDemo: options.isDemo,
    notices: [...told, ...world.notices],
    stdin: host.stdin,
    stdout: host.stdout,
    platform: host.platform,
    env: host.env,
    clock: world.consoleOptions.clock,
  });
  // From here on the console listens to signals itself.
  ready();
  const reason = await running;
  stopLogging();
  return { reason, notices: settings.notices().slice(told.length) };
};

/**
 * Opens the console and resolves when it has been left and everything it started has ended.
 * @throws UsageProblem where the log cannot be opened, or whatever kept it from opening
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
