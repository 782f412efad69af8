import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '../../../src/core/events.ts';
import { startWaitMs } from '../../../src/core/listener/account.ts';
import type { ListenerState } from '../../../src/core/listener/model.ts';
import type { ListenerRecord, ListenerRecords } from '../../../src/core/listener/records.ts';
import { createListenerService, type ListenerService } from '../../../src/core/listener/service.ts';
import type { ListeningState } from '../../../src/core/model/listening.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { sentences } from '../../../src/core/sentences.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { accountId, profileName } from '../../../src/core/shared/ids.ts';
import { type ConsoleState, unseenListening } from '../../../src/core/state.ts';
import type { ProcessInfo, ProcessTable } from '../../../src/core/system/process-list.ts';
import { aListening, aState, gatewayDown, gatewayUp, shop } from '../../support/builders.ts';
import { createFakeClock, type FakeClock, settle } from '../../support/fake-clock.ts';
import { createFakeRunner, type FakeRunner, fakeFailure } from '../../support/fake-runner.ts';
import { playRecording } from './recording.ts';

const work = accountId('work');
const args = ['--profile', 'work', 'listen', '-r', '-k'];
const alive = (startMark: string, commandLine = `node /usr/bin/zca ${args.join(' ')}`): ProcessInfo => ({
  status: 'alive',
  startMark,
  commandLine,
});

let clock: FakeClock;
let runner: FakeRunner;
let events: ConsoleEvent[];
let service: ListenerService;
let records: Map<string, ListenerRecord>;
let processes: Map<number, ProcessInfo>;
let signals: [number, string][];
let unknown: string[];
let locate: () => string;
/** What is seen when somebody looks who listens. */
let seen: ListeningState;
let state: ConsoleState;

beforeEach(() => {
  clock = createFakeClock();
  runner = createFakeRunner();
  events = [];
  records = new Map();
  processes = new Map([[50, alive('console', 'zalouser-tui')]]);
  signals = [];
  unknown = [];
  locate = () => '/usr/bin/zca';
  seen = unseenListening;
  state = aState();
  const store: ListenerRecords = {
    read: async (id) => records.get(id),
    write: async (id, record) => void records.set(id, record),
    remove: async (id, pid) => void (records.get(id)?.pid === pid && records.delete(id)),
  };
  const table: ProcessTable = {
    inspect: async (pid) => processes.get(pid) ?? { status: 'gone' },
    signal: (pid, signal) => signals.push([pid, signal]) > 0,
  };
  service = createListenerService({
    runner,
    clock,
    records: store,
    processes: table,
    consolePid: 50,
    random: () => 0.5,
    dispatch: (event) => events.push(event),
    program: () => ({ file: locate(), prefixArgs: [], shownPath: locate() }),
    profileOf: (id) => profileName(id),
    onUnknownLine: (_, text) => unknown.push(text),
    getState: () => state,
    scan: async () => {
      state = aState({ listening: seen });
    },
  });
});

afterEach(() => runner.verify());

const states = (): ListenerState[] =>
  events.flatMap((event) => (event.type === 'listener/changed' ? [event.listener] : []));
/** Statuses in order, without repeats. */
const statuses = (): string[] =>
  states()
    .map(({ status }) => status)
    .filter((status, index, all) => status !== all[index - 1]);
const last = (): ListenerState | undefined => states().at(-1);
const texts = (): string[] =>
  events.flatMap((event) =>
    event.type === 'message/received' ? event.messages.map(({ text }) => text) : [],
  );
const counts = () =>
  events.flatMap((event) => (event.type === 'listener/counted' ? [event.counts] : [])).at(-1);
const begin = async (child = runner.expectStart(args)) => {
  void service.start(work);
  await settle();
  expect(child.isStarted).toBe(true);
  return child;
};
const stop = async () => {
  const stopping = service.stop(work);
  await clock.advanceAndSettle(0);
  await stopping;
};

