// Help texts in commander's layout; the root's and `msg send`'s are recorded ones. Pure.
import { type CommandSpec, commands, globalOptions, groups, helpOption, type OptionSpec } from './command-table.ts';

const flagsOf = (option: OptionSpec): string => `${option.flags.join(', ')}${option.value === undefined ? '' : ` <${option.value}>`}`;

const table = (rows: readonly (readonly [string, string])[], gap = 2): string => {
  const width = Math.max(...rows.map(([left]) => left.length)) + gap;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
};

const optionTable = (options: readonly OptionSpec[]): string => table(options.map((option) => [flagsOf(option), option.about] as const));

const usageOf = (command: CommandSpec): string => [command.path.at(-1), '[options]', ...command.args].join(' ');

/** `zca --help`. */
export const rootHelp = (): string => {
  const rows = [...groups, ['listen [options]', 'Listen for real-time incoming messages'], ['help [command]', 'display help for command']];
  const list = rows.map(([left = '', right = '']) => `  ${left.padEnd(22)}${right}`).join('\n');
  const options = [...globalOptions, helpOption].map((option) => `  ${flagsOf(option).padEnd(22)}${option.about}`).join('\n');
  return (
    'Usage: openzca [options] [command]\n\nOpen-source zca-cli compatible wrapper powered by zca-js\n\n' +
    `Options:\n${options}\n\nCommands:\n${list}\n`
  );
};

/** `zca GROUP --help`. */
export const groupHelp = (name: string): string => {
  const about = groups.find(([group]) => group === name)?.[1] ?? '';
  const rows = commands
    .filter((command) => command.path[0] === name)
    .map((command) => [usageOf(command), command.about.split('\n')[0] ?? ''] as const);
  const list = rows.length === 0 ? '' : `\n\nCommands:\n${table([...rows, ['help [command]', 'display help for command']])}`;
  return `Usage: openzca ${name} [options] [command]\n\n${about}\n\nOptions:\n${optionTable([helpOption])}${list}\n`;
};

/** `zca GROUP COMMAND --help`. */
export const commandHelp = (command: CommandSpec): string =>
  `Usage: openzca ${[...command.path, '[options]', ...command.args].join(' ')}\n\n${command.about}\n\n` +
  `Options:\n${optionTable([...command.options, helpOption])}\n`;
