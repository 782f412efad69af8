// The feed beside a real gateway of 2026.9.6 that holds the Zalo session itself: what came in, what became of it, who knocks.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { outcomeOf } from '../../src/core/feed/outcome.ts';
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
});
