// argv → what to do, as a value. Every flag of the program is here.

import { Command, CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { type AccountId, accountId, type ErrorView, largest } from '../core/index.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
import { type ScreenName, screenNames } from '../tui/state/ui-state.ts';
import { type NotificationMode, notificationModes } from '../tui/terminal/notification.ts';
import type { ColorMode } from '../tui/theme/detect.ts';
import type { FlagHint } from './commands/completion.ts';
import { type ConsoleCommandName, commandFlags, commandNames, flagsOf, readCommand, sharedFlags, usageOf } from './commands/table.ts';
import { exitCodeTable } from './exit-codes.ts';
import { given, oneOf, text, UsageProblem } from './flag-values.ts';
import { nearest } from './nearest.ts';
import { cliSentences } from './words.ts';

/** What the console and the commands have in common. Paths are as typed. */
export interface SharedOptions {
  readonly accountId?: AccountId | 'all';
  readonly zcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly isDemo: boolean;
}

/** How to run a command. */
export interface OneShotOptions extends SharedOptions {
  readonly command: ConsoleCommandName;
  /** What stands behind its name; empty if nothing does. */
  readonly argument: string;
  /** Flags of this command alone. */
  readonly flags: readonly string[];
  readonly asJson: boolean;
}

/** How to run the console. */
export interface RunOptions extends SharedOptions {
  readonly screen?: ScreenName;
  readonly useAlternateScreen: boolean;
  readonly ascii: boolean;
  readonly color: ColorMode;
  readonly mouse: boolean;
  readonly bell: boolean;
  readonly notifications?: NotificationMode;
  readonly screenReader: boolean;
  readonly logFile?: string;
  readonly debug: boolean;
}

/** What the command line asks for. */
export type Parsed =
  | { readonly type: 'run'; readonly options: RunOptions }
  | { readonly type: 'one-shot'; readonly options: OneShotOptions }
  | { readonly type: 'completion'; readonly shell: string }
  | { readonly type: 'help' | 'version'; readonly text: string }
  | { readonly type: 'reset-settings' }
  | { readonly type: 'error'; readonly error: ErrorView };

/** What can be said with `--color`. */
export const colorModes = ['auto', 'always', 'never', 'default', 'colour-blind', 'mono'] as const satisfies readonly ColorMode[];

const words = cliSentences;

interface Raw {
  account?: string;
  screen?: string;
  zca?: string;
  config?: string;
  openclaw?: string;
  demo?: boolean;
  altScreen: boolean;
  ascii?: boolean;
  color?: string;
  mouse?: boolean;
  bell?: boolean;
  notifications?: string;
  notify?: boolean;
  screenReader?: boolean;
  log?: string;
  debug?: boolean;
  json?: boolean;
  resetSettings?: boolean;
}

const createProgram = (debugLogFile: string): Command =>
  new Command('zalouser-tui')
    .description(words.help.about)
    .option('--account <id>', words.help.account)
    .option('--screen <name>', words.help.screen(screenNames.join(', ')))
    .option('--zca <path>', words.help.zca)
    .option('--config <path>', words.help.config)
    .option('--openclaw <path>', words.help.openclaw)
    .option('--demo', words.help.demo)
    .option('--no-alt-screen', words.help.noAltScreen)
    .option('--ascii', words.help.ascii)
    .addOption(new Option('--color <mode>', words.help.color(colorModes.join(', '))))
    .option('--mouse', words.help.mouse)
    .option('--bell', words.help.bell)
    .addOption(new Option('--notifications <how>', words.help.notifications(notificationModes.join(', '))))
    .option('--screen-reader', words.help.screenReader)
    .option('--log <file>', words.help.log)
    .option('--debug', words.help.debug(debugLogFile))
    .option('--json', words.help.json)
    .option('--take-over', words.help.takeOver)
    .option('--again', words.help.again)
    .option('--notify', words.help.notify)
    .option('--reset-settings', words.help.resetSettings)
    .version(packageJson.version, '-V, --version', words.help.version)
    .helpOption('-h, --help', words.help.helpFlag)
    .usage('[command] [flags]')
    .argument('[words...]')
    .configureHelp({ visibleArguments: () => [], styleTitle: (title) => (title === 'Options:' ? 'Flags:' : title) })
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, getOutHelpWidth: () => 80, getOutHasColors: () => false })
    .showSuggestionAfterError(false)
    .exitOverride();

const helpText = (program: Command): string => {
  const codes = exitCodeTable().map(([code, meaning]) => `  ${code.padEnd(15)}${meaning}`);
  const widest =
    largest(
      commandNames.map((name) => usageOf(name).length),
      0,
    ) + 2;
  const commands = commandNames.map((name) => `  ${usageOf(name).padEnd(widest)}${words.help.command[name]}`);
  return [program.helpInformation().trimEnd(), '', words.help.commands, ...commands, '', words.help.exitCodes, ...codes].join('\n');
};

const quoted = (message: string): string => sanitizeLine(/'([^']*)'/.exec(message)?.[1] ?? '', 100);

