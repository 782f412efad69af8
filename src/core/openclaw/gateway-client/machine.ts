// What becomes of a connection: connecting · open · retrying · refused · off. Pure: time and chance come in as arguments.
import type { ConnectionState } from '../../model/programs.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { attemptAfter, nextDelayMs } from '../../system/backoff.ts';
import type { Refusal } from './protocol.ts';
import { connectionErrors as words } from './words.ts';

/** A device that waits for approval is looked after this often (ms). */
export const approvalEveryMs = 30_000;
/** A gateway of this machine that restarts is there again after 20 to 30 s: it is not waited for longer than this at a time. */
const localAttempts = 3;
/** After so many attempts it is no restart: the usual schedule counts. */
const restartAttempts = 20;

/** How a connection that stood ended. */
export type ConnectionEnd =
  /** `isRestart`: it said that it would be back. */
  | { readonly type: 'closed'; readonly code: number; readonly reason: string; readonly isRestart: boolean }
  /** Nothing came for longer than the gateway promised. */
  | { readonly type: 'silent'; readonly forMs: number }
  /** By us. */
  | { readonly type: 'ended' };

/** Why one did not come to stand. */
export type ConnectFailure =
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** `code`: the system's, where it has one. */
  | { readonly type: 'unreachable'; readonly code: string | undefined; readonly detail: string }
  | { readonly type: 'silent'; readonly forMs: number }
  /** It was taken, with less than was asked for. */
  | { readonly type: 'not-granted' }
  | { readonly type: 'no-gateway'; readonly detail: string }
  | { readonly type: 'ended' };

/** What came of an attempt, or of a connection that stood. */
export type Failure = ConnectFailure | (ConnectionEnd & { readonly type: 'closed' });

export interface AfterInput {
  readonly url: string;
  readonly isLocal: boolean;
  /** The number of the attempt that ended; 0 for the first. */
  readonly attempt: number;
  /** How long the connection stood; absent if it never did. */
  readonly stoodForMs?: number;
  /** It said a moment ago that it would be back. */
  readonly isRestarting?: boolean;
  /** In [0, 1). */
  readonly random: number;
  readonly nowMs: number;
}

export interface After {
  readonly state: Extract<ConnectionState, { status: 'retrying' | 'refused' }>;
  /** The number of the next attempt. */
  readonly attempt: number;
}

const certificateCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ERR_TLS|HOSTNAME_MISMATCH|INVALID_PURPOSE/u;

/** Something answers, and it is not what was expected: trying again would not change it. */
const isOther = ({ code, detail }: ConnectFailure & { type: 'unreachable' }): boolean =>
  code === 'EPROTO' ||
  code?.startsWith('HPE_') === true ||
  /Unexpected server response: [1-4]\d\d|Invalid (?:Upgrade|Sec-WebSocket|WebSocket frame)/u.test(detail);

const causeOf = (
  failure: Failure,
  { url, isRestarting = false }: Pick<AfterInput, 'url' | 'isRestarting'>,
): { error: ErrorView; isFinal?: true; afterMs?: number } => {
  switch (failure.type) {
    case 'refused': {
      const { refusal } = failure;
      if (refusal.type === 'identity') return { error: words.refused({}), isFinal: true };
      if (refusal.type === 'later')
        return {
          error: refusal.error,
          ...(refusal.afterMs === undefined ? {} : { afterMs: refusal.afterMs }),
        };
      return {
        error: refusal.error,
        isFinal: true,
        ...(refusal.isWaiting ? { afterMs: approvalEveryMs } : {}),
      };
    }
    case 'unreachable':
      if (failure.code !== undefined && certificateCodes.test(failure.code))
        return { error: words.certificate({ url, detail: failure.detail }), isFinal: true };
      if (isOther(failure))
        return { error: words.notAGateway({ url, detail: failure.detail }), isFinal: true };
      return {
        error: isRestarting ? words.restarting({}) : words.unreachable({ url, detail: failure.detail }),
      };
    case 'no-gateway':
      return { error: words.notAGateway({ url, detail: failure.detail }), isFinal: true };
    case 'not-granted':
      return { error: words.refused({ detail: 'It grants less than reading.' }), isFinal: true };
    case 'silent':
      return { error: words.silent({ forMs: failure.forMs }) };
    case 'closed':
      return {
        error: failure.isRestart ? words.restarting({}) : words.lost({ detail: failure.reason }),
      };
    case 'ended':
      return { error: words.lost({}) };
  }
};

/** What follows when an attempt failed, or a connection was lost: another attempt, or a word to the operator. */
export const afterFailure = (failure: Failure, input: AfterInput): After => {
  const { url, isLocal, attempt, stoodForMs, random, nowMs } = input;
  const { error, isFinal, afterMs } = causeOf(failure, input);
  if (isFinal)
    return {
      state: {
        status: 'refused',
        url,
        error,
        ...(afterMs === undefined ? {} : { retryAtMs: nowMs + afterMs }),
      },
      attempt: 0,
    };
  const next = attemptAfter(attempt, stoodForMs);
  const delayMs =
    afterMs ?? nextDelayMs(isLocal && next <= restartAttempts ? Math.min(next, localAttempts) : next, random);
  return { state: { status: 'retrying', url, retryAtMs: nowMs + delayMs, cause: error }, attempt: next };
};
