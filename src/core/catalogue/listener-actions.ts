// What is asked before a listener is started where another one may be at work.

export const listenerActionSentences = {
  gatewayTitle: 'A gateway listens already',
  gatewayLines: (accounts: readonly string[]) => [
    `An OpenClaw gateway runs on this machine and listens on ${accounts.join(', ')} itself.`,
    'Zalo keeps one connection an account: a second listener is refused, or the two push each other out and messages stay unanswered.',
    'To watch here, stop the gateway first.',
  ],
  gatewayConfirm: 'Start anyway',
  orphanTitle: 'End the listener left behind?',
  orphanLines: (account: string, pid: number) => [
    `A listener of an earlier run of this console still listens on ${account} (pid ${pid}).`,
    `This ends process ${pid}, then starts a new listener.`,
  ],
  orphanConfirm: 'End it',
  ofAccount: (account: string, sentence: string) => `${account}: ${sentence}`,
} as const;
