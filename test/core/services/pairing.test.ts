import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { defaultAccountId, pairingCode, userId } from '../../../src/core/model/ids.ts';
import { type PairingRequest, requestKey } from '../../../src/core/model/pairing.ts';
import { createPairingService, type PairingService } from '../../../src/core/services/pairing.ts';
import type { ConsoleEvent } from '../../../src/core/state/events.ts';
import type { ConfigView, ConsoleState } from '../../../src/core/state/state.ts';
import { createEventStore, type EventStore } from '../../../src/core/state/store.ts';
import { aConfig, aRequest } from '../../support/builders.ts';
import { createFakeClock, type FakeClock, until } from '../../support/fake-clock.ts';
import { expectEventually } from '../../support/quick-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/openclaw-226/store');

let dir: string;
let events: ConsoleEvent[];
let app: EventStore;
let clock: FakeClock;

beforeEach(async () => {
  dir = path.join(await tempDir(), 'credentials');
  await mkdir(dir, { mode: 0o700 });
  events = [];
  app = createEventStore();
  // Shortly after the recorded requests were written.
  clock = createFakeClock(Date.parse('2026-11-22T15:40:00.000Z'));
});

const at = (name: string): string => path.join(dir, name);
const record = (...names: readonly string[]): Promise<unknown> =>
  Promise.all(names.map((name) => copyFile(path.join(fixtures, name), at(name))));
const state = (): ConsoleState => app.store.getState();
const useConfig = (parts: Partial<ConfigView> = {}): void =>
  app.dispatch({ type: 'config/read', config: aConfig({ credentialsDir: dir, ...parts }) });

const begin = async (parts: { clock?: Clock } = {}): Promise<PairingService> => {
  const dispatch = (event: ConsoleEvent): void => {
    events.push(event);
    app.dispatch(event);
  };
  const service = createPairingService({ clock, dispatch, getState: state, random: () => 0, ...parts });
  onTestFinished(() => service.stop());
  await service.start();
  return service;
};
const recorded = ['zalouser-pairing.json', 'zalouser-default-allowFrom.json', 'zalouser-work-allowFrom.json'];
const senders = (): readonly string[] => state().pairing.requests.map(({ senderId }) => senderId);
const firstRequest = (): PairingRequest => {
  const request = state().pairing.requests[0];
  if (!request) throw new Error('No request.');
  return request;
};
describe('the list', () => {
  it('is there when start resolves', async () => {
    await record(...recorded);
    useConfig();
    await begin();
    expect(state().pairing).toMatchObject({ status: 'ready', readAtMs: clock.now() });
    expect(senders()).toEqual(['700000000000009', '700000000000010']);
    expect(state().pairing.approved).toHaveLength(5);
  });

  it('follows the folder', async () => {
    useConfig();
    await begin();
    expect(senders()).toEqual([]);
    await copyFile(path.join(fixtures, 'zalouser-pairing.json'), at('x.tmp'));
    await rename(at('x.tmp'), at('zalouser-pairing.json'));
    await expectEventually(clock, () => senders().length === 2);
    await copyFile(path.join(fixtures, 'zalouser-pairing.empty.json'), at('zalouser-pairing.json'));
    await expectEventually(clock, () => senders().length === 0);
  });

  it('waits for a folder that is not there yet', async () => {
    useConfig({ credentialsDir: path.join(dir, 'later') });
    await begin();
    expect(state().pairing).toMatchObject({ status: 'ready', isFolderMissing: true });
    await mkdir(path.join(dir, 'later'));
    await expectEventually(clock, () => state().pairing.isFolderMissing === undefined);
    await copyFile(path.join(fixtures, 'zalouser-pairing.json'), path.join(dir, 'later', 'zalouser-pairing.json'));
    await expectEventually(clock, () => senders().length === 2);
  });

  it('goes along to another folder, and only then', async () => {
    await record('zalouser-pairing.json');
    useConfig({ credentialsDir: path.join(dir, 'empty') });
    const service = await begin();
    const before = events.length;
    await service.follow();
    expect(events).toHaveLength(before);
    useConfig();
    await service.follow();
    expect(senders()).toHaveLength(2);
  });

  it('does nothing while no config was read', async () => {
    const service = await begin();
    expect(await service.refresh()).toEqual({ ok: true });
    expect(events).toEqual([]);
  });

  it('shows what works beside what is damaged, and recovers', async () => {
    await record('zalouser-default-allowFrom.json');
    await writeFile(at('zalouser-pairing.json'), '{');
    useConfig();
    const starting = begin();
    await until(() => clock.pending > 0);
    await expectEventually(clock, () => state().pairing.status === 'failed');
    await starting;
    expect(state().pairing).toMatchObject({ status: 'failed', error: { code: 'store-corrupt' } });
    expect(state().pairing.approved).toHaveLength(4);
    await record('zalouser-pairing.json');
    await expectEventually(clock, () => state().pairing.status === 'ready');
    expect(senders()).toHaveLength(2);
  });
});

