// Reads an argv the way commander does for openzca: groups of commands, options anywhere before `--`, and the recorded
// words of a usage error. Pure.
// Help texts in commander's layout; the root's and `msg send`'s are recorded ones. Pure.

// Which commands the fake zca knows, with the options and words of openzca's help where they were recorded. Pure data.

/** An option of a command. `value` is the placeholder of its argument; absent = a flag. */
interface OptionSpec {
  readonly flags: readonly string[];
  readonly name: string;
  readonly value?: string;
  readonly about: string;
}

/** One command. Arguments in `[…]` may be missing, those in `<…>` may not. */
interface CommandSpec {
  readonly path: readonly string[];
  readonly args: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly about: string;
}

const json: OptionSpec = { flags: ['-j', '--json'], name: 'json', about: 'JSON output' };
const group: OptionSpec = { flags: ['-g', '--group'], name: 'group', about: 'Send to group' };
const url: OptionSpec = { flags: ['-u', '--url'], name: 'url', value: 'url', about: 'URL (repeatable)' };
const caption: OptionSpec = {
  flags: ['-m', '--message'],
  name: 'message',
  value: 'message',
  about: 'Caption',
};

const media = (kind: string): CommandSpec => ({
  path: ['msg', kind],
  args: ['<threadId>', '[file]'],
  options: [url, caption, group],
  about: `Send ${kind}(s) from file or URL`,
});

const plain = (
  path: readonly string[],
  args: readonly string[],
  about: string,
  options: readonly OptionSpec[] = [],
): CommandSpec => ({
  path,
  args,
  options,
  about,
});

/** Global options; the program takes them before and after the command. */
const globalOptions: readonly OptionSpec[] = [
  { flags: ['-V', '--version'], name: 'version', about: 'output the version number' },
  { flags: ['-p', '--profile'], name: 'profile', value: 'name', about: 'Profile name' },
  { flags: ['--debug'], name: 'debug', about: 'Enable debug logging' },
  { flags: ['--debug-file'], name: 'debugFile', value: 'path', about: 'Debug log file path' },
];

const helpOption: OptionSpec = { flags: ['-h', '--help'], name: 'help', about: 'display help for command' };

/** The groups of commands, in the order of the help. */
const groups: readonly (readonly [name: string, about: string])[] = [
  ['account', 'Multi-account profile management'],
  ['auth', 'Authentication and local cache'],
  ['db', 'Profile-scoped SQLite message database'],
  ['msg', 'Messaging commands'],
  ['group', 'Group management'],
  ['friend', 'Friend management'],
  ['me', 'Profile/account commands'],
];

const listenOptions: readonly OptionSpec[] = [
  { flags: ['-r', '--raw'], name: 'raw', about: 'Output JSON line payload' },
  { flags: ['-k', '--keep-alive'], name: 'keepAlive', about: 'Auto restart listener on disconnect' },
  { flags: ['--supervised'], name: 'supervised', about: 'Supervisor mode: lifecycle events, ends on close' },
  { flags: ['--heartbeat-ms'], name: 'heartbeatMs', value: 'ms', about: 'Lifecycle heartbeat interval' },
  { flags: ['--recycle-ms'], name: 'recycleMs', value: 'ms', about: 'Recycle the listener after this time' },
];

