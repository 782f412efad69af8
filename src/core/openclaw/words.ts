// Words around the `openclaw` binary: what is done through it, what it came to, and why it failed.
import type { ErrorView } from '../shared/error-view.ts';
import { duration, shown, view, withShellHint } from '../shared/words.ts';

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
    withShellHint(
      view('gateway-down', 'The OpenClaw gateway does not answer.', 'Start it: S on Status (1).', detail),
      'Start it: openclaw gateway start',
    ),
  unsupportedCall: ({ what, detail }: CallParams): ErrorView =>
    view('unsupported-call', `This OpenClaw does not know ${shown(what)}.`, 'Update OpenClaw, or do it by hand.', detail),
  configRefused: ({ detail }: { detail?: string | undefined } = {}): ErrorView =>
    withShellHint(
      view('config-broken', 'OpenClaw does not accept its config.', 'Access (5) names the file and the line.', detail),
      'zalouser-tui doctor names the file and the line.',
    ),
  commandFailed: ({ what, exitCode, detail }: CallParams & { exitCode?: number | undefined }): ErrorView =>
    withShellHint(
      view(
        'command-failed',
        exitCode === 0 || exitCode === undefined ? `${shown(what)} failed.` : `${shown(what)} failed with exit code ${exitCode}.`,
        'Read what it said; the command log (L) has the whole call.',
        detail,
      ),
      'Read what it said, or run it by hand.',
    ),
  garbageOutput: ({ what, detail }: CallParams): ErrorView =>
    withShellHint(
      view(
        'garbage-output',
        `${shown(what)} printed ${detail === undefined || detail === '' ? 'nothing' : 'something that is not understood'}.`,
        'The command log (L) has the call.',
        detail,
      ),
      'Run it by hand to see what it prints.',
    ),
  timedOut: ({ what, afterMs, detail }: CallParams & { afterMs: number }): ErrorView =>
    withShellHint(
      view(
        'timed-out',
        `${shown(what)} did not finish within ${duration(afterMs)} and was ended.`,
        'Look at the gateway: S on Status (1).',
        detail,
      ),
      'Look at the gateway: openclaw gateway status',
    ),
  requestGone: (): ErrorView => view('code-unknown', 'This request no longer waits.', 'It has expired, or somebody else has decided it.'),
} as const;

export const openclawSentences = {
  errors,
  questionCancelled: 'The question to the gateway was cancelled.',
} as const;
