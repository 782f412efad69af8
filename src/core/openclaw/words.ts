// Words around the `openclaw` binary: what is done through it, what it came to, and why it failed.
import type { ErrorView } from '../shared/error-view.ts';
import { duration, shown, view } from '../shared/words.ts';

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
