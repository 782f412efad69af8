import { describe, expect, it } from 'vitest';
import type { SendTo } from '../../../src/core/messages/model.ts';
import { createSenderService } from '../../../src/core/messages/service.ts';
import {
  askAgainAfterMs,
  gatewayWay,
  keyCountsForMs,
  reconnectWithinMs,
} from '../../../src/core/messages/way.ts';
import { profileName, threadId } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { anId, salesGroupId, shop, toAn } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';

const sales: SendTo = { accountId: shop, threadId: threadId(salesGroupId), isGroup: true, name: 'Bán hàng' };
const hello = { type: 'text', text: 'chào' } as const;

const setUp = (isOpen = true) => {
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const client = createFakeGatewayClient(isOpen);
  let keys = 0;
  const way = gatewayWay({
    client,
    clock,
    profileOf: (id) => profileName(`profile-of-${id}`),
    newKey: () => {
      keys += 1;
      return `key-${keys}`;
    },
  });
  const sender = createSenderService({ way: () => way, clock, dispatch, getState: store.getState });
  const keysAsked = () => client.calls.map(({ params }) => params['idempotencyKey']);
  return { sender, client, clock, keysAsked, feed: () => [...store.getState().feed.messages] };
};

describe('a text', () => {
  it.each([
    ['a person', toAn, `user:${anId}`],
    ['a group', sales, `group:${salesGroupId}`],
  ])('goes to %s by id and account, with a key of its own', async (_, to, target) => {
    const { sender, client, feed } = setUp();
    client.answer('send', rpcRecording('send-dm').answer);
    expect(await sender.send(to, hello)).toMatchObject({ ok: true });
    expect(client.calls).toEqual([
      {
        method: 'send',
        params: {
          channel: 'zalouser',
          to: target,
          message: 'chào',
          accountId: shop,
          idempotencyKey: 'key-1',
        },
        scope: 'write',
        deadlineMs: 30_000,
      },
    ]);
    expect(feed()).toMatchObject([{ id: '7796018922260', text: 'chào', isOwn: true }]);
  });

  it('longer than the gateway takes at once goes out in pieces, each with its key', async () => {
    const { sender, client, keysAsked } = setUp();
    client.answer('send', rpcRecording('send-long').answer);
    const outcome = await sender.send(toAn, {
      type: 'text',
      text: `${'a'.repeat(1_990)}\n${'b'.repeat(50)}`,
    });
    expect(outcome).toMatchObject({ ok: true, sentence: 'Sent to Nguyễn An: 2 messages.' });
    expect(keysAsked()).toEqual(['key-1', 'key-2']);
    expect(client.calls.map(({ params }) => String(params['message']).length)).toEqual([1_990, 50]);
  });

  it.each(['Trần Thị Bích', '', '45123 456', 'user:4512', '4'.repeat(40)])(
    'never goes to “%s”, which is no id',
    async (id) => {
      const { sender, client } = setUp();
      const outcome = await sender.send({ ...toAn, threadId: threadId(id) }, hello);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'bad-usage' }, isUncertain: false });
      expect(client.calls).toEqual([]);
    },
  );

  it('that Zalo refuses is told in Zalo’s words, and as one that nobody sends again', async () => {
    const { sender, client } = setUp();
    client.answer('send', rpcRecording('send-refused').answer);
    expect(await sender.send(toAn, hello)).toMatchObject({
      ok: false,
      isUncertain: false,
      rest: 'chào',
      error: {
        code: 'command-failed',
        sentence: expect.stringContaining('was not sent. Zalo refused it: emulated refusal'),
        hint: expect.arrayContaining([expect.stringContaining('does not send it again')]),
      },
    });
  });

  it('of an account the gateway does not know says so', async () => {
    const { sender, client } = setUp();
    client.answer('send', rpcRecording('send-badaccount').answer);
    expect(await sender.send(toAn, hello)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('without a connection is not sent, for certain', async () => {
    const { sender, client } = setUp(false);
    expect(await sender.send(toAn, hello)).toMatchObject({
      ok: false,
      isUncertain: false,
      error: { code: 'gateway-down' },
    });
    expect(client.calls).toEqual([]);
  });
});

describe('an answer that never came', () => {
  /** The connection is lost while the gateway has the message. */
  const losing = (client: ReturnType<typeof setUp>['client']): void =>
    client.answer('send', () => {
      client.setOpen(false);
      throw fakeFailure('gateway-down');
    });

  it('is asked for again by the same key once the connection stands', async () => {
    const { sender, client, clock, keysAsked } = setUp();
    losing(client);
    const outcome = sender.send(toAn, hello);
    await settle();
    await clock.advanceAndSettle(askAgainAfterMs);
    client.answer('send', rpcRecording('send-dm-samekey').answer);
    client.setOpen(true);
    await clock.advanceAndSettle(askAgainAfterMs);
    expect(await outcome).toMatchObject({ ok: true });
    expect(keysAsked()).toEqual(['key-1', 'key-1']);
  });

  it('is asked for again where only the answer took too long', async () => {
    const { sender, client, clock, keysAsked } = setUp();
    let asked = 0;
    // A connection that is lost is told of in pieces: the second finds it broken as well.
    client.answer('send', () => {
      asked += 1;
      if (asked < 3) throw fakeFailure(asked === 1 ? 'timed-out' : 'gateway-down');
      return { messageId: '77' };
    });
    const outcome = sender.send(toAn, hello);
    await settle();
    await clock.advanceAndSettle(askAgainAfterMs);
    await clock.advanceAndSettle(askAgainAfterMs);
    expect(await outcome).toMatchObject({ ok: true });
    expect(keysAsked()).toEqual(['key-1', 'key-1', 'key-1']);
  });

  it('of a gateway that has restarted stays unknown: it has forgotten the key', async () => {
    const { sender, client, clock, keysAsked } = setUp();
    losing(client);
    const outcome = sender.send(toAn, hello);
    await settle();
    client.restart();
    client.setOpen(true);
    await clock.advanceAndSettle(askAgainAfterMs);
    expect(await outcome).toMatchObject({
      ok: false,
      isUncertain: true,
      error: { sentence: expect.stringContaining('It is not known whether the message') },
    });
    client.answer('send', rpcRecording('send-dm').answer);
    await sender.send(toAn, hello);
    expect(keysAsked()).toEqual(['key-1', 'key-2']);
  });

  it('stays unknown where the connection stays away, and the same text takes the same key for four minutes', async () => {
    const { sender, client, clock, keysAsked } = setUp();
    losing(client);
    const lost = sender.send(toAn, hello);
    await settle();
    clock.advance(reconnectWithinMs);
    expect(await lost).toMatchObject({ ok: false, isUncertain: true });
    client.setOpen(true);
    client.answer('send', fakeFailure('timed-out'));
    clock.advance(keyCountsForMs - 2 * reconnectWithinMs - 1);
    const again = sender.send(toAn, hello);
    await settle();
    await clock.advanceAndSettle(reconnectWithinMs);
    expect(await again).toMatchObject({ ok: false, isUncertain: true });
    const asked = keysAsked().length;
    expect(new Set(keysAsked())).toEqual(new Set(['key-1']));
    client.answer('send', rpcRecording('send-dm').answer);
    expect(await sender.send(toAn, { type: 'text', text: 'chào bạn' })).toMatchObject({ ok: true });
    expect(await sender.send(toAn, hello)).toMatchObject({ ok: true });
    expect(await sender.send(toAn, hello)).toMatchObject({ ok: true });
    expect(keysAsked().slice(asked)).toEqual(['key-2', 'key-1', 'key-3']);
  });

  it('takes a new key once the gateway may have forgotten the old one', async () => {
    const { sender, client, clock, keysAsked } = setUp();
    losing(client);
    const lost = sender.send(toAn, hello);
    await settle();
    clock.advance(reconnectWithinMs);
    await lost;
    clock.advance(keyCountsForMs);
    client.setOpen(true);
    client.answer('send', rpcRecording('send-dm').answer);
    await sender.send(toAn, hello);
    expect(keysAsked()).toEqual(['key-1', 'key-2']);
  });
});

describe('a link and a picture', () => {
  it('a link goes out by the tool, of the profile of the account', async () => {
    const { sender, client } = setUp();
    client.answer('tools.invoke', rpcRecording('tools-invoke-link').answer);
    expect(await sender.send(sales, { type: 'link', url: 'https://x/a' })).toMatchObject({ ok: true });
    expect(client.calls[0]?.params).toEqual({
      name: 'zalouser',
      args: {
        action: 'link',
        profile: 'profile-of-shop',
        threadId: salesGroupId,
        isGroup: true,
        url: 'https://x/a',
      },
    });
  });

  it('a link whose failure stands in a good answer was not sent', async () => {
    const { sender, client } = setUp();
    client.answer('tools.invoke', {
      payload: { ok: true, output: { details: { error: 'no such thread' } } },
    });
    expect(await sender.send(toAn, { type: 'link', url: 'https://x/a' })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('no such thread') },
    });
  });

  it('a link whose answer was lost is never asked for again', async () => {
    const { sender, client } = setUp();
    client.answer('tools.invoke', fakeFailure('gateway-down'));
    expect(await sender.send(toAn, { type: 'link', url: 'https://x/a' })).toMatchObject({
      ok: false,
      isUncertain: true,
    });
    expect(client.calls).toHaveLength(1);
  });

  it('a picture is refused with what can be done instead', async () => {
    const { sender, client } = setUp();
    expect(await sender.send(toAn, { type: 'media', url: 'https://x/a.png' })).toMatchObject({
      ok: false,
      error: { code: 'unsupported-here' },
      isUncertain: false,
    });
    expect(client.calls).toEqual([]);
  });
});
