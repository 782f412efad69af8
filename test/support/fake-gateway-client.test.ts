import { expect, test } from 'vitest';
import type { GatewayEvent } from '../../src/core/openclaw/gateway-client/model.ts';
import { createFakeGatewayClient } from './fake-gateway-client.ts';
import { fakeFailure } from './fake-runner.ts';

const call = { method: 'channels.status', params: {}, scope: 'read' } as const;

test('answers what was scripted, and nothing else', async () => {
  const client = createFakeGatewayClient();
  await expect(client.call(call)).rejects.toThrow('channels.status');
  client.answer('channels.status', { payload: 1 });
  expect(await client.call(call)).toBe(1);
  client.answer('channels.status', fakeFailure('timed-out'));
  await expect(client.call(call)).rejects.toMatchObject({ code: 'timed-out' });
  client.answer('channels.status', 'never');
  await expect(client.call(call, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  expect(client.calls).toHaveLength(4);
});

test('tells events, and when it stands again', async () => {
  const client = createFakeGatewayClient();
  const told: GatewayEvent[] = [];
  let opened = 0;
  const end = client.onEvent((event) => told.push(event));
  client.onOpen(() => (opened += 1));
  client.tell({ name: 'tick', payload: {} });
  end();
  client.tell({ name: 'tick', payload: {} });
  expect(told).toHaveLength(1);
  client.setOpen(false);
  await expect(client.call(call)).rejects.toMatchObject({ code: 'gateway-down' });
  client.setOpen(true);
  expect(opened).toBe(1);
});
