// Words around OpenClaw: its binary, its config, its pairing store.
import { duration, type ErrorView, shown, view } from '../shared/error-view.ts';
import type { Hint } from '../shared/remedy.ts';

export interface CallParams {
  readonly what: string;
  /** The program's own words. */
  readonly detail?: string | undefined;
}

const errors = {
  openclawNotFound: ({ lookedFor }: { lookedFor?: string | undefined } = {}): ErrorView =>
    view(
      'openclaw-not-found',
      lookedFor === undefined ? 'There is no openclaw on PATH.' : `${shown(lookedFor)} cannot be run.`,
      'Install OpenClaw (npm install -g openclaw), or give its path with --openclaw PATH.',
    ),
  gatewayDown: ({ detail }: { detail?: string | undefined } = {}): ErrorView =>
    view('gateway-down', 'The OpenClaw gateway does not answer.', { action: 'start-gateway' }, detail),
  /** The gateway does not let this console do it. */
  notPermitted: ({ what, detail }: CallParams): ErrorView =>
    view(
      'not-permitted',
      `The gateway does not permit ${shown(what)} to this console.`,
      'Use a token of the gateway that may do more, or do it where the gateway runs.',
      detail,
    ),
  unsupportedCall: ({ what, detail }: CallParams): ErrorView =>
    view(
      'unsupported-call',
      `This OpenClaw does not know ${shown(what)}.`,
      'Update OpenClaw, or do it by hand.',
      detail,
    ),
  configRefused: ({ detail }: { detail?: string | undefined } = {}): ErrorView =>
    view('config-broken', 'OpenClaw does not accept its config.', { action: 'see-config' }, detail),
  commandFailed: ({ what, exitCode, detail }: CallParams & { exitCode?: number | undefined }): ErrorView =>
    view(
      'command-failed',
      exitCode === 0 || exitCode === undefined
        ? `${shown(what)} failed.`
        : `${shown(what)} failed with exit code ${exitCode}.`,
      { action: 'see-call', said: 'something' },
      detail,
    ),
  garbageOutput: ({ what, detail }: CallParams): ErrorView =>
    view(
      'garbage-output',
      `${shown(what)} printed ${detail === undefined || detail === '' ? 'nothing' : 'something that is not understood'}.`,
      { action: 'see-call' },
      detail,
    ),
  timedOut: ({ what, afterMs, detail }: CallParams & { afterMs: number }): ErrorView =>
    view(
      'timed-out',
      `${shown(what)} did not finish within ${duration(afterMs)} and was ended.`,
      { action: 'see-gateway' },
      detail,
    ),
  requestGone: (): ErrorView =>
    view('code-unknown', 'This request no longer waits.', 'It has expired, or somebody else has decided it.'),
} as const;

export const openclawSentences = {
  errors,
  questionCancelled: 'The question to the gateway was cancelled.',
} as const;

// Errors of the OpenClaw config, the pairing store and pairing codes.

export interface FileParams {
  readonly file: string;
  /** The reason in the words of the system or the parser. */
  readonly detail?: string | undefined;
}

export interface LockParams {
  readonly file: string;
  readonly byPid?: number | undefined;
  readonly heldForMs?: number | undefined;
  readonly countsForMs?: number | undefined;
  readonly isFolder?: boolean | undefined;
}

/** What to do about a lock whose date is ahead of the clock. `countsForMs`: so long it is not taken over. */
export const lockAhead = (file: string, countsForMs: number): string =>
  `It counts for ${duration(countsForMs)} more. If no program writes the file, remove ${shown(file)}.lock; also check the clock.`;