const commands: readonly CommandSpec[] = [
  plain(['account', 'list'], [], 'List all account profiles'),
  plain(['account', 'add'], ['[name]'], 'Create a new profile'),
  {
    path: ['auth', 'login'],
    args: [],
    options: [
      { flags: ['-q', '--qr-path'], name: 'qrPath', value: 'path', about: 'Save QR image path' },
      {
        flags: ['--qr-base64'],
        name: 'qrBase64',
        about: 'Output QR code as data URL and return immediately (integration mode)',
      },
    ],
    about: 'Login with QR code',
  },
  plain(['auth', 'logout'], [], 'Remove saved credentials from active profile'),
  plain(['auth', 'status'], [], 'Show login status'),
  plain(['auth', 'cache-refresh'], [], 'Refresh friends/groups cache'),
  plain(['me', 'info'], [], 'Show account info', [json]),
  plain(['friend', 'list'], [], 'List friends', [json]),
  plain(['friend', 'find'], ['<query>'], 'Find a user by phone number, username or name', [json]),
  plain(['group', 'list'], [], 'List groups', [json]),
  plain(['group', 'members'], ['<groupId>'], 'List the members of a group', [json]),
  {
    path: ['msg', 'send'],
    args: ['<threadId>', '<message>'],
    options: [
      group,
      { flags: ['--raw'], name: 'raw', about: 'Send raw text without parsing formatting markers' },
      {
        flags: ['--reply-id'],
        name: 'replyId',
        value: 'id',
        about: 'Reply using a stored DB message id/msgId/cliMsgId',
      },
      {
        flags: ['--reply-message'],
        name: 'replyMessage',
        value: 'json',
        about: 'Reply using a raw message.data JSON object',
      },
    ],
    about:
      'Send text message with formatting (**bold** *italic* __bold__ ~~strike~~\n' +
      '{underline}text{/underline} {red}color{/red} {big}size{/big} lists indents).\n' +
      'Group sends also resolve unique @Name/@userId mentions.',
  },
  media('image'),
  media('video'),
  media('voice'),
  plain(['msg', 'link'], ['<threadId>', '<url>'], 'Send link', [group]),
  plain(['listen'], [], 'Listen for real-time incoming messages', listenOptions),
];

const flagsOf = (option: OptionSpec): string =>
  `${option.flags.join(', ')}${option.value === undefined ? '' : ` <${option.value}>`}`;

const table = (rows: readonly (readonly [string, string])[], gap = 2): string => {
  const width = Math.max(...rows.map(([left]) => left.length)) + gap;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
};

const optionTable = (options: readonly OptionSpec[]): string =>
  table(options.map((option) => [flagsOf(option), option.about] as const));

const usageOf = (command: CommandSpec): string =>
  [command.path.at(-1), '[options]', ...command.args].join(' ');

/** `zca --help`. */
const rootHelp = (): string => {
  const rows = [
    ...groups,
    ['listen [options]', 'Listen for real-time incoming messages'],
    ['help [command]', 'display help for command'],
  ];
  const list = rows.map(([left = '', right = '']) => `  ${left.padEnd(22)}${right}`).join('\n');
  const options = [...globalOptions, helpOption]
    .map((option) => `  ${flagsOf(option).padEnd(22)}${option.about}`)
    .join('\n');
  return (
    'Usage: openzca [options] [command]\n\nOpen-source zca-cli compatible wrapper powered by zca-js\n\n' +
    `Options:\n${options}\n\nCommands:\n${list}\n`
  );
};

/** `zca GROUP --help`. */
const groupHelp = (name: string): string => {
  const about = groups.find(([group]) => group === name)?.[1] ?? '';
  const rows = commands
    .filter((command) => command.path[0] === name)
    .map((command) => [usageOf(command), command.about.split('\n')[0] ?? ''] as const);
  const list =
    rows.length === 0
      ? ''
      : `\n\nCommands:\n${table([...rows, ['help [command]', 'display help for command']])}`;
  return `Usage: openzca ${name} [options] [command]\n\n${about}\n\nOptions:\n${optionTable([helpOption])}${list}\n`;
};

/** `zca GROUP COMMAND --help`. */
const commandHelp = (command: CommandSpec): string =>
  `Usage: openzca ${[...command.path, '[options]', ...command.args].join(' ')}\n\n${command.about}\n\n` +
  `Options:\n${optionTable([...command.options, helpOption])}\n`;

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
  const areAllKnown =
    split.length > 0 && split.every((flag) => options.some((option) => option.flags.includes(flag)));
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
    if (value === undefined)
      return { ...result, problem: `option '${option.flags.join(', ')} <${option.value}>' argument missing` };
    result.values[option.name] = [...(result.values[option.name] ?? []), value];
  }
  return result;
};

const isHelp = (arg: string | undefined): boolean => arg !== undefined && helpOption.flags.includes(arg);

/** Splits off the global options that stand before the command. */
const splitGlobal = (
  argv: readonly string[],
): { readonly before: readonly string[]; readonly rest: readonly string[] } => {
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
  const options = [
    ...own,
    ...globalOptions.filter((option) => !own.some((mine) => mine.name === option.name)),
    helpOption,
  ];
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
