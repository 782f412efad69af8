import { describe, expect, it, onTestFinished } from 'vitest';
import { disagreementOf, outcomeOf } from '../../../src/core/feed/outcome.ts';
import { batchMs } from '../../../src/core/listener/feed.ts';
import {
  createGatewayTap,
  missedAfterMs,
  unseenWaitMs,
  writingEveryMs,
} from '../../../src/core/listener/gateway-tap.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { aConfig, anAccount } from '../../support/builders.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeGatewayClient } from '../../support/fake-gateway-client.ts';
import { fakeFailure } from '../../support/fake-runner.ts';
import { aRelease, type ReleaseKind } from '../../support/releases.ts';
import { createStateDatabase } from '../../support/state-database.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { sessionFrames } from './session-frames.ts';

const personKey = 'agent:main:zalouser:direct:4512345678900008042';
const startMs = 1_796_021_620_000;

interface World {
  readonly release?: ReleaseKind;
  readonly hasDatabase?: boolean;
  readonly isOpen?: boolean;
  readonly account?: Parameters<typeof anAccount>[0];
  readonly elsewhere?: string;
}

const open = async ({
  release = 'd',
  hasDatabase = false,
  isOpen = true,
  account = {},
  elsewhere,
}: World = {}) => {
  const stateDir = await tempDir();
  const gateway = hasDatabase ? createStateDatabase(stateDir) : undefined;
  const clock = createFakeClock(startMs);
  const client = createFakeGatewayClient(isOpen);
  client.answer('sessions.subscribe', {
    payload: { subscribed: true, list: { sessions: [{ key: personKey }] } },
  });
  client.answer('sessions.messages.subscribe', { payload: { subscribed: true } });
  const { store, dispatch } = createEventStore({ elsewhere });
  const accounts = [
    anAccount({ id: 'default', dmPolicy: 'open', allowFrom: ['*'], ...account }),
    anAccount({ id: 'work', dmPolicy: 'disabled' }),
  ];
  dispatch({
    type: 'config/read',
    config: { ...aConfig({ accounts, release: aRelease(release) }), stateDir },
  });
  const tap = createGatewayTap({
    clock,
    client,
    dispatch,
    getState: store.getState,
    onPairing: () => undefined,
    watch: () => ({ close: () => undefined }),
  });
  onTestFinished(() => tap.stop());
  tap.follow();
  await settle();
  const state = (): ConsoleState => store.getState();
  const messages = () => [...state().feed.messages];
  const play = async (untilText?: string): Promise<void> => {
    for (const { event } of sessionFrames()) {
      client.tell(event);
      if (untilText !== undefined && JSON.stringify(event).includes(untilText)) break;
    }
    await clock.advanceAndSettle(Math.max(batchMs, writingEveryMs));
  };
  const outcomes = () => messages().map((message) => outcomeOf(state(), message, clock.now())?.type);
  return { client, clock, gateway, tap, state, messages, play, outcomes };
};

const keysIn = (client: ReturnType<typeof createFakeGatewayClient>) =>
  client.calls
    .filter(({ method }) => method === 'sessions.messages.subscribe')
    .map(({ params }) => params['key']);

