import { expect, test } from 'vitest';
import {
  createConfigForce,
  lookEveryMs,
  lookLaterEveryMs,
  readLiveConfig,
} from '../../../src/core/gateway/config-force.ts';
import type { ConfigForce } from '../../../src/core/model/programs.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';

const setUp = () => {
  const clock = createFakeClock();
  const { store, dispatch } = createEventStore();
  const client = createFakeGatewayClient();
  const told: ConfigForce[] = [];
  store.subscribe(({ configForce }) => void told.push(configForce));
  const service = createConfigForce({ client, clock, dispatch, getState: store.getState });
  const written = (applied: string, more: object = {}) =>
    client.answer('config.get', {
      payload: { valid: true, configRevisionHash: 'new', appliedConfigHash: applied, ...more },
    });
  return { clock, client, service, told, written, now: () => store.getState().configForce };
};

test('a recording says that all is in force, and nothing of it is taken but that', () => {
  const { answer } = rpcRecording('config-get');
  expect(readLiveConfig('payload' in answer ? answer.payload : undefined)).toEqual({
    path: 'STATE/openclaw.json',
    isValid: true,
    isInForce: true,
  });
  expect(readLiveConfig('no answer')).toEqual({});
});

test('what is written is looked after until it is in force, and then nothing ticks', async () => {
  const { clock, client, service, told, written } = setUp();
  written('old');
  const sinceMs = clock.now();
  service.look();
  await settle();
  expect(told).toEqual([{ status: 'waiting', sinceMs }]);
  await clock.advanceAndSettle(30_000);
  expect(client.calls).toHaveLength(1 + 30_000 / lookEveryMs);
  // A reply holds it back.
  await clock.advanceAndSettle(lookLaterEveryMs * 2);
  expect(client.calls).toHaveLength(1 + 30_000 / lookEveryMs + 2);
  written('new');
  await clock.advanceAndSettle(lookLaterEveryMs);
  expect(told).toEqual([{ status: 'waiting', sinceMs }, { status: 'in-force' }]);
  expect(clock.pending).toBe(0);
});

test('what the gateway refuses is said in its words, until it is mended', async () => {
  const { clock, service, written, now } = setUp();
  written('old', { valid: false, issues: [{ path: 'channels.zalouser', message: 'Unrecognized key' }] });
  service.look();
  await settle();
  expect(now()).toMatchObject({ status: 'refused', issue: 'channels.zalouser: Unrecognized key' });
  written('new');
  service.look();
  await settle();
  expect(now()).toEqual({ status: 'in-force' });
  expect(clock.pending).toBe(0);
});

test('nothing is said where nobody can be asked', async () => {
  const { client, clock, service, written, now } = setUp();
  client.answer('config.get', fakeFailure('unsupported-call'));
  service.look();
  await settle();
  expect(now()).toEqual({ status: 'unknown' });
  // One that is busy is asked again.
  client.answer('config.get', fakeFailure('timed-out'));
  service.look();
  await settle();
  written('old');
  await clock.advanceAndSettle(lookEveryMs);
  expect(now()).toMatchObject({ status: 'waiting' });
  service.forget();
  expect(now()).toEqual({ status: 'unknown' });
  expect(clock.pending).toBe(0);
  client.setOpen(false);
  service.look();
  expect(now()).toEqual({ status: 'unknown' });
});