export const fileErrors = {
  configMissing: ({ file }: { file: string }): ErrorView =>
    view(
      'config-missing',
      `There is no OpenClaw config at ${shown(file)}.`,
      'Run openclaw onboard, or give the path with --config PATH.',
    ),

  configUnreadable: ({ file, detail }: FileParams): ErrorView =>
    view(
      'config-unreadable',
      `The OpenClaw config ${shown(file)} cannot be read.`,
      'Check the permissions of the file.',
      detail,
    ),

  /** `line` counts from 1. */
  configBroken: ({ file, line, detail }: FileParams & { line?: number | undefined }): ErrorView =>
    view(
      'config-broken',
      `The OpenClaw config has an error in ${shown(file)}${line === undefined ? '' : `, line ${line}`}.`,
      'Correct the file; it is read again as soon as it is saved.',
      detail,
    ),

  /** Somebody else wrote the file between reading and writing. */
  configChanged: ({ file }: { file: string }): ErrorView =>
    view(
      'config-changed',
      `${shown(file)} was changed by somebody else in the meantime; nothing was written.`,
      'Look at the new content, then do it again.',
    ),

  /** A change of the config that will not be made; `sentence` and `hint` are of {@link changeErrors}. */
  changeRefused: ({ sentence, hint }: { sentence: string; hint: Hint }): ErrorView =>
    view('change-refused', sentence, hint),

  storeMissing: ({ file }: { file: string }): ErrorView =>
    view(
      'store-missing',
      `There is no pairing store at ${shown(file)}.`,
      'It appears when the first stranger writes to an account whose policy is pairing.',
    ),

  storeUnreadable: ({ file, detail }: FileParams): ErrorView => ({
    ...view(
      'store-unreadable',
      `The pairing store ${shown(file)} cannot be read.`,
      'Check the permissions of the file and its folder.',
      detail,
    ),
    file,
  }),

  storeCorrupt: ({ file, detail }: FileParams): ErrorView => ({
    ...view(
      'store-corrupt',
      `The pairing store ${shown(file)} is damaged; it was left as it is.`,
      'Save a copy and repair it: OpenClaw overwrites it at the next request.',
      detail,
    ),
    file,
  }),

  /**
   * `heldForMs`: age of the lock, if known; `countsForMs`: so long it is not taken over, where that is longer than usual; `isFolder`: what
   * stands in the lock's place is a folder.
   */
  storeLocked: ({ file, byPid, heldForMs, countsForMs, isFolder }: LockParams): ErrorView => {
    const lock = `${shown(file)}.lock`;
    if (isFolder)
      return {
        ...view(
          'store-locked',
          `${lock} is a folder, so nobody can lock ${shown(file)}; nothing was written.`,
          `Remove the folder (rmdir ${lock}), then try again.`,
        ),
        file,
      };
    const holder = byPid === undefined ? 'another process' : `process ${byPid}`;
    const age = heldForMs === undefined || heldForMs < 0 ? '' : `, since ${duration(heldForMs)}`;
    const [date, hint] =
      countsForMs === undefined
        ? ['', 'Try again in half a minute; an abandoned lock is taken over then.']
        : [', with a date in the future', lockAhead(file, countsForMs)];
    return {
      ...view(
        'store-locked',
        `${shown(file)} is locked by ${holder}${age}${date}; nothing was written.`,
        hint,
      ),
      file,
    };
  },

  /** `what`: an act that is under way already, such as `Approving 4512…`. */
  busy: ({ what }: { what: string }): ErrorView =>
    view('busy', `${shown(what)} is under way already.`, 'Wait a moment.'),

  codeUnknown: ({ code }: { code: string }): ErrorView =>
    view(
      'code-unknown',
      `No pending request has the code ${shown(code)}.`,
      'Check it for typing errors; a code is gone once it was approved, dismissed or an hour old.',
    ),

  /** `agoMs`: how long ago it expired, if known. */
  codeExpired: ({ code, agoMs }: { code: string; agoMs?: number | undefined }): ErrorView =>
    view(
      'code-expired',
      `The code ${shown(code)} expired${agoMs === undefined ? '' : ` ${duration(agoMs)} ago`}.`,
      'Ask the sender to write again: that gives a new code.',
    ),

  codeOtherAccount: ({ code, accountId }: { code: string; accountId: string }): ErrorView =>
    view(
      'code-other-account',
      `The code ${shown(code)} belongs to account ${shown(accountId)}.`,
      `Switch to account ${shown(accountId)}, then approve it there.`,
    ),

  /** Somebody was let in, or was before, and the message that says so did not go out. `said`: both, and why. */
  notTold: ({
    said,
    hint,
    detail,
  }: {
    said: string;
    hint?: Hint | undefined;
    detail?: string | undefined;
  }): ErrorView => view('not-told', said, hint ?? 'Let them write again: the agent answers.', detail),
} as const;
