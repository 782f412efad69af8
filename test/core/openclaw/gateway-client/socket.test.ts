// Encrypted connections: whose certificate is taken, and whose is not. test/fixtures/tls holds one a gateway could have made for itself.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { GatewayAddress } from '../../../../src/core/openclaw/gateway-client/address.ts';
import { connect, NotConnected } from '../../../../src/core/openclaw/gateway-client/connection.ts';
import { afterFailure } from '../../../../src/core/openclaw/gateway-client/machine.ts';
import { Secret } from '../../../../src/core/openclaw/gateway-client/secret.ts';
import { openWebSocket } from '../../../../src/core/openclaw/gateway-client/socket.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { startGatewayServer } from '../../../support/gateway-server.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/tls', name);
const [key, cert] = [readFileSync(fixture('key.pem'), 'utf8'), readFileSync(fixture('cert.pem'), 'utf8')];
const fingerprint = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
const token = 'token-of-the-gateway';

/** `open`, or what the operator is told. */
const outcomeWith = async (
  trust: Pick<GatewayAddress, 'certFile' | 'fingerprint'>,
  options: { readonly isPlain?: boolean } = {},
) => {
  const server = await startGatewayServer({ token, ...(options.isPlain ? {} : { tls: { key, cert } }) });
  onTestFinished(() => server.close());
  const url = server.url.replace(/^ws:/u, 'wss:');
  const ending = new AbortController();
  try {
    const connection = await connect({
      address: { url, isLocal: true, secret: { type: 'token', value: new Secret(token) }, ...trust },
      scopes: ['read'],
      openSocket: openWebSocket,
      clock: createFakeClock(),
      version: '1',
      platform: 'linux',
      onEvent: () => undefined,
      onGap: () => undefined,
      signal: ending.signal,
    });
    connection.close();
    return 'open';
  } catch (error) {
    if (!(error instanceof NotConnected)) throw error;
    const { state } = afterFailure(error.failure, { url, isLocal: true, attempt: 0, random: 0, nowMs: 0 });
    // Nothing secret was said before.
    expect(server.introductions).toEqual([]);
    return (state.status === 'refused' ? state.error : state.cause).sentence.replace(url, 'URL');
  }
};

test.each<[string, Pick<GatewayAddress, 'certFile' | 'fingerprint'>, string]>([
  ['of its own, in a file of this machine', { certFile: fixture('cert.pem') }, 'open'],
  ['with the fingerprint that was named', { fingerprint }, 'open'],
  ['of its own, of nobody known', {}, 'The certificate of URL is not trusted.'],
  ['that is not in the file', { certFile: '/nowhere.pem' }, 'The certificate of URL is not trusted.'],
  ['with another fingerprint', { fingerprint: 'ab'.repeat(32) }, 'The certificate of URL is not trusted.'],
])('a certificate %s', async (_, trust, outcome) => {
  expect(await outcomeWith(trust)).toBe(outcome);
});

test('no certificate at all, where one was asked for', async () => {
  expect(await outcomeWith({}, { isPlain: true })).toBe('What answers at URL is no OpenClaw gateway.');
});
