// Reads an argv the way commander does for openzca: groups of commands, options anywhere before `--`, and the recorded
// words of a usage error. Pure.
import { type CommandSpec, commands, globalOptions, groups, helpOption, type OptionSpec } from './command-table.ts';
import { commandHelp, groupHelp, rootHelp } from './help.ts';

/** A call that can be carried out. Options by name: `true` for a flag, else every value given, in order. */
export interface Call {
  readonly type: 'call';
  readonly command: string;
  readonly profile: string | undefined;
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly words: readonly string[];
}

/** What an argv comes to: a call, or words to print with their stream and exit code. */
export type Parsed =
  | Call
  | { readonly type: 'version' }
  | { readonly type: 'print'; readonly stdout: string; readonly stderr: string; readonly code: number };

const usageError = (problem: string, help: string): Parsed => ({
  type: 'print',
  stdout: '',
  stderr: `error: ${problem}\n\n${help}`,
  code: 1,
});
const help = (text: string): Parsed => ({ type: 'print', stdout: text, stderr: '', code: 0 });

interface Scanned {
  readonly flags: Set<string>;
  readonly values: Record<string, string[]>;
  readonly words: string[];
  readonly problem?: string;
}

/** `-rk` is `-r -k`; `--opt=value` is `--opt value`. A lone `-` is a word. */
const unpack = (arg: string, options: readonly OptionSpec[]): readonly string[] => {
  const long = /^(--[^=]+)=(.*)$/su.exec(arg);
  if (long !== null) return [long[1] ?? '', long[2] ?? ''];
  const letters = /^-([A-Za-z]{2,})$/u.exec(arg)?.[1];
  const split = letters === undefined ? [] : [...letters].map((letter) => `-${letter}`);
  const areAllKnown = split.length > 0 && split.every((flag) => options.some((option) => option.flags.includes(flag)));
  return areAllKnown ? split : [arg];
};

const scan = (argv: readonly string[], options: readonly OptionSpec[]): Scanned => {
  const result: Scanned = { flags: new Set(), values: {}, words: [] };
  const queue = [...argv];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--') {
      result.words.push(...queue);
      break;
    }
    if (arg.length < 2 || !arg.startsWith('-')) {
      result.words.push(arg);
      continue;
    }
    const [flag = arg, ...more] = unpack(arg, options);
    queue.unshift(...more);
    const option = options.find((candidate) => candidate.flags.includes(flag));
    if (option === undefined) return { ...result, problem: `unknown option '${arg}'` };
    if (option.value === undefined) {
      result.flags.add(option.name);
      continue;
    }
    const value = queue.shift();
    if (value === undefined) return { ...result, problem: `option '${option.flags.join(', ')} <${option.value}>' argument missing` };
    result.values[option.name] = [...(result.values[option.name] ?? []), value];
  }
  return result;
};

const isHelp = (arg: string | undefined): boolean => arg !== undefined && helpOption.flags.includes(arg);

/** Splits off the global options that stand before the command. */
const splitGlobal = (argv: readonly string[]): { readonly before: readonly string[]; readonly rest: readonly string[] } => {
  let at = 0;
  for (let arg = argv[at]; arg?.startsWith('-') === true && arg !== '--'; arg = argv[at]) {
    const option = globalOptions.find((candidate) => candidate.flags.includes(arg));
    at += option?.value === undefined || arg.includes('=') ? 1 : 2;
  }
  return { before: argv.slice(0, at), rest: argv.slice(at) };
};

const findCommand = (rest: readonly string[]): CommandSpec | Parsed => {
  const [first, second] = rest;
  if (first === undefined) return { type: 'print', stdout: '', stderr: rootHelp(), code: 1 };
  if (first === 'help') return help(rootHelp());
  const single = commands.find((command) => command.path.length === 1 && command.path[0] === first);
  if (single !== undefined) return single;
  if (!groups.some(([name]) => name === first)) return usageError(`unknown command '${first}'`, rootHelp());
  if (second === undefined) return { type: 'print', stdout: '', stderr: groupHelp(first), code: 1 };
  if (isHelp(second) || second === 'help') return help(groupHelp(first));
  const found = commands.find((command) => command.path[0] === first && command.path[1] === second);
  return found ?? usageError(`unknown command '${second}'`, groupHelp(first));
};

const missingArgument = (command: CommandSpec, words: readonly string[]): string | undefined =>
  command.args.filter((arg) => arg.startsWith('<'))[words.length]?.slice(1, -1);

const callOf = (command: CommandSpec, before: readonly string[], after: readonly string[]): Parsed => {
  const own = command.options;
  const options = [...own, ...globalOptions.filter((option) => !own.some((mine) => mine.name === option.name)), helpOption];
  const scanned = scan([...before, ...after], options);
  const usage = commandHelp(command);
  if (scanned.flags.has('help')) return help(usage);
  if (scanned.flags.has('version')) return { type: 'version' };
  if (scanned.problem !== undefined) return usageError(scanned.problem, usage);
  const missing = missingArgument(command, scanned.words);
  if (missing !== undefined) return usageError(`missing required argument '${missing}'`, usage);
  if (scanned.words.length > command.args.length) {
    const count = command.args.length;
    const expected = `Expected ${count} argument${count === 1 ? '' : 's'} but got ${scanned.words.length}.`;
    return usageError(`too many arguments for '${command.path.at(-1)}'. ${expected}`, usage);
  }
  return {
    type: 'call',
    command: command.path.join(' '),
    profile: scanned.values['profile']?.at(-1),
    flags: scanned.flags,
    values: scanned.values,
    words: scanned.words,
  };
};

/** What zca would make of these arguments (without the program's name). Never throws. */
export const parseArguments = (argv: readonly string[]): Parsed => {
  const { before, rest } = splitGlobal(argv);
  const scanned = scan(before, [...globalOptions, helpOption]);
  if (scanned.problem !== undefined) return usageError(scanned.problem, rootHelp());
  if (scanned.flags.has('version')) return { type: 'version' };
  if (scanned.flags.has('help')) return help(rootHelp());
  const found = findCommand(rest);
  if ('type' in found) return found;
  return callOf(found, before, rest.slice(found.path.length));
};
