import { expect, test } from 'vitest';
import { afterFailure, type Failure } from '../../../../src/core/openclaw/gateway-client/machine.ts';
import { nextDelayMs } from '../../../../src/core/system/backoff.ts';
import { nowMs } from '../../../support/builders.ts';

const url = 'ws://127.0.0.1:18789';
const refusedConnection: Failure = {
  type: 'unreachable',
  code: 'ECONNREFUSED',
  detail: 'connect ECONNREFUSED',
};

const after = (failure: Failure, parts: Partial<Parameters<typeof afterFailure>[1]> = {}) =>
  afterFailure(failure, { url, isLocal: true, attempt: 0, random: 0.5, nowMs, ...parts });

/** The waits of attempts that all fail, in a row. */
const waits = (isLocal: boolean, count: number): readonly number[] => {
  const found: number[] = [];
  let attempt = 0;
  for (let round = 0; round < count; round += 1) {
    const next = after(refusedConnection, { isLocal, attempt });
    attempt = next.attempt;
    if (next.state.status === 'retrying') found.push(next.state.retryAtMs - nowMs);
  }
  return found;
};

test('a gateway of this machine is tried every 4 s at most, for as long as a restart can take; another by the usual schedule', () => {
  expect(waits(true, 6)).toEqual([1_000, 2_000, 4_000, 4_000, 4_000, 4_000]);
  expect(waits(true, 30).at(-1)).toBe(60_000);
  expect(waits(false, 6)).toEqual([1, 2, 3, 4, 5, 6].map((attempt) => nextDelayMs(attempt, 0.5)));
});

test('one that stood begins anew, one that asks for time gets it', () => {
  const closed = { type: 'closed', code: 1006, reason: '', isRestart: false } as const;
  expect(after(closed, { attempt: 9, stoodForMs: 60_000 }).attempt).toBe(1);
  const later = {
    type: 'refused',
    refusal: { type: 'later', afterMs: 500, error: { code: 'gateway-down', sentence: 'Wait.' } },
  } as const;
  expect(after(later).state).toMatchObject({ status: 'retrying', retryAtMs: nowMs + 500 });
});

test('what was announced as a restart is called one while it lasts', () => {
  expect(after(refusedConnection, { isRestarting: true }).state).toMatchObject({
    cause: { sentence: 'The gateway is restarting.' },
  });
});

test.each<[string, Failure, string]>([
  [
    'a certificate of its own',
    { type: 'unreachable', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', detail: 'self-signed certificate' },
    `The certificate of ${url} is not trusted.`,
  ],
  [
    'an expired one',
    { type: 'unreachable', code: 'CERT_HAS_EXPIRED', detail: 'certificate has expired' },
    `The certificate of ${url} is not trusted.`,
  ],
  [
    'another fingerprint',
    { type: 'unreachable', code: 'ERR_TLS_CERT_FINGERPRINT', detail: 'the fingerprint is another one' },
    `The certificate of ${url} is not trusted.`,
  ],
  [
    'no TLS where it was asked for',
    { type: 'unreachable', code: 'EPROTO', detail: 'wrong version number' },
    `What answers at ${url} is no OpenClaw gateway.`,
  ],
  [
    'a web server',
    { type: 'unreachable', code: undefined, detail: 'Unexpected server response: 404' },
    `What answers at ${url} is no OpenClaw gateway.`,
  ],
  [
    'something that is not HTTP',
    { type: 'unreachable', code: 'HPE_INVALID_CONSTANT', detail: 'Parse Error' },
    `What answers at ${url} is no OpenClaw gateway.`,
  ],
  [
    'a greeting of another kind',
    { type: 'no-gateway', detail: 'x' },
    `What answers at ${url} is no OpenClaw gateway.`,
  ],
])('somebody has to do something about %s', (_, failure, sentence) => {
  expect(after(failure)).toMatchObject({ state: { status: 'refused', error: { sentence } }, attempt: 0 });
});

test.each<[string, Failure]>([
  ['a host that is not found', { type: 'unreachable', code: 'ENOTFOUND', detail: 'getaddrinfo ENOTFOUND' }],
  [
    'a proxy whose gateway restarts',
    { type: 'unreachable', code: undefined, detail: 'Unexpected server response: 502' },
  ],
  ['a connection that is reset', { type: 'unreachable', code: 'ECONNRESET', detail: 'socket hang up' }],
  ['silence', { type: 'silent', forMs: 10_000 }],
])('%s passes by itself', (_, failure) => {
  expect(after(failure).state.status).toBe('retrying');
});
