// Which commands the fake zca knows, with the options and words of openzca's help where they were recorded. Pure data.

/** An option of a command. `value` is the placeholder of its argument; absent = a flag. */
export interface OptionSpec {
  readonly flags: readonly string[];
  readonly name: string;
  readonly value?: string;
  readonly about: string;
}

/** One command. Arguments in `[…]` may be missing, those in `<…>` may not. */
export interface CommandSpec {
  readonly path: readonly string[];
  readonly args: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly about: string;
}

const json: OptionSpec = { flags: ['-j', '--json'], name: 'json', about: 'JSON output' };
const group: OptionSpec = { flags: ['-g', '--group'], name: 'group', about: 'Send to group' };
const url: OptionSpec = { flags: ['-u', '--url'], name: 'url', value: 'url', about: 'URL (repeatable)' };
const caption: OptionSpec = { flags: ['-m', '--message'], name: 'message', value: 'message', about: 'Caption' };

const media = (kind: string): CommandSpec => ({
  path: ['msg', kind],
  args: ['<threadId>', '[file]'],
  options: [url, caption, group],
  about: `Send ${kind}(s) from file or URL`,
});

const plain = (path: readonly string[], args: readonly string[], about: string, options: readonly OptionSpec[] = []): CommandSpec => ({
  path,
  args,
  options,
  about,
});

/** Global options; the program takes them before and after the command. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: ['-V', '--version'], name: 'version', about: 'output the version number' },
  { flags: ['-p', '--profile'], name: 'profile', value: 'name', about: 'Profile name' },
  { flags: ['--debug'], name: 'debug', about: 'Enable debug logging' },
  { flags: ['--debug-file'], name: 'debugFile', value: 'path', about: 'Debug log file path' },
];

export const helpOption: OptionSpec = { flags: ['-h', '--help'], name: 'help', about: 'display help for command' };

/** The groups of commands, in the order of the help. */
export const groups: readonly (readonly [name: string, about: string])[] = [
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

/** Every command. */
export const commands: readonly CommandSpec[] = [
  plain(['account', 'list'], [], 'List all account profiles'),
  plain(['account', 'add'], ['[name]'], 'Create a new profile'),
  {
    path: ['auth', 'login'],
    args: [],
    options: [
      { flags: ['-q', '--qr-path'], name: 'qrPath', value: 'path', about: 'Save QR image path' },
      { flags: ['--qr-base64'], name: 'qrBase64', about: 'Output QR code as data URL and return immediately (integration mode)' },
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
      { flags: ['--reply-id'], name: 'replyId', value: 'id', about: 'Reply using a stored DB message id/msgId/cliMsgId' },
      { flags: ['--reply-message'], name: 'replyMessage', value: 'json', about: 'Reply using a raw message.data JSON object' },
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
