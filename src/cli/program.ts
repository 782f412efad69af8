// The command line as a tree of commander's: the console's flags, every command with those it takes, and the help of each.

import { Argument, Command, type CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { ErrorView } from '../core/faces.ts';
import { sanitizeLine } from '../core/shared/text/sanitize.ts';
import { screenNames } from '../tui/state/ui-state.ts';
import { notificationModes } from '../tui/terminal/notification-mode.ts';
import type { ColorMode } from '../tui/theme/tokens.ts';
import {
  type CommandName,
  commandFlags,
  commandNames,
  type FirstWord,
  flagsOf,
  type OwnFlag,
  specOf,
  suggestedCommand,
  usageOf,
} from './commands/table.ts';
import { exitCodeTable } from './exit-codes.ts';
import { nearest, UsageProblem } from './flag-values.ts';
import { cliSentences } from './words.ts';

/** What can be said with `--color`. */
export const colorModes = [
  'auto',
  'always',
  'never',
  'default',
  'colour-blind',
  'mono',
] as const satisfies readonly ColorMode[];

const name = 'zalouser-tui';
const words = cliSentences;
const help = words.help;

const optionsFor = (debugLogFile: string): readonly Option[] => [
  new Option('--account <id>', help.account),
  new Option('--screen <name>', help.screen(screenNames.join(', '))),
  new Option('--zca <path>', help.zca),
  new Option('--config <path>', help.config),
  new Option('--openclaw <path>', help.openclaw),
  new Option('--gateway <url>', help.gateway),
  new Option('--gateway-token-file <file>', help.gatewayTokenFile),
  new Option('--ssh <user@host>', help.ssh),
  new Option('--demo', help.demo),
  new Option('--read-only', help.readOnly),
  new Option('--no-alt-screen', help.noAltScreen),
  new Option('--ascii', help.ascii),
  new Option('--color <mode>', help.color(colorModes.join(', '))),
  new Option('--mouse', help.mouse),
  new Option('--bell', help.bell),
  new Option('--notifications <how>', help.notifications(notificationModes.join(', '))),
  new Option('--screen-reader', help.screenReader),
  new Option('--log <file>', help.log),
  new Option('--debug', help.debug(debugLogFile)),
  new Option('--json', help.json),
  new Option('--take-over', help.takeOver),
  new Option('--again', help.again),
  new Option('--notify', help.notify),
  new Option('--reset-settings', help.resetSettings),
];

export type OnCommand = (name: CommandName, argument: string) => void;

const twoColumns = (rows: readonly (readonly [string, string])[], width: number): string =>
  rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n');

const exitCodeText = (meant?: readonly string[]): string =>
  `\n${help.exitCodes}\n${twoColumns(
    exitCodeTable().filter(([code]) => meant === undefined || meant.some((one) => code.startsWith(one))),
    13,
  )}`;

/** Those a command can end with; without a screen there is no talk of terminals. */
const exitCodesOf = (command: CommandName): readonly string[] => [
  '0',
  '1',
  '2',
  ...(command === 'doctor' ? ['6'] : []),
  '141',
  '129',
];

const examplesText = (command: CommandName): string =>
  `\n${help.examplesTitle}\n${help.examples[command].map(([line, what]) => `  ${name} ${line}\n      ${what}`).join('\n')}`;

/** The argument as it is told to commander: the words behind a command are one, for codes are told in two halves. */
const argumentOf = (command: CommandName): Argument | undefined => {
  const { argument } = specOf(command);
  if (argument === undefined) return undefined;
  const { name: shown, isRequired, values } = argument;
  if (values !== undefined) return new Argument(`<${shown}>`, help.arguments[shown]).choices(values);
  return new Argument(isRequired ? `<${shown}...>` : `[${shown}...]`, help.arguments[shown]);
};

const commandOptions = (command: CommandName, options: readonly Option[]): readonly Option[] =>
  options
    .filter(({ long }) => flagsOf(command).some((flag) => flag === long))
    .map(
      ({ flags, long, description }) => new Option(flags, help.commandFlags[long as OwnFlag] ?? description),
    );

const addCommand = (
  parent: Command,
  command: CommandName,
  options: readonly Option[],
  onCommand: OnCommand,
): void => {
  const argument = argumentOf(command);
  const added = parent
    .command(command.split(' ').at(-1) ?? command)
    .description(help.command[command])
    .usage(`${usageOf(command).slice(command.length + 1)} [flags]`.trimStart())
    .addHelpText('after', examplesText(command))
    .addHelpText('after', exitCodeText(exitCodesOf(command)))
    .action((typed: readonly string[] | string | undefined) => {
      const given = argument === undefined ? '' : [typed ?? []].flat().join(' ').trim();
      if (given === '' && argument?.required === true)
        throw new UsageProblem(words.missingArgument(usageOf(command), undefined));
      onCommand(command, given);
    });
  if (argument !== undefined) added.addArgument(argument);
  for (const option of commandOptions(command, options)) added.addOption(option);
};

const leavesOf = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}`.trim() : '';

/** The command with a path such as `pairing list`; undefined for the program itself and for the first half of two words. */
const commandAt = (command: Command): CommandName | undefined =>
  commandNames.find((known) => known === pathOf(command));

/**
 * The whole program. Parsing it prints nothing and exits nowhere: what `--help` prints goes to `onHelp`, a mistake is thrown as a
 * CommanderError ({@link usageError}) or a UsageProblem.
 */
export const createProgram = (
  debugLogFile: string,
  onCommand: OnCommand = () => {},
  onHelp: (text: string) => void = () => {},
): Command => {
  const options = optionsFor(debugLogFile);
  const program = new Command(name)
    .description(help.about)
    .version(packageJson.version, '-V, --version', help.version)
    .helpOption('-h, --help', help.helpFlag)
    .helpCommand(false)
    .usage('[command] [flags]')
    .configureHelp({
      styleTitle: (title) =>
        title === 'Options:' ? help.flags : title === 'Commands:' ? help.commands : title,
      // All commands at once: one that is two words long is no secret of its first.
      visibleCommands: (command) => command.commands.flatMap(leavesOf),
      subcommandTerm: (command) => usageOf(commandAt(command) ?? 'status'),
      argumentTerm: (argument) => argument.name(),
      commandUsage: (command) =>
        [name, pathOf(command), command.usage()].filter((part) => part !== '').join(' '),
    })
    .configureOutput({
      writeOut: onHelp,
      writeErr: () => {},
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    })
    .showSuggestionAfterError(false)
    .exitOverride();
  for (const option of options) program.addOption(option);
  program.addHelpText('after', `\n${help.more}\n${exitCodeText()}`).action(() => {});
  const groups = new Map<string, Command>();
  const groupOf = (command: CommandName): Command => {
    const [first = '', second] = command.split(' ');
    if (second === undefined) return program;
    const group =
      groups.get(first) ??
      program
        .command(first)
        .description(help.firstWords[first as FirstWord])
        .usage('COMMAND [flags]')
        .helpCommand(false);
    groups.set(first, group);
    return group;
  };
  for (const command of commandNames) addCommand(groupOf(command), command, options, onCommand);
  return program;
};

/** How far the typed words lead into the tree, and those that are left. */
const follow = (
  command: Command,
  typed: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } => {
  const [first, ...rest] = typed;
  const next = command.commands.find((one) => one.name() === first?.toLowerCase());
  return next === undefined ? { command, rest: typed } : follow(next, rest);
};

/** Commander takes the names of commands as they are written; people write them with a capital, too. */
export const hearCapitals = (program: Command, argv: readonly string[]): void => {
  for (const command of [...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    const capitals = new Set(
      argv.filter((typed) => typed !== command.name() && typed.toLowerCase() === command.name()),
    );
    for (const typed of capitals) command.alias(typed);
  }
};

const quoted = (message: string): string => sanitizeLine(/'([^']*)'/.exec(message)?.[1] ?? '', 100);

const flagError = (program: Command, message: string): ErrorView => {
  const flag = quoted(message).split('=')[0] ?? '';
  const flags = ['--help', '--version', ...program.options.flatMap((option) => option.long ?? [])];
  return flags.includes(flag) ? words.noValue(flag) : words.unknownFlag(flag, nearest(flag, flags));
};

const wordsError = (program: Command): ErrorView => {
  const { command, rest } = follow(program, program.args);
  const found = commandAt(command);
  const typed = program.args.join(' ');
  if (found === undefined) {
    if (rest.length === 0)
      return words.unfinishedCommand(
        typed.toLowerCase(),
        commandNames.filter((known) => known.startsWith(`${pathOf(command)} `)).map(usageOf),
      );
    return words.unknownArgument(sanitizeLine(typed, 100), suggestedCommand(typed.toLowerCase()));
  }
  const { argument } = specOf(found);
  const value = rest.join(' ').trim();
  if (argument === undefined) return words.unknownArgument(sanitizeLine(value, 100), `${name} ${found}`);
  const { values } = argument;
  if (value === '' || values === undefined) return words.missingArgument(usageOf(found), values);
  return words.badValue(argument.name, sanitizeLine(value, 100), values, nearest(value, values));
};

/** What commander objected to, in a sentence of ours with what was most likely meant. */
export const usageError = (program: Command, { code, message }: CommanderError): ErrorView => {
  if (code === 'commander.optionMissingArgument')
    return words.missingValue(quoted(message).split(' ')[0] ?? '');
  return code === 'commander.unknownOption' ? flagError(program, message) : wordsError(program);
};

/** A flag that only the screen, or another command, has a use for would otherwise be swallowed. @throws UsageProblem */
export const assertFlagsFit = (program: Command, command: CommandName | undefined): void => {
  const allowed = command === undefined ? undefined : flagsOf(command);
  const typed = program.options.filter(
    (option) => program.getOptionValueSource(option.attributeName()) === 'cli',
  );
  for (const { long } of typed) {
    if (long == null) continue;
    if (allowed === undefined && commandFlags.includes(long))
      throw new UsageProblem(words.onlyWithCommand(long));
    if (allowed !== undefined && command !== undefined && !allowed.includes(long)) {
      throw new UsageProblem(words.notWithCommand(long, command, allowed));
    }
  }
};
