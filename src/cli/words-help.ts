/** What `--help` says of flags and commands. */
export const cliHelp = {
  about: 'Terminal console for operators of OpenClaw’s Zalo Personal channel (zalouser).',
  account: 'show this account first (default: the last one, else all); commands: only this one',
  screen: (names: string) => `open on this screen: ${names}`,
  zca: 'the zca program (also ZALOUSER_TUI_ZCA; default: zca or openzca on PATH, else our own)',
  config: 'the OpenClaw config file (default: as OpenClaw finds it)',
  openclaw: 'the openclaw program (default: openclaw on PATH)',
  demo: 'a simulated account and feed; nothing of yours is read or changed',
  noAltScreen: 'draw on the ordinary screen, so that scrollback stays',
  ascii: 'only ASCII signs',
  color: (names: string) => `colours: ${names} (NO_COLOR is heard)`,
  mouse: 'wheel and clicks on rows and tabs',
  bell: 'ring the bell for a new pairing request',
  notifications: (modes: string) => `desktop notifications of new pairing requests: ${modes}`,
  notify: 'tell whoever is let in (pairing approve)',
  screenReader: 'plain lines for a screen reader (also INK_SCREEN_READER=true)',
  log: 'write a log, as JSON lines without secrets or messages',
  debug: (file: string) => `log more; without --log into ${file}`,
  resetSettings: 'put this console’s own settings aside, and exit',
  helpFlag: 'print this, and exit',
  flags: 'Flags:',
  version: 'print the version, and exit',
  json: 'print an object for programs (with a command)',
  takeOver: 'listen although the gateway does (feed)',
  again: 'log in although the account is logged in (login)',
  commands: 'Commands:',
  more: 'They need no screen; without one of them the console opens. --help behind a\ncommand tells what it takes, with examples.\n\n“zalouser-tui zca …” is a zca of its own: log-in, people, groups, messages.\n“zalouser-tui zca --help” tells what it takes.',
  /** What a flag means behind a command, where `--help` of the whole says more. */
  commandFlags: {
    '--account': 'only this account (default: all)',
    '--json': 'print an object for programs',
    '--take-over': 'listen although the gateway does',
    '--again': 'log in although the account is logged in',
    '--notify': 'tell whoever is let in',
  } as Readonly<Record<string, string>>,
  arguments: {
    CODE: 'what the stranger was told; case, spaces and dashes do not matter',
    ID: 'of a person or a group: pairing list and directory print them',
    TEXT: 'part of a name, with or without its marks',
    SHELL: 'what reads the script',
  },
  command: {
    status: 'how every account does, and what is wrong',
    doctor: 'what is missing or wrong, and what cures it',
    'pairing list': 'who waits for approval, with which code',
    'pairing approve': 'let whoever has the code talk to the agent',
    'pairing dismiss': 'make the code invalid',
    'pairing revoke': 'take an approval back, by the id of the person',
    'directory peers': 'friends and their ids; with TEXT also zca’s search',
    'directory groups': 'groups and their ids',
    'directory self': 'who each account is on Zalo',
    'directory members': 'members of the group with that id',
    feed: 'what is written to the accounts, a line a message',
    login: 'log an account in with a QR code',
    completion: 'print a completion script for bash, zsh or fish',
  },
  firstWords: {
    pairing: 'who may talk to the agent',
    directory: 'people and groups, and their ids',
  },
  exitCodes: 'Exit codes:',
  examplesTitle: 'Examples:',
  /** What is typed behind the program's name, and what it does. */
  examples: {
    status: [
      ['status', 'a line an account, the gateway, what is wrong'],
      ['status --account work --json', 'one account, for a script'],
    ],
    doctor: [
      ['doctor', 'a checklist; takes up to a minute where OpenClaw is asked'],
      ['doctor --json || mail -s "Zalo needs you" ops', 'for watching: 6 while something needs you'],
    ],
    'pairing list': [
      ['pairing list', 'codes that wait, then who was let in, with their ids'],
      ["pairing list --json | jq -r '.requests[].code'", 'the codes alone'],
    ],
    'pairing approve': [
      ['pairing approve K7PQ2MXD', 'by the code; nothing is asked'],
      ['pairing approve k7pq 2mxd --notify', 'in two halves, as it was told; and tell them'],
    ],
    'pairing dismiss': [['pairing dismiss K7PQ2MXD', 'their next message asks for a new code']],
    'pairing revoke': [
      ['pairing revoke 4512000000000004821', 'by the id that pairing list prints'],
      ['pairing revoke 4512000000000004821 --account work', 'where several accounts let them in'],
    ],
    'directory peers': [
      ['directory peers', 'all friends of every account'],
      ['directory peers nguyen --account work', 'those with that in their name, and what zca finds'],
    ],
    'directory groups': [['directory groups hoa', 'groups with that in their name, with their ids']],
    'directory self': [['directory self', 'name and id of each account']],
    'directory members': [
      ['directory members 7200000000000000001 --account work', 'by the id that directory groups prints'],
    ],
    feed: [
      ['feed', 'every message with its verdict, until ^C'],
      ['feed --json >> zalo.ndjson', 'one object a line'],
    ],
    login: [
      ['login --account work', 'a QR code on the terminal, to be scanned with the phone'],
      ['login --account work --again', 'ends the session there is'],
    ],
    completion: [
      ['completion bash', 'in ~/.bashrc: source <(zalouser-tui completion bash)'],
      ['completion fish', 'into ~/.config/fish/completions/zalouser-tui.fish'],
    ],
  },
} as const;

/** What each exit code means. */
export const exitCodeWords = {
  ok: 'all went well',
  internal: 'something went wrong, or a command could not get every answer',
  usage: 'a flag or value was not understood',
  notATerminal: 'standard input or output is not a terminal, or TERM is dumb',
  oldNode: 'this Node is too old',
  notBuilt: 'the program has not been built (checkouts only)',
  needsYou: 'something needs you (doctor)',
  readerGone: 'what read the output (such as head) has gone too early',
  signals: 'ended by SIGHUP, SIGINT, SIGTERM',
} as const;
