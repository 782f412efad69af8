// THE table of commands: help, completion, the reading of the command line and the schema file come from it.

import type { ErrorView } from '../../core/index.ts';
import { sanitizeLine } from '../../core/shared/text/sanitize.ts';
import { screenNames } from '../../tui/state/ui-state.ts';
import { nearest } from '../nearest.ts';
import { cliSentences } from '../words.ts';
import type { SuggestionKind } from './suggestions.ts';

/** What stands behind the name of a command. */
export interface ArgumentSpec {
  /** As `--help` shows it. */
  readonly name: 'CODE' | 'ID' | 'TEXT' | 'SHELL';
  readonly isRequired: boolean;
  /** Undefined: anything. */
  readonly values?: readonly string[];
  /** What a completion offers for it. */
  readonly suggests?: SuggestionKind;
}

interface CommandSpec {
  readonly argument?: ArgumentSpec;
  /** Flags beyond {@link sharedFlags}. */
  readonly flags?: readonly string[];
}

/** The shells `completion` knows. */
export const shells = ['bash', 'zsh', 'fish'] as const;

const table = {
  status: {},
  doctor: {},
  'pairing list': {},
  'pairing approve': { argument: { name: 'CODE', isRequired: true, suggests: 'code' }, flags: ['--notify'] },
  'pairing dismiss': { argument: { name: 'CODE', isRequired: true, suggests: 'code' } },
  'pairing revoke': { argument: { name: 'ID', isRequired: true, suggests: 'approved' } },
  'directory peers': { argument: { name: 'TEXT', isRequired: false } },
  'directory groups': { argument: { name: 'TEXT', isRequired: false } },
  'directory self': {},
  'directory members': { argument: { name: 'ID', isRequired: true, suggests: 'group' } },
  feed: { flags: ['--take-over'] },
  login: { flags: ['--again'] },
  completion: { argument: { name: 'SHELL', isRequired: true, values: shells } },
} as const satisfies Readonly<Record<string, CommandSpec>>;

/** The name of a command: one word or two. */
export type CommandName = keyof typeof table;

/** The first word of the commands of two. */
export type FirstWord = CommandName extends infer Name ? (Name extends `${infer First} ${string}` ? First : never) : never;

/** A command that works on a console. */
export type ConsoleCommandName = Exclude<CommandName, 'completion'>;

/** All of them, in the order of `--help`. */
export const commandNames = Object.keys(table) as readonly CommandName[];

/** What a command takes. */
export const specOf = (name: CommandName): CommandSpec => table[name];

/** The flags every command takes; most others are about the screen. */
export const sharedFlags = ['--json', '--account', '--zca', '--config', '--openclaw', '--demo'] as const;

/** The flags one command takes. `completion` prints the same whatever the world is like. */
export const flagsOf = (name: CommandName): readonly string[] =>
  name === 'completion' ? [] : [...sharedFlags, ...(specOf(name).flags ?? [])];

/** The flags that go with some commands only. */
export const commandFlags: readonly string[] = ['--json', ...commandNames.flatMap((name) => specOf(name).flags ?? [])];

/** A command with its argument, as `--help` writes it. */
export const usageOf = (name: CommandName): string => {
  const { argument } = specOf(name);
  if (argument === undefined) return name;
  return `${name} ${argument.isRequired ? argument.name : `[${argument.name}]`}`;
};

/** What the words on the command line come to. `argument` is empty where none was typed. */
export type ReadCommand =
  | { readonly name: CommandName | undefined; readonly argument: string }
  | { readonly name?: never; readonly error: ErrorView };

const words = cliSentences;

/** What was most likely meant: a command, or the flag that opens that screen. */
const suggestion = (typed: string): string | undefined => {
  const command =
    commandNames.find((name) => name === nearest(typed, commandNames)) ??
    commandNames.find((name) => name.split(' ')[0] === nearest(typed.split(' ')[0] ?? '', firstWords));
  if (command !== undefined) return `zalouser-tui ${usageOf(command)}`;
  const screen = nearest(typed, screenNames);
  return screen === undefined ? undefined : `--screen ${screen}`;
};

const firstWords = [...new Set(commandNames.map((name) => name.split(' ')[0] ?? name))];

/** Codes are told in two halves, and people write them as they are told: the words behind the name are one argument. */
const readArgument = (name: CommandName, typed: readonly string[]): ReadCommand => {
  const { argument: spec } = specOf(name);
  const argument = typed.join(' ').trim();
  if (spec === undefined) {
    return argument === '' ? { name, argument } : { error: words.unknownArgument(sanitizeLine(argument, 100), `zalouser-tui ${name}`) };
  }
  if (argument === '') return spec.isRequired ? { error: words.missingArgument(usageOf(name), spec.values) } : { name, argument };
  if (spec.values !== undefined && !spec.values.includes(argument)) {
    return { error: words.badValue(spec.name, sanitizeLine(argument, 100), spec.values, nearest(argument, spec.values)) };
  }
  return { name, argument };
};

/** The command, undefined for the console (no words), or what is wrong with them. */
export const readCommand = (typed: readonly string[]): ReadCommand => {
  if (typed.length === 0) return { name: undefined, argument: '' };
  const lower = typed.map((word) => word.toLowerCase());
  const name = commandNames.find((known) => known.split(' ').every((word, at) => word === lower[at]));
  if (name !== undefined) return readArgument(name, typed.slice(name.split(' ').length));
  const unfinished = commandNames.filter((known) => known.startsWith(`${lower.join(' ')} `));
  if (unfinished.length > 0) return { error: words.unfinishedCommand(lower.join(' '), unfinished.map(usageOf)) };
  return { error: words.unknownArgument(sanitizeLine(typed.join(' '), 100), suggestion(lower.join(' '))) };
};
