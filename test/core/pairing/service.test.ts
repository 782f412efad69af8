import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ConfigView } from '../../../src/core/config/config-view.ts';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { type PairingRequest, requestKey } from '../../../src/core/model/people.ts';
import type { PairingCli } from '../../../src/core/pairing/backend.ts';
import { askApartMs, pollMs, quickPollMs, retryMs } from '../../../src/core/pairing/reader.ts';
import { createPairingService, type PairingService } from '../../../src/core/pairing/service.ts';
import type { Clock } from '../../../src/core/shared/clock.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import type { ErrorCode } from '../../../src/core/shared/error-view.ts';
import { defaultAccountId, pairingCode, userId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { createEventStore, type EventStore } from '../../../src/core/store.ts';
import { aConfig, anAccount, aRequest } from '../../support/builders.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';
import { expectEventually } from '../../support/quick-clock.ts';
import { aRelease } from '../../support/releases.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/openclaw-226/store');

let dir: string;
let events: ConsoleEvent[];
let app: EventStore;
let clock: FakeClock;

beforeEach(async () => {
  dir = path.join(await tempDir(), 'credentials');
  await mkdir(dir, { mode: 0o700 });
  events = [];
  sent = [];
  onTell = async () => undefined;
  app = createEventStore();
  // Shortly after the recorded requests were written.
  clock = createFakeClock(Date.parse('2026-11-22T15:40:00.000Z'));
});

const at = (name: string): string => path.join(dir, name);
const record = (...names: readonly string[]): Promise<unknown> =>
  Promise.all(names.map((name) => copyFile(path.join(fixtures, name), at(name))));
const state = (): ConsoleState => app.store.getState();
const useConfig = (parts: Partial<ConfigView> = {}): void =>
  app.dispatch({
    type: 'config/read',
    config: aConfig({
      credentialsDir: dir,
      accounts: [anAccount({ id: 'default' }), anAccount({ id: 'work' })],
      ...parts,
    }),
  });

/** What was sent to whom, and what comes of the next message. */
let sent: (readonly [account: string, sender: string, text: string])[];
let onTell: () => Promise<void>;

