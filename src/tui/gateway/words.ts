// Words of the overlay a command is looked on at in, and of what leads there.
export const commandRunSentences = {
  /** The question before a task is run. */
  question: (title: string) => `${title}?`,
  runs: (command: string) => `This runs: ${command}`,
  program: (path: string) => `openclaw is ${path}`,
  run: 'Run it',
  running: (elapsed: string) => `running ${elapsed}`,
  cancelling: (elapsed: string) => `stopping ${elapsed}`,
  ended: (outcome: string, took: string) => `${outcome}, ${took}`,
  asking: 'asking again whether it helped…',
  checked: (sentence: string) => `Asked again: ${sentence}`,
  next: (title: string) => `Enter: ${title}`,
  dropped: (count: number) => `${count} earlier ${count === 1 ? 'line is' : 'lines are'} not kept.`,
  noOutput: 'It has printed nothing.',
  waiting: 'It has printed nothing yet.',
  gone: 'This run is no longer kept.',
  cancelTitle: (title: string) => `Stop: ${title}?`,
  cancelLines: (command: string) => [
    `This ends: ${command}`,
    'What it has done by now stays done, and it may be left half done. It is asked afterwards what is true.',
  ],
  cancelConfirm: 'Stop it',
  cancelNot: 'Let it run',
  endedMeanwhile: (title: string) => `${title} has ended meanwhile: nothing was stopped.`,
  goesOn: (title: string) => `${title} goes on: ! shows it.`,
  alreadyRuns: (title: string) => `${title} is running already.`,
  nothingRuns: 'No command has been run from here yet.',
  hasEnded: 'It has ended.',
  nothingNext: 'Nothing follows from it.',
  copyLabel: 'the output',
  /** The mark on the status line: while it runs, and once it has ended unseen. */
  mark: (title: string, elapsed: string) => `${title} ${elapsed} (! shows it)`,
  quitRuns: (title: string) => `It will be ended: ${title}.`,
  quitTitle: 'Quit while a command is running?',

  stillLocating: 'openclaw is still being looked for…',
  /** Before the gateway is started or restarted while this console listens. */
  listensHere: (accounts: readonly string[]) =>
    `This console listens on ${accounts.join(', ')}. Zalo keeps one connection an account: beside the gateway the two would push each other out.`,
  stopHereFirst: 'Stop listening here, then go on',
  noProgram: 'openclaw was not found: name it with --openclaw PATH.',
  sourceTitle: 'Install the plugin from where?',
  sources: {
    registry: { label: 'The registry', means: 'the package @openclaw/zalouser' },
    folder: { label: 'A local folder…', means: 'a plugin you have on this machine' },
  },
  folderTitle: 'Folder of the plugin',
  folderLines: ['An absolute path, or one that begins with ~ or a dot; an archive (.tgz, .zip) will do too.'],
  folderWrong: 'Give a path: it begins with /, ~ or a dot.',
  enableTitle: 'Enable the plugin how?',
  enableChoices: {
    config: { label: 'Write it into the config', means: 'shows the difference first, keeps your comments' },
    command: { label: 'Let OpenClaw do it', means: 'openclaw plugins enable zalouser: comments are lost' },
  },
  gatewayTitle: 'The gateway',
  gatewayChanged: 'It has changed meanwhile: choose again.',
  gatewayUp: (port: number) => `It listens on port ${port}.`,
  gatewayDown: 'None listens on this machine.',
  gatewayUnknown: 'Whether one runs on this machine is not known.',
  gatewayChoices: {
    'gateway-status': { label: 'Status', means: 'is it up, on which port, which config and which service' },
    'start-gateway': { label: 'Start', means: 'the service of this machine' },
    'restart-gateway': { label: 'Restart', means: 'starts accounts that were logged in since' },
    'stop-gateway': { label: 'Stop', means: 'nobody is answered until it is started again' },
    log: { label: 'Log', means: 'as it grows, or the end of its file' },
  },
  askedGateway: 'The gateway was asked.',
  checkedAll: (count: number) => `${count} ${count === 1 ? 'account' : 'accounts'} checked.`,
  nothingChecked: 'Nothing is being checked.',
  checksCancelled: 'The checks were cancelled.',

  gatewayNeedsNoZca: 'The gateway of this OpenClaw needs no zca.',
  installZcaTitle: 'Install zca for the gateway?',
  installZcaLines: [
    'A gateway runs zca from its own PATH. The zca of this program looks where that is, shows the few lines it would put there, and asks',
    'before it writes anything: zalouser-tui zca install',
    'It gets the terminal meanwhile.',
  ],
  installZcaConfirm: 'Go on',

  zcaTitle: 'How to get zca',
  zcaText: (drivesZca: boolean): string =>
    [
      drivesZca
        ? 'The zalouser channel of this OpenClaw works through a program called zca: it logs in, listens and sends.'
        : 'This OpenClaw talks to Zalo by itself; its gateway needs no zca. This console uses it to log in, to listen and to look people up, with sessions of its own.',
      '',
      'This program brings one along, and uses it where it finds no other: nothing need be installed.',
      'Two others answer to the name; either will do:',
      '',
      '1. openzca (open source):  npm install -g openzca',
      '   It brings the commands openzca and zca. Node must be installed.',
      '2. zca-cli (commercial): one binary; put it where your PATH finds it, as zca.',
      '',
      'If it lies elsewhere, name it: zalouser-tui --zca PATH, or ZALOUSER_TUI_ZCA=PATH.',
      ...(drivesZca
        ? [
            'The gateway must find one too: on the PATH of the user it runs as, also when it runs as a service.',
            'Ours is put there by: zalouser-tui zca install',
          ]
        : []),
      '',
      'Then press Esc, and r on Status: it is looked for again.',
      '',
      'Both use personal accounts in an unofficial way; Zalo can suspend an account for it.',
    ].join('\n'),
} as const;
