// The feed beside a real gateway of 2026.9.6 that holds the Zalo session itself: what came in, what became of it, who knocks.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { outcomeOf } from '../../src/core/feed/outcome.ts';
import { gatewayReasonOf } from '../../src/core/feed/select-reason.ts';
import { verdictOf } from '../../src/core/feed/select-verdict.ts';
import type { Message } from '../../src/core/model/message.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 60_000;
const answer = 'Dạ shop còn hàng ạ';
const [stranger, friend] = ['4512345678900008042', '4512345678900015961'];

describe.skipIf(openclaw === undefined)('the feed of a console beside 2026.9.6', () => {
  let on: ZaloGateway;
  let console: Console;

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, {
      answer,
      channel: { dmPolicy: 'pairing', allowFrom: [friend], groupPolicy: 'disabled' },
    });
    await on.logIn();
    console = createConsole({
      env: on.system.env,
      homeDir: on.system.home,
      platform: process.platform,
      runtimeDir: join(on.system.home, 'console'),
      openclawPath: openclaw.script,
    });
    await console.start();
    await until(
      'the connection',
      () => console.store.getState().connection.status === 'open',
      deadlineMs,
      on.log,
    );
  });
  afterAll(async () => {
    await console?.stop();
    await on?.close();
  });

  const found = (text: string): Message | undefined =>
    [...console.store.getState().feed.messages].find((message) => message.text === text);
  const outcome = (text: string) => {
    const message = found(text);
    return message && outcomeOf(console.store.getState(), message, Date.now());
  };
  const untilSaid = (what: string, isSo: () => boolean) => until(what, isSo, deadlineMs, on.log);

  test('it watches by itself, and a message that was let through is answered, with its text and time', async () => {
    expect(console.store.getState().tap).toMatchObject({ status: 'watching', by: 'database' });
    await on.say('còn hàng không?', friend);
    await untilSaid('the message', () => found('còn hàng không?') !== undefined);
    await untilSaid('the answer', () => outcome('còn hàng không?')?.type === 'answered');
    expect(outcome('còn hàng không?')).toMatchObject({ answers: [{ text: answer }] });
    expect(found('còn hàng không?')).toMatchObject({
      source: 'database',
      senderId: friend,
      accountId: 'default',
    });
    const { work = {} } = console.store.getState().answers;
    expect(Object.values(work)).toMatchObject([{ isRunning: true }]);
  });

  test('a stranger is seen at once, with the code that was sent, and dropped by the rules', async () => {
    await on.say('cho tôi hỏi', stranger);
    await untilSaid('the request', () => console.store.getState().pairing.requests.length === 1);
    const [request] = console.store.getState().pairing.requests;
    expect(console.store.getState().pairing.way).toBe('database');
    await until(
      'the code',
      async () => (await on.sent()).some((text) => text.includes(String(request?.code))),
      deadlineMs,
      on.log,
    );
    await untilSaid('the message', () => found('cho tôi hỏi') !== undefined);
    const message = found('cho tôi hỏi');
    expect(message && verdictOf(console.store.getState(), message).kind).toBe('pairing');
    // The id that is worked out here is the one the gateway knows it by.
    const { requests } = await on.client().call('channels.pairing.list', { channel: 'zalouser' });
    expect(requests).toMatchObject([{ requestId: request?.requestId }]);
  });

  test('what comes at ten a second is all there, with its text, and nothing opens a second session', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `nhóm ${index}`);
    for (const text of texts) await on.say(text, '4512345678900023880', { groupId: '8212345678900004357' });
    await untilSaid('all of them', () => texts.every((text) => found(text) !== undefined));
    expect(await on.connections()).toHaveLength(1);
  });

  test('the gateway itself says why, once it is let to, and an answer that Zalo refuses is told with its words', async () => {
    const planned = await console.config.plan({ type: 'set-log-level', level: 'debug' });
    expect(planned).toMatchObject({ ok: true, change: { reload: 'applies' } });
    if (planned.ok) expect(await console.config.write(planned.change)).toMatchObject({ ok: true });
    const dropped = (): boolean => {
      const { gatewayLog = [] } = console.store.getState();
      return gatewayLog.some(({ text }) => text.startsWith('zalouser: drop group'));
    };
    await until(
      'the reason',
      async () => {
        await on.say('nhóm tắt', '4512345678900023880', { groupId: '8212345678900004357' });
        return dropped();
      },
      deadlineMs,
      on.log,
    );
    const isQuoted = (): boolean => {
      const state = console.store.getState();
      return [...state.feed.messages].some(
        (message) => message.text === 'nhóm tắt' && gatewayReasonOf(state, message) !== undefined,
      );
    };
    await untilSaid('the line beside its message', isQuoted);
    const refusal = { match: '/api/message', errorCode: -201, message: 'blocked by emulator', times: 5 };
    await on.zalo.post('/fault', refusal);
    await on.say('trả lời sẽ lỗi', friend);
    await untilSaid('the refusal', () => outcome('trả lời sẽ lỗi')?.type === 'answer-failed');
    await on.zalo.post('/reset', {});
    expect(outcome('trả lời sẽ lỗi')).toMatchObject({
      error: expect.stringContaining('blocked by emulator'),
    });
  });

  test('a gateway that goes is said, and what comes after its return is there', async () => {
    await on.stop();
    await console.gateway.check();
    await untilSaid('the end', () => console.store.getState().connection.status !== 'open');
    expect(console.store.getState().tap).toMatchObject({ status: 'watching', by: 'database' });
    await on.start();
    await on.untilConnected();
    await console.gateway.check();
    await on.say('mở cửa chưa', friend);
    await untilSaid('the message', () => found('mở cửa chưa') !== undefined);
    await untilSaid('the answer', () => outcome('mở cửa chưa')?.type === 'answered');
    expect(await on.connections()).toHaveLength(1);
  });
});
