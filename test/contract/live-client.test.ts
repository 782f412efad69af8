// The console's own client at a real gateway 2026.9.6: what it is granted, as which device, and what becomes of it when the gateway restarts.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readLiveConfig } from '../../src/core/gateway/config-force.ts';
import type { ConnectionState } from '../../src/core/model/programs.ts';
import { type AddressAnswer, gatewayAddress } from '../../src/core/openclaw/gateway-client/address.ts';
import { createLiveGateway, type LiveGateway } from '../../src/core/openclaw/gateway-client/client.ts';
import { connect } from '../../src/core/openclaw/gateway-client/connection.ts';
import { deviceIdentity } from '../../src/core/openclaw/gateway-client/identity.ts';
import { openWebSocket } from '../../src/core/openclaw/gateway-client/socket.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 120_000;

describe.skipIf(openclaw === undefined)('the client at 2026.9.6', () => {
  let on: ZaloGateway;
  let gateway: LiveGateway;
  let token = 'contract';
  const states: ConnectionState[] = [];

  const address = async (): Promise<AddressAnswer> =>
    gatewayAddress({
      config: { gateway: { auth: { token } } },
      env: {},
      port: Number(on.port),
      stateDir: on.system.home,
    });
  const keyFile = (): string => join(on.system.home, 'device-key.json');
  const untilStatus = (status: ConnectionState['status']): Promise<void> =>
    until(
      `the connection to be ${status}`,
      async () => gateway.state().status === status,
      deadlineMs,
      on.log,
    );
  const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
    asked.then(
      () => 'answered',
      (error: { code?: string }) => error.code,
    );

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, { answer: 'Dạ' });
    gateway = createLiveGateway({
      address,
      openSocket: openWebSocket,
      identity: () => deviceIdentity(keyFile()),
      clock: systemClock,
      random: Math.random,
      version: '0',
      platform: process.platform,
      isReadOnly: false,
      onChange: (state) => void states.push(state),
    });
  });
  afterAll(async () => {
    gateway?.stop();
    await on?.close();
  });

  test('it stands with reading alone; pairing and all else are granted to connections of their own', async () => {
    gateway.keep();
    await untilStatus('open');
    expect(gateway.state()).toMatchObject({ version: '2026.9.6', protocol: 4 });
    const ask = (method: string, scope: 'read' | 'pairing', params = {}) =>
      codeOf(gateway.call({ method, scope, params, deadlineMs: 60_000 }));
    expect(await ask('channels.pairing.list', 'read')).toBe('not-permitted');
    expect(await ask('channels.pairing.list', 'pairing', { channel: 'zalouser' })).toBe('answered');
    expect(await ask('no.such.method', 'read')).toBe('unsupported-call');
    const config = await gateway.call({
      method: 'config.get',
      scope: 'read',
      params: {},
      deadlineMs: 60_000,
    });
    expect(readLiveConfig(config)).toMatchObject({ isValid: true, isInForce: true });
  });

  test('a device that signs is taken as it is', async () => {
    const answer = await address();
    if (answer?.ok !== true) throw new Error('no address');
    const connection = await connect({
      address: answer.address,
      scopes: ['read', 'write'],
      identity: await deviceIdentity(keyFile()),
      openSocket: openWebSocket,
      clock: systemClock,
      version: '0',
      platform: process.platform,
      onEvent: () => undefined,
      onGap: () => undefined,
      signal: AbortSignal.timeout(deadlineMs),
    });
    expect(connection.hello.scopes).toEqual(['operator.read', 'operator.write']);
    connection.close();
  });

  test('a restart is announced, waited for and survived', async () => {
    states.length = 0;
    const call = {
      method: 'gateway.restart.request',
      params: { reason: 'contract' },
      scope: 'admin',
    } as const;
    expect(await codeOf(gateway.call(call))).toBe('answered');
    await untilStatus('retrying');
    expect(states[0]).toMatchObject({
      status: 'retrying',
      cause: { sentence: 'The gateway is restarting.' },
    });
    await untilStatus('open');
  });

  test('a wrong token is refused, and not repeated', async () => {
    token = 'a-wrong-token';
    await gateway.follow();
    await untilStatus('refused');
    expect(gateway.state()).toMatchObject({ error: { code: 'gateway-refused' } });
    expect(JSON.stringify(gateway.state())).not.toContain(token);
  });
});
