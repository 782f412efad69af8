import { statusSentences } from '../core/accounts/words.ts';
import { loginSentences } from '../core/login/words.ts';
import type { OpenClawTask } from '../core/model/programs.ts';
import { type ErrorView, shown } from '../core/shared/error-view.ts';
import { cliHelp, exitCodeWords } from './words-help.ts';

const usage = (sentence: string, hint: string): ErrorView => ({ code: 'bad-usage', sentence, hint });
const seeHelp = 'Run zalouser-tui --help for what there is.';
const didYouMean = (suggestion: string | undefined): string =>
  suggestion === undefined ? seeHelp : `Did you mean ${suggestion}?`;

/** A person as a sentence begins with them. */
export const who = (name: string | undefined, id: string): string =>
  name === undefined ? `The person with the id ${id}` : `${name} (id ${id})`;

const unwrittenWhy: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file may not become that large',
  EIO: 'the device or terminal does not take it',
  EBADF: 'it is not open for writing',
};

const minutes = (durationMs: number): number => Math.max(0, Math.floor(durationMs / 60_000));

/** What the command line says before the console opens and after it has closed. */
export const cliSentences = {
  help: cliHelp,
  completion: {
    /** Beside a pairing code; the name is empty where nobody gave one. */
    request: (name: string, id: string, account: string | undefined) =>
      `${who(name === '' ? undefined : name, id)}${account === undefined ? '' : ` on ${account}`}`,
  },
  exitCodes: exitCodeWords,
  unknownFlag: (flag: string, suggestion: string | undefined) =>
    usage(`There is no flag ${flag}.`, didYouMean(suggestion)),
  missingValue: (flag: string) => usage(`${flag} needs a value.`, seeHelp),
  noValue: (flag: string) => usage(`${flag} takes no value.`, `Write just ${flag}.`),
  badValue: (flag: string, value: string, allowed: readonly string[], suggestion: string | undefined) =>
    usage(
      `${flag} cannot be “${value}”.`,
      suggestion === undefined
        ? `Use one of: ${allowed.join(', ')}.`
        : `Did you mean ${suggestion}? It can be: ${allowed.join(', ')}.`,
    ),
  unknownArgument: (argument: string, suggestion: string | undefined) =>
    usage(`“${argument}” is not understood here.`, didYouMean(suggestion)),
  notWithCommand: (flag: string, command: string, allowed: readonly string[]) =>
    usage(`${flag} does not go with zalouser-tui ${command}.`, `It takes ${allowed.join(', ')}.`),
  onlyWithCommand: (flag: string) =>
    usage(
      `${flag} goes with a command.`,
      `Write it behind one, such as zalouser-tui ${{ '--again': 'login', '--notify': 'pairing approve CODE' }[flag] ?? 'status'} ${flag}.`,
    ),
  missingArgument: (command: string, values: readonly string[] | undefined) =>
    usage(
      `Something is missing: zalouser-tui ${command}.`,
      values === undefined ? seeHelp : `It can be: ${values.join(', ')}.`,
    ),
  unfinishedCommand: (typed: string, commands: readonly string[]) =>
    usage(
      `“${typed}” is only half a command.`,
      `There is: ${commands.map((command) => `zalouser-tui ${command}`).join(', ')}.`,
    ),
  notATerminal: (stream: 'input' | 'output'): ErrorView => ({
    code: 'not-a-terminal',
    sentence: `zalouser-tui needs a terminal, and standard ${stream} is not one;`,
    hint: 'without one use a command, such as zalouser-tui status (--help lists them).',
  }),
  dumbTerminal: (): ErrorView => ({
    code: 'not-a-terminal',
    sentence:
      'zalouser-tui needs a terminal that can move the cursor, and TERM=dumb says that this one cannot;',
    hint: 'set TERM to what it is (such as xterm-256color), or use a command, such as zalouser-tui status (--help lists them).',
  }),
  settingsReset: (path: string) => `The settings are as on the first day. The old ones are in ${path}.`,
  settingsWereDefault: () => 'There are no settings to reset.',
  settingsBroken: (movedTo: string) =>
    `The settings file could not be understood. It is kept as ${movedTo}, and the console starts with new settings.`,
  settingsUnreadable: (path: string, reason: string) =>
    `The settings in ${path} cannot be used (${reason}). Nothing will be remembered this time.`,
  settingsUnwritable: (path: string, reason: string) =>
    `The settings in ${path} cannot be written (${reason}). Nothing will be remembered this time.`,
  settingInvalid: (name: string) =>
    `The setting “${name}” has a value that cannot be used. The default is used.`,
  tokenUnreadable: (path: string, reason: string): ErrorView =>
    usage(
      `The token file ${path} cannot be read (${reason}).`,
      'Name another with --gateway-token-file FILE.',
    ),
  noToken: (path: string): ErrorView =>
    usage(`${path} holds no token.`, 'It is to hold the token of the gateway and nothing else.'),
  tokenForNobody: usage(
    '--gateway-token-file names no gateway.',
    'Name one with --gateway URL or --ssh USER@HOST.',
  ),
  noSshTarget: usage('--ssh needs a host.', 'Name it as USER@HOST.'),
  /** What was typed may hold a password: it is not repeated. `names`: those the settings know. */
  noGateway: (names: readonly string[]): ErrorView =>
    usage(
      'There is no such gateway.',
      names.length === 0
        ? 'Name it as wss://HOST, or give it a name in settings.json.'
        : `Name it as wss://HOST, or as one of: ${names.join(', ')}.`,
    ),
  logUnwritable: (path: string, reason: string): ErrorView =>
    usage(`The log file ${path} cannot be written (${reason}).`, 'Choose another file with --log FILE.'),
  runtimeUnwritable: (path: string, reason: string) =>
    `The private folder ${path} cannot be used (${reason}). A temporary one is used, so a listener that outlives this run will not be recognised.`,
  /** `code`: of the system. */
  unwritten: (code: string) =>
    `Not everything could be written${unwrittenWhy[code] === undefined ? ` (${code})` : `: ${unwrittenWhy[code]}`}. What was printed is not whole; make room, or print it elsewhere.`,
  noTemporaryFolder: (path: string, reason: string): ErrorView =>
    usage(
      `The folder for temporary files, ${shown(path)}, cannot be used: ${reason}.`,
      'Set TMPDIR to a folder that can be written to.',
    ),
  seeLog: (path: string) => `The log is in ${path}.`,
  /** What the commands print that need no terminal. */
  oneShot: {
    marks: { ok: 'ok', busy: 'busy', 'needs-you': 'needs you', failed: 'failed', off: 'off' },
    conditions: { ...statusSentences.state, 'logged-in': 'logged in' },
    /** What to do next about an account, outside of the console. */
    nextSteps: {
      'log-in': (account: string) => `Log in: zalouser-tui login --account ${account}`,
      'start-listener': (_account: string) => 'Start it again once the cause is gone.',
      'stop-listener': (_account: string) =>
        'Stop the listener of the console, so that the gateway can listen.',
      probe: (_account: string) => 'Try again.',
      'install-zca': (_account: string) =>
        'Install openzca (npm install -g openzca), or name it with --zca PATH.',
      'start-gateway': (_account: string) => 'Start the gateway: openclaw gateway start',
      'start-account': (account: string) =>
        `Start it at the gateway: openclaw gateway call channels.start --params '{"channel":"zalouser","accountId":"${account}"}'`,
      'cure-gateway': (_account: string) =>
        'Restart the gateway, whose listener does not recover by itself: openclaw gateway restart',
    },
    gateway: {
      label: 'gateway:',
      needsYou: 'gateway needs you:',
      listens: (who: string) => `listens: ${who}`,
      says: (what: string) => `the gateway says: ${what}`,
    },
    /** What a check of `doctor` came to. */
    checks: { done: 'done', 'needs-you': 'needs you', 'not-yet': 'not yet' },
    needsYou: 'Something needs you.',
    needsNobody: 'Nothing needs you.',
    noName: 'no name',
    noCode: 'no code',
    profile: (profile: string) => `profile ${profile}`,
    policies: (dm: string | null, group: string | null) =>
      dm === null || group === null ? 'policy unknown' : `dm ${dm}, groups ${group}`,
    finding: (
      severity: string,
      sentence: string,
      cure: string | null,
      file: string | null,
      line: number | null,
    ) =>
      [`${severity}: ${sentence}`, cure, file === null ? null : `(${file}${line === null ? '' : `:${line}`})`]
        .filter((part) => part !== null)
        .join(' '),
    config: {
      ready: (path: string) => `config ${path}`,
      missing: (path: string) => `config ${path}, which does not exist`,
      broken: (path: string) => `config ${path}, which cannot be read`,
      unread: (path: string) => `config ${path === '' ? 'not found' : path}, not read yet`,
    },
    /** What does in a shell what the console does with a key. */
    taskCommands: {
      'install-plugin': 'openclaw plugins install @openclaw/zalouser',
      'enable-plugin': 'openclaw plugins enable zalouser',
      'start-gateway': 'openclaw gateway start',
      'stop-gateway': 'openclaw gateway stop',
      'restart-gateway': 'openclaw gateway restart',
      'gateway-status': 'openclaw gateway status',
      'follow-log': 'openclaw channels logs --channel zalouser',
      'read-log': 'openclaw channels logs --channel zalouser',
    } satisfies Readonly<Record<OpenClawTask['type'], string>>,
    withCommand: (cure: string, command: string) => `${cure} Run: ${command}`,
    /** The last words of a program that failed. */
    itSaid: (detail: string) => `It said: “${detail}”`,
    id: (id: string) => `id ${id}`,
    account: (account: string) => `account ${account}`,
    nameFrom: (name: string, source: string) => `${name} (name from ${source})`,
    asked: (agoMs: number) => (minutes(agoMs) === 0 ? 'asked just now' : `asked ${minutes(agoMs)} min ago`),
    expires: (leftMs: number) =>
      minutes(leftMs) === 0 ? 'expires within a minute' : `expires in ${minutes(leftMs)} min`,
    nameWarnings: {
      'like-contact': 'the name is like that of somebody this account knows',
      'like-request': 'somebody else who waits has such a name too',
      'mixed-scripts': 'the name mixes letters that look alike',
    },
    /** Beside the words about what is wrong with the config. */
    accountsUnknown:
      'So its accounts are not known: this is about the one that is implied without a config, default.',
    accountUncertain: (id: string): ErrorView => ({
      code: 'config-broken',
      sentence: `Whether there is an account ${id} is not known: the config cannot be read.`,
      hint: 'Correct the config first: zalouser-tui doctor says where.',
    }),
    noAccount: (): ErrorView =>
      usage('The config lists no account that is enabled.', 'Name one with --account ID.'),
    unanswered: (): ErrorView => ({
      code: 'timed-out',
      sentence: 'zca has not answered.',
      hint: 'Try again.',
    }),
    notLoggedIn: (account: string): ErrorView => ({
      code: 'not-logged-in',
      sentence: `Account ${account} is not logged in.`,
      hint: `Run zalouser-tui login --account ${account}.`,
    }),
    ofAccount: (account: string, sentence: string) => `${account}: ${sentence}`,
    noFriend: 'not a friend',
    nobodyFound: 'Nobody was found.',
    noGroupFound: 'No group was found.',
    members: (count: number) => (count === 1 ? '1 member' : `${count} members`),
    feed: {
      inGroup: (name: string) => ` in ${name}`,
      /** The same line again, now that names have come. */
      corrected: (line: string) => `corrected: ${line}`,
      missed: (count: number) =>
        `${count === 1 ? '1 message is' : `${count} messages are`} missing here: what reads this is too slow, and they are kept no longer.`,
      /** On stderr, where a gateway that holds the session itself is watched. */
      watching: "Watching the gateway's database: nothing listens beside it.",
      onlyLetThrough:
        'Watching what the gateway lets through to its agent; of what it drops it tells nothing.',
      gatewayDown: 'The gateway does not run: nothing is heard until it is started.',
      ofGateway: (account: string): ErrorView => ({
        code: 'listener-owned',
        sentence: `The gateway listens on ${account}, and two listeners end each other.`,
        hint: 'Let it share the session (zalouser-tui zca install, once), stop it first, or take the listener from it with --take-over: it then hears nothing until it is restarted.',
      }),
    },
    login: {
      picture: (path: string) => `A picture of the code: ${path}`,
      scan: 'Scan it with the Zalo app on the phone: More > Log in by QR code.',
      scanPicture: 'Open the picture and scan it with the Zalo app on the phone.',
      scanned: (name: string) => `Scanned by ${name}: confirm on the phone.`,
      done: (account: string, name: string | undefined) =>
        `Account ${account} is logged in${name === undefined ? '' : ` as ${name}`}.`,
      restart:
        'A running gateway does not take up an account that was logged in after it started: openclaw gateway restart',
      restartByHand:
        'A running gateway does not take up an account that was logged in after it started: restart it the way it was started.',
      ownSession:
        'This OpenClaw has sessions of its own: log in there too, with openclaw channels login --channel zalouser',
      already: (account: string): ErrorView => ({
        code: 'bad-usage',
        sentence: `Account ${account} is logged in already.`,
        hint: 'To log in all the same, which ends the present session, add --again.',
      }),
      expired: (): ErrorView => ({
        code: 'qr-expired',
        sentence: 'The code has expired.',
        hint: `Run it again for a new code. ${loginSentences.notValid}`,
      }),
      cancelled: (): ErrorView => ({ code: 'cancelled', sentence: 'The log-in was cancelled.' }),
    },
    late: (limitMs: number): ErrorView => ({
      code: 'timed-out',
      sentence: `Not everything had answered after ${limitMs / 1_000} seconds.`,
      hint: 'What is known is printed; try again.',
    }),
    /** There is no config, so that only one account is implied. */
    onlyImplied: (id: string, known: readonly string[], path: string): ErrorView =>
      usage(
        `There is no account ${id}: there is no config at ${shown(path)}, and without one only ${known.join(', ')} is implied.`,
        'Name the config with --config PATH.',
      ),
    noSuchAccount: (id: string, known: readonly string[]): ErrorView =>
      usage(
        `The config lists no account ${id}.`,
        known.length === 0 ? 'It lists none at all.' : `It lists: ${known.join(', ')}.`,
      ),
  },
} as const;
