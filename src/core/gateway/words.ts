// Words about who listens: the live zca processes, whose children they are, and a gateway that is deaf or doubled.
import type { ListenOwner, ListenProcess } from '../model/listening.ts';
import { type ErrorView, shown, view } from '../shared/error-view.ts';
import { accountId } from '../shared/ids.ts';

// Where the gateway and what is seen disagree, and what the gateway says in the details of an account.

/** The folders of a PATH in brackets, where there are any to name. */
const named = (folders: readonly string[] | undefined): string =>
  folders === undefined || folders.length === 0 ? '' : ` (${folders.join(', ')})`;

export const reportSentences = {
  notStarted: (account: string, lastError: string | undefined): string =>
    `${account} is logged in, but the gateway has not started it${lastError === undefined ? '' : ` (it says: ${lastError})`}.`,
  staysDown: (account: string, lastError: string | undefined): string =>
    `${account} is logged in, but the gateway has stopped it and does not start it again by itself${lastError === undefined ? '' : ` (it says: ${lastError})`}: nobody is heard or answered there.`,
  loggedOut: (account: string): string =>
    `The gateway says that ${account} is running, but nobody is logged in: it hears nothing.`,
  notLinked: (account: string): string => `The gateway has no Zalo session for ${account}: it hears nothing.`,
  missedMessage: (account: string): string =>
    `A message for ${account} came in that the gateway has not heard, although it says it is running.`,
  displaced: (account: string): string =>
    `The gateway says it listens on ${account}, and so does this console: Zalo keeps one listener, so one of the two is deaf.`,
  otherUser: (account: string, theirs: string, ours: string): string =>
    `The gateway is ${theirs} on ${account}, but zca is ${ours}: they use different sessions.`,
  oldPolicy: (account: string, theirs: string, ours: string): string =>
    `The gateway still has dmPolicy ${theirs} for ${account}; the config says ${ours}.`,
  missing: (account: string): string => `The gateway knows no account ${account}.`,
  reports: (account: string, error: string): string => `The gateway reports of ${account}: ${error}`,
  silent: (port: number, detail: string | undefined): string =>
    `Something listens on port ${port}, but does not answer as a gateway${detail === undefined ? '.' : `: ${detail}`}`,
  lacksZca: (account: string): string => `The gateway finds no zca, and cannot listen on ${account}.`,
  /** `folders`: the PATH of the gateway, where it is seen. */
  zcaNowhere: (folders: readonly string[] | undefined): string =>
    `Run: zalouser-tui zca install, or install openzca into a folder of its PATH${named(folders)}; then restart the gateway.`,
  /** The one that this program brings along is a file of the package, which no PATH leads to. */
  zcaOwn: (folders: readonly string[] | undefined): string =>
    `Give it the zca that this program brings along, in a folder of its PATH${named(folders)}: zalouser-tui zca install. Then restart the gateway.`,
  /** The gateway runs `zca` by that name: another program, such as `openzca`, is not found whatever its PATH is. */
  zcaOtherName: (zca: string, folders: readonly string[] | undefined): string =>
    `It looks for a program named zca: link ${zca} as zca into a folder of its PATH${named(folders)}, then restart the gateway.`,
  zcaPathUnseen: (folder: string): string =>
    `Its PATH, which is not seen from here, must have the folder of zca (${folder}): add it where the gateway is started, then restart the gateway.`,
  zcaFoundByNow: (folder: string): string => `${folder}, where zca is, is in its PATH: restart the gateway.`,
  zcaNotInPath: (zca: string, folder: string, folders: readonly string[]): string =>
    folders.length === 0
      ? `Its PATH has no folder: add ${folder} where the gateway is started; then restart the gateway.`
      : `Its PATH has only ${folders.join(', ')}. Link ${zca} into one of these as zca, or add ${folder} where the gateway is started; then restart the gateway.`,
  /** Instead of a fix that is run through \`openclaw\`, where there is none. */
  byHand: {
    'restart-gateway':
      'There is no openclaw here to restart the gateway with: restart it the way it was started.',
    'gateway-status': 'There is no openclaw here to ask it with: look where the gateway was started.',
    'follow-log': 'There is no openclaw here to read its log with: look where the gateway was started.',
  },
  restartFix: 'Restart the gateway: it starts only who was logged in when it started.',
  loginFix: 'Log in again, then restart the gateway.',
  missedMessageFix: 'Restart the gateway.',
  displacedFix: 'Stop the listener here, then restart the gateway.',
  otherUserFix: 'Check the profile of the account, and under which user and home the gateway runs.',
  oldConfigFix: 'It runs on another config, or has not taken this one in: look at its status, or restart it.',
  logFix: 'Its log says more.',
  silentFix: 'Ask for its status.',

  /** Lines of the details. */
  labels: { gateway: 'gateway says', seen: 'we see' },
  notAsked: 'not asked yet',
  noProgram: 'not asked: there is no openclaw to ask it with',
  asking: 'asking…',
  unreachable: 'nothing: none answers',
  failed: (sentence: string): string => `nothing that is understood: ${sentence}`,
  unknownAccount: 'it knows no such account',
  running: 'running',
  notRunning: 'not running',
  connected: 'connected to Zalo',
  notConnected: 'not connected to Zalo',
  startsAgain: (attempts: number): string =>
    `starts it again by itself${attempts === 0 ? '' : ` (attempt ${attempts})`}`,
  loggedIn: 'logged in',
  notLoggedIn: 'not logged in',
  heard: (age: string): string => `heard ${age}`,
  neverHeard: 'heard nothing yet',
  policy: (policy: string): string => `dm ${policy}`,
  as: (name: string): string => `as ${name}`,
  asked: (age: string): string => `(asked ${age})`,
  checked: (age: string): string => `(checked ${age})`,
  /** What zca says of the session, where it is not plainly there. */
  session: {
    unknown: 'not checked',
    checking: 'being checked',
    'logged-out': 'not logged in',
    'no-profile': 'never logged in',
    ended: 'session ended by Zalo',
    failed: 'could not be checked',
  },
  listener: (state: string): string => `listener ${state}`,
} as const;

