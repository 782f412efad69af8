// argv → what to do, as a value.

import { type Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { ErrorView } from '../core/shared/error-view.ts';
import { type AccountId, accountId } from '../core/shared/ids.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
import { type ScreenName, screenNames } from '../tui/state/ui-state.ts';
import { type NotificationMode, notificationModes } from '../tui/terminal/notification-mode.ts';
import type { ColorMode } from '../tui/theme/tokens.ts';
import { type CommandName, type ConsoleCommandName, specOf } from './commands/table.ts';
import { oneOf, text, UsageProblem } from './flag-values.ts';
import { assertFlagsFit, colorModes, createProgram, hearCapitals, usageError } from './program.ts';

/** What the console and the commands have in common. Paths are as typed. */
export interface SharedOptions {
  readonly accountId?: AccountId | 'all';
  readonly zcaPath?: string;
  readonly configPath?: string;
  readonly openclawPath?: string;
  readonly gateway?: string;
  readonly gatewayTokenFile?: string;
  readonly ssh?: string;
  readonly isDemo: boolean;
  /** Nothing is changed; undefined: the settings say. */
  readonly isReadOnly?: boolean;
}

export interface OneShotOptions extends SharedOptions {
  readonly command: ConsoleCommandName;
  /** What stands behind its name; empty if nothing does. */
  readonly argument: string;
  /** Flags of this command alone. */
  readonly flags: readonly string[];
  readonly asJson: boolean;
}

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

export type Parsed =
  | { readonly type: 'run'; readonly options: RunOptions }
  | { readonly type: 'one-shot'; readonly options: OneShotOptions }
  | { readonly type: 'completion'; readonly shell: string }
  | { readonly type: 'help' | 'version'; readonly text: string }
  | { readonly type: 'reset-settings' }
  | { readonly type: 'error'; readonly error: ErrorView };

interface Raw {
  account?: string;
  screen?: string;
  zca?: string;
  config?: string;
  openclaw?: string;
  gateway?: string;
  gatewayTokenFile?: string;
  ssh?: string;
  demo?: boolean;
  readOnly?: boolean;
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

const readShared = (raw: Raw, argv: readonly string[], env: Environment): SharedOptions => {
  const account = text('--account', raw.account, argv);
  return {
    accountId: account === undefined ? undefined : accountId(sanitizeLine(account, 100)),
    zcaPath: text('--zca', raw.zca, argv),
    configPath: text('--config', raw.config, argv),
    openclawPath: text('--openclaw', raw.openclaw, argv),
    gateway: text('--gateway', raw.gateway, argv),
    gatewayTokenFile: text('--gateway-token-file', raw.gatewayTokenFile, argv),
    ssh: text('--ssh', raw.ssh, argv),
    isDemo: raw.demo ?? false,
    isReadOnly: raw.readOnly ?? (env['ZALOUSER_TUI_READ_ONLY'] === '1' ? true : undefined),
  };
};

const readOptions = (raw: Raw, argv: readonly string[], env: Environment): RunOptions => {
  // British and American spelling of the same palette.
  const color = text('--color', raw.color, argv)?.replace(/^color-/i, 'colour-');
  return {
    ...readShared(raw, argv, env),
    screen: oneOf('--screen', text('--screen', raw.screen, argv), screenNames),
    useAlternateScreen: raw.altScreen,
    ascii: raw.ascii ?? false,
    color: oneOf('--color', color, colorModes) ?? 'auto',
    mouse: raw.mouse ?? false,
    bell: raw.bell ?? false,
    notifications: oneOf(
      '--notifications',
      text('--notifications', raw.notifications, argv),
      notificationModes,
    ),
    screenReader: raw.screenReader ?? env['INK_SCREEN_READER'] === 'true',
    logFile: text('--log', raw.log, argv),
    debug: raw.debug ?? false,
  };
};

const ownFlags = (command: ConsoleCommandName, program: Command): readonly string[] =>
  (specOf(command).flags ?? []).filter((flag) =>
    program.options.some(
      (option) => option.long === flag && program.getOptionValueSource(option.attributeName()) === 'cli',
    ),
  );

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line (without the program's name). Pure: prints nothing, exits nowhere, never throws.
 * `debugLogFile` is only for the words of `--help`.
 */
export const parseOptions = (
  argv: readonly string[],
  env: Environment,
  debugLogFile = 'a private folder',
): Parsed => {
  let help = '';
  let command: { readonly name: CommandName; readonly argument: string } | undefined;
  const program = createProgram(
    debugLogFile,
    (name, argument) => {
      command = { name, argument };
    },
    (text) => {
      help += text;
    },
  );
  try {
    hearCapitals(program, argv);
    program.parse([...argv], { from: 'user' });
    assertFlagsFit(program, command?.name);
    const raw = program.opts<Raw>();
    if (command === undefined)
      return raw.resetSettings === true
        ? { type: 'reset-settings' }
        : { type: 'run', options: readOptions(raw, argv, env) };
    const { name, argument } = command;
    if (name === 'completion') return { type: 'completion', shell: argument };
    const shared = readShared(raw, argv, env);
    return {
      type: 'one-shot',
      options: {
        ...shared,
        command: name,
        argument,
        flags: ownFlags(name, program),
        asJson: raw.json ?? false,
      },
    };
  } catch (error) {
    if (error instanceof UsageProblem) return { type: 'error', error: error.view };
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.version') return { type: 'version', text: packageJson.version };
    if (error.code === 'commander.helpDisplayed') return { type: 'help', text: help.trimEnd() };
    return { type: 'error', error: usageError(program, error) };
  }
};
