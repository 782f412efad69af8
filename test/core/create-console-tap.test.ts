// A gateway that holds the Zalo session itself: the console reads what comes in its database, and starts no program for it.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createConsole } from '../../src/core/create-console.ts';
import { outcomeOf } from '../../src/core/feed/outcome.ts';
import { verdictOf } from '../../src/core/feed/select-verdict.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeRunner } from '../support/fake-runner.ts';
import {
  createStateDatabase,
  type StateDatabaseWriter,
  type StoredMessage,
} from '../support/state-database.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const strangerId = '700000000000009';

interface World {
  readonly version?: string;
  readonly databaseVersion?: number;
  readonly isUp?: boolean;
  readonly before?: (gateway: StateDatabaseWriter, nowMs: number) => void;
}

const open = async ({ version = '2026.9.6', databaseVersion, isUp = false, before }: World = {}) => {
  const dir = await tempDir();
  const stateDir = join(dir, '.openclaw');
  await mkdir(stateDir, { recursive: true });
  await writeFile(
    join(stateDir, 'openclaw.json'),
    JSON.stringify({
      plugins: { entries: { zalouser: { enabled: true } } },
      channels: {
        zalouser: {
          enabled: true,
          dmPolicy: 'pairing',
          accounts: { default: {}, work: { dmPolicy: 'disabled' } },
        },
      },
    }),
  );
  const openclawPath = join(dir, 'openclaw');
  await writeFile(openclawPath, '#!/bin/sh\n');
  await chmod(openclawPath, 0o755);
  const runner = createFakeRunner();
  runner.expectRun(([arg]) => arg === '--version', { stdout: `OpenClaw ${version}` });
  const clock = createFakeClock();
  const gateway = createStateDatabase(stateDir, databaseVersion);
  before?.(gateway, clock.now());
  const make = () => {
    const console = createConsole({
      env: { HOME: dir, PATH: '', OPENCLAW_STATE_DIR: stateDir },
      homeDir: dir,
      platform: process.platform,
      runtimeDir: join(dir, 'run'),
      runner,
      clock,
      openclawPath,
      zcaPath: join(dir, 'zca'),
      canConnect: async () => isUp,
      asksGateway: false,
    });
    onTestFinished(() => console.stop());
    return console;
  };
  const console = make();
  await console.start();
  const state = () => console.store.getState();
  const wrote = (condition: () => boolean, what: string) =>
    until(async () => {
      await clock.advanceAndSettle(100);
      return condition();
    }, what);
  const message = (id: number, more: Partial<StoredMessage> = {}): StoredMessage => ({
    id: String(7_000_000_000_000 + id),
    atMs: clock.now(),
    ...more,
  });
  return { console, make, runner, clock, gateway, state, wrote, message, dir };
};