const readCommanderError = (program: Command, error: CommanderError): Parsed => {
  if (error.code === 'commander.version') return { type: 'version', text: packageJson.version };
  if (error.code.startsWith('commander.help')) return { type: 'help', text: helpText(program) };
  if (error.code === 'commander.optionMissingArgument') {
    return { type: 'error', error: words.missingValue(quoted(error.message).split(' ')[0] ?? '') };
  }
  const flag = quoted(error.message).split('=')[0] ?? '';
  const flags = ['--help', '--version', ...program.options.flatMap((option) => option.long ?? [])];
  return { type: 'error', error: flags.includes(flag) ? words.noValue(flag) : words.unknownFlag(flag, nearest(flag, flags)) };
};

const readShared = (raw: Raw, argv: readonly string[]): SharedOptions => {
  const account = text('--account', raw.account, argv);
  return {
    ...given('accountId', account === undefined ? undefined : accountId(sanitizeLine(account, 100))),
    ...given('zcaPath', text('--zca', raw.zca, argv)),
    ...given('configPath', text('--config', raw.config, argv)),
    ...given('openclawPath', text('--openclaw', raw.openclaw, argv)),
    isDemo: raw.demo ?? false,
  };
};

const readOptions = (raw: Raw, argv: readonly string[], env: Environment): RunOptions => {
  // British and American spelling of the same palette.
  const color = text('--color', raw.color, argv)?.replace(/^color-/i, 'colour-');
  return {
    ...readShared(raw, argv),
    ...given('screen', oneOf('--screen', text('--screen', raw.screen, argv), screenNames)),
    useAlternateScreen: raw.altScreen,
    ascii: raw.ascii ?? false,
    color: oneOf('--color', color, colorModes) ?? 'auto',
    mouse: raw.mouse ?? false,
    bell: raw.bell ?? false,
    ...given('notifications', oneOf('--notifications', text('--notifications', raw.notifications, argv), notificationModes)),
    screenReader: raw.screenReader ?? env['INK_SCREEN_READER'] === 'true',
    ...given('logFile', text('--log', raw.log, argv)),
    debug: raw.debug ?? false,
  };
};

/** A flag that only the screen, or another command, has a use for would otherwise be swallowed. */
const readOneShot = (command: ConsoleCommandName, argument: string, program: Command, argv: readonly string[]): OneShotOptions => {
  const allowed = flagsOf(command);
  const typed = program.options.filter((option) => program.getOptionValueSource(option.attributeName()) === 'cli');
  const strange = typed.find(({ long }) => !allowed.some((flag) => flag === long));
  if (strange !== undefined) throw new UsageProblem(words.notWithCommand(strange.long ?? strange.flags, command, allowed));
  const raw = program.opts<Raw>();
  return {
    ...readShared(raw, argv),
    command,
    argument,
    flags: flagsOf(command).filter((flag) => !sharedFlags.some((shared) => shared === flag) && typed.some(({ long }) => long === flag)),
    asJson: raw.json ?? false,
  };
};

const readRun = (program: Command, argv: readonly string[], env: Environment): Parsed => {
  const raw = program.opts<Raw>();
  const lost = program.options.find(
    (option) => commandFlags.includes(option.long ?? '') && program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (lost?.long != null) return { type: 'error', error: words.onlyWithCommand(lost.long) };
  if (raw.resetSettings === true) return { type: 'reset-settings' };
  return { type: 'run', options: readOptions(raw, argv, env) };
};

/** What a flag takes, for the completion. */
const hintOf = (option: Option, values: Readonly<Record<string, NonNullable<FlagHint['values']>>>): FlagHint => {
  const name = (option.long ?? option.flags).replace(/^--/, '');
  const { description } = option;
  return option.required ? { name, description, values: values[name] ?? 'any' } : { name, description };
};

/** Every flag of the program, for the completion. */
export const flagHints = (): readonly FlagHint[] => [
  ...createProgram('a private folder').options.map((option) =>
    hintOf(option, { account: 'account', screen: screenNames, color: colorModes, notifications: notificationModes }),
  ),
  { name: 'help', description: words.help.helpFlag },
];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line (without the program's name). Pure: prints nothing, exits nowhere, never throws.
 * `debugLogFile` is only for the words of `--help`.
 */
export const parseOptions = (argv: readonly string[], env: Environment, debugLogFile = 'a private folder'): Parsed => {
  const program = createProgram(debugLogFile);
  try {
    program.parse([...argv], { from: 'user' });
    const command = readCommand(program.args);
    if ('error' in command) return { type: 'error', error: command.error };
    if (command.name === undefined) return readRun(program, argv, env);
    if (command.name === 'completion') return { type: 'completion', shell: command.argument };
    return { type: 'one-shot', options: readOneShot(command.name, command.argument, program, argv) };
  } catch (error) {
    if (error instanceof CommanderError) return readCommanderError(program, error);
    if (error instanceof UsageProblem) return { type: 'error', error: error.view };
    throw error;
  }
};
