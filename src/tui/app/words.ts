/** Words of the frame: header, status line, dialogs, help. */
export const frameSentences = {
  product: 'zalouser-tui',
  allAccounts: 'all accounts',
  demoBadge: 'DEMO',
  readOnlyBadge: 'READ ONLY',
  readOnly: 'This console only reads.',
  noListHere: 'There is no list here.',
  cannotMarkHere: 'Nothing can be marked here.',
  cannotFilterHere: 'There is nothing to filter here.',
  oneAccountOnly: 'There is only one account.',
  showingAllAccounts: 'Showing all accounts.',
  showingAccount: (account: string) => `Showing account ${account}.`,
  nothingToCopy: 'Nothing is selected that could be copied.',
  /** OSC 52: no terminal says whether it has taken it. */
  copied: (label: string, text: string) =>
    `Sent to the terminal: ${label}: ${text.length > 40 ? `${text.slice(0, 37)}…` : text}`,
  quitTitle: 'Quit while a log-in is running?',
  quitLoginRuns: 'The log-in in progress will be cancelled.',
  quitListenersRun: (count: number) =>
    count === 1 ? 'The running listener will be ended.' : `${count} running listeners will be ended.`,
  quitConfirm: 'Quit',
  cancel: 'Cancel',
  demoOnlyAtFirst:
    'The demo is offered here only while zca or the config is missing. Run: zalouser-tui --demo',
  demoTitle: 'Open the demo?',
  demoWhat: 'The console starts again on a simulated account. Nothing of yours is read or changed.',
  demoConfirm: 'Open demo',
  interruptAgain: 'Press ^c once more to quit.',
  keyDoes: (keys: string, label: string) => `${keys}: ${label}.`,
  typeToConfirm: (word: string) => `Type ${word} to confirm, or press Esc.`,
  typedLabel: (word: string) => `Type ${word} to confirm`,
  commandTitle: 'Command',
  tookMs: (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`),
  noStderr: 'It wrote nothing to stderr.',
  outcomes: {
    running: 'running',
    exited: (code: number) => `exit ${code}`,
    signalled: (signal: string) => `ended by ${signal}`,
    timedOut: 'timed out',
    cancelled: 'cancelled',
    notStarted: (reason: string) => `not started: ${reason}`,
    tooMuchOutput: 'too much output',
  },
  needSize: (columns: number, rows: number, haveColumns: number, haveRows: number) =>
    `Need ${columns}×${rows}, have ${haveColumns}×${haveRows}`,
  needSizeHint: 'Make the window larger, or press q to quit.',
  /** Where a question or something else stands open. */
  needSizeHintOpen: 'Make the window larger, or press q twice to quit.',
  helpTitle: 'Help and commands',
  helpField: 'Type to find',
  /** What the palette finds besides keys. */
  paletteKinds: { account: 'account', person: 'friend', group: 'group', gateway: 'gateway' },
  /** The gateway of this machine, where another one is looked at. */
  ownGateway: 'this machine',
  /** A row of the help that is cut: where the key holds, or why it does nothing now. */
  helpRow: (label: string, about: string) => `${label}: ${about}`,
  nothingFound: 'Nothing found.',
  detailsTitle: 'Details',
  commandLogTitle: 'Command log',
  commandLogEmpty: 'No command has been run yet.',
  copyTitle: 'Copy',
  checklistTitle: 'First steps',
  filterLabel: 'filter',
  filterCount: (filter: string, shown: number, total: number) => `/${filter} ${shown} of ${total}`,
  position: (at: number, total: number) => `${at}/${total}`,
  marked: (count: number) => `${count} marked`,
  working: 'Working…',
  /** What is found out before a question, once that takes a moment. */
  pendingCheck: {
    gateway: 'Looking at the gateway…',
    session: (account: string) => `Asking zca whether ${account} is logged in…`,
    file: 'Looking at the file…',
    change: 'Working out the change…',
  },
  loading: 'Loading…',
  ago: (age: string) => (age === 'now' ? 'just now' : `${age} ago`),
  shownOf: (shown: number, total: number | undefined) =>
    total === undefined ? String(shown) : `${shown} of ${total}`,
  actionsBelow: 'Its actions are the last rows: G goes there.',
  stopping: 'Stopping…',
  /** Somebody new asks; names are quoted, because strangers choose them. */
  requestAlert: (name: string | undefined, account: string) =>
    name === undefined
      ? `Somebody without a name asks to be let in on ${account}.`
      : `“${name}” asks to be let in on ${account}.`,
  requestAlerts: (count: number) =>
    count === 1 ? 'Somebody asks to be let in.' : `${count} people ask to be let in.`,
  seePairing: (requestAlert: string) => `${requestAlert} See Pairing (3).`,
  title: (pending: number) =>
    pending === 0 ? 'zalouser-tui' : `zalouser-tui: ${pending} waiting for approval`,
  opened: (path: string) => `Opened ${path}`,
  noViewer: 'No picture viewer could be started.',
  noViewerHint: (path: string) => `Open it yourself: ${path}`,
  /** Without a version: nobody told one. */
  openclaw: (version: string | undefined, isNewer: boolean) =>
    version === undefined
      ? 'OpenClaw, version unknown'
      : `OpenClaw ${version}${isNewer ? ' (newer than known)' : ''}`,
  /** Enter on a line of the checklist that leads nowhere. */
  checklistNoAction: {
    done: 'Done: there is nothing to do about this.',
    'not-yet': 'Nothing can be done about this now.',
    'needs-you': 'Nothing can be done about this from here.',
  },
  screens: {
    status: 'Status',
    feed: 'Feed',
    pairing: 'Pairing',
    directory: 'Directory',
    access: 'Access',
    login: 'Login',
  },
  shortScreens: {
    status: 'Stat',
    feed: 'Feed',
    pairing: 'Pair',
    directory: 'Dir',
    access: 'Acc',
    login: 'Log',
  },
} as const;
