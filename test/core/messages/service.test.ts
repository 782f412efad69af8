import { afterEach, describe, expect, it } from 'vitest';
import { type SendTo, sendKey } from '../../../src/core/messages/model.ts';
import { createSenderService } from '../../../src/core/messages/service.ts';
import { zcaWay } from '../../../src/core/messages/way.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { accountId, profileName, threadId } from '../../../src/core/shared/ids.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createZca } from '../../../src/core/zca/client.ts';
import { anId, aSelf, salesGroupId, shop, toAn } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';

const sales: SendTo = {
  accountId: shop,
  threadId: threadId(salesGroupId),
  isGroup: true,
  name: 'Nhóm bán hàng',
};
const long = `${'a'.repeat(1_990)}\n${'b'.repeat(1_990)} ${'c'.repeat(119)}`;

let runner: FakeRunner;
afterEach(() => runner.verify());

const setUp = () => {
  runner = createFakeRunner();
  const { store, dispatch } = createEventStore();
  const clock = createFakeClock();
  const zca = createZca({ program: { file: '/usr/bin/zca', prefixArgs: [], shownPath: 'zca' }, runner });
  const way = zcaWay(
    () => zca,
    (id) => {
      if (id === accountId('gone'))
        throw new AppError({ code: 'not-found', sentence: 'There is no account gone.' });
      return profileName(`${id}-profile`);
    },
  );
  const sender = createSenderService({
    way: () => way,
    clock,
    dispatch,
    getState: store.getState,
  });
  dispatch({ type: 'self/read', accountId: shop, self: aSelf() });
  return {
    sender,
    clock,
    store,
    feed: () => [...store.getState().feed.messages],
    sends: () => store.getState().sends,
    expectSend: (
      args: readonly string[],
      answer: Parameters<FakeRunner['expectRun']>[1] = { stdout: '{ message: { msgId: 77 } }' },
    ) => runner.expectRun(['--profile', 'shop-profile', 'msg', ...args], answer),
  };
};

describe('what is run', () => {
  it.each<[string, SendTo, Parameters<ReturnType<typeof setUp>['sender']['send']>[1], readonly string[]]>([
    ['a text to a person', toAn, { type: 'text', text: 'chào\nbạn' }, ['send', anId, 'chào\nbạn']],
    ['a text to a group', sales, { type: 'text', text: 'chào' }, ['send', salesGroupId, 'chào', '-g']],
    [
      'a text that looks like a flag',
      sales,
      { type: 'text', text: '-g' },
      ['send', '-g', '--', salesGroupId, '-g'],
    ],
    ['a link', sales, { type: 'link', url: 'https://x/a' }, ['link', salesGroupId, 'https://x/a', '-g']],
    ['a picture', toAn, { type: 'media', url: 'https://x/a.png' }, ['image', anId, '-u', 'https://x/a.png']],
    [
      'a video with a caption',
      sales,
      { type: 'media', url: 'https://x/a.mp4', caption: 'xem\nnhé' },
      ['video', salesGroupId, '-u', 'https://x/a.mp4', '-m', 'xem\nnhé', '-g'],
    ],
    [
      'a voice message',
      toAn,
      { type: 'media', url: 'https://x/a.m4a?t=1' },
      ['voice', anId, '-u', 'https://x/a.m4a?t=1'],
    ],
  ])('%s', async (_, to, content, args) => {
    const { sender, expectSend } = setUp();
    expectSend(args);
    expect(await sender.send(to, content)).toEqual({ ok: true, sentence: `Sent to ${to.name}.` });
  });

  it('is nothing for a blank text', async () => {
    const { sender } = setUp();
    expect(await sender.send(toAn, { type: 'text', text: ' \n' })).toMatchObject({
      ok: false,
      error: { code: 'nothing-to-send' },
    });
  });
});

