// What is said of files, logs and configs around the channel, and of accounts whose session does not fit their setting.
import type { ErrorView } from '../shared/error-view.ts';
import { view } from '../shared/words.ts';

const them = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);

const can = (isWritable: boolean): string => (isWritable ? 'read and change' : 'read');

/** Who can do what, and what that means. `what` begins a sentence; `means` ends one. */
const exposure = (what: string, isWritable: boolean, isReachable: boolean, means: string): string =>
  isReachable
    ? `Every user of this machine can ${can(isWritable)} ${what}: ${means}.`
    : `The mode of ${what} lets every user of this machine ${can(isWritable)} it; only its folders keep them out.`;

export const housekeepingSentences = {
  sessionOpen: (profile: string | undefined, isWritable: boolean, isReachable: boolean): string =>
    exposure(
      profile === undefined ? 'the Zalo sessions of OpenClaw' : `the Zalo session of profile ${profile}`,
      isWritable,
      isReachable,
      'whoever has it is you on Zalo',
    ),
  configOpen: (file: string, isWritable: boolean, isReachable: boolean): string =>
    exposure(`${file} with its secrets`, isWritable, isReachable, 'passwords and tokens are in it'),
  storeOpen: (file: string, isWritable: boolean, isReachable: boolean): string =>
    exposure(
      file,
      isWritable,
      isReachable,
      isWritable ? 'they can let themselves in' : 'it says who talks to the agent, and holds pairing codes',
    ),
  closeCure: (command: string): string => `Run: ${command}`,
  closeCureOther: (command: string): string => `Another user owns it; that one, or root, runs: ${command}`,

  /** Before the words of the error: what is lost if nobody does it. */
  storeDamagedCure: (copy: string): string =>
    `Copy it away before anything else: ${copy}. OpenClaw reads it as empty, and overwrites it at the next request; then repair it from the copy.`,

  codesInLog: (pending: number, isReadable: boolean): string =>
    `${them(pending, 'A pairing code that still works stands', 'pairing codes that still work stand')} in OpenClaw’s log${isReadable ? ', which every user of this machine can read' : ''}: something asks openclaw pairing list, which logs what it prints.`,
  oldCodesInLog: (codes: number): string =>
    `${them(codes, 'A pairing code stands', 'pairing codes stand')} in OpenClaw’s log, and none works any more: something asks openclaw pairing list, which logs what it prints.`,
  codesCure:
    'Let it ask zalouser-tui pairing list --json instead, which reads the store. OpenClaw deletes the log after a day.',

  otherServiceConfig: (theirs: string, ours: string): string =>
    `The gateway’s service reads ${theirs}, and this console ${ours}: what you see and change here is not what it does.`,
  otherServiceConfigCure: (how: string): string => `Start the console as the service is started: ${how}`,
  otherCliConfig: (theirs: string, ours: string): string =>
    `openclaw reads ${theirs} when it is started from here, and this console ${ours}: its commands act on another config.`,
  otherCliConfigCure: (how: string): string =>
    `Start the console as you start openclaw: ${how}. Or run openclaw doctor, if the file it names has been moved.`,
  refused: (issue: string | undefined): string =>
    `openclaw refuses the config${issue === undefined ? '.' : `: ${issue}`} A running gateway keeps its old settings.`,
  refusedCure: 'Run openclaw doctor: it lists all that is wrong. Without --fix it changes nothing.',

  loggedOut: (account: string): string =>
    `${account} is enabled, but nobody is logged in: it hears and answers nothing.`,
  sessionEnded: (account: string): string =>
    `${account} is enabled, but Zalo has ended its session: it hears and answers nothing.`,
  disabledLoggedIn: (account: string): string =>
    `${account} is disabled, but its Zalo session is still on this machine.`,
  keyThatLiesAbout: 'A session nobody uses is a key that lies about.',
  disabledTitle: (account: string): string => `What is to become of ${account}?`,
  disabledChoices: {
    enable: { label: 'enable it', means: 'you see the change of the config first' },
    logOut: { label: 'log it out', means: 'ends the session; asked once more' },
  },

  closeTitle: (count: number): string =>
    count === 1 ? 'Close this file to other users?' : `Close these ${count} files to other users?`,
  closeWarning: 'Nothing else is touched. A gateway that runs as another user could no longer read them.',
  closeConfirm: 'Close',
  closed: (count: number): string =>
    count === 1 ? 'The file is yours alone now.' : `${count} files are yours alone now.`,
  nothingOpen: (): ErrorView => ({
    code: 'not-found',
    sentence: 'No file of yours is open to other users.',
    hint: 'Files of another user are for that one, or root, to close.',
  }),
  noneOpen: 'No file of yours is open to other users.',
  notClosed: (failures: readonly string[]): ErrorView =>
    view(
      'mode-not-changed',
      'Not every file could be closed to other users.',
      'Check who owns them, and whether the disk is mounted read-only.',
      failures.join('\n'),
    ),
} as const;
