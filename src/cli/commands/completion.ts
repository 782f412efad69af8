// `zalouser-tui completion SHELL` prints a script; the script asks `zalouser-tui complete -- WORDS…` at every Tab.

import { type Command, RootCommand, script } from '@bomb.sh/tab';
import { cliSentences } from '../words.ts';
import { bashScript } from './completion-bash.ts';
import type { Suggestion, SuggestionKind, Suggestions } from './suggestions.ts';
import { type ArgumentSpec, commandNames, type FirstWord, specOf } from './table.ts';

/** A flag of the program, as the completion offers it. */
export interface FlagHint {
  /** Without the dashes. */
  readonly name: string;
  readonly description: string;
  /** What may stand behind it; `any` if that is no list, absent if it takes no value. */
  readonly values?: readonly string[] | 'any' | SuggestionKind;
}

const words = cliSentences.help;

/** All of them, or it does not compile. */
const firstWords: Readonly<Record<FirstWord, string>> = words.firstWords;

/** What the library asks for the values of a flag or an argument. */
const offer =
  (offered: readonly Suggestion[]) =>
  (complete: (value: string, description: string) => void): void => {
    for (const { value, description } of offered) complete(value, description);
  };

const plain = (values: readonly string[]): readonly Suggestion[] => values.map((value) => ({ value, description: '' }));

const offeredBehind = (values: NonNullable<FlagHint['values']>, known: Suggestions): readonly Suggestion[] => {
  if (values === 'any') return [];
  return typeof values === 'string' ? known[values] : plain(values);
};

const offeredFor = ({ values, suggests }: ArgumentSpec, known: Suggestions): readonly Suggestion[] =>
  suggests === undefined ? plain(values ?? []) : known[suggests];

const treeOf = (flags: readonly FlagHint[], known: Suggestions): RootCommand => {
  const tree = new RootCommand();
  for (const { name, description, values } of flags) {
    if (values === undefined) tree.option(name, description);
    else tree.option(name, description, offer(offeredBehind(values, known)));
  }
  const addCommand = (name: string, description: string): Command => {
    const command = tree.command(name, description);
    // The library looks for flags in the command it found.
    for (const [flag, option] of tree.options) command.options.set(flag, option);
    return command;
  };
  // It finds a command of two words only where the first is one too.
  for (const [first, description] of Object.entries(firstWords)) addCommand(first, description);
  for (const name of commandNames) {
    const { argument } = specOf(name);
    const command = addCommand(name, words.command[name]);
    if (argument !== undefined) command.argument(argument.name, offer(offeredFor(argument, known)));
  }
  return tree;
};

/** What the library prints while it does something: it knows no other way to answer. */
const printedBy = (work: () => void): string => {
  const print = console.log;
  let printed = '';
  console.log = (line: string): void => {
    printed += `${line}\n`;
  };
  try {
    work();
  } finally {
    console.log = print;
  }
  return printed;
};

/** The script for a shell. */
export const completionScript = (shell: string): string =>
  shell === 'bash' ? bashScript : printedBy(() => script(shell, 'zalouser-tui', 'zalouser-tui'));

/** What may stand for the last of the words, as the script of the shell expects it. */
export const completions = (typed: readonly string[], flags: readonly FlagHint[], known: Suggestions): string =>
  printedBy(() => treeOf(flags, known).parse([...typed]));