describe('a gateway that holds the session itself', () => {
  it('shows every message without a program, each with what came of it', async () => {
    const { runner, gateway, state, wrote, message, clock } = await open();
    expect(state().tap).toMatchObject({ status: 'watching', by: 'database' });
    const [answered, refused, dropped] = [
      message(1),
      message(2, { group: '8212', name: 'Bích' }),
      message(3, { account: 'work', content: 'việc' }),
    ];
    for (const one of [answered, refused, dropped]) gateway.receive(one);
    await wrote(() => state().feed.messages.length === 3, 'three messages');
    for (const one of [answered, refused, dropped]) gateway.complete(one);
    gateway.deliver({ id: 'a', to: '4512345678900008042', text: 'Dạ còn ạ', atMs: clock.now() });
    gateway.deliver({ id: 'b', to: 'group:8212', text: 'Chào', error: 'refused (114)', atMs: clock.now() });
    await wrote(() => Object.keys(state().answers.byThread).length === 1, 'the refused answer');
    gateway.delivered('a');
    await wrote(() => Object.keys(state().answers.byThread).length === 2, 'the answer');
    const told = [...state().feed.messages].map((one) => [
      one.text,
      one.accountId,
      verdictOf(state(), one).kind,
      outcomeOf(state(), one, clock.now())?.type,
    ]);
    expect(told).toEqual([
      ['chào shop', 'default', 'pairing', 'answered'],
      ['chào shop', 'default', expect.any(String), 'answer-failed'],
      ['việc', 'work', 'dm-disabled', undefined],
    ]);
    expect(Object.keys(state().answers.toldSinceMs).sort()).toEqual(['default', 'work']);
    runner.verify();
    expect(runner.commands).toHaveLength(1);
  });

  it('begins with what the gateway is at work on, and shows what was emptied too early as not seen', async () => {
    const { gateway, state, wrote, message } = await open({
      before: (writer, nowMs) => {
        writer.receive({ id: '1', atMs: nowMs - 60_000, content: 'lâu rồi' });
        writer.complete({ id: '1', atMs: nowMs - 60_000 });
        writer.receive({ id: '2', atMs: nowMs - 1_000, content: 'đang chờ' });
      },
    });
    await wrote(() => state().feed.messages.length === 1, 'the message that waits');
    const missed = message(3, { group: '8212' });
    gateway.database.exec('begin');
    gateway.receive(missed);
    gateway.complete(missed);
    gateway.database.exec('commit');
    await wrote(() => state().feed.messages.length === 2, 'the message that was emptied');
    const [waiting, unseen] = [...state().feed.messages];
    expect(waiting).toMatchObject({ text: 'đang chờ', source: 'database' });
    expect(unseen).toMatchObject({ isTextUnseen: true, threadId: '8212' });
    expect(unseen && verdictOf(state(), unseen).kind).toBe('unknown');
  });

  it('tells what the gateway gave up, with its reason', async () => {
    const { gateway, state, wrote, message, clock } = await open();
    gateway.receive(message(1));
    await wrote(() => state().feed.messages.length === 1, 'the message');
    gateway.fail(message(1), 'no model');
    await wrote(() => Object.keys(state().answers.byThread).length === 1, 'the failure');
    const first = state().feed.messages.at(0);
    expect(first && outcomeOf(state(), first, clock.now())).toMatchObject({
      type: 'agent-failed',
      reason: 'no model',
      answers: [],
    });
  });

  it('shows a request with its code as it is written, and who is approved, without a gateway', async () => {
    const { gateway, state, wrote, clock } = await open();
    const asked = {
      sender: strangerId,
      code: 'SRVNAS7B',
      name: 'Người Lạ',
      at: new Date(clock.now()).toISOString(),
    };
    gateway.ask(asked);
    await wrote(() => state().pairing.requests.length === 1, 'the request');
    expect(state().pairing).toMatchObject({
      way: 'database',
      requests: [{ accountId: 'default', senderId: strangerId, code: 'SRVNAS7B', name: 'Người Lạ' }],
    });
    // Nobody is there to be asked: it is the command that decides, by the code.
    expect(state().pairing.requests[0]).not.toHaveProperty('requestId');
    gateway.decide(strangerId, true);
    await wrote(() => state().pairing.approved.length === 1, 'the approval');
    expect(state().pairing.requests).toEqual([]);
    gateway.revoke(strangerId);
    await wrote(() => state().pairing.approved.length === 0, 'the revocation');
  });

  it('knows the id of a request where a gateway can be asked', async () => {
    const { console, gateway, state, wrote, clock } = await open({ isUp: true });
    await console.gateway.check();
    gateway.ask({ sender: strangerId, code: 'SRVNAS7B', at: new Date(clock.now()).toISOString() });
    await wrote(() => state().pairing.requests.length === 1, 'the request');
    expect(state().pairing.requests[0]?.requestId).toHaveLength(32);
  });

  it('says that a database of another version is not read, and tells of no answers then', async () => {
    const { state, runner } = await open({ databaseVersion: 19 });
    expect(state().tap).toMatchObject({ status: 'unusable', error: { code: 'unsupported-here' } });
    expect(state().answers.toldSinceMs).toEqual({});
    expect(state().pairing.way).toBeUndefined();
    expect(runner.commands).toHaveLength(1);
  });

  it('is none where the gateway drives zca', async () => {
    const { state, wrote } = await open({ version: '2026.2.26' });
    // The database alone looked like one of the others.
    await wrote(() => state().tap.status === 'off', 'the tap to end');
    expect(state().answers.toldSinceMs).toEqual({});
  });

  it('is read by two consoles at once', async () => {
    const { make, runner, gateway, state, wrote, message } = await open();
    runner.expectRun(([arg]) => arg === '--version', { stdout: 'OpenClaw 2026.9.6' });
    const second = make();
    await second.start();
    for (let id = 1; id <= 50; id += 1) gateway.receive(message(id));
    await wrote(
      () => state().feed.messages.length === 50 && second.store.getState().feed.messages.length === 50,
      'all in both',
    );
    expect(gateway.database.prepare('pragma quick_check').get()).toEqual({ quick_check: 'ok' });
  });
});
