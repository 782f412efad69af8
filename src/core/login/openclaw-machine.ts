// What a log-in does next that `openclaw channels login` makes, where no connection to a gateway stands. Pure: inputs in, the next state and
// effects out (the gateway's live contract, section 2).

import { errorSentences } from '../error-words.ts';
import { openClawFailure } from '../openclaw/cli/answer.ts';
import { readLoginStart } from '../openclaw/gateway-client/account-calls.ts';
import type { ErrorView } from '../shared/error-view.ts';
import type { Ended } from '../system/runner.ts';
import type { ActiveLogin } from './machine.ts';
import { isFinal, type LoginTarget, qrLifetimeMs } from './model.ts';
import { loginSentences } from './words.ts';

/** It loads every plugin first: 22 to 30 s on a quiet machine (ms). */
const firstPictureLimitMs = 120_000;
/** It ends by itself after it has said how it went. */
const lingerMs = 30_000;
const what = 'openclaw channels login';

export interface OpenClawLoginMachine {
  readonly shown: ActiveLogin;
  readonly isRunning: boolean;
  readonly isCancelling: boolean;
  /** It has said that somebody is logged in; it is believed when it ends well. */
  readonly saysDone: boolean;
  /** Why it came to nothing, as it said. */
  readonly said: string | undefined;
  readonly deadlineAtMs: number | undefined;
}

export type OpenClawLoginInput =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'qr-read'; readonly text: string; readonly path: string }
  /** With a path: it can still be looked at. */
  | { readonly type: 'qr-unreadable'; readonly error: ErrorView; readonly path?: string }
  | { readonly type: 'exited'; readonly ended: Ended }
  | { readonly type: 'not-started'; readonly error: ErrorView }
  | { readonly type: 'cancel' | 'wake' };

export type OpenClawLoginEffect =
  | { readonly type: 'read'; readonly path: string }
  | { readonly type: 'spawn' | 'kill' | 'clean-up' };

export interface OpenClawLoginStep {
  readonly machine: OpenClawLoginMachine;
  readonly effects: readonly OpenClawLoginEffect[];
}

export const beginOpenClawLogin = (target: Omit<LoginTarget, 'through'>): OpenClawLoginStep => ({
  machine: {
    shown: { ...target, through: 'openclaw', status: 'starting' },
    isRunning: true,
    isCancelling: false,
    saysDone: false,
    said: undefined,
    deadlineAtMs: target.startedAtMs + firstPictureLimitMs,
  },
  effects: [{ type: 'spawn' }],
});

const stay = (
  machine: OpenClawLoginMachine,
  ...effects: readonly OpenClawLoginEffect[]
): OpenClawLoginStep => ({ machine, effects });

const targetOf = ({ shown }: OpenClawLoginMachine) => {
  const { accountId, profile, startedAtMs } = shown;
  return { accountId, profile, startedAtMs, through: 'openclaw' } as const;
};

/** A program that still runs is ended: what it would come to is of no interest any more. */
const finish = (machine: OpenClawLoginMachine, shown: ActiveLogin): OpenClawLoginStep =>
  stay(
    { ...machine, shown, deadlineAtMs: undefined },
    ...(machine.isRunning ? [{ type: 'kill' } as const] : []),
    { type: 'clean-up' },
  );

const fail = (machine: OpenClawLoginMachine, error: ErrorView): OpenClawLoginStep =>
  finish(machine, { ...targetOf(machine), status: 'failed', error });

const readLine = (machine: OpenClawLoginMachine, text: string, nowMs: number): OpenClawLoginStep => {
  const path = /^Scan QR image: (.+\.png)$/u.exec(text)?.[1];
  if (path !== undefined && machine.shown.status === 'starting') return stay(machine, { type: 'read', path });
  if (text === 'Login successful.')
    return stay({ ...machine, saysDone: true, deadlineAtMs: nowMs + lingerMs });
  const said = /^Channel login failed: (.+)$/u.exec(text)?.[1];
  return said === undefined ? stay(machine) : stay({ ...machine, said, deadlineAtMs: nowMs + lingerMs });
};

const showCode = (
  machine: OpenClawLoginMachine,
  input: Extract<OpenClawLoginInput, { type: 'qr-read' | 'qr-unreadable' }>,
  nowMs: number,
): OpenClawLoginStep => {
  if (machine.shown.status !== 'starting') return stay(machine);
  if (input.type === 'qr-unreadable' && input.path === undefined) return fail(machine, input.error);
  const expiresAtMs = nowMs + qrLifetimeMs;
  return stay({
    ...machine,
    shown: {
      ...targetOf(machine),
      status: 'waiting',
      qrText: input.type === 'qr-read' ? input.text : '',
      ...(input.path === undefined ? {} : { qrPath: input.path }),
      ...(input.type === 'qr-read'
        ? {}
        : { qrError: { ...input.error, hint: loginSentences.openThePicture } }),
      expiresAtMs,
      canSeeScan: false,
    },
    // It waits on with a new code that it shows nobody: this one is dead then.
    deadlineAtMs: expiresAtMs,
  });
};

/** What it said before it ended, in the terms of every log-in. */
const endOf = (machine: OpenClawLoginMachine, ended: Ended): ActiveLogin => {
  const target = targetOf(machine);
  if (ended.code === 0 && machine.saysDone) return { ...target, status: 'logged-in' };
  if (machine.isCancelling) return { ...target, status: 'cancelled' };
  if (machine.said === undefined) {
    const error = machine.saysDone || ended.code === 0 ? loginSentences.noProofBy(what) : undefined;
    return {
      ...target,
      status: 'failed',
      error: error ?? openClawFailure(what, { code: ended.code, stdout: '', stderr: ended.stderrTail }),
    };
  }
  const answer = readLoginStart({ message: machine.said });
  switch (answer.type) {
    case 'linked':
      return {
        ...target,
        status: 'already-linked',
        ...(answer.name === undefined ? {} : { displayName: answer.name }),
      };
    case 'declined':
    case 'expired':
      return { ...target, status: answer.type };
    default:
      return { ...target, status: 'failed', error: loginSentences.refusedByGateway(machine.said) };
  }
};

/** The next state, and what has to be done to get there. */
export const stepOpenClawLogin = (
  machine: OpenClawLoginMachine,
  input: OpenClawLoginInput,
  nowMs: number,
): OpenClawLoginStep => {
  if (input.type === 'exited') {
    const gone = { ...machine, isRunning: false };
    return isFinal(machine.shown) ? stay(gone) : finish(gone, endOf(machine, input.ended));
  }
  if (isFinal(machine.shown)) return stay(machine);
  switch (input.type) {
    case 'line':
      return readLine(machine, input.text, nowMs);
    case 'qr-read':
    case 'qr-unreadable':
      return machine.isCancelling ? stay(machine) : showCode(machine, input, nowMs);
    case 'not-started':
      return fail({ ...machine, isRunning: false }, input.error);
    case 'cancel':
      // How it ends is known when it has gone: it may have been confirmed.
      return machine.isCancelling
        ? stay(machine)
        : stay({ ...machine, isCancelling: true, deadlineAtMs: undefined }, { type: 'kill' });
    case 'wake': {
      if (machine.deadlineAtMs === undefined || nowMs < machine.deadlineAtMs) return stay(machine);
      if (machine.shown.status === 'waiting' && !machine.saysDone && machine.said === undefined)
        return finish(machine, { ...targetOf(machine), status: 'expired' });
      return fail(machine, errorSentences.timedOut({ what, afterMs: nowMs - machine.shown.startedAtMs }));
    }
  }
};