describe('decisions', () => {
  beforeEach(async () => {
    await record(...recorded);
    useConfig();
  });

  it('approve writes the files, shows the work and the new list, and says what it came to', async () => {
    const service = await begin();
    const request = firstRequest();
    const before = events.length;
    expect(await service.approve(request)).toEqual({
      ok: true,
      sentence: 'Người Lạ (700000000000009) may now talk to the agent on default.',
    });
    expect(JSON.parse(await readFile(at('zalouser-default-allowFrom.json'), 'utf8')).allowFrom).toContain('700000000000009');
    expect(senders()).toEqual(['700000000000010']);
    expect(state().pairing.work).toEqual({});
    const own = events.slice(before).filter(({ type }) => type.startsWith('pairing/'));
    expect(own[0]).toEqual({ type: 'pairing/work-changed', key: requestKey(request), work: { status: 'running', act: 'approve' } });
    expect(own.at(-1)).toEqual({ type: 'pairing/work-changed', key: requestKey(request), work: { status: 'done' } });
    expect(own.slice(1, -1).map(({ type }) => type)).toContain('pairing/read');
  });

  it('dismiss and revoke do theirs', async () => {
    const service = await begin();
    expect(await service.dismiss(firstRequest())).toMatchObject({ ok: true, sentence: expect.stringContaining('is dismissed') });
    expect(senders()).toEqual(['700000000000010']);
    expect(await service.revoke(defaultAccountId, userId('111000111000111'))).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('no longer approved'),
    });
    expect(state().pairing.approved.map(({ senderId }) => senderId)).not.toContain('111000111000111');
  });

  it('does not decide the same request twice at once, but different ones', async () => {
    const service = await begin();
    const [one, two] = state().pairing.requests as [PairingRequest, PairingRequest];
    const outcomes = await Promise.all([service.approve(one), service.approve(one), service.dismiss(one), service.dismiss(two)]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(['ok', 'busy', 'busy', 'ok']);
    expect(senders()).toEqual([]);
  });

  it('leaves a failure on the row, and the row can be decided again', async () => {
    const service = await begin();
    const request = firstRequest();
    const good = await readFile(at('zalouser-default-allowFrom.json'));
    await writeFile(at('zalouser-default-allowFrom.json'), '[');
    const failing = service.approve(request);
    await expectEventually(clock, () => state().pairing.work[requestKey(request)]?.status === 'failed');
    expect(await failing).toMatchObject({ ok: false, error: { code: 'store-corrupt' } });
    expect(state().pairing.work[requestKey(request)]).toMatchObject({ status: 'failed', act: 'approve', error: { code: 'store-corrupt' } });
    await writeFile(at('zalouser-default-allowFrom.json'), good);
    expect(await service.approve(request)).toMatchObject({ ok: true });
    expect(state().pairing.work).toEqual({});
  });

  it('reads again when the request is gone', async () => {
    const service = await begin();
    const request = firstRequest();
    await copyFile(path.join(fixtures, 'zalouser-pairing.empty.json'), at('zalouser-pairing.json'));
    expect(await service.dismiss(request)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(senders()).toEqual([]);
  });

  it('says which process it waits for, and no longer when it has gone on', async () => {
    const service = await begin();
    const request = firstRequest();
    const lockFile = at('zalouser-pairing.json.lock');
    await writeFile(lockFile, JSON.stringify({ pid: process.ppid, createdAt: new Date(clock.now()).toISOString() }));
    const deciding = service.approve(request);
    const work = () => state().pairing.work[requestKey(request)];
    await until(() => Object.hasOwn(work() ?? {}, 'waitingForPid'));
    expect(work()).toEqual({ status: 'running', act: 'approve', waitingForPid: process.ppid });
    const count = events.length;
    clock.advance(200);
    await until(() => clock.pending > 0);
    await rm(lockFile);
    await expectEventually(clock, () => work() === undefined);
    expect(await deciding).toMatchObject({ ok: true });
    const changes = events.slice(count).flatMap((event) => (event.type === 'pairing/work-changed' ? [event.work] : []));
    expect(changes).toEqual([{ status: 'running', act: 'approve' }, { status: 'done' }]);
  });

  it('stop ends the waiting for a lock, and nothing is written after it', async () => {
    const service = await begin();
    await writeFile(at('zalouser-pairing.json.lock'), JSON.stringify({ pid: process.pid, createdAt: new Date(clock.now()).toISOString() }));
    const before = clock.pending;
    const deciding = service.approve(firstRequest());
    await until(() => clock.pending > before);
    await service.stop();
    expect(await deciding).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await readdir(dir)).filter((name) => name.endsWith('.lock'))).toEqual(['zalouser-pairing.json.lock']);
    expect(clock.pending).toBe(0);
    expect(await service.refresh()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('codes', () => {
  beforeEach(async () => {
    await record(...recorded);
    useConfig();
  });

  it('are looked for in the store as it is now', async () => {
    await writeFile(at('zalouser-pairing.json'), '{"version":1}');
    const service = await begin();
    await record('zalouser-pairing.json');
    expect(await service.findByCode(pairingCode('k477-8cyh'), defaultAccountId)).toMatchObject({
      ok: true,
      request: { senderId: '700000000000009' },
    });
    expect(await service.findByCode(pairingCode('ZZZZZZZZ'))).toMatchObject({ ok: false, error: { code: 'code-unknown' } });
  });

  it('expire an hour after they were made, by the console’s clock', async () => {
    const late = { ...clock, now: () => Date.parse('2026-11-22T16:36:30.000Z') };
    const service = await begin({ clock: late });
    expect(await service.findByCode(pairingCode('K4778CYH'))).toMatchObject({ ok: false, error: { code: 'code-expired' } });
    expect(await service.findByCode(pairingCode('MVJUVHC4'))).toMatchObject({ ok: true });
  });

  it('are not called unknown when the store cannot be read', async () => {
    const service = await begin();
    await writeFile(at('zalouser-pairing.json'), '{');
    let found: unknown;
    void service.findByCode(pairingCode('K4778CYH')).then((match) => (found = match));
    await expectEventually(clock, () => found !== undefined);
    expect(found).toMatchObject({ ok: false, error: { code: 'store-corrupt' } });
  });
});

describe('generation 96', () => {
  it('is told what to run instead, and no file is touched', async () => {
    await record(...recorded);
    useConfig({ generation: '96' });
    const service = await begin();
    expect(state().pairing).toMatchObject({
      status: 'failed',
      requests: [],
      error: { code: 'unsupported-here', hint: expect.stringContaining('openclaw pairing list zalouser') },
    });
    const request = aRequest();
    expect(await service.approve(request)).toMatchObject({
      ok: false,
      error: { code: 'unsupported-here', hint: expect.stringContaining('openclaw pairing approve zalouser K7PQ2MXD') },
    });
    expect(await service.dismiss(request)).toMatchObject({
      ok: false,
      error: { code: 'unsupported-here', hint: expect.stringContaining('channels.pairing.dismiss') },
    });
    expect(await service.revoke(defaultAccountId, userId('1'))).toMatchObject({ ok: false, error: { code: 'unsupported-here' } });
    expect(await service.findByCode(pairingCode('K4778CYH'))).toMatchObject({ ok: false, error: { code: 'unsupported-here' } });
    expect((await readdir(dir)).sort()).toEqual([...recorded].sort());
    expect(clock.pending).toBe(0);
  });
});
