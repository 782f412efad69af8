import type { ErrorView } from '../errors.ts';
import { statusSentences } from './status.ts';

const usage = (sentence: string, hint: string): ErrorView => ({ code: 'bad-usage', sentence, hint });
const seeHelp = 'Run zalouser-tui --help for what there is.';
const didYouMean = (suggestion: string | undefined): string => (suggestion === undefined ? seeHelp : `Did you mean ${suggestion}?`);

const minutes = (durationMs: number): number => Math.max(0, Math.floor(durationMs / 60_000));

/** What the command line says before the console opens and after it has closed. */
export const cliSentences = {
  help: {
    about: 'Terminal console for operators of OpenClaw’s Zalo Personal channel (zalouser).',
    account: 'show this account first (default: the last one, else all); commands: only this one',
    screen: (names: string) => `open on this screen: ${names}`,
    zca: 'the zca program (also ZALOUSER_TUI_ZCA; default: zca or openzca on PATH)',
    config: 'the OpenClaw config file (default: as OpenClaw finds it)',
    openclaw: 'the openclaw program (default: openclaw on PATH)',
    demo: 'a simulated account and feed; nothing of yours is read or changed',
    noAltScreen: 'draw on the ordinary screen, so that scrollback stays',
    ascii: 'only ASCII signs',
    color: (names: string) => `colours: ${names} (NO_COLOR is heard)`,
    mouse: 'wheel and clicks on rows and tabs',
    bell: 'ring the bell for a new pairing request',
    screenReader: 'plain lines for a screen reader (also INK_SCREEN_READER=true)',
    log: 'write a log, as JSON lines without secrets or messages',
    debug: (file: string) => `log more; without --log into ${file}`,
    resetSettings: 'put this console’s own settings aside, and exit',
    helpFlag: 'print this, and exit',
    version: 'print the version, and exit',
    json: 'print an object for programs (with a command)',
    commands: 'Commands, which print once and need no terminal; without one the console opens:',
    command: {
      status: 'how every account does, and what is wrong in the set-up',
      'pairing list': 'who waits for approval, with which code; decides nothing',
    },
    exitCodes: 'Exit codes:',
  },
  exitCodes: {
    ok: 'all went well',
    internal: 'something went wrong, or a command could not get every answer',
    usage: 'a flag or value was not understood',
    notATerminal: 'standard input or output is not a terminal, or TERM is dumb',
    oldNode: 'this Node is too old',
    notBuilt: 'the program has not been built (checkouts only)',
    signals: 'ended by SIGHUP, SIGINT, SIGTERM',
  },
  unknownFlag: (flag: string, suggestion: string | undefined) => usage(`There is no flag ${flag}.`, didYouMean(suggestion)),
  missingValue: (flag: string) => usage(`${flag} needs a value.`, seeHelp),
  noValue: (flag: string) => usage(`${flag} takes no value.`, `Write just ${flag}.`),
  badValue: (flag: string, value: string, allowed: readonly string[], suggestion: string | undefined) =>
    usage(
      `${flag} cannot be “${value}”.`,
      suggestion === undefined ? `Use one of: ${allowed.join(', ')}.` : `Did you mean ${suggestion}? It can be: ${allowed.join(', ')}.`,
    ),
  unknownArgument: (argument: string, suggestion: string | undefined) =>
    usage(`“${argument}” is not understood here.`, didYouMean(suggestion)),
  notWithCommand: (flag: string, command: string, allowed: readonly string[]) =>
    usage(`${flag} does not go with zalouser-tui ${command}.`, `It takes ${allowed.join(', ')}.`),
  onlyWithCommand: (flag: string) =>
    usage(`${flag} goes with a command.`, `Write zalouser-tui status ${flag} or zalouser-tui pairing list ${flag}.`),
  notATerminal: (stream: 'input' | 'output'): ErrorView => ({
    code: 'not-a-terminal',
    sentence: `zalouser-tui needs a terminal, and standard ${stream} is not one;`,
    hint: 'without one use zalouser-tui status or zalouser-tui pairing list (--json for programs).',
  }),
  dumbTerminal: (): ErrorView => ({
    code: 'not-a-terminal',
    sentence: 'zalouser-tui needs a terminal that can move the cursor, and TERM=dumb says that this one cannot;',
    hint: 'set TERM to what it is (such as xterm-256color), or use zalouser-tui status and zalouser-tui pairing list.',
  }),
  settingsReset: (path: string) => `The settings are as on the first day. The old ones are in ${path}.`,
  settingsWereDefault: () => 'There are no settings to reset.',
  settingsBroken: (movedTo: string) =>
    `The settings file could not be understood. It is kept as ${movedTo}, and the console starts with new settings.`,
  settingsUnreadable: (path: string, reason: string) =>
    `The settings in ${path} cannot be used (${reason}). Nothing will be remembered this time.`,
  settingsUnwritable: (path: string, reason: string) =>
    `The settings in ${path} cannot be written (${reason}). Nothing will be remembered this time.`,
  settingInvalid: (name: string) => `The setting “${name}” has a value that cannot be used. The default is used.`,
  logUnwritable: (path: string, reason: string): ErrorView =>
    usage(`The log file ${path} cannot be written (${reason}).`, 'Choose another file with --log FILE.'),
  runtimeUnwritable: (path: string, reason: string) =>
    `The private folder ${path} cannot be used (${reason}). A temporary one is used, so a listener that outlives this run will not be recognised.`,
  seeLog: (path: string) => `The log is in ${path}.`,
  /** What the commands print that need no terminal. */
  oneShot: {
    marks: { ok: 'ok', busy: 'busy', 'needs-you': 'needs you', failed: 'failed', off: 'off' },
    conditions: { ...statusSentences.state, 'logged-in': 'logged in' },
    noName: 'no name',
    profile: (profile: string) => `profile ${profile}`,
    policies: (dm: string | null, group: string | null) => (dm === null || group === null ? 'policy unknown' : `dm ${dm}, groups ${group}`),
    finding: (severity: string, sentence: string, cure: string | null, file: string | null, line: number | null) =>
      [`${severity}: ${sentence}`, cure, file === null ? null : `(${file}${line === null ? '' : `:${line}`})`]
        .filter((part) => part !== null)
        .join(' '),
    config: {
      ready: (path: string) => `config ${path}`,
      missing: (path: string) => `config ${path}, which does not exist`,
      broken: (path: string) => `config ${path}, which cannot be read`,
      unread: (path: string) => `config ${path === '' ? 'not found' : path}, not read yet`,
    },
    id: (id: string) => `id ${id}`,
    account: (account: string) => `account ${account}`,
    nameFrom: (name: string, source: string) => `${name} (name from ${source})`,
    asked: (agoMs: number) => (minutes(agoMs) === 0 ? 'asked just now' : `asked ${minutes(agoMs)} min ago`),
    expires: (leftMs: number) => (minutes(leftMs) === 0 ? 'expires within a minute' : `expires in ${minutes(leftMs)} min`),
    nameWarnings: {
      'like-contact': 'the name is like that of somebody this account knows',
      'mixed-scripts': 'the name mixes letters that look alike',
    },
    approved: (count: number) => `${count} approved by code`,
    storeUnread: (): ErrorView => ({
      code: 'timed-out',
      sentence: 'The pairing requests have not been read.',
      hint: 'Try again.',
    }),
    late: (limitMs: number): ErrorView => ({
      code: 'timed-out',
      sentence: `Not everything had answered after ${limitMs / 1_000} seconds.`,
      hint: 'What is known is printed; try again.',
    }),
    noSuchAccount: (id: string, known: readonly string[]): ErrorView =>
      usage(`The config lists no account ${id}.`, known.length === 0 ? 'It lists none at all.' : `It lists: ${known.join(', ')}.`),
  },
} as const;
