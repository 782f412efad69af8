// One run of the console, from the flags to how it was left: everything is made here and ended here.

import { resolve } from 'node:path';
import { type CommandRecord, type ConsoleState, type ConsoleStore, createConsole } from '../core/faces.ts';
import { systemCodeOf } from '../core/shared/system-code.ts';
import { type Log, openLog, silentLog } from '../core/system/log.ts';
import type { ExitReason, SettingsPort } from '../tui/app/app.ts';
import { runConsole } from '../tui/main.tsx';
import { chooseNotification } from '../tui/terminal/notification-mode.ts';
import { choosePalette } from '../tui/theme/tokens.ts';
import { openDemoWorld } from './demo.ts';
import { exitOnSignals } from './exit-codes.ts';
import { UsageProblem } from './flag-values.ts';
import type { RunOptions } from './options.ts';
import { typedPath } from './paths.ts';
import { answersOf, type SettingsStore } from './settings.ts';
import { cliSentences } from './words.ts';
import { type Host, openRealWorld, type World } from './world.ts';

// What happens to the console, as log lines. Never messages, names, pairing codes or QR texts.

type Watch = (state: ConsoleState, before: ConsoleState, log: Log) => void;

const logPrograms: Watch = (state, before, log) => {
  if (state.zca !== before.zca) log.info('zca/located', { zca: state.zca });
  if (state.openclaw !== before.openclaw) log.info('openclaw/located', { openclaw: state.openclaw });
};

const logConfig: Watch = ({ config }, before, log) => {
  if (config === before.config) return;
  const { status, path, release, findings, accounts } = config;
  log.info('config/read', {
    status,
    path,
    release: { version: release.version, by: release.by },
    findings: findings.map(({ code, place }) => ({ code, place })),
    accounts: accounts.length,
  });
};

const logAccounts: Watch = (state, before, log) => {
  for (const [accountId, { session, listener }] of Object.entries(state.facts)) {
    const old = before.facts[accountId as keyof typeof before.facts];
    if (session !== old?.session) log.info('session/changed', { accountId, status: session.status });
    if (listener !== old?.listener) log.info('listener/changed', { accountId, listener });
  }
};

const logLogin: Watch = ({ login }, before, log) => {
  if (login === before.login) return;
  // Its sentence may name who scanned the code; what zca said is in the line of its command.
  log.info('login/changed', {
    status: login.status,
    ...(login.status === 'failed' ? { code: login.error.code } : {}),
  });
};

const logPairing: Watch = ({ pairing }, before, log) => {
  const { status, requests, approved, error } = pairing;
  const last = before.pairing;
  // What strangers write changes it too, and is nobody's business here.
  if (
    status === last.status &&
    requests === last.requests &&
    approved === last.approved &&
    error === last.error
  )
    return;
  log.debug('pairing/changed', { status, requests: requests.length, approved: approved.length, error });
};

const logFeed: Watch = ({ feed }, before, log) => {
  if (feed !== before.feed)
    log.debug('feed/changed', { messages: feed.messages.length, dropped: feed.dropped });
};

const watches: readonly Watch[] = [logPrograms, logConfig, logAccounts, logLogin, logPairing, logFeed];

/** Logs each command once, when it has ended. */
const commandLogger = (log: Log): ((records: readonly CommandRecord[]) => void) => {
  const ended = new Set<number>();
  return (records) => {
    for (const record of records) {
      if (record.outcome.type === 'running' || ended.has(record.id)) continue;
      ended.add(record.id);
      const { id, program, argv, keptArgv = argv, durationMs, outcome, stderr, keptStderr = stderr } = record;
      log.info('command/ended', { id, program, argv: keptArgv, durationMs, outcome, stderr: keptStderr });
    }
    // Forget what has left the command log, so that a month-long run does not grow.
    const oldest = records[0]?.id ?? 0;
    for (const id of ended) if (id < oldest) ended.delete(id);
  };
};

/** Writes every change of the console's state to the log; the returned function ends it. */
export const logState = (store: Pick<ConsoleStore, 'subscribe'>, log: Log): (() => void) => {
  const logCommands = commandLogger(log);
  return store.subscribe((state, before) => {
    for (const watch of watches) watch(state, before, log);
    if (state.commandLog !== before.commandLog) logCommands(state.commandLog);
  });
};

export interface SessionEnd {
  readonly reason: ExitReason;
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
  const atStart = settings.notices();
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
    gateways: options.isDemo ? [] : Object.keys(remembered.gateways ?? {}),
    isDemo: options.isDemo,
    notices: [...atStart, ...world.notices],
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
  return { reason, notices: settings.notices().slice(atStart.length) };
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
    const world = await (options.isDemo
      ? openDemoWorld(host, options.isReadOnly)
      : openRealWorld(options, host));
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