describe('recordings of openzca 0.1.58', () => {
  test('87: kicked once (3000), reconnects by itself, stopped by us', async () => {
    const child = await begin();
    await playRecording('87-listen-kick-3000-keepalive', child, clock, {
      onSigterm: () => void service.stop(work),
    });
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'live', 'stopped']);
    expect(texts()).toEqual(['trước', 'sau']);
    expect(counts()).toEqual({ messages: 2, unknownLines: 0, recycles: 0, restarts: 0 });
  });

  test('89: connection lost (1006), reconnects silently', async () => {
    const child = await begin();
    await playRecording('89-listen-kick-1006-keepalive', child, clock, {
      onSigterm: () => void service.stop(work),
    });
    expect(statuses()).toEqual(['connecting', 'live', 'stopped']);
    expect(texts()).toEqual(['trước', 'sau']);
  });

  test('91: closed with 3003, another log-in took the session: named, and started again once', async () => {
    const child = await begin();
    const second = runner.expectStart(args);
    await playRecording('91-listen-kick-3003-keepalive', child, clock);
    expect(child.stops).toBe(1);
    expect(states()).toContainEqual(
      expect.objectContaining({ status: 'retrying', attempt: 1, cause: expect.stringContaining('(3003)') }),
    );
    second.stdout('Connected to Zalo websocket.\n');
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'retrying', 'connecting', 'live']);
    await clock.advanceAndSettle(1_200_000);
    second.stdout('Listener closed (3003) \n');
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'blocked', error: { code: 'listener-kicked' } });
    expect(clock.pending).toBe(0);
  });

  test('98: planned recycle (75) is restarted at once and is no error', async () => {
    const child = await begin();
    const second = runner.expectStart(args);
    await playRecording('98-listen-recycle', child, clock);
    expect(second.isStarted).toBe(true);
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'live', 'connecting']);
    await clock.advanceAndSettle(50);
    expect(counts()).toMatchObject({ recycles: 1, restarts: 0 });
    await stop();
  });

  test('99: another process owns the profile: blocked, names it', async () => {
    const child = await begin();
    await playRecording('99-listen-second-same-profile', child, clock, {
      map: (text) => text.replace('<PID>', '4711'),
    });
    expect(statuses()).toEqual(['connecting', 'blocked']);
    expect(last()).toMatchObject({
      error: { code: 'listener-owned', sentence: expect.stringContaining('4711') },
    });
    expect(clock.pending).toBe(0);
  });

  test('99: a process that is seen is named with its command line and its parent', async () => {
    const child = await begin();
    const process = {
      pid: 4_711,
      profile: profileName('work'),
      commandLine: 'node /usr/bin/zca --profile work listen -r -k',
    };
    seen = {
      ...unseenListening,
      status: 'seen',
      processes: [{ ...process, owner: { type: 'gateway', pid: 30 } }],
    };
    await playRecording('99-listen-second-same-profile', child, clock, {
      map: (text) => text.replace('<PID>', '4711'),
    });
    expect(last()).toMatchObject({
      status: 'blocked',
      error: {
        code: 'listener-owned',
        sentence:
          'Process 4711, a child of the gateway (pid 30), already listens on profile work: node /usr/bin/zca --profile work listen -r -k',
      },
    });
  });

  test('107, then 83: session ended while listening; the restart finds out', async () => {
    const child = await begin();
    const second = runner.expectStart(args);
    await playRecording('107-listen-revoked-then-kicked', child, clock);
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'retrying', 'connecting']);
    await playRecording('83-revoked-listen', second, clock);
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'retrying', 'connecting', 'blocked']);
    expect(last()).toMatchObject({ error: { code: 'session-ended', detail: 'Error: Đăng nhập thất bại' } });
    expect(events.at(-1)).toEqual({
      type: 'session/checked',
      accountId: work,
      session: { status: 'ended', checkedAtMs: clock.now(), detail: 'Error: Đăng nhập thất bại' },
    });
  });

  test('80: no network: retried with a growing wait', async () => {
    const child = await begin();
    await playRecording('80-offline-listen', child, clock);
    expect(last()).toEqual({
      status: 'retrying',
      sinceMs: clock.now(),
      nextAttemptAtMs: clock.now() + 1_000,
      attempt: 1,
      cause: 'zca could not reach Zalo',
    });
    const second = runner.expectStart(args);
    await clock.advanceAndSettle(1_000);
    await playRecording('80-offline-listen', second, clock);
    expect(last()).toMatchObject({ status: 'retrying', attempt: 2, nextAttemptAtMs: clock.now() + 2_000 });
    await stop();
    expect(last()).toMatchObject({ status: 'stopped' });
    expect(clock.pending).toBe(0);
  });

  test('13: not logged in: blocked, no loop', async () => {
    const child = await begin();
    await playRecording('13-nologin-listen', child, clock);
    expect(statuses()).toEqual(['connecting', 'blocked']);
    expect(last()).toMatchObject({ error: { code: 'not-logged-in' } });
    expect(events.at(-1)).toMatchObject({ type: 'session/checked', session: { status: 'logged-out' } });
    expect(clock.pending).toBe(0);
  });

  test('95: lifecycle lines of --supervised; the same close told twice is one kick', async () => {
    const child = await begin();
    await playRecording('95-listen-supervised-kick-3000', child, clock);
    expect(statuses()).toEqual(['connecting', 'live', 'reconnecting', 'retrying']);
    expect(last()).toMatchObject({ cause: 'zca lost its connection to Zalo' });
    expect(counts()).toMatchObject({ unknownLines: 0 });
    await stop();
  });

  test('86: a burst of 300 is a handful of events', async () => {
    const child = await begin();
    await playRecording('86-listen-burst-300', child, clock, { onSigterm: () => void service.stop(work) });
    await clock.advanceAndSettle(50);
    expect(texts().length).toBeGreaterThanOrEqual(300);
    expect(counts()).toMatchObject({ messages: texts().length });
    if (last()?.status !== 'stopped') await stop();
  });
});

