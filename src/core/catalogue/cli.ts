import type { ErrorView } from '../errors.ts';

const usage = (sentence: string, hint: string): ErrorView => ({ code: 'bad-usage', sentence, hint });
const seeHelp = 'Run zalouser-tui --help for what there is.';
const didYouMean = (suggestion: string | undefined): string => (suggestion === undefined ? seeHelp : `Did you mean ${suggestion}?`);

/** What the command line says before the console opens and after it has closed. */
export const cliSentences = {
  help: {
    about: 'Terminal console for operators of OpenClaw’s Zalo Personal channel (zalouser).',
    account: 'show this account first (default: the last one, else all)',
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
    exitCodes: 'Exit codes:',
  },
  exitCodes: {
    ok: 'all went well',
    internal: 'something went wrong inside the console',
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
  notATerminal: (stream: 'input' | 'output'): ErrorView => ({
    code: 'not-a-terminal',
    sentence: `zalouser-tui needs a terminal, and standard ${stream} is not one;`,
    hint: 'without one use zalouser-tui --help or --version, and openclaw channels status or openclaw pairing list zalouser.',
  }),
  dumbTerminal: (): ErrorView => ({
    code: 'not-a-terminal',
    sentence: 'zalouser-tui needs a terminal that can move the cursor, and TERM=dumb says that this one cannot;',
    hint: 'set TERM to what it is (such as xterm-256color), or use openclaw channels status and openclaw pairing list zalouser.',
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
} as const;
