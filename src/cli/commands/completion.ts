// `zalouser-tui completion SHELL` prints a script; the script asks `zalouser-tui complete -- WORDS…` at every Tab.

import { RootCommand, script, type Command as TabCommand } from '@bomb.sh/tab';
import type { Command, Option } from 'commander';
import { screenNames } from '../../tui/state/ui-state.ts';
import { notificationModes } from '../../tui/terminal/notification-mode.ts';
import { colorModes, createProgram } from '../program.ts';
import { cliSentences } from '../words.ts';
import type { Suggestion, SuggestionKind, Suggestions } from './suggestions.ts';
import { commandNames, specOf } from './table.ts';

/** What stands behind flags that take a value, as far as it can be listed. */
const flagValues: Readonly<Record<string, readonly string[] | SuggestionKind>> = {
  '--account': 'account',
  '--screen': screenNames,
  '--color': colorModes,
  '--notifications': notificationModes,
};

/** The commands of `zalouser-tui zca`, a program of its own in this package that says the same in its help. */
const zcaCommands: Readonly<Record<string, readonly string[]>> = {
  auth: ['status', 'login', 'logout', 'cache-refresh'],
  me: ['info'],
  friend: ['list', 'find'],
  group: ['list', 'members'],
  msg: ['send', 'image', 'video', 'voice', 'link'],
  account: ['list', 'add'],
  listen: [],
  install: [],
  uninstall: [],
};

/** What the library asks for the values of a flag or an argument. */
const offer =
  (values: readonly string[] | SuggestionKind, known: Suggestions) =>
  (complete: (value: string, description: string) => void): void => {
    const offered: readonly Suggestion[] =
      typeof values === 'string' ? known[values] : values.map((value) => ({ value, description: '' }));
    for (const { value, description } of offered) complete(value, description);
  };

const addFlags = (to: TabCommand, options: readonly Option[], known: Suggestions): void => {
  for (const { long, description, required } of options) {
    const name = (long ?? '').slice(2);
    if (required) to.option(name, description, offer(flagValues[long ?? ''] ?? [], known));
    else to.option(name, description);
  }
  to.option('help', cliSentences.help.helpFlag);
};

/** The tree of the command line as the library wants it: flat, with a command of two words behind its first. */
const treeOf = (program: Command, known: Suggestions): RootCommand => {
  const tree = new RootCommand();
  addFlags(tree, program.options, known);
  const add = (command: Command, path: string): void => {
    const added = tree.command(path, command.description());
    addFlags(added, command.options, known);
    const spec = commandNames.find((name) => name === path);
    const argument = spec && specOf(spec).argument;
    if (argument !== undefined)
      added.argument(argument.name, offer(argument.suggests ?? argument.values ?? [], known));
    for (const below of command.commands) add(below, `${path} ${below.name()}`);
  };
  // It finds a command of two words only where the first is one too.
  for (const command of [...program.commands].sort((a, b) => b.commands.length - a.commands.length))
    add(command, command.name());
  tree.command('zca', cliSentences.help.zcaProgram);
  for (const [name, below] of Object.entries(zcaCommands))
    for (const path of [name, ...below.map((second) => `${name} ${second}`)]) tree.command(`zca ${path}`, '');
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

// The completion script for bash is ours, not the library's: that one calls functions of the bash-completion package, which many machines lack,
// and evaluates what is typed. Ours takes bash 3.2, as macOS has it.

/** What `source <(zalouser-tui completion bash)` reads. Words go to the program as they are typed; nothing of its answer is evaluated. */
const bashScript = String.raw`# bash completion for zalouser-tui

_zalouser_tui() {
    COMPREPLY=()
    # bash breaks words at = and :, too; here they are one again.
    local words=() word glued=''
    for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ \${#words[@]} -gt 0 && ( -n $glued || $word == [:=]* ) ]]; then
            words[\${#words[@]}-1]+=$word
        else
            words+=("$word")
        fi
        glued=''
        [[ $word == *[:=] ]] && glued=yes
    done
    [[ \${#words[@]} -gt 0 ]] || return 0

    local cur=\${words[\${#words[@]}-1]} out line value
    # What bash replaces is what stands behind the last of them.
    local tail=\${cur##*[:=]}
    local head=\${cur%"$tail"}
    out=$(zalouser-tui complete -- "\${words[@]}" 2>/dev/null) || return 0

    while IFS= read -r line; do
        # The last line is for shells that read it; behind a tab there is what a value means.
        value=\${line%%$'\t'*}
        if [[ -z $value || $line == :[0-9]* ]]; then
            continue
        elif [[ $value == "$cur"* ]]; then
            value=\${value:\${#head}}
        elif [[ -z $head || $value != "$tail"* ]]; then
            continue
        fi
        printf -v value '%q' "$value"
        COMPREPLY+=("$value")
    done <<< "$out"
}

complete -F _zalouser_tui zalouser-tui
`.replaceAll(String.raw`\$`, '$');

export const completionScript = (shell: string): string =>
  shell === 'bash' ? bashScript : printedBy(() => script(shell, 'zalouser-tui', 'zalouser-tui'));

/** What may stand for the last of the words, as the script of the shell expects it. */
export const completions = (typed: readonly string[], known: Suggestions): string =>
  printedBy(() => treeOf(createProgram('a private folder'), known).parse([...typed]));
