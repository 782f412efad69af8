// A story that runs faster than the machine: what goes by it, what does not, and that all its programs tell one time.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { confirmMs } from '../../src/core/gateway/anomalies.ts';
import { createProcessScanner, scanSoonMs } from '../../src/core/gateway/process-scan.ts';
import { createListenerOrphans } from '../../src/core/listener/records.ts';
import { realTimeClock, systemClock } from '../../src/core/shared/clock.ts';
import { reduce } from '../../src/core/store.ts';
import { createDemoWorld } from '../../src/simulator/demo-world.ts';
import { readGateway } from '../../src/simulator/gateway-files.ts';
import { clockSpeed, storyClock, storyMs } from '../../src/simulator/story-clock.ts';
import { control } from '../../src/simulator/world-files.ts';
import { aConfig, anAccount, aState, nowMs, shop, someFacts } from '../support/builders.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { aProcess, fakeProcesses } from '../support/processes.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';
import { bundledOpenclaw, quietWorld, script, start } from './fake-zca.ts';

const openclawScript = bundledOpenclaw();
const run = promisify(execFile);

describe('ZALOUSER_DEMO_CLOCK', () => {
  it.each([
    [undefined, 1],
    ['', 1],
    ['1', 1],
    ['4', 4],
    ['2.5', 2.5],
    ['8', 8],
    ['100', 8],
    ['Infinity', 8],
    ['0', 1],
    ['0.5', 1],
    ['-4', 1],
    ['fast', 1],
  ])('%s: %d times as fast', (text, speed) => {
    expect(clockSpeed(text)).toBe(speed);
  });
});

describe('the clock of a story', () => {
  const open = (speed: number) => {
    const machine = createFakeClock();
    const createdAtMs = machine.now();
    return { machine, createdAtMs, clock: storyClock({ createdAtMs, clockSpeed: speed }, machine) };
  };

  it('is the machine’s own where the story is no faster', () => {
    expect(storyClock({ createdAtMs: 0 }, systemClock)).toBe(systemClock);
    expect(storyClock({ createdAtMs: 0, clockSpeed: 1 }, systemClock)).toBe(systemClock);
    expect(realTimeClock(systemClock)).toBe(systemClock);
    expect(storyMs({ createdAtMs: 5 }, 12)).toBe(12);
  });

  it('begins with the story and tells whole milliseconds', () => {
    const { machine, createdAtMs, clock } = open(2.5);
    expect(clock.now()).toBe(createdAtMs);
    machine.advance(1_001);
    expect(clock.now()).toBe(createdAtMs + 2_503);
  });

  it('calls back once, when that much of the story has passed', () => {
    const { machine, createdAtMs, clock } = open(4);
    const called: number[] = [];
    clock.after(10_000, () => called.push(clock.now() - createdAtMs));
    const cancel = clock.after(10_000, () => called.push(-1));
    cancel();
    machine.advance(2_499);
    expect(called).toEqual([]);
    machine.advance(60_000);
    expect(called).toEqual([10_000]);
  });

  it.each([0, 1, 2, 3, 50, 333, 1_001])('never calls before it is time: %i ms', (delayMs) => {
    const { machine, createdAtMs, clock } = open(4);
    let calledAtMs = -1;
    clock.after(delayMs, () => (calledAtMs = clock.now() - createdAtMs));
    machine.advance(1_000);
    expect(calledAtMs).toBeGreaterThanOrEqual(delayMs);
    expect(calledAtMs).toBeLessThan(delayMs + 4);
  });

  it('unhurried tells the same time, and waits as long as the machine', () => {
    const { machine, createdAtMs, clock } = open(4);
    let isCalled = false;
    realTimeClock(clock).after(1_500, () => (isCalled = true));
    machine.advance(1_499);
    expect([isCalled, realTimeClock(clock).now() - createdAtMs]).toEqual([false, 5_996]);
    machine.advance(1);
    expect(isCalled).toBe(true);
  });

  it('settles a doubt as much sooner, and looks at processes no sooner than they come and go', async () => {
    const machine = createFakeClock(nowMs);
    const processes = fakeProcesses([aProcess(30, 'openclaw-gateway')]);
    let state = aState({
      config: aConfig({ accounts: [anAccount()] }),
      gateway: { status: 'up', port: 18_789, checkedAtMs: nowMs },
      facts: { [shop]: someFacts({ listener: { status: 'stopped', sinceMs: 0 } }) },
    });
    const service = createProcessScanner({
      processes,
      clock: storyClock({ createdAtMs: nowMs, clockSpeed: 4 }, machine),
      getState: () => state,
      dispatch: (event) => {
        state = reduce(state, event);
      },
      homeDir: '/home/an',
      userHomeDir: '/home/an',
      env: {},
      readLock: async () => undefined,
      records: async () => [],
      consolePid: 50,
    });
    service.scanSoon();
    await machine.advanceAndSettle(scanSoonMs - 1);
    expect(processes.looks).toBe(0);
    await machine.advanceAndSettle(1);
    const settled = (): readonly boolean[] =>
      Object.values(state.listening.anomalies).map(({ isConfirmed }) => isConfirmed);
    expect([processes.looks, settled()]).toEqual([1, [false]]);
    await machine.advanceAndSettle(confirmMs / 4 - 1);
    expect(settled()).toEqual([false]);
    await machine.advanceAndSettle(1);
    expect(settled()).toEqual([true]);
    service.stop();
  });

  it('leaves a listener that is ended as long as on the machine', async () => {
    const machine = createFakeClock(nowMs);
    const args = ['--profile', 'default', 'listen'];
    const signals: string[] = [];
    const orphans = createListenerOrphans({
      records: {
        read: async () => ({ pid: 60, startMark: 'boot:600', profile: 'default', args }),
        write: async () => undefined,
        remove: async () => undefined,
      },
      processes: {
        inspect: async () => ({
          status: 'alive',
          startMark: 'boot:600',
          commandLine: `zca ${args.join(' ')}`,
        }),
        signal: (_, signal) => signals.push(signal) > 0,
      },
      clock: storyClock({ createdAtMs: nowMs, clockSpeed: 4 }, machine),
      consolePid: 50,
    });
    const ending = orphans.end(shop);
    await machine.advanceAndSettle(1_500);
    expect(signals).toEqual(['SIGTERM']);
    await machine.advanceAndSettle(100);
    expect(signals).toEqual(['SIGTERM', 'SIGKILL']);
    await machine.advanceAndSettle(1_600);
    expect(await ending).toMatchObject({ ok: false });
  });
});

