/** Words of the first-run checklist. */
export const checklistSentences = {
  intro: 'What is needed before messages flow:',
  zcaFound: (path: string, version: string | undefined) =>
    `zca found: ${path}${version === undefined ? '' : ` (version ${version})`}`,
  zcaLooking: 'Looking for zca…',
  zcaCure: 'Install openzca (npm install -g openzca) or name it with --zca PATH.',
  openclawFound: (path: string, version: string | undefined) =>
    `openclaw found: ${path}${version === undefined ? '' : ` (version ${version})`}`,
  openclawNotThere: (path: string) => `There is no openclaw program at ${path}.`,
  openclawNamedCure: (by: 'flag' | 'environment') =>
    `Correct ${by === 'flag' ? '--openclaw' : 'ZALOUSER_TUI_OPENCLAW'}, or leave it out to have openclaw looked for on PATH.`,
  openclawNotNeeded: 'openclaw is not on PATH; its files were found, and they are enough.',
  openclawMissing: 'openclaw was not found, nor its config.',
  openclawCure:
    'Install OpenClaw (npm install -g openclaw) and run: openclaw onboard. Or name its config with --config PATH.',
  zcaNotNeeded:
    'zca is missing. The gateway of this OpenClaw does without; this console needs it to log in, to listen and to look people up.',
  pluginChecking: 'Asking openclaw for the plugin…',
  pluginUnknown:
    'Whether the zalouser plugin is there is known to openclaw only, and nobody has asked it yet.',
  pluginByConfig: 'The config enables the zalouser plugin, which this OpenClaw brings along.',
  pluginOff: 'The zalouser plugin is not enabled: OpenClaw runs no account.',
  pluginMissing: 'OpenClaw has no zalouser plugin.',
  pluginDisabled: (version: string | undefined) =>
    `The zalouser plugin${version === undefined ? '' : ` ${version}`} is installed, but not enabled.`,
  pluginBroken: (problem: string) => `OpenClaw could not load the zalouser plugin: ${problem}`,
  pluginEnabled: (version: string | undefined) =>
    `The zalouser plugin${version === undefined ? '' : ` ${version}`} is installed and enabled.`,
  pluginFailed: (sentence: string) => `openclaw was asked for the plugin in vain: ${sentence}`,
  configReading: 'Reading the config…',
  configMissing: (path: string) => `There is no config at ${path}.`,
  configMissingCure: 'Run: openclaw onboard, or name another file with --config PATH.',
  configBroken: (path: string) => `The config cannot be read: ${path}.`,
  configReady: (path: string) => `Config read: ${path}.`,
  configProblems: (path: string, count: number) =>
    `Config read with ${count} ${count === 1 ? 'problem' : 'problems'}: ${path}.`,
  channelUnknown: 'The channel is known when the config has been read.',
  channelMissing: 'The config has no channels.zalouser section.',
  channelEnabled: 'The zalouser channel is enabled.',
  channelDisabled: 'The zalouser channel is disabled.',
  loggedIn: (count: number, total: number) =>
    `${count} of ${total} ${total === 1 ? 'account' : 'accounts'} logged in.`,
  loginUnknown: 'Log-in state not known yet.',
  loginNeeded: 'No account is logged in.',
  /** `why` is a sentence. */
  loginFailed: (accounts: readonly string[], why: string) =>
    `Whether ${accounts.join(', ')} ${accounts.length === 1 ? 'is' : 'are'} logged in could not be asked: ${why}`,
  tryAgain: 'Try again.',
  gatewayLogin: 'Run: openclaw channels login --channel zalouser',
  gatewayLoginByHand: 'Log in where its openclaw is: openclaw channels login --channel zalouser',
  gatewayUp: 'An OpenClaw gateway is running; it owns the listeners of its accounts.',
  gatewayDown: 'No OpenClaw gateway is running here; nobody is answered until one does.',
  gatewayStarting: (pid: number | undefined, port: number) =>
    `A gateway is starting${pid === undefined ? '' : ` (pid ${pid})`}; nothing answers on port ${port} yet.`,
  gatewayHidden: (pid: number | undefined, port: number) =>
    `A gateway runs${pid === undefined ? '' : ` (pid ${pid})`}, but nothing answers on port ${port}, where openclaw and this console look for it.`,
  gatewayHiddenCure:
    'If it was started with another --port, name that one: gateway.port in the config, or OPENCLAW_GATEWAY_PORT.',
  gatewayUnknown: 'Whether an OpenClaw gateway is running is not known.',
  gatewayCure:
    'There is no openclaw here to start one with: start it where OpenClaw is installed, or name the program with --openclaw PATH.',
  listening: 'Listening for messages.',
  gatewayListens: (accounts: readonly string[]) =>
    `The gateway listens${accounts.length === 0 ? ' for messages' : ` on ${accounts.join(', ')}`}; this console need not.`,
  notListening: 'Not listening yet.',
  /** What else is to be known, below the list. */
  alsoKnown: 'Also to know:',
} as const;
