// What is said about pairing: results, and the failures that only pairing has, with their next step.
import type { ErrorView } from '../errors.ts';
import { shown, view } from './error-view.ts';

const who = (name: string | undefined, id: string): string =>
  name === undefined || name === '' ? shown(id) : `${shown(name)} (${shown(id)})`;
const database = 'This OpenClaw keeps pairing in a database that this console does not use yet.';

/** Sentences of a finished act, and one function a failure. */
export const pairingSentences = {
  approved: (name: string | undefined, id: string, account: string) => `${who(name, id)} may now talk to the agent on ${shown(account)}.`,
  dismissed: (name: string | undefined, id: string) => `The request of ${who(name, id)} is dismissed; their next message asks again.`,
  revoked: (id: string, account: string) => `${shown(id)} is no longer approved on ${shown(account)}; their next message asks again.`,

  /** Beside a decision that waits for the lock on the store. */
  waitingFor: (pid: number) => `waiting for process ${pid}`,

  /** What is under way, for `busy`, and what was cancelled. */
  deciding: (id: string) => `The decision on ${shown(id)}`,
  reading: 'Reading the pairing store',
  /** Reasons of `store-corrupt`. */
  notAnObject: 'It does not hold an object.',
  notAList: (key: string) => `${key} is not a list.`,
  tooBig: (bytes: number) => `It has ${bytes} bytes.`,
  notAFile: 'It is not a file.',

  storeForeign: (file: string, version: string): ErrorView =>
    view(
      'store-corrupt',
      `The pairing store ${shown(file)} has version ${shown(version)}, which this console does not know; it was left as it is.`,
      'Use openclaw pairing for it, or a newer zalouser-tui.',
    ),
  requestGone: (name: string | undefined, id: string): ErrorView =>
    view(
      'not-found',
      `The request of ${who(name, id)} is no longer pending.`,
      'Somebody else may have decided it; the list is up to date again.',
    ),
  requestExpired: (name: string | undefined, id: string): ErrorView =>
    view('code-expired', `The request of ${who(name, id)} has expired.`, 'Ask the sender to write again: that gives a new code.'),
  notApproved: (id: string, account: string): ErrorView =>
    view(
      'not-found',
      `${shown(id)} is not among those approved by code on ${shown(account)}.`,
      'Those listed in allowFrom are removed in the config.',
    ),
  codeMalformed: (code: string): ErrorView =>
    view(
      'code-unknown',
      `${code === '' ? 'Nothing' : shown(code)} is not a pairing code.`,
      'A code has eight letters and digits, without 0, O, 1 and I.',
    ),

  unsupportedList: (): ErrorView => view('unsupported-here', database, 'Run openclaw pairing list zalouser.'),
  unsupportedApprove: (code?: string): ErrorView =>
    view('unsupported-here', database, `Run openclaw pairing approve zalouser ${code === undefined ? 'CODE' : shown(code)}.`),
  unsupportedDismiss: (): ErrorView =>
    view('unsupported-here', database, 'Run openclaw gateway call channels.pairing.dismiss, or let the request expire after an hour.'),
  unsupportedRevoke: (): ErrorView =>
    view(
      'unsupported-here',
      'This OpenClaw offers no way to take an approval back.',
      'Set dmPolicy to allowlist with openclaw config set, and list whom you want.',
    ),
} as const;
