import { expect, it } from 'vitest';
import { awaitConnection, connectWithinMs } from '../../../src/core/gateway/await-connection.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aConfig } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { aRelease } from '../../support/releases.ts';

const url = 'ws://127.0.0.1:18789';

const setUp = (kind: 'b' | 'd' = 'd') => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const calls: string[] = [];
  dispatch({ type: 'config/read', config: aConfig({ release: aRelease(kind) }) });
  let isDone = false;
  const parts = {
    store,
    clock,
    programs: { checkGateway: async () => void calls.push('check') },
    gatewayClient: {
      follow: async () => {
        calls.push('follow');
        dispatch({ type: 'connection/changed', connection: { status: 'connecting', url } });
      },
    },
  };
  const begin = (): void =>
    void awaitConnection(parts).then(() => {
      isDone = true;
    });
  return { begin, calls, clock, dispatch, isDone: () => isDone };
};

it('waits until the connection stands', async () => {
  const { begin, calls, dispatch, isDone } = setUp();
  begin();
  await settle();
  expect([calls, isDone()]).toEqual([['check', 'follow'], false]);
  dispatch({ type: 'connection/changed', connection: { status: 'open', url, protocol: 4, sinceMs: 0 } });
  await settle();
  expect(isDone()).toBe(true);
});

it('waits no longer than it takes to know that there is none', async () => {
  const { begin, clock, dispatch, isDone } = setUp();
  begin();
  await settle();
  const cause = { code: 'gateway-down', sentence: 'It is gone.' } as const;
  dispatch({ type: 'connection/changed', connection: { status: 'retrying', url, retryAtMs: 0, cause } });
  await settle();
  expect(isDone()).toBe(true);
  const other = setUp();
  other.begin();
  await settle();
  await other.clock.advanceAndSettle(connectWithinMs);
  expect([other.isDone(), clock.pending]).toEqual([true, 0]);
});

it('connects to no gateway that drives zca', async () => {
  const { begin, calls, isDone } = setUp('b');
  begin();
  await settle();
  expect([calls, isDone()]).toEqual([[], true]);
});
