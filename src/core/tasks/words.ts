// Words of what is done through the `openclaw` binary while the operator looks on.

const at = (port: number | undefined, pid: number | undefined): string =>
  `${port === undefined ? '' : ` on port ${port}`}${pid === undefined ? '' : ` (pid ${pid})`}`;

const from = (file: string | undefined): string => (file === undefined ? '' : ` of ${file}`);

export const openclawTaskSentences = {
  titles: {
    'install-plugin': 'Install the plugin',
    'enable-plugin': 'Enable the plugin',
    'start-gateway': 'Start the gateway',
    'stop-gateway': 'Stop the gateway',
    'restart-gateway': 'Restart the gateway',
    'gateway-status': 'Gateway status',
    'follow-log': 'Gateway log, as it grows',
    'read-log': 'Gateway log about the channel',
  },
  /** Instead of the title, where the operator is to name a folder. */
  installFromFolder: 'Install the plugin from a local folder',
  calls: {
    install: 'openclaw plugins install',
    enable: 'openclaw plugins enable',
    log: 'openclaw logs',
  },
  warnings: {
    writesConfig:
      'OpenClaw rewrites its config for this, and the comments in it are lost; the old file is kept as openclaw.json.bak.',
    acceptsCapabilities: 'It is run with --accept-capabilities: you consent to what the plugin asks for.',
    registryHasLater:
      'This OpenClaw brings the plugin along; the registry has later ones, which do not use zca and may not fit.',
    runsItsCode: 'The gateway will run the code in there: take only a folder you trust.',
    of: {
      start: [
        'This starts the OpenClaw gateway as a service of this machine.',
        'It then listens on every enabled account itself.',
      ],
      stop: ['Nobody is answered until it is started again. This ends all its channels, not only Zalo.'],
      restart: [
        'Messages that come in the seconds without a gateway are lost. This restarts all its channels, not only Zalo.',
      ],
    },
  },
  results: {
    installed: 'OpenClaw has installed the plugin.',
    enabled: 'OpenClaw has enabled the plugin.',
    noService: 'There is no gateway service on this machine; nothing was done.',
    acted: {
      start: 'The service was told to start.',
      stop: 'The service was told to stop.',
      restart: 'The service was told to restart.',
    },
    logEnded: 'The log ended.',
    logEmpty: (file: string | undefined) => `The log${from(file)} says nothing about the channel.`,
    logRead: (count: number, file: string | undefined) =>
      `The last ${count} ${count === 1 ? 'line' : 'lines'}${from(file)} about the channel.`,
    cancelled: 'Cancelled. What it had done by then stays done.',
    logClosed: 'Closed.',
    timedOut: (what: string) => `${what} took too long and was ended.`,
    signalled: (signal: string) => `It was ended by ${signal}.`,
  },
  checks: {
    asking: 'Asking again…',
    cancelled: 'Not asked again: cancelled.',
    failed: 'Asking again failed.',
    gatewayAnswers: (port: number | undefined, pid: number | undefined) =>
      `The gateway answers${at(port, pid)}.`,
    stillAnswers: (port: number | undefined, pid: number | undefined) =>
      `A gateway still answers${at(port, pid)}.`,
    gatewayGone: 'No gateway answers any more.',
    gatewaySilent: 'No gateway answers.',
    portTaken: (port: number | undefined, pid: number | undefined) =>
      `Something listens${at(port, pid)}, but does not answer as a gateway.`,
    pluginMissing: 'OpenClaw has no zalouser plugin.',
    pluginBroken: 'The plugin is there, but OpenClaw could not load it.',
    pluginDisabled: (version: string | undefined) =>
      `The plugin${version === undefined ? '' : ` ${version}`} is installed, but not enabled.`,
    pluginEnabled: (version: string | undefined) =>
      `The plugin${version === undefined ? '' : ` ${version}`} is installed and enabled.`,
  },
  hints: {
    runItYourself:
      'Run it in another terminal: openclaw gateway run. Or install the service: openclaw gateway install.',
    advises: (hints: readonly string[]) => `OpenClaw advises: ${hints.join(', ')}.`,
    readLog: 'Its log may say why.',
    notTheService: 'It does not belong to the service: end it where it was started.',
    portTaken: 'Its log may say why; another program may have the port.',
    notInRegistry:
      'The registry has no version for this OpenClaw, which should bring the plugin along: install OpenClaw anew, or name a folder that holds the plugin.',
    enablePlugin: 'Enable it.',
    pluginBroken: 'Install it anew, or look at what OpenClaw says.',
    restartGateway: 'A running gateway loads it when it restarts.',
  },
  busy: (title: string) => `${title} is running`,
  stillLocating: 'openclaw is still being looked for.',
} as const;