/** Of the live connection to the gateway. */
export const connectionSentences = {
  label: 'connection',
  /** In the header, in the place of whether something answers on the port. */
  badge: { open: 'gateway live', retrying: 'gateway lost', refused: 'gateway refuses' },
  connecting: (url: string): string => `connecting to ${url}`,
  open: (url: string, age: string, version: string | undefined): string =>
    `live at ${url}${version === undefined ? '' : ` (OpenClaw ${version})`}, connected ${age}`,
  /** Nothing need be done about it. */
  retrying: (cause: string): string => `tried again by itself: ${cause}`,
  refused: (sentence: string): string => `No live connection: ${sentence}`,
  waiting: 'the last change of the config is written, not yet in force',
} as const;

/** Of a gateway on another host. */
export const elsewhereSentences = {
  why: 'the gateway is on another host, and its files and programs are there',
  hint: 'Do it there; the gateway takes a change of its config in by itself, and this console sees it.',
  /** The header says which, and how it is. */
  badge: {
    open: (host: string): string => `live at ${host}`,
    retrying: (host: string): string => `lost ${host}`,
    refused: (host: string): string => `refused by ${host}`,
  },
} as const;

/** Of the way through ssh to a gateway on another host. */
export const tunnelErrors = {
  ended: ({ target, detail }: { target: string; detail: string }): ErrorView =>
    view(
      'gateway-refused',
      `ssh could not open the way to ${shown(target)}.`,
      `Try it in a terminal: ssh ${shown(target)} true. It must work without a question.`,
      detail,
    ),
  silent: ({ target }: { target: string }): ErrorView =>
    view(
      'gateway-down',
      `ssh has not opened the way to ${shown(target)} in time.`,
      'Check the host and the network.',
    ),
  notStarted: ({ detail }: { detail?: string | undefined }): ErrorView =>
    view(
      'not-started',
      'There is no ssh on PATH.',
      'Install it, or name the gateway with --gateway wss://HOST.',
      detail,
    ),
} as const;

const owner = (of: ListenOwner): string => {
  switch (of.type) {
    case 'gateway':
      return `the gateway (pid ${of.pid})`;
    case 'other-gateway':
      return `a gateway on another config (pid ${of.pid})`;
    case 'console':
      return 'this console';
    case 'other-console':
      return `another console (pid ${of.pid})`;
    case 'left-behind':
      return 'an earlier run of this console, which has gone';
    case 'other':
      return `process ${of.pid} (${of.commandLine})`;
    case 'nobody':
      return 'nobody: what started it has gone or is not seen here';
  }
};

const shortOwner = (of: ListenOwner): string => {
  switch (of.type) {
    case 'gateway':
      return 'gateway';
    case 'other-gateway':
      return 'another gateway';
    case 'console':
      return 'this console';
    case 'other-console':
      return 'another console';
    case 'left-behind':
      return 'left behind';
    case 'other':
    case 'nobody':
      return 'unknown';
  }
};