describe('what a gateway tells of its sessions', () => {
  it.each<ReleaseKind>(['c', 'd'])(
    'feeds the feed alone where no database can be read (kind %s)',
    async (release) => {
      const { state, messages, play, outcomes } = await open({ release });
      expect(state().tap).toMatchObject({ status: 'watching', by: 'sessions' });
      await play();
      expect(messages().map(({ text, source }) => [text, source])).toEqual([
        ['xin chào bot', 'session'],
        ['chào cả nhà', 'session'],
        ['việc', 'session'],
        ['MODELFAIL', 'session'],
        ['NOREPLY', 'session'],
      ]);
      expect(outcomes().slice(0, 3)).toEqual(['answered', 'answered', 'answered']);
      const [first] = messages();
      expect(first && outcomeOf(state(), first, startMs)).toMatchObject({
        answers: [{ isUnconfirmed: true }],
      });
    },
  );

  it('says nothing of a database, nor reads one, where the gateway is on another host', async () => {
    const { state } = await open({ hasDatabase: true, elsewhere: 'shop.example' });
    expect(state().tap).toEqual({ status: 'watching', by: 'sessions', sinceMs: startMs });
  });

  it('subscribes to each session once, and to all anew when the connection comes back', async () => {
    const { client, tap, state, play } = await open();
    await play();
    expect(keysIn(client)).toEqual([personKey, 'agent:main:zalouser:group:8212345678900001330']);
    client.setOpen(false);
    tap.connectionChanged();
    expect(state().tap.status).toBe('unusable');
    expect(state().answers.toldSinceMs).toEqual({});
    client.setOpen(true);
    await settle();
    expect(keysIn(client)).toHaveLength(3);
    expect(state().tap.status).toBe('watching');
  });

  it('is joined to what the database has, by the id of the message: nothing stands there twice', async () => {
    const { gateway, state, messages, play, clock, outcomes } = await open({ hasDatabase: true });
    const stored = { id: '7796018923351', atMs: 1_796_021_622_628, content: 'xin chào bot' };
    gateway?.receive(stored);
    await clock.advanceAndSettle(2_100);
    expect(outcomes()).toEqual(['waiting']);
    await play('"writing"');
    expect(messages().filter(({ id }) => id === stored.id)).toMatchObject([{ source: 'database' }]);
    expect(state().tap).toMatchObject({ by: 'database' });
  });

  it('counts an answer as sent whose delivery was too short to be seen', async () => {
    const { state, messages, play, clock } = await open({ hasDatabase: true });
    await play();
    const outcome = () => messages().map((message) => outcomeOf(state(), message, clock.now()))[0];
    expect(outcome()).toMatchObject({ type: 'waiting' });
    await clock.advanceAndSettle(missedAfterMs);
    expect(outcome()).toMatchObject({ type: 'answered', answers: [{ isUnconfirmed: true }] });
  });

  it('tells how far the agent is, and why it failed', async () => {
    const { client, state, messages, play, clock } = await open({ hasDatabase: true });
    await play('"deltaText":"Trả lời: C"');
    const outcome = () => messages().map((message) => outcomeOf(state(), message, clock.now()))[0];
    expect(outcome()).toMatchObject({ type: 'waiting', work: { isRunning: true, text: 'Trả lời: C' } });
    client.tell({
      name: 'chat',
      payload: { sessionKey: personKey, state: 'error', errorMessage: 'No API key.' },
    });
    expect(outcome()).toMatchObject({ type: 'agent-failed', reason: 'No API key.' });
  });

  it('says where the gateway let through what the config drops', async () => {
    const { state, messages, play, clock } = await open({
      hasDatabase: true,
      account: { dmPolicy: 'disabled' },
    });
    await play('"phase":"start"');
    const [message] = messages();
    const outcome = message && outcomeOf(state(), message, clock.now());
    expect(outcome?.type).toBe('waiting');
    expect(message && disagreementOf(state(), message, outcome)).toBe('let-through');
  });

  it('lends its text to a message that the database had emptied too early', async () => {
    const { gateway, messages, play, clock } = await open({ hasDatabase: true });
    for (const id of ['7796018923351', '5']) {
      gateway?.receive({ id, atMs: startMs + 10 });
      gateway?.complete({ id, atMs: startMs + 10 });
    }
    await clock.advanceAndSettle(2_100);
    expect(messages()).toEqual([]);
    await play('xin chào bot');
    expect(messages().map(({ id, text }) => [id, text])).toEqual([['7796018923351', 'xin chào bot']]);
    await clock.advanceAndSettle(unseenWaitMs + batchMs);
    expect(messages().map(({ id, isTextUnseen }) => [id, isTextUnseen])).toEqual([
      ['5', true],
      ['7796018923351', undefined],
    ]);
  });

  it('says what is amiss where neither the database nor the sessions are told', async () => {
    const { client, state } = await open({ isOpen: false });
    expect(state().tap).toMatchObject({ status: 'unusable', error: { code: 'not-found' } });
    client.answer('sessions.subscribe', fakeFailure('unsupported-call'));
    client.setOpen(true);
    await settle();
    expect(state().tap.status).toBe('unusable');
  });
});