describe('a long text', () => {
  it('goes out as several messages, in order, and the state says how far it is', async () => {
    const { sender, expectSend, sends, store } = setUp();
    const seen: (number | undefined)[] = [];
    store.subscribe((state) => {
      const sent = state.sends[sendKey(toAn)]?.sent;
      if (seen.at(-1) !== sent) seen.push(sent);
    });
    expectSend(['send', anId, 'a'.repeat(1_990)], { stdout: 'message id: 1' });
    expectSend(['send', anId, 'b'.repeat(1_990)], { stdout: 'message id: 2' });
    expectSend(['send', anId, 'c'.repeat(119)], { stdout: 'message id: 3' });
    expect(await sender.send(toAn, { type: 'text', text: long })).toEqual({
      ok: true,
      sentence: 'Sent to Nguyễn An: 3 messages.',
    });
    expect(seen).toEqual([0, 1, 2, 3, undefined]);
    expect(sends()).toEqual({});
  });

  it('stops at the first failure and says what was and what was not sent; the rest can be sent', async () => {
    const { sender, expectSend, feed } = setUp();
    expectSend(['send', anId, 'a'.repeat(1_990)], { stdout: 'message id: 1' });
    expectSend(['send', anId, 'b'.repeat(1_990)], { code: 1, stderr: 'Error: Nội dung bị từ chối\n' });
    const outcome = await sender.send(toAn, { type: 'text', text: long });
    const rest = long.slice(1_991);
    expect(outcome).toMatchObject({
      ok: false,
      sent: 1,
      total: 3,
      rest,
      isUncertain: false,
      error: {
        code: 'command-failed',
        sentence: expect.stringMatching(/^Message 2 of 3 to Nguyễn An was not sent\./u),
        hint: [
          'The first one was sent. What was not sent is kept as a draft.',
          { action: 'see-call', said: 'something' },
        ],
        detail: expect.stringContaining('bị từ chối'),
      },
    });
    expect(feed().map(({ id }) => id)).toEqual(['1']);
    expectSend(['send', anId, 'b'.repeat(1_990)], { stdout: 'message id: 2' });
    expectSend(['send', anId, 'c'.repeat(119)], { stdout: 'message id: 3' });
    expect(await sender.send(toAn, { type: 'text', text: rest })).toMatchObject({ ok: true });
    expect(feed().map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('is not said to be unsent where nobody knows', async () => {
    const { sender, expectSend } = setUp();
    expectSend(['send', anId, 'chào'], fakeFailure('timed-out'));
    expect(await sender.send(toAn, { type: 'text', text: 'chào' })).toMatchObject({
      ok: false,
      sent: 0,
      rest: 'chào',
      isUncertain: true,
      error: {
        code: 'timed-out',
        sentence: expect.stringMatching(/^It is not known whether the message to Nguyễn An was sent\./u),
      },
    });
  });

  it('stops after the message under way when asked to', async () => {
    const { sender, expectSend, sends } = setUp();
    let finish: (answer: { stdout: string }) => void = () => undefined;
    expectSend(['send', anId, 'a'.repeat(1_990)], () => new Promise((resolve) => (finish = resolve)));
    const outcome = sender.send(toAn, { type: 'text', text: long });
    await settle();
    sender.stopAfterThis(toAn);
    expect(sends()[sendKey(toAn)]).toMatchObject({ sent: 0, total: 3, isStopping: true });
    finish({ stdout: 'message id: 1' });
    expect(await outcome).toMatchObject({
      ok: false,
      sent: 1,
      rest: long.slice(1_991),
      isUncertain: false,
      error: { code: 'cancelled', sentence: 'Stopped: 1 of 3 messages to Nguyễn An sent.' },
    });
  });
});

describe('one at a time', () => {
  it('a thread; others go on beside it', async () => {
    const { sender, expectSend } = setUp();
    let finish: (answer: { stdout: string }) => void = () => undefined;
    expectSend(['send', anId, 'một'], () => new Promise((resolve) => (finish = resolve)));
    const first = sender.send(toAn, { type: 'text', text: 'một' });
    await settle();
    expect(await sender.send(toAn, { type: 'text', text: 'hai' })).toMatchObject({
      ok: false,
      error: { code: 'busy' },
    });
    expectSend(['send', salesGroupId, 'ba', '-g']);
    expect(await sender.send(sales, { type: 'text', text: 'ba' })).toMatchObject({ ok: true });
    finish({ stdout: '' });
    expect(await first).toMatchObject({ ok: true });
  });

  it('is cancelled when the console ends', async () => {
    const { sender, expectSend } = setUp();
    expectSend(['send', anId, 'một'], 'never');
    const outcome = sender.send(toAn, { type: 'text', text: 'một' });
    await settle();
    sender.cancelAll();
    expect(await outcome).toMatchObject({ ok: false, isUncertain: true });
  });
});

describe('in the feed', () => {
  it('what went out stands as own', async () => {
    const { sender, expectSend, feed, clock } = setUp();
    expectSend(['send', salesGroupId, 'chào', '-g'], { stdout: 'message id: 7001' });
    await sender.send(sales, { type: 'text', text: 'chào' });
    expect(feed()).toEqual([
      {
        id: '7001',
        accountId: shop,
        threadId: salesGroupId,
        isGroup: true,
        threadName: 'Nhóm bán hàng',
        senderId: aSelf().id,
        text: 'chào',
        isBlank: false,
        sentAtMs: clock.now(),
        receivedAtMs: clock.now(),
        isOwn: true,
        raw: '',
      },
    ]);
  });

  it('has an id of its own where zca says none, and says what is attached', async () => {
    const { sender, expectSend, feed } = setUp();
    expectSend(['image', anId, '-u', 'https://x/a.png'], { stdout: '' });
    expectSend(['link', anId, 'https://x/a'], { stdout: '' });
    await sender.send(toAn, { type: 'media', url: 'https://x/a.png' });
    await sender.send(toAn, { type: 'link', url: 'https://x/a' });
    expect(feed().map(({ media, text }) => [media?.kind, text])).toEqual([
      ['image', ''],
      ['link', 'https://x/a'],
    ]);
    expect(new Set(feed().map(({ id }) => id)).size).toBe(2);
  });

  it('has nothing of what failed', async () => {
    const { sender, feed } = setUp();
    const to = { ...toAn, accountId: accountId('gone') };
    expect(await sender.send(to, { type: 'text', text: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
      rest: 'x',
    });
    expect(feed()).toEqual([]);
  });
});

describe('a message the console sends by itself', () => {
  const never = new AbortController().signal;

  it('is seen like any other: under way, then in the feed', async () => {
    const { sender, expectSend, feed, sends } = setUp();
    let during: unknown;
    expectSend(['send', anId, 'mời bạn'], () => {
      during = sends()[sendKey(toAn)];
      return { stdout: '{ message: { msgId: 77 } }' };
    });
    await sender.deliver(toAn, 'mời bạn', never);
    expect(during).toMatchObject({ total: 1, sent: 0 });
    expect(sends()).toEqual({});
    expect(feed()).toMatchObject([
      { id: '77', accountId: shop, threadId: anId, isOwn: true, isGroup: false, text: 'mời bạn' },
    ]);
  });

  it('says what went wrong in its own words: there is no draft', async () => {
    const { sender, expectSend, feed, sends } = setUp();
    expectSend(['send', anId, 'mời bạn'], fakeFailure('no-network'));
    const error = await sender.deliver(toAn, 'mời bạn', never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(JSON.stringify(error instanceof AppError ? error.view : '')).not.toMatch(/draft|was not sent/u);
    expect([feed(), sends()]).toEqual([[], {}]);
  });

  it('waits for nobody: where something is being sent there already, it fails', async () => {
    const { sender, expectSend } = setUp();
    const answer = Promise.withResolvers<{ stdout: string }>();
    expectSend(['send', anId, 'chào'], () => answer.promise);
    const first = sender.send(toAn, { type: 'text', text: 'chào' });
    await expect(sender.deliver(toAn, 'mời bạn', never)).rejects.toMatchObject({ view: { code: 'busy' } });
    answer.resolve({ stdout: '{}' });
    expect(await first).toMatchObject({ ok: true });
  });

  it('ends with whoever asked for it', async () => {
    const { sender, expectSend, sends } = setUp();
    const asker = new AbortController();
    expectSend(['send', anId, 'mời bạn'], 'never');
    const sending = sender.deliver(toAn, 'mời bạn', asker.signal);
    await settle();
    asker.abort();
    await expect(sending).rejects.toMatchObject({ view: { code: 'cancelled' } });
    expect(sends()).toEqual({});
  });
});