describe('bytes', () => {
  const message = (id: number, text: string): string =>
    JSON.stringify({
      threadId: '4512345678900008042',
      msgId: String(id),
      type: 0,
      content: text,
      timestamp: 1795362521,
      metadata: { fromId: '4512345678900008042' },
    });

  test('a character and a line may be cut anywhere, CRLF may end it', async () => {
    const child = await begin();
    const bytes = new TextEncoder().encode(
      `Connected to Zalo websocket.\r\n${message(1, 'Chào bạn')}\r\n${message(2, 'ế')}\n`,
    );
    for (const byte of bytes) child.stdout(Uint8Array.of(byte));
    await clock.advanceAndSettle(50);
    expect(statuses()).toEqual(['connecting', 'live']);
    expect(texts()).toEqual(['Chào bạn', 'ế']);
    await stop();
  });

  test('garbage is counted and handed to the log, never thrown', async () => {
    const child = await begin();
    child.stdout('\u001b[31mwhat\n{"broken":\n[1,2]\n\n');
    child.stdout(Uint8Array.of(0xff, 0xfe, 0x0a));
    await clock.advanceAndSettle(50);
    expect(counts()).toEqual({ messages: 0, unknownLines: 4, recycles: 0, restarts: 0 });
    expect(unknown).toHaveLength(4);
    expect(unknown[0]).toBe('what');
    await stop();
  });

  test('the last line is read though the process died in it', async () => {
    const child = await begin();
    child.stdout(message(1, 'zuletzt'));
    child.end({ signal: 'SIGKILL' });
    await clock.advanceAndSettle(0);
    expect(texts()).toEqual(['zuletzt']);
    expect(last()).toMatchObject({ status: 'retrying', cause: 'zca was ended from outside (SIGKILL)' });
    await stop();
  });

  test('a message is enough to be live', async () => {
    const child = await begin();
    child.stdout(`${message(1, 'x')}\n`);
    expect(last()).toMatchObject({ status: 'live', pid: child.pid });
    await stop();
  });

  test('messages and counts of 50 ms are one event each', async () => {
    const child = await begin();
    for (let id = 0; id < 20; id += 1) child.stdout(`${message(id, 'x')}\n`);
    clock.advance(49);
    expect(texts()).toEqual([]);
    clock.advance(1);
    expect(events.filter(({ type }) => type === 'message/received')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'listener/counted')).toHaveLength(1);
    await stop();
  });
});

describe('a start', () => {
  const starting = async (child = runner.expectStart(args)) => {
    const told: Outcome[] = [];
    void service.start(work).then((outcome) => told.push(outcome));
    await settle();
    return { child, told };
  };

  test('is told when it is connected, not before', async () => {
    const { child, told } = await starting();
    await clock.advanceAndSettle(2_000);
    expect(told).toEqual([]);
    child.stdout('Connected to Zalo websocket.\n');
    await settle();
    expect(told).toEqual([{ ok: true }]);
    expect(clock.pending).toBe(0);
    expect(await service.start(work)).toEqual({ ok: true });
    await stop();
  });

  test('of an account that is not logged in fails with that', async () => {
    const { child, told } = await starting();
    await playRecording('13-nologin-listen', child, clock);
    expect(told).toMatchObject([{ ok: false, error: { code: 'not-logged-in' } }]);
    expect(clock.pending).toBe(0);
  });

  test('whose first attempt fails says so, and that it goes on', async () => {
    const { child, told } = await starting();
    await playRecording('80-offline-listen', child, clock);
    expect(told).toEqual([
      {
        ok: false,
        error: {
          code: 'command-failed',
          sentence: 'The listener of profile work did not start: zca could not reach Zalo.',
          hint: 'It is tried again by itself; the state says when.',
        },
      },
    ]);
    await stop();
  });

  test('that still connects after 3 s counts as one', async () => {
    const { told } = await starting();
    await clock.advanceAndSettle(startWaitMs - 1);
    expect(told).toEqual([]);
    await clock.advanceAndSettle(1);
    expect(told).toEqual([{ ok: true }]);
    await stop();
  });

  test.each([false, true])(
    'is cut short by stop at once (a child that ignores it: %s)',
    async (ignoresStop) => {
      const { child, told } = await starting(runner.expectStart(args, { ignoresStop }));
      const stopping = service.stop(work);
      await settle();
      expect(told).toMatchObject([{ ok: false, error: { code: 'cancelled' } }]);
      if (ignoresStop) child.end({ signal: 'SIGKILL' });
      await stopping;
      expect(clock.pending).toBe(0);
    },
  );

  test('asked for while the one before is being ended waits for its own', async () => {
    const { child, told } = await starting(runner.expectStart(args, { ignoresStop: true }));
    const stopping = service.stop(work);
    const second = await starting();
    expect([told.length, second.told.length]).toEqual([1, 0]);
    child.end({ signal: 'SIGKILL' });
    await stopping;
    await settle();
    second.child.stdout('Connected to Zalo websocket.\n');
    await settle();
    expect(second.told).toEqual([{ ok: true }]);
    await stop();
  });
});