describe('the programs of a faster world', () => {
  /** A world made a minute ago, four times as fast: three minutes have passed in it beyond the machine’s. */
  const minuteAgo = () => ({ nowMs: Date.now() - 60_000, clockSpeed: 4 });
  const aheadMs = 180_000;
  /** The run itself may take a while. */
  const slackMs = 120_000;

  const expectAhead = (atMs: number): void => {
    expect(atMs).toBeGreaterThanOrEqual(Date.now() + aheadMs - 1_000);
    expect(atMs).toBeLessThan(Date.now() + aheadMs + slackMs);
  };

  it('zca says by the story when a message was sent', async () => {
    const dir = await quietWorld(minuteAgo());
    const listener = start(dir, ['--profile', 'default', 'listen', '-r', '-k']);
    await listener.sees('Connected');
    control(dir, { type: 'message', from: '4512345678900008042', text: 'mấy giờ rồi?' });
    await listener.sees('mấy giờ rồi?');
    const line =
      listener
        .stdout()
        .split('\n')
        .find((text) => text.startsWith('{')) ?? '';
    const { timestamp }: { readonly timestamp: number } = JSON.parse(line);
    expectAhead(timestamp * 1_000 + 999);
  });

  it('openclaw says by the story when its gateway has started, and what time it is', async () => {
    const machine = { ...systemClock, now: () => minuteAgo().nowMs };
    const speeds = { speed: 50, clockSpeed: 4 };
    const world = await createDemoWorld({
      ...speeds,
      clock: machine,
      baseDir: await tempDir(),
      isLively: false,
      zcaScript: script,
      openclawScript,
      gateway: 'up',
    });
    onTestFinished(world.stop);
    await until(
      () => readGateway(world.zcaDir)?.accounts['default']?.isRunning === true,
      'the gateway to start its channel',
    );
    const gateway = readGateway(world.zcaDir);
    expectAhead(gateway?.startedAtMs ?? 0);
    expectAhead(gateway?.accounts['default']?.startedAtMs ?? 0);
    const args = [world.openclawPath, 'gateway', 'call', 'channels.status', '--json'];
    const { stdout } = await run(process.execPath, args, { env: world.env });
    const { ts }: { readonly ts: number } = JSON.parse(stdout);
    expectAhead(ts);
  });
});