/** `gateway ×2, this console`. */
const owners = (processes: readonly ListenProcess[]): string => {
  const counts = new Map<string, number>();
  for (const process of processes)
    counts.set(shortOwner(process.owner), (counts.get(shortOwner(process.owner)) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${name} ×${count}`)).join(', ');
};

/** Whose a process is, if it is not this user's. */
const ofUser = ({ otherUser }: ListenProcess): string =>
  otherUser === undefined ? '' : `, of user ${otherUser}`;

const others = (processes: readonly ListenProcess[]): string =>
  processes
    .map((process) => `pid ${process.pid}, a child of ${owner(process.owner)}${ofUser(process)}`)
    .join('; ');

export const listeningSentences = {
  owner,
  /** How many live listeners an account has, and whose. */
  summary: (processes: readonly ListenProcess[]): string => {
    if (processes.length === 0) return 'no zca listener';
    return `${processes.length} zca ${processes.length === 1 ? 'listener' : 'listeners'}: ${owners(processes)}`;
  },
  /** The same behind a label that says what it is about. */
  whoListens: (processes: readonly ListenProcess[]): string =>
    processes.length === 0 ? 'nobody' : owners(processes),
  hidden: 'unknown: this system does not show its processes',
  unseen: 'not looked yet',
  /** Without the gateway's own process its listeners cannot be told from others. */
  gatewayUnseen:
    'A gateway answers, but its process is not seen from here: it may be deaf without anybody knowing.',
  process: (process: ListenProcess): string =>
    `pid ${process.pid}, child of ${owner(process.owner)}${ofUser(process)}`,

  deaf: (account: string): string =>
    `The gateway runs, but does not listen on ${account}: no message is heard or answered.`,
  deafFix: 'It does not recover by itself.',
  displaced: (account: string, processes: readonly ListenProcess[]): string =>
    `The gateway runs, but is deaf on ${account}: ${others(processes)}, listens in its place.`,
  /** It is another user's, and not ours to end. */
  displacedByOther: 'Ask whose that one is to end it.',
  displacedFix: 'End that one.',
  doubled: (account: string, times: number): string =>
    `The gateway listens ${times} times on ${account}: every message is answered ${times} times.`,
  leftBehind: (account: string, pid: number): string =>
    `A listener that an earlier run of this console left behind (pid ${pid}) holds the only connection of ${account}, and nobody reads it.`,
  contested: (account: string, processes: readonly ListenProcess[]): string =>
    `Besides the gateway somebody else listens on ${account}: ${others(processes)}. They push each other out.`,
  contestedByOther: 'Zalo keeps one connection an account: ask whose that one is to end it.',
  contestedFix: 'Zalo keeps one connection an account: end one of them.',

  /** After a fix. */
  heardAgain: (account: string, pid: number | undefined): string =>
    `The gateway listens on ${account} again${pid === undefined ? '' : ` (pid ${pid})`}.`,
} as const;

// What a gateway that holds the sessions is told to do, and what came of it.
export const controlSentences = {
  /** The gateway writes it into its log. */
  restartReason: 'asked for in zalouser-tui',
  started: (account: string): string => `The gateway runs ${account}, and is connected to Zalo.`,
  stopped: (account: string): string =>
    `The gateway has stopped ${account}: it neither hears nor answers there until it is started again.`,
  notStarted: (account: string, reason: string | undefined): ErrorView =>
    reason === 'unlinked'
      ? view('not-logged-in', `The gateway does not start ${shown(account)}: nobody is logged in there.`, {
          action: 'log-in',
          accountId: accountId(account),
        })
      : view(
          'command-failed',
          `The gateway does not start ${shown(account)}.`,
          { action: 'gateway-status' },
          reason,
        ),
  notConnected: (account: string, lastError: string | undefined): ErrorView =>
    view(
      'timed-out',
      `The gateway has taken ${shown(account)} up, but is not connected to Zalo after half a minute.`,
      'It tries again by itself; its log says more.',
      lastError,
    ),
  restartRefused: (blockers: readonly string[]): ErrorView =>
    view(
      'command-failed',
      'The gateway does not restart now.',
      'Try again when it has less to do.',
      blockers.length === 0 ? undefined : blockers.join('; '),
    ),
  restarted: (accounts: number, afterMs: number): string =>
    `The gateway has restarted: ${accounts} ${accounts === 1 ? 'account is' : 'accounts are'} connected again after ${Math.round(afterMs / 1_000)} s.`,
  notBack: (afterMs: number): ErrorView =>
    view(
      'timed-out',
      `The gateway was told to restart, and is not back with every account after ${Math.round(afterMs / 1_000)} s.`,
      { action: 'see-gateway' },
    ),
} as const;
