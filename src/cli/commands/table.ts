// THE table of commands: the tree of commander, its help, the completion and the schema file come from it.

import { screenNames } from '../../tui/state/ui-state.ts';
import { nearest } from '../flag-values.ts';
import type { SuggestionKind } from './suggestions.ts';

export interface ArgumentSpec {
  /** As `--help` shows it. */
  readonly name: 'CODE' | 'ID' | 'TEXT' | 'SHELL';
  readonly isRequired: boolean;
  /** Undefined: anything. */
  readonly values?: readonly string[];
  /** What a completion offers for it. */
  readonly suggests?: SuggestionKind;
}

/** A flag that only some commands take. */
export type OwnFlag = '--notify' | '--take-over' | '--again';

interface CommandSpec {
  readonly argument?: ArgumentSpec;
  /** Flags beyond {@link sharedFlags}. */
  readonly flags?: readonly OwnFlag[];
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
export type FirstWord = CommandName extends infer Name
  ? Name extends `${infer First} ${string}`
    ? First
    : never
  : never;

export type ConsoleCommandName = Exclude<CommandName, 'completion'>;

/** All of them, in the order of `--help`. */
export const commandNames = Object.keys(table) as readonly CommandName[];

export const specOf = (name: CommandName): CommandSpec => table[name];

/** The flags every command takes; most others are about the screen. */
export const sharedFlags = [
  '--json',
  '--account',
  '--zca',
  '--config',
  '--openclaw',
  '--gateway',
  '--gateway-token-file',
  '--ssh',
  '--demo',
] as const;

/** The flags one command takes. `completion` prints the same whatever the world is like. */
export const flagsOf = (name: CommandName): readonly string[] =>
  name === 'completion' ? [] : [...sharedFlags, ...(specOf(name).flags ?? [])];

/** The flags that go with some commands only. */
export const commandFlags: readonly string[] = [
  '--json',
  ...commandNames.flatMap((name) => specOf(name).flags ?? []),
];

/** A command with its argument, as `--help` writes it. */
export const usageOf = (name: CommandName): string => {
  const { argument } = specOf(name);
  if (argument === undefined) return name;
  return `${name} ${argument.isRequired ? argument.name : `[${argument.name}]`}`;
};

const firstWords = [...new Set(commandNames.map((name) => name.split(' ')[0] ?? name))];

/** What was most likely meant by words that name no command: one, or the flag that opens that screen. */
export const suggestedCommand = (typed: string): string | undefined => {
  const command =
    commandNames.find((name) => name === nearest(typed, commandNames)) ??
    commandNames.find((name) => name.split(' ')[0] === nearest(typed.split(' ')[0] ?? '', firstWords));
  if (command !== undefined) return `zalouser-tui ${usageOf(command)}`;
  const screen = nearest(typed, screenNames);
  return screen === undefined ? undefined : `--screen ${screen}`;
};
