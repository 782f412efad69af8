// What is asked before a listener is started where another one may be at work, and before a deaf or doubled gateway is cured.

export const listenerActionSentences = {
  gatewayTitle: 'A gateway listens already',
  gatewayDeafTitle: 'A gateway should listen already',
  /** `pid`: of the gateway, where it is seen. `accounts`: what it does on each. */
  gatewayLines: (accounts: readonly string[], pid: number | undefined, isDeaf: boolean) => [
    `An OpenClaw gateway${pid === undefined ? '' : ` (pid ${pid})`} runs on this machine: ${accounts.join('; ')}.`,
    'Zalo keeps one connection an account: a second listener is refused, or the two push each other out and messages stay unanswered.',
    isDeaf
      ? 'A listener here would hear, but not answer, and keep the gateway out. Cancel, then press S on Status to cure the gateway.'
      : 'To watch here, stop the gateway first.',
  ],
  gatewayHears: (account: string, pids: readonly number[]) => `it listens on ${account} (${pids.map((pid) => `pid ${pid}`).join(', ')})`,
  gatewayMayHear: (account: string) => `it listens on ${account} itself`,
  gatewayDeaf: (account: string) => `it should listen on ${account}, but is deaf`,
  otherTitle: 'Somebody listens already',
  otherLines: (accounts: readonly string[]) => [
    ...accounts,
    'Zalo keeps one connection an account: a second listener is refused, or the two push each other out. End the other one first.',
  ],
  otherOne: (account: string, process: string) => `On ${account}: ${process}.`,
  startAnyway: 'Start anyway',
  orphanTitle: 'End the listener left behind?',
  orphanLines: (account: string, pid: number) => [
    `A listener of an earlier run of this console still listens on ${account} (pid ${pid}).`,
    `This ends process ${pid}, then starts a new listener.`,
  ],
  orphanConfirm: 'End it',
  ofAccount: (account: string, sentence: string) => `${account}: ${sentence}`,

  cureTitle: (account: string, state: string) => `${account}: ${state}`,
  cureLines: [
    'A change of one line in the config that alters no setting makes the gateway restart its Zalo listeners, and nothing else.',
    'openclaw gateway restart restarts the whole gateway; it works where the gateway is a service of this system.',
  ],
  cureChannel: 'Restart the channel',
  cureChannelMeans: 'one line in the config',
  cureGateway: 'Restart the gateway',
  lookingAgain: (account: string) => `Looking whether the gateway listens on ${account}…`,
  noGateway: 'No gateway is seen here that should listen on the account.',
} as const;