const begin = async (
  parts: { clock?: Clock; cli?: () => PairingCli; asksBinary?: boolean; isQuick?: () => boolean } = {},
): Promise<PairingService> => {
  const dispatch = (event: ConsoleEvent): void => {
    events.push(event);
    app.dispatch(event);
  };
  const service = createPairingService({
    clock,
    dispatch,
    getState: state,
    random: () => 0,
    cli: () => {
      throw new AppError({ code: 'openclaw-not-found', sentence: 'There is no openclaw on PATH.' });
    },
    tell: async ({ accountId: account, senderId: sender }, text) => {
      await onTell();
      sent.push([account, sender, text]);
    },
    approvalText: 'Chào bạn, mời bạn nhắn tin.',
    ...parts,
  });
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
    expect(state().pairing).toMatchObject({ status: 'ready', atMs: clock.now() });
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
    await copyFile(
      path.join(fixtures, 'zalouser-pairing.json'),
      path.join(dir, 'later', 'zalouser-pairing.json'),
    );
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
      sentence: 'Người Lạ (…0009) is let in on default.',
    });
    expect(JSON.parse(await readFile(at('zalouser-default-allowFrom.json'), 'utf8')).allowFrom).toContain(
      '700000000000009',
    );
    expect(senders()).toEqual(['700000000000010']);
    expect(state().pairing.work).toEqual({});
    const own = events.slice(before).filter(({ type }) => type.startsWith('pairing/'));
    expect(own[0]).toEqual({
      type: 'pairing/work-changed',
      key: requestKey(request),
      work: { status: 'running', act: 'approve' },
    });
    expect(own.at(-1)).toEqual({
      type: 'pairing/work-changed',
      key: requestKey(request),
      work: { status: 'done' },
    });
    expect(own.slice(1, -1).map(({ type }) => type)).toContain('pairing/read');
  });

  it('dismiss and revoke do theirs', async () => {
    const service = await begin();
    expect(await service.dismiss(firstRequest())).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('is dismissed'),
    });
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
    const outcomes = await Promise.all([
      service.approve(one),
      service.approve(one),
      service.dismiss(one),
      service.dismiss(two),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual([
      'ok',
      'busy',
      'busy',
      'ok',
    ]);
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
    expect(state().pairing.work[requestKey(request)]).toMatchObject({
      status: 'failed',
      act: 'approve',
      error: { code: 'store-corrupt' },
    });
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

  it.each([
    [0, 30_001, undefined],
    [7_200_000, 60_000, 7_230_001],
  ])(
    'says which process it waits for, and no longer when it has gone on: a lock dated %i ms ahead',
    async (aheadMs, waitMs, countsMs) => {
      const service = await begin();
      const request = firstRequest();
      const lockFile = at('zalouser-pairing.json.lock');
      const startedAtMs = clock.now();
      await writeFile(
        lockFile,
        JSON.stringify({ pid: process.ppid, createdAt: new Date(startedAtMs + aheadMs).toISOString() }),
      );
      const deciding = service.approve(request);
      const work = () => state().pairing.work[requestKey(request)];
      await until(() => Object.hasOwn(work() ?? {}, 'waitingForPid'));
      expect(work()).toEqual({
        status: 'running',
        act: 'approve',
        waitingForPid: process.ppid,
        waitingUntilMs: startedAtMs + waitMs,
        waitingForFile: at('zalouser-pairing.json'),
        ...(countsMs === undefined ? {} : { lockCountsUntilMs: startedAtMs + countsMs }),
      });
      const count = events.length;
      clock.advance(200);
      await until(() => clock.pending > 0);
      await rm(lockFile);
      await expectEventually(clock, () => work() === undefined);
      expect(await deciding).toMatchObject({ ok: true });
      const changes = events
        .slice(count)
        .flatMap((event) => (event.type === 'pairing/work-changed' ? [event.work] : []));
      expect(changes).toEqual([{ status: 'running', act: 'approve' }, { status: 'done' }]);
    },
  );

  it('stop ends the waiting for a lock, and nothing is written after it', async () => {
    const service = await begin();
    await writeFile(
      at('zalouser-pairing.json.lock'),
      JSON.stringify({ pid: process.pid, createdAt: new Date(clock.now()).toISOString() }),
    );
    const before = clock.pending;
    const deciding = service.approve(firstRequest());
    await until(() => clock.pending > before);
    await service.stop();
    expect(await deciding).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await readdir(dir)).filter((name) => name.endsWith('.lock'))).toEqual([
      'zalouser-pairing.json.lock',
    ]);
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
    expect(await service.findByCode(pairingCode('ZZZZZZZZ'))).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
  });

  it('expire an hour after they were made, by the console’s clock', async () => {
    const late = { ...clock, now: () => Date.parse('2026-11-22T16:36:30.000Z') };
    const service = await begin({ clock: late });
    expect(await service.findByCode(pairingCode('K4778CYH'))).toMatchObject({
      ok: false,
      error: { code: 'code-expired' },
    });
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

describe('what cannot be read', () => {
  it('is read again after a while that is told, and by hand at once', async () => {
    await record('zalouser-pairing.json');
    useConfig();
    const service = await begin();
    await writeFile(at('zalouser-pairing.json'), '{');
    await expectEventually(clock, () => state().pairing.status === 'failed');
    const { retryAtMs = 0 } = state().pairing;
    expect(retryAtMs).toBeGreaterThan(clock.now());
    expect(retryAtMs - clock.now()).toBeLessThanOrEqual(retryMs);
    const text = await readFile(path.join(fixtures, 'zalouser-pairing.json'));
    expect(await readFile(at('zalouser-pairing.json'), 'utf8')).toBe('{');
    await writeFile(at('zalouser-pairing.json'), text);
    expect(await service.refresh()).toEqual({ ok: true });
    expect(state().pairing).not.toHaveProperty('retryAtMs');
    expect(senders()).toHaveLength(2);
  });

  it('recovers without a word from the folder', async () => {
    await record('zalouser-pairing.json');
    useConfig();
    // A watch that never tells, as for permissions that change.
    const dispatch = (event: ConsoleEvent): void => app.dispatch(event);
    const service = createPairingService({
      clock,
      dispatch,
      getState: state,
      watch: () => ({ close: () => undefined }),
      cli: () => {
        throw new Error('not here');
      },
      tell: async () => undefined,
      approvalText: '',
    });
    onTestFinished(() => service.stop());
    await service.start();
    await writeFile(at('zalouser-pairing.json'), '{');
    void service.refresh();
    await expectEventually(clock, () => state().pairing.status === 'failed');
    await record('zalouser-pairing.json');
    await clock.advanceAndSettle(retryMs);
    await until(() => state().pairing.status === 'ready');
    expect(senders()).toHaveLength(2);
  });
});

describe('the history', () => {
  beforeEach(async () => {
    await record(...recorded);
    useConfig();
  });
  const acts = (): readonly string[] =>
    state().pairing.decisions.map(({ id, act, senderId, name = '' }) => `${id} ${act} ${senderId} ${name}`);

  it('holds what was done, by the name known then, and nothing that failed', async () => {
    const service = await begin();
    const [one, two] = state().pairing.requests as [PairingRequest, PairingRequest];
    await service.approve(one);
    await service.dismiss(two);
    expect(await service.dismiss(two)).toMatchObject({ ok: false });
    await service.revoke(defaultAccountId, one.senderId);
    expect(acts()).toEqual([
      '1 approve 700000000000009 Người Lạ',
      expect.stringContaining('2 dismiss 700000000000010'),
      '3 revoke 700000000000009 Người Lạ',
    ]);
    expect(state().pairing.decisions[0]?.atMs).toBe(clock.now());
  });

  it('restore lets a revoked sender in again, once', async () => {
    const service = await begin();
    const id = userId('111000111000111');
    await service.revoke(defaultAccountId, id);
    expect(await service.restore(defaultAccountId, id)).toMatchObject({
      ok: true,
      sentence: expect.stringContaining('again'),
    });
    expect(await service.restore(defaultAccountId, id)).toMatchObject({ ok: true });
    const { allowFrom } = JSON.parse(await readFile(at('zalouser-default-allowFrom.json'), 'utf8')) as {
      allowFrom: string[];
    };
    expect(allowFrom.filter((entry) => entry === id)).toHaveLength(1);
    expect(state().pairing.approved.map(({ senderId }) => senderId)).toContain(id);
  });

  it('restore answers a request that came meanwhile, too', async () => {
    const service = await begin();
    const request = firstRequest();
    expect(await service.restore(request.accountId, request.senderId)).toMatchObject({ ok: true });
    expect(senders()).not.toContain(request.senderId);
    expect(state().pairing.approved.map(({ senderId }) => senderId)).toContain(request.senderId);
  });
});

describe('telling those who are let in', () => {
  const delivery = (): unknown => state().pairing.decisions.at(-1)?.delivery;
  beforeEach(async () => {
    await record(...recorded);
    useConfig();
  });

  it('goes out through the account the request belongs to, after the approval', async () => {
    const service = await begin();
    onTell = async () => {
      expect(state().pairing.approved.map(({ senderId }) => senderId)).toContain('700000000000009');
      expect(delivery()).toEqual({ status: 'sending' });
      expect(state().pairing.work).toEqual({
        'default:700000000000009': { status: 'running', act: 'notify' },
      });
    };
    expect(await service.approve(firstRequest(), { notify: true })).toEqual({
      ok: true,
      sentence: 'Người Lạ (…0009) is let in on default, and was told.',
    });
    expect(sent).toEqual([['default', '700000000000009', 'Chào bạn, mời bạn nhắn tin.']]);
    expect(delivery()).toEqual({ status: 'sent' });
    expect(state().pairing.work).toEqual({});
  });

  it('is not done unasked, nor when the approval fails', async () => {
    const service = await begin();
    const [one, two] = state().pairing.requests as [PairingRequest, PairingRequest];
    await service.approve(one);
    await copyFile(path.join(fixtures, 'zalouser-pairing.empty.json'), at('zalouser-pairing.json'));
    expect(await service.approve(two, { notify: true })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(sent).toEqual([]);
  });

  it('that fails leaves the approval standing, says so, and can be done again', async () => {
    const service = await begin();
    const request = firstRequest();
    onTell = () => Promise.reject(new AppError({ code: 'no-network', sentence: 'There is no network.' }));
    expect(await service.approve(request, { notify: true })).toMatchObject({
      ok: false,
      error: {
        code: 'not-told',
        sentence: 'Người Lạ (…0009) is let in on default. But they were not told: There is no network.',
      },
    });
    expect(state().pairing.approved.map(({ senderId }) => senderId)).toContain('700000000000009');
    expect(delivery()).toMatchObject({ status: 'failed', error: { code: 'no-network' } });
    expect(state().pairing.work['default:700000000000009']).toMatchObject({
      status: 'failed',
      act: 'notify',
    });
    onTell = async () => undefined;
    expect(await service.notify(request.accountId, request.senderId)).toMatchObject({
      ok: true,
      sentence: 'Người Lạ (…0009) has been told.',
    });
    expect(delivery()).toEqual({ status: 'sent' });
    expect(state().pairing.work).toEqual({});
  });

  it('is not done twice at once', async () => {
    const service = await begin();
    const id = userId('111000111000111');
    const outcomes = await Promise.all([
      service.notify(defaultAccountId, id),
      service.notify(defaultAccountId, id),
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(['ok', 'busy']);
    expect(sent).toHaveLength(1);
  });
});

const fails = (code: ErrorCode) => async (): Promise<never> => {
  throw new AppError({ code, sentence: `Scripted ${code}.` });
};

/** A binary of 2026.9.6 whose gateway lists one request and tells of approvals; every call is noted. */
const aCli = (
  parts: Partial<PairingCli> = {},
): { readonly cli: () => PairingCli; readonly calls: string[] } => {
  const calls: string[] = [];
  const { code: _, ...plain } = aRequest({ createdAtMs: clock.now() });
  const cli: PairingCli = {
    pairingRequests: async () => ({
      requests: [{ ...plain, requestId: 'r1', canNotify: true }],
      accounts: [],
      hasCommandOwner: false,
    }),
    approveRequest: async () => ({ notification: 'sent' }),
    dismissRequest: async () => ({}),
    pairingList: async () => [aRequest({ createdAtMs: clock.now() })],
    pairingApprove: async () => ({ senderId: userId('1'), becameOwner: false }),
    ...parts,
  };
  const noted =
    <Args extends readonly unknown[], Answer>(name: string, call: (...args: Args) => Answer) =>
    (...args: Args): Answer => {
      // Last comes the signal.
      calls.push([name, ...args.slice(0, -1).map((arg) => JSON.stringify(arg))].join(' '));
      return call(...args);
    };
  return {
    calls,
    cli: () => ({
      pairingRequests: noted('pairingRequests', cli.pairingRequests),
      approveRequest: noted('approveRequest', cli.approveRequest),
      dismissRequest: noted('dismissRequest', cli.dismissRequest),
      pairingList: noted('pairingList', cli.pairingList),
      pairingApprove: noted('pairingApprove', cli.pairingApprove),
    }),
  };
};

describe('2026.9.6', () => {
  beforeEach(async () => {
    await record(...recorded);
    useConfig({ release: aRelease('d'), stateDir: path.dirname(dir), accounts: [anAccount()] });
  });
  const namesOnDisk = async (): Promise<readonly string[]> => (await readdir(dir)).sort();
  const list = async (service: PairingService): Promise<PairingRequest> => {
    await service.refresh();
    return firstRequest();
  };

  it('asks the gateway, without being waited for', async () => {
    const answer = Promise.withResolvers<never[]>();
    const { cli, calls } = aCli({
      pairingRequests: async () => ({ requests: await answer.promise, accounts: [] }),
    });
    await begin({ cli });
    expect(state().pairing.status).toBe('idle');
    answer.resolve([]);
    await until(() => state().pairing.status === 'ready');
    expect(calls).toEqual(['pairingRequests']);
    expect(state().pairing).toMatchObject({ way: 'gateway', requests: [], approved: [] });
  });

  it('lists requests without their codes, and whether there is a command owner', async () => {
    const request = await list(await begin({ cli: aCli().cli }));
    expect(request).toMatchObject({
      requestId: 'r1',
      senderId: '4512000000000004821',
      name: 'Nguyễn An',
      canNotify: true,
    });
    expect(request).not.toHaveProperty('code');
    expect(state().pairing.hasCommandOwner).toBe(false);
  });

  it.each(['gateway-down', 'timed-out', 'unsupported-call'] as const)(
    'falls back on the command: %s',
    async (code) => {
      const { cli, calls } = aCli({ pairingRequests: fails(code) });
      expect(await list(await begin({ cli }))).toMatchObject({ code: 'K7PQ2MXD' });
      expect(state().pairing.way).toBe('command');
      expect(calls).toEqual(expect.arrayContaining(['pairingRequests', 'pairingList']));
    },
  );

  it('says what is wrong where neither helps, and asks again later', async () => {
    const { cli, calls } = aCli({ pairingRequests: fails('config-broken') });
    await begin({ cli });
    await until(() => state().pairing.status === 'failed');
    expect(state().pairing).toMatchObject({
      error: { code: 'config-broken' },
      retryAtMs: clock.now() + pollMs,
    });
    await clock.advanceAndSettle(pollMs);
    expect(calls).toEqual(['pairingRequests', 'pairingRequests']);
  });

  it('asks every three seconds where a question is one over the connection', async () => {
    const { cli, calls } = aCli();
    let isOpen = true;
    const service = await begin({ cli, isQuick: () => isOpen });
    await service.refresh();
    const before = calls.length;
    await clock.advanceAndSettle(quickPollMs);
    await clock.advanceAndSettle(quickPollMs);
    expect(calls).toHaveLength(before + 2);
    isOpen = false;
    await clock.advanceAndSettle(quickPollMs);
    await clock.advanceAndSettle(quickPollMs);
    expect(calls).toHaveLength(before + 3);
  });

  it('a decision of which nobody knows is looked after at once', async () => {
    const { cli, calls } = aCli({ dismissRequest: fails('timed-out') });
    const service = await begin({ cli });
    const request = await list(service);
    const asked = calls.filter((call) => call === 'pairingRequests').length;
    expect(await service.dismiss(request)).toMatchObject({ ok: false, error: { code: 'timed-out' } });
    expect(calls.filter((call) => call === 'pairingRequests')).toHaveLength(asked + 1);
  });

  it('without a binary says so', async () => {
    const service = await begin();
    expect(await service.refresh()).toMatchObject({ ok: false, error: { code: 'openclaw-not-found' } });
  });

  it('asks nothing by itself where it must not', async () => {
    const { cli, calls } = aCli();
    const service = await begin({ cli, asksBinary: false });
    await clock.advanceAndSettle(10 * pollMs);
    expect(calls).toEqual([]);
    expect(await service.refresh()).toEqual({ ok: true });
    expect(clock.pending).toBe(0);
  });

  it('approves and dismisses through the gateway, by its own name of the request', async () => {
    const { cli, calls } = aCli();
    const service = await begin({ cli });
    const request = await list(service);
    expect(await service.approve(request)).toMatchObject({ ok: true });
    expect(calls).toContain('approveRequest {"accountId":"shop","requestId":"r1"} false');
    expect(state().pairing.approved).toEqual([{ accountId: 'shop', senderId: '4512000000000004821' }]);
    expect(await service.dismiss(request)).toMatchObject({ ok: true });
    expect(calls).toContain('dismissRequest {"accountId":"shop","requestId":"r1"}');
    expect(calls.join('\n')).not.toContain('pairingApprove');
    // The files of the other kind are none of its business.
    expect(await namesOnDisk()).toEqual([...recorded].sort());
  });

  it.each([
    ['sent', true, { status: 'sent' }],
    ['failed', false, { status: 'failed', error: expect.objectContaining({ code: 'not-told' }) }],
    ['unsupported', false, { status: 'failed', error: expect.objectContaining({ code: 'not-told' }) }],
  ] as const)('lets the gateway tell them: %s', async (notification, isOk, delivery) => {
    const { cli, calls } = aCli({ approveRequest: async () => ({ notification }) });
    const service = await begin({ cli });
    const outcome = await service.approve(await list(service), { notify: true });
    expect(outcome.ok).toBe(isOk);
    expect(outcome).toMatchObject(
      isOk
        ? { sentence: 'Nguyễn An (…4821) is let in on shop, and was told.' }
        : { error: { code: 'not-told' } },
    );
    expect(calls).toContain('approveRequest {"accountId":"shop","requestId":"r1"} true');
    expect(state().pairing.decisions).toMatchObject([{ act: 'approve', delivery }]);
    expect(sent).toEqual([]);
  });

  it('without a gateway approves by the command, and says who became the owner', async () => {
    const { cli, calls } = aCli({
      pairingRequests: fails('gateway-down'),
      pairingApprove: async () => ({ senderId: userId('1'), becameOwner: true }),
    });
    const service = await begin({ cli });
    expect(await service.approve(await list(service))).toEqual({
      ok: true,
      sentence: 'Nguyễn An (…4821) is let in on shop. They are now the owner of all commands of the bot.',
      isWarning: true,
    });
    expect(calls).toContain('pairingApprove "K7PQ2MXD" "shop"');
  });

  it('never goes over to the command by itself when the gateway fails on a decision', async () => {
    const { cli, calls } = aCli({ approveRequest: fails('gateway-down') });
    const service = await begin({ cli });
    expect(await service.approve(await list(service))).toMatchObject({
      ok: false,
      error: { code: 'gateway-down' },
    });
    expect(calls.join('\n')).not.toContain('pairingApprove');
    expect(state().pairing.decisions).toEqual([]);
  });

  it('says what it has no way for', async () => {
    const service = await begin({ cli: aCli({ pairingRequests: fails('gateway-down') }).cli });
    const { accountId, senderId, ...request } = await list(service);
    const outcomes = [
      await service.dismiss({ accountId, senderId, ...request }),
      await service.revoke(accountId, senderId),
      await service.restore(accountId, senderId),
      await service.notify(accountId, senderId),
    ];
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code))).toEqual(
      Array(4).fill('unsupported-here'),
    );
    expect(state().pairing.decisions).toEqual([]);
  });

  it('finds a typed code by the command, and decides about it through the gateway', async () => {
    const { cli, calls } = aCli();
    const service = await begin({ cli });
    expect(await service.findByCode(pairingCode('k7pq 2mxd'))).toMatchObject({
      ok: true,
      request: { code: 'K7PQ2MXD', requestId: 'r1' },
    });
    expect(await service.findByCode(pairingCode('ZZZZZZZZ'))).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
    expect(calls).toContain('pairingList');
  });

  it('asks again when the database changes, but not for its own traces, and not all the time', async () => {
    const { cli, calls } = aCli();
    let tellChange = (): void => undefined;
    const dispatch = (event: ConsoleEvent): void => app.dispatch(event);
    const watch = (_: string, onEvent: (name: string | null) => void) => {
      tellChange = () => onEvent('openclaw.sqlite-wal');
      return { close: () => undefined };
    };
    const service = createPairingService({
      clock,
      dispatch,
      getState: state,
      watch,
      cli,
      tell: async () => undefined,
      approvalText: '',
    });
    onTestFinished(() => service.stop());
    await mkdir(path.join(path.dirname(dir), 'state'), { recursive: true });
    await service.start();
    await until(() => calls.length === 1);
    await settle();
    tellChange();
    await clock.advanceAndSettle(500);
    tellChange();
    await clock.advanceAndSettle(400);
    expect(calls).toHaveLength(1);
    await clock.advanceAndSettle(2_000);
    tellChange();
    await clock.advanceAndSettle(200);
    expect(calls).toHaveLength(1);
    await clock.advanceAndSettle(askApartMs);
    expect(calls).toHaveLength(2);
    await clock.advanceAndSettle(pollMs);
    expect(calls.length).toBeGreaterThanOrEqual(3);
  });
});
