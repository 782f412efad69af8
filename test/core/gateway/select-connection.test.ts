import { describe, expect, test } from 'vitest';
import { headerSummary } from '../../../src/core/accounts/select.ts';
import { findings } from '../../../src/core/findings.ts';
import { connectionText } from '../../../src/core/gateway/select-connection.ts';
import { connectionSentences as words } from '../../../src/core/gateway/words.ts';
import type { ConfigForce, ConnectionState } from '../../../src/core/model/programs.ts';
import { connectionErrors } from '../../../src/core/openclaw/gateway-client/words.ts';
import { aState, gatewayUp, nowMs } from '../../support/builders.ts';

const url = 'ws://127.0.0.1:18789';
const open: ConnectionState = {
  status: 'open',
  url,
  version: '2026.9.6',
  protocol: 4,
  sinceMs: nowMs - 60_000,
};
const error = connectionErrors.wrongSecret({ isNamed: true, detail: 'unauthorized' });
const refused: ConnectionState = { status: 'refused', url, error };
const retrying: ConnectionState = {
  status: 'retrying',
  url,
  retryAtMs: nowMs,
  cause: connectionErrors.starting({}),
};

const textOf = (connection: ConnectionState, configForce: ConfigForce = { status: 'unknown' }) =>
  connectionText({ connection, configForce }, nowMs, (ms) => `${ms / 1_000} s`);

test('the connection in a line', () => {
  expect(textOf({ status: 'off' })).toBeUndefined();
  expect(textOf({ status: 'connecting', url })).toBe(`connecting to ${url}`);
  expect(textOf(open)).toBe(`live at ${url} (OpenClaw 2026.9.6), connected 60 s`);
  expect(textOf(open, { status: 'waiting', sinceMs: nowMs })).toBe(
    `live at ${url} (OpenClaw 2026.9.6), connected 60 s; the last change of the config is written, not yet in force`,
  );
  expect(textOf(retrying)).toBe('tried again by itself: The gateway is starting.');
  expect(textOf(refused)).toBe(
    'No live connection: The gateway does not take the token or password it is given.',
  );
});

describe('in the header', () => {
  const badgeOf = (connection: ConnectionState) =>
    headerSummary(aState({ gateway: gatewayUp, connection }), 'all', nowMs).gateway;

  test('it goes before what is seen of the port', () => {
    expect([{ status: 'off' } as const, { status: 'connecting', url } as const].map(badgeOf)).toEqual([
      'gateway up',
      'gateway up',
    ]);
    expect([open, retrying, refused].map(badgeOf)).toEqual([
      words.badge.open,
      words.badge.retrying,
      words.badge.refused,
    ]);
  });
});

test('one that refuses says why, and what to do', () => {
  const found = (connection: ConnectionState) =>
    findings(aState({ connection })).filter(({ code }) => code === 'gateway-connection');
  expect(found(open)).toEqual([]);
  expect(found(retrying)).toEqual([]);
  expect(found(refused)).toEqual([
    {
      code: 'gateway-connection',
      severity: 'warning',
      sentence: words.refused(error.sentence),
      fix: error.hint,
      detail: 'unauthorized',
    },
  ]);
});
