// What the console does through a gateway that holds the Zalo session itself: people, messages, approvals and taking them back, on the real 2026.9.6.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { defaultAccountId, threadId, userId } from '../../src/core/shared/ids.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 90_000;
const stranger = '4512345678900008042';
const account = defaultAccountId;

describe.skipIf(openclaw === undefined)('the console beside a gateway of 2026.9.6', () => {
  let on: ZaloGateway;
  let console_: Console;

  const state = () => console_.store.getState();
  const directory = () => state().directory[account];
  const config = (): Promise<string> => readFile(join(on.system.home, '.openclaw', 'openclaw.json'), 'utf8');
  /** What was done; else why it was not. */
  const done = async (outcome: Promise<Outcome>): Promise<void> => {
    const end = await outcome;
    expect(end.ok ? 'done' : [end.error.sentence, end.error.detail]).toBe('done');
  };
  const isOpen = (): boolean => state().connection.status === 'open';

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, { answer: 'Dạ còn ạ' });
    await on.logIn();
    console_ = createConsole({
      env: on.system.env,
      homeDir: on.system.home,
      platform: process.platform,
      runtimeDir: join(on.system.home, 'run'),
      openclawPath: openclaw.script,
    });
    await console_.start();
    await until('the connection', async () => isOpen(), deadlineMs, on.log);
  });
  afterAll(async () => {
    await console_?.stop();
    await on?.close();
  });

  test('friends, groups and itself come over the connection', async () => {
    await done(console_.directory.loadPeers(account, { refresh: true }));
    await done(console_.directory.loadGroups(account, { refresh: true }));
    await done(console_.directory.loadSelf(account));
    expect(directory()?.peers.value.length).toBeGreaterThan(5);
    expect(directory()?.groups.value[0]).toMatchObject({ memberCount: expect.any(Number) });
    expect(directory()?.self?.value?.id).toMatch(/^\d+$/u);
    expect(directory()?.slow ?? {}).toEqual({});
  });

  test('a message goes out once, a link too, and a long text whole', async () => {
    const to = { accountId: account, threadId: threadId(stranger), isGroup: false };
    const long = `${'a'.repeat(1_990)}\n${'b'.repeat(100)}`;
    await done(console_.messages.send(to, { type: 'text', text: 'chào bạn' }));
    await done(console_.messages.send(to, { type: 'text', text: long }));
    await done(console_.messages.send(to, { type: 'link', url: 'https://example.com/x' }));
    const sent = await on.sent();
    expect(sent.filter((text) => text === 'chào bạn')).toHaveLength(1);
    expect(sent.filter((text) => text.startsWith('aaa') || text.startsWith('bbb'))).toHaveLength(2);
    expect(await on.connections()).toHaveLength(1);
  });

  test('one that Zalo refuses is told in its words', async () => {
    const to = { accountId: account, threadId: threadId(stranger), isGroup: false };
    await on.zalo.post('/fault', { match: '/api/message', errorCode: -201, message: 'blocked', times: 5 });
    expect(await console_.messages.send(to, { type: 'text', text: 'không đi' })).toMatchObject({
      ok: false,
      isUncertain: false,
      error: { sentence: expect.stringContaining('Zalo refused it') },
    });
    await on.zalo.post('/reset', {});
  });

  test('a stranger is approved, taken back by a command that is opened and shut again, and asks anew', async () => {
    const before = await config();
    await on.say('còn hàng không?', stranger);
    await until(
      'the request',
      async () => state().pairing.requests.some(({ senderId }) => senderId === stranger),
      deadlineMs,
      on.log,
    );
    const [request] = state().pairing.requests;
    if (request === undefined) throw new Error('No request.');
    await done(console_.pairing.approve(request, { notify: true }));
    expect(await console_.pairing.revoke(account, userId(stranger))).toMatchObject({
      ok: false,
      error: { code: 'not-permitted' },
    });
    await done(console_.pairing.revoke(account, userId(stranger), { mayOpenCommands: true }));
    expect(await config()).toBe(before);
    await until('the connection', async () => isOpen(), deadlineMs, on.log);
    await on.untilConnected();
    const { sessions } = (await on.client().call('sessions.list', {})) as { sessions: { key: string }[] };
    expect(sessions.map(({ key }) => key)).not.toContain('agent:main:zalouser-tui');
    await on.say('sao không trả lời?', stranger);
    await until(
      'the request',
      async () => state().pairing.requests.some(({ senderId }) => senderId === stranger),
      deadlineMs,
      on.log,
    );
  });

  test('somebody is let in unasked by the same command', async () => {
    await done(console_.pairing.restore(account, userId(stranger), { mayOpenCommands: true }));
    await until(
      'the approval',
      async () => state().pairing.approved.some(({ senderId }) => senderId === stranger),
      deadlineMs,
      on.log,
    );
  });

  test('a tools policy that hides the tool is named, and the command offered', async () => {
    await on.configure({ dmPolicy: 'pairing' }, { tools: { deny: ['zalouser'] } });
    await until(
      'the tool to be hidden',
      async () => {
        const outcome = await console_.directory.loadPeers(account, { refresh: true });
        return !outcome.ok && outcome.error.sentence.includes('tools policy');
      },
      deadlineMs,
      on.log,
    );
    expect(directory()?.slow?.peers).toMatchObject({ status: 'offered', why: { code: 'not-permitted' } });
  });

  test('the command answers where the connection cannot', async () => {
    await done(console_.directory.loadPeers(account, { refresh: true, mayTakeSeconds: true }));
    const [group] = directory()?.groups.value ?? [];
    if (group === undefined) throw new Error('No group.');
    await done(console_.directory.loadMembers(account, group.id, { mayTakeSeconds: true }));
    expect(directory()?.members[group.id]?.value.length).toBeGreaterThan(1);
  });
});