describe('a console that only reads', () => {
  const shopArgs = ['--profile', 'shop', 'listen', '-r', '-k'];
  const ours = { status: 'found', path: '/zca', by: 'own', isOurs: true } as const;
  const shared = (listening: ListeningState): ListeningState => ({
    ...listening,
    processes: listening.processes.map((process) => ({ ...process, isShared: true })),
  });

  test.each([
    ['a gateway listens', { gateway: gatewayUp, listening: aListening({ byGateway: 1 }) }],
    [
      'somebody else listens',
      { listening: aListening({ gateways: [], others: [{ type: 'other-console', pid: 7 }] }) },
    ],
  ])('displaces nobody: %s', async (_, parts) => {
    state = aState({ ...parts, isReadOnly: true });
    expect(await service.start(shop)).toMatchObject({ ok: false, error: { code: 'read-only' } });
    expect(runner.commands).toEqual([]);
  });

  test.each([
    ['where nobody listens', { gateway: gatewayDown, listening: aListening({ gateways: [] }) }],
    [
      'beside a gateway that shares',
      { gateway: gatewayUp, zca: ours, listening: shared(aListening({ byGateway: 1 })) },
    ],
  ])('listens %s', async (_, parts) => {
    state = aState({ ...parts, isReadOnly: true });
    const child = runner.expectStart(shopArgs);
    void service.start(shop);
    await settle();
    expect(child.isStarted).toBe(true);
    const stopping = service.stop(shop);
    await clock.advanceAndSettle(0);
    await stopping;
  });
});

describe('the process', () => {
  test.each([
    ['143', { code: 143 }, 'zca was ended from outside (SIGTERM)'],
    ['SIGTERM', { signal: 'SIGTERM' }, 'zca was ended from outside (SIGTERM)'],
    ['0', { code: 0 }, 'zca lost its connection to Zalo'],
    ['3', { code: 3 }, 'zca ended with exit code 3'],
  ])('ended with %s by itself: retried', async (_, how, cause) => {
    const child = await begin();
    child.end(how);
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'retrying', cause });
    await stop();
  });

  test('never connects: restarted after 30 s', async () => {
    const child = await begin();
    await clock.advanceAndSettle(29_999);
    expect(child.stops).toBe(0);
    await clock.advanceAndSettle(1);
    expect(child.stops).toBe(1);
    expect(last()).toMatchObject({ status: 'retrying' });
    await stop();
  });

  test('that ignores SIGTERM is stopped only when it has gone', async () => {
    const child = await begin(runner.expectStart(args, { ignoresStop: true }));
    child.stdout('Connected to Zalo websocket.\n');
    let isStopped = false;
    const stopping = service.stop(work).then(() => {
      isStopped = true;
    });
    await clock.advanceAndSettle(1_000);
    expect([isStopped, last()?.status]).toEqual([false, 'live']);
    child.end({ signal: 'SIGKILL' });
    await clock.advanceAndSettle(0);
    await stopping;
    expect(last()?.status).toBe('stopped');
  });

  test.each([
    ['ENOENT', 'zca-not-found'],
    ['EACCES', 'zca-not-executable'],
  ])('cannot be started (%s): blocked with a hint', async (errno, code) => {
    runner.expectStart(args, { failsWith: fakeFailure('not-started', errno) });
    await service.start(work);
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'blocked', error: { code, hint: expect.any(String) } });
    expect(records.size).toBe(0);
  });

  test('cannot be started for want of memory: retried', async () => {
    runner.expectStart(args, { failsWith: fakeFailure('not-started', 'EAGAIN') });
    await service.start(work);
    await clock.advanceAndSettle(0);
    expect(last()).toMatchObject({ status: 'retrying', cause: 'zca could not be started (EAGAIN)' });
    await stop();
  });

  test('is not known: blocked', async () => {
    locate = () => {
      throw new AppError(sentences.errors.zcaNotFound());
    };
    expect(await service.start(work)).toMatchObject({ ok: false, error: { code: 'zca-not-found' } });
    expect(last()).toMatchObject({ status: 'blocked' });
  });

  test('kicked twice within a minute: ended and blocked', async () => {
    const child = await begin();
    child.stdout(
      'Connected to Zalo websocket.\nListener closed (3000) \nConnected to Zalo websocket.\nListener closed (3000) \n',
    );
    await clock.advanceAndSettle(0);
    expect(child.stops).toBe(1);
    expect(last()).toMatchObject({ status: 'blocked', error: { code: 'listener-kicked' } });
    expect(clock.pending).toBe(0);
  });

  test('every account has its own; stopAll ends them all', async () => {
    const child = await begin();
    const other = runner.expectStart(['--profile', 'shop', 'listen', '-r', '-k']);
    void service.start(accountId('shop'));
    void service.start(work);
    await settle();
    const all = service.stopAll();
    await clock.advanceAndSettle(0);
    await all;
    expect([child.isEnded, other.isEnded]).toEqual([true, true]);
  });
});

