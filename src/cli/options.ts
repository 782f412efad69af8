// argv → what to do, as a value. Every flag of the program is here.
import { Command, CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { type AccountId, accountId, type ErrorView, sentences } from '../core/index.ts';
import { sanitizeLine } from '../core/text/sanitize.ts';
import { type ScreenName, screenNames } from '../tui/state/ui-state.ts';
import type { ColorMode } from '../tui/theme/detect.ts';
import { exitCodeTable } from './exit-codes.ts';
import { nearest } from './nearest.ts';

/** How to run the console. Paths are as typed. */
export interface RunOptions {
  readonly accountId?: AccountId | 'all';
  readonly screen?: ScreenName;
  readonly zcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly isDemo: boolean;
  readonly useAlternateScreen: boolean;
  readonly ascii: boolean;
  readonly color: ColorMode;
  readonly mouse: boolean;
  readonly bell: boolean;
  readonly screenReader: boolean;
  readonly logFile?: string;
  readonly debug: boolean;
}

/** What the command line asks for. */
export type Parsed =
  | { readonly type: 'run'; readonly options: RunOptions }
  | { readonly type: 'help' | 'version'; readonly text: string }
  | { readonly type: 'reset-settings' }
  | { readonly type: 'error'; readonly error: ErrorView };

/** What can be said with `--color`. */
export const colorModes = ['auto', 'always', 'never', 'default', 'colour-blind', 'mono'] as const satisfies readonly ColorMode[];

const words = sentences.cli;

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
  screenReader?: boolean;
  log?: string;
  debug?: boolean;
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
    .option('--screen-reader', words.help.screenReader)
    .option('--log <file>', words.help.log)
    .option('--debug', words.help.debug(debugLogFile))
    .option('--reset-settings', words.help.resetSettings)
    .version(packageJson.version, '-V, --version', words.help.version)
    .helpOption('-h, --help', words.help.helpFlag)
    .usage('[flags]')
    .argument('[words...]')
    .configureHelp({ visibleArguments: () => [], styleTitle: (title) => (title === 'Options:' ? 'Flags:' : title) })
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, getOutHelpWidth: () => 80, getOutHasColors: () => false })
    .showSuggestionAfterError(false)
    .exitOverride();

const helpText = (program: Command): string => {
  const codes = exitCodeTable().map(([code, meaning]) => `  ${code.padEnd(15)}${meaning}`);
  return [program.helpInformation().trimEnd(), '', words.help.exitCodes, ...codes].join('\n');
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

/** A problem with what was typed, carried to the end of {@link parseOptions}. */
class UsageProblem extends Error {
  readonly view: ErrorView;
  constructor(view: ErrorView) {
    super(view.sentence);
    this.view = view;
  }
}

const oneOf = <Value extends string>(flag: string, typed: string | undefined, allowed: readonly Value[]): Value | undefined => {
  if (typed === undefined) return undefined;
  const found = allowed.find((value) => value === typed.trim().toLowerCase());
  if (found === undefined) throw new UsageProblem(words.badValue(flag, sanitizeLine(typed, 100), allowed, nearest(typed, allowed)));
  return found;
};

/** A value that is there; one that looks like a flag is most likely the next flag. */
const text = (flag: string, typed: string | undefined, argv: readonly string[]): string | undefined => {
  if (typed === undefined) return undefined;
  const isGlued = argv.includes(`${flag}=${typed}`);
  if (typed.trim() === '' || (typed.startsWith('-') && !isGlued)) throw new UsageProblem(words.missingValue(flag));
  return typed;
};

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };

const readOptions = (raw: Raw, argv: readonly string[], env: Environment): RunOptions => {
  const account = text('--account', raw.account, argv);
  // British and American spelling of the same palette.
  const color = text('--color', raw.color, argv)?.replace(/^color-/i, 'colour-');
  return {
    ...given('accountId', account === undefined ? undefined : accountId(sanitizeLine(account, 100))),
    ...given('screen', oneOf('--screen', text('--screen', raw.screen, argv), screenNames)),
    ...given('zcaPath', text('--zca', raw.zca, argv)),
    ...given('configPath', text('--config', raw.config, argv)),
    ...given('openclawPath', text('--openclaw', raw.openclaw, argv)),
    isDemo: raw.demo ?? false,
    useAlternateScreen: raw.altScreen,
    ascii: raw.ascii ?? false,
    color: oneOf('--color', color, colorModes) ?? 'auto',
    mouse: raw.mouse ?? false,
    bell: raw.bell ?? false,
    screenReader: raw.screenReader ?? env['INK_SCREEN_READER'] === 'true',
    ...given('logFile', text('--log', raw.log, argv)),
    debug: raw.debug ?? false,
  };
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line (without the program's name). Pure: prints nothing, exits nowhere, never throws.
 * `debugLogFile` is only for the words of `--help`.
 */
export const parseOptions = (argv: readonly string[], env: Environment, debugLogFile = 'a private folder'): Parsed => {
  const program = createProgram(debugLogFile);
  try {
    program.parse([...argv], { from: 'user' });
    const [argument] = program.args;
    if (argument !== undefined) {
      const screen = nearest(argument, screenNames);
      return {
        type: 'error',
        error: words.unknownArgument(sanitizeLine(argument, 100), screen === undefined ? undefined : `--screen ${screen}`),
      };
    }
    const raw = program.opts<Raw>();
    if (raw.resetSettings === true) return { type: 'reset-settings' };
    return { type: 'run', options: readOptions(raw, argv, env) };
  } catch (error) {
    if (error instanceof CommanderError) return readCommanderError(program, error);
    if (error instanceof UsageProblem) return { type: 'error', error: error.view };
    throw error;
  }
};
