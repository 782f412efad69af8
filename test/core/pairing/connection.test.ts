import { describe, expect, it } from 'vitest';
import type { PairingCli } from '../../../src/core/pairing/backend.ts';
import { pairingOverConnection } from '../../../src/core/pairing/connection.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';

const key = { accountId: accountId('default'), requestId: 'V1CQ0eyXQxkVJccvA52tDrLE_JsN67oJ' };

const setUp = (isOpen = true) => {
  const client = createFakeGatewayClient(isOpen);
  const runs: string[] = [];
  const ran = (name: string) => async () => {
    runs.push(name);
    return { requests: [], accounts: [] };
  };
  const program = {
    pairingRequests: ran('list'),
    approveRequest: ran('approve'),
    dismissRequest: ran('dismiss'),
  } as Partial<PairingCli> as PairingCli;
  return { client, runs, pairing: pairingOverConnection(client, () => program) };
};

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe('over the connection', () => {
  it('lists who waits, with the scope that allows it', async () => {
    const { client, runs, pairing } = setUp();
    client.answer('channels.pairing.list', rpcRecording('pairing-list').answer);
    const { requests, hasCommandOwner, maxPending } = await pairing.pairingRequests();
    expect(requests.map(({ senderId, name }) => [senderId, name])).toEqual([
      ['700000000000009', 'Người Lạ'],
      ['700000000000010', 'Kẻ Lạ Hai'],
      ['700000000000011', 'Kẻ Lạ Ba'],
    ]);
    expect([hasCommandOwner, maxPending]).toEqual([false, 3]);
    expect(client.calls).toEqual([
      { method: 'channels.pairing.list', params: { channel: 'zalouser' }, scope: 'pairing' },
    ]);
    expect(runs).toEqual([]);
  });

  it('approves and tells the sender, and dismisses', async () => {
    const { client, pairing } = setUp();
    client.answer('channels.pairing.approve', rpcRecording('pairing-approve-notify').answer);
    client.answer('channels.pairing.dismiss', rpcRecording('pairing-dismiss').answer);
    expect(await pairing.approveRequest(key, true)).toEqual({
      senderId: '700000000000009',
      notification: 'sent',
    });
    expect(await pairing.dismissRequest(key)).toMatchObject({ senderId: '700000000000010' });
    expect(client.calls.map(({ params }) => params)).toEqual([
      { channel: 'zalouser', ...key, notify: true },
      { channel: 'zalouser', ...key },
    ]);
  });

  it('knows a request that has gone', async () => {
    const { client, runs, pairing } = setUp();
    client.answer('channels.pairing.approve', rpcRecording('pairing-approve-gone').answer);
    expect(await codeOf(pairing.approveRequest(key, false))).toBe('code-unknown');
    expect(runs).toEqual([]);
  });
});

describe('the program', () => {
  it('is run for everything without a connection', async () => {
    const { client, runs, pairing } = setUp(false);
    await pairing.pairingRequests();
    await pairing.approveRequest(key, false);
    await pairing.dismissRequest(key);
    expect(runs).toEqual(['list', 'approve', 'dismiss']);
    expect(client.calls).toEqual([]);
  });

  it.each(['gateway-down', 'gateway-refused', 'timed-out', 'unsupported-call', 'not-permitted'] as const)(
    'answers a question after %s, without an error',
    async (code) => {
      const { client, runs, pairing } = setUp();
      client.answer('channels.pairing.list', fakeFailure(code));
      await pairing.pairingRequests();
      expect(runs).toEqual(['list']);
    },
  );

  it.each([
    ['unsupported-call', 'done', ['approve']],
    ['gateway-refused', 'done', ['approve']],
    // It may have been decided: a second time would be told as gone, though it was this one.
    ['gateway-down', 'timed-out', []],
    ['timed-out', 'timed-out', []],
    // A console that may not decide does not do it by another way.
    ['not-permitted', 'not-permitted', []],
    ['cancelled', 'cancelled', []],
  ] as const)('decides after %s: %s', async (code, came, ran) => {
    const { client, runs, pairing } = setUp();
    client.answer('channels.pairing.approve', fakeFailure(code));
    expect(await codeOf(pairing.approveRequest(key, true))).toBe(came);
    expect(runs).toEqual(ran);
  });
});
