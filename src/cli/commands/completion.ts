// `zalouser-tui completion SHELL` prints a script; the script asks `zalouser-tui complete -- WORDS…` at every Tab.
import { RootCommand, script } from '@bomb.sh/tab';
import { sentences } from '../../core/index.ts';
import { commandNames, specOf } from './table.ts';

/** A flag of the program, as the completion offers it. */
export interface FlagHint {
  /** Without the dashes. */
  readonly name: string;
  readonly description: string;
  /** What may stand behind it; `any` if that is no list, absent if it takes no value. */
  readonly values?: readonly string[] | 'any';
}

const words = sentences.cli.help;

/** What the library asks for the values of a flag or an argument. */
const offer =
  (values: readonly string[]) =>
  (complete: (value: string, description: string) => void): void => {
    for (const value of values) complete(value, '');
  };

const treeOf = (flags: readonly FlagHint[]): RootCommand => {
  const tree = new RootCommand();
  for (const { name, description, values } of flags) {
    if (values === undefined) tree.option(name, description);
    else tree.option(name, description, offer(values === 'any' ? [] : values));
  }
  for (const name of commandNames) {
    const { argument } = specOf(name);
    const command = tree.command(name, words.command[name]);
    // The library looks for flags in the command it found.
    for (const [flag, option] of tree.options) command.options.set(flag, option);
    if (argument !== undefined) command.argument(argument.name, offer(argument.values ?? []));
  }
  return tree;
};

/** Prints the script for a shell to stdout. */
export const printCompletionScript = (shell: string): void => script(shell, 'zalouser-tui', 'zalouser-tui');

/** Prints what may stand for the last of the words, as the script of the shell expects it. */
export const printCompletions = (typed: readonly string[], flags: readonly FlagHint[]): void => treeOf(flags).parse([...typed]);
