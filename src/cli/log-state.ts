// What happens to the console, as log lines. Never messages, names, pairing codes or QR texts.
import type { CommandRecord, ConsoleState, ConsoleStore } from '../core/index.ts';
import type { Log } from '../core/system/log.ts';

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