describe('listeners left behind', () => {
  const orphan: ListenerRecord = {
    pid: 900,
    startMark: 'mark',
    profile: 'work',
    args,
    console: { pid: 40, startMark: 'old console' },
  };

  test('a running child is on record, a finished one is not', async () => {
    processes.set(4001, alive('mark-4001'));
    const child = await begin();
    await clock.advanceAndSettle(0);
    expect(records.get('work')).toEqual({
      pid: child.pid,
      startMark: 'mark-4001',
      profile: 'work',
      args,
      console: { pid: 50, startMark: 'console' },
    });
    await stop();
    expect(records.size).toBe(0);
  });

  test('one of an earlier run blocks the start, and can be ended', async () => {
    records.set('work', orphan);
    processes.set(900, alive('mark'));
    const outcome = await service.start(work);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'listener-owned', sentence: expect.stringContaining('pid 900') },
    });
    expect(last()).toMatchObject({ status: 'blocked', orphanPid: 900 });
    const ending = service.endOrphan(work);
    await clock.advanceAndSettle(0);
    processes.delete(900);
    await clock.advanceAndSettle(200);
    expect(await ending).toEqual({ ok: true, sentence: 'The listener left behind (pid 900) was ended.' });
    expect(signals).toEqual([[900, 'SIGTERM']]);
    expect([last()?.status, records.size]).toEqual(['stopped', 0]);
    await begin();
    await stop();
  });

  test('one that ignores SIGTERM is killed; one that survives even that is named', async () => {
    records.set('work', orphan);
    processes.set(900, alive('mark'));
    const ending = service.endOrphan(work);
    await clock.advanceAndSettle(5_000);
    expect(await ending).toMatchObject({
      ok: false,
      error: { code: 'command-failed', hint: 'End it by hand: kill -9 900' },
    });
    expect(signals).toEqual([
      [900, 'SIGTERM'],
      [900, 'SIGKILL'],
    ]);
    expect(records.size).toBe(1);
  });

  test.each<[string, ProcessInfo | undefined]>([
    ['has gone', undefined],
    ['has another start time', alive('other mark')],
    ['runs something else', alive('mark', 'vim notes.txt')],
    ['cannot be looked at', { status: 'unknown' }],
  ])('a record whose process %s is no obstacle', async (_, look) => {
    records.set('work', orphan);
    if (look) processes.set(900, look);
    await begin();
    expect(await service.endOrphan(work)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(signals).toEqual([]);
    await stop();
  });

  test('a listener of another living console is left alone', async () => {
    records.set('work', orphan);
    processes.set(900, alive('mark')).set(40, alive('old console', 'zalouser-tui'));
    expect(await service.start(work)).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('Another console (pid 40)') },
    });
    expect(last()).not.toHaveProperty('orphanPid', expect.anything());
    expect(await service.endOrphan(work)).toMatchObject({ ok: false });
    expect(signals).toEqual([]);
  });
});
