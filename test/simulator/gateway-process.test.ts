// The process of the simulated gateway: what it listens on, what it does when a listener ends, the config changes, or it is told to restart.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readGatewayAnswer } from '../../src/core/gateway/program-locator.ts';
import {
  createDemoWorld,
  type DemoWorldHandle,
  type DemoWorldOptions,
} from '../../src/simulator/demo-world.ts';
import { processesOfWorld, readGateway } from '../../src/simulator/gateway-files.ts';
import { demoStrangers } from '../../src/simulator/people.ts';
import { control, controlFile, isAlive, readSent, readZcaLog } from '../../src/simulator/world-files.ts';
import { aListener, aProcess, fakeProcesses } from '../support/processes.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';
import { bundledOpenclaw, script } from './fake-zca.ts';

const openclawScript = bundledOpenclaw();
const run = promisify(execFile);
const firstStranger = demoStrangers[0]?.id ?? '';

const open = async (options: DemoWorldOptions): Promise<DemoWorldHandle> => {
  const world = await createDemoWorld({
    baseDir: await tempDir(),
    speed: 20,
    isLively: false,
    zcaScript: script,
    openclawScript,
    ...options,
  });
  onTestFinished(world.stop);
  await until(world.isGatewayUp, 'the gateway to come up');
  return world;
};

const listeners = ({ zcaDir }: DemoWorldHandle, profile = 'default'): readonly number[] =>
  readGateway(zcaDir)?.listeners[profile] ?? [];
const listening = (world: DemoWorldHandle, count: number, profile?: string): Promise<void> =>
  until(() => listeners(world, profile).length === count, `${count} listeners`);
/** So many listeners have connected since the world was made: only then do they obey. */
const connections = ({ zcaDir }: DemoWorldHandle, count: number): Promise<void> =>
  until(
    () => readZcaLog(zcaDir).filter(({ kind }) => kind === 'connected').length === count,
    `${count} connections`,
  );

describe('the simulated gateway', () => {
  it.each([
    ['up', 1],
    ['deaf', 0],
    ['doubled', 2],
  ] as const)(
    '%s: listens %i times on the account that is logged in, not on the other',
    async (gateway, count) => {
      const world = await open({ gateway });
      await listening(world, count);
      expect(listeners(world, 'work')).toEqual([]);
    },
  );

  it('never starts a listener again that ended with 0, and any other after five seconds', async () => {
    const world = await open({ gateway: 'up' });
    await connections(world, 1);
    const [first] = listeners(world);
    control(world.zcaDir, { type: 'crash', profile: 'default' });
    await connections(world, 2);
    expect(listeners(world)).not.toContain(first);
    control(world.zcaDir, { type: 'exit', code: 0, profile: 'default' });
    await listening(world, 0);
    // It hears nothing, so it answers nothing.
    const from = '4512345678900008042';
    control(world.zcaDir, { type: 'message', from, text: 'có ai không?' });
    // What is asked for after it is done after it: a stranger writes once that message has been read.
    control(world.zcaDir, { type: 'stranger' });
    await until(
      () => readFileSync(controlFile(world.zcaDir), 'utf8').includes(firstStranger),
      'the stranger',
    );
    control(world.zcaDir, { type: 'gateway', act: 'restart' });
    await listening(world, 1);
    control(world.zcaDir, { type: 'message', from, text: 'còn bây giờ?' });
    const answers = () => readSent(world.zcaDir).filter(({ threadId }) => threadId === from);
    await until(() => answers().length > 0, 'an answer');
    expect(answers()).toHaveLength(1);
  });

  it('answers as often as it listens', async () => {
    const world = await open({ gateway: 'doubled' });
    await listening(world, 2);
    control(world.zcaDir, { type: 'double', profile: 'default' });
    await listening(world, 3);
    control(world.zcaDir, { type: 'message', from: '4512345678900008042', text: 'chào' });
    await until(() => readSent(world.zcaDir).length > 0, 'an answer');
    expect(readSent(world.zcaDir)).toHaveLength(3);
  });

  it('restarts its listeners when a value of the channel changes, and not for a comment', async () => {
    const world = await open({ gateway: 'doubled' });
    await listening(world, 2);
    const before = listeners(world);
    const text = await readFile(world.configPath, 'utf8');
    await writeFile(world.configPath, `${text}\n// a comment\n`);
    await writeFile(
      world.configPath,
      text.replace("profile: 'default',", "profile: 'default', enabled: true,"),
    );
    await until(
      () => listeners(world).length === 1 && !before.includes(listeners(world)[0] ?? 0),
      'a new listener',
    );
  });

  it('is known to the simulated openclaw, which restarts it', async () => {
    const world = await open({ gateway: 'deaf' });
    const answer = async (...args: readonly string[]): Promise<string> =>
      (await run(process.execPath, [world.openclawPath, ...args])).stdout;
    expect(await answer('--version')).toBe('2026.2.26\n');
    expect(readGatewayAnswer(await answer('gateway', 'status', '--json'))).toEqual({
      isGateway: true,
      pids: [readGateway(world.zcaDir)?.pid],
    });
    expect(JSON.parse(await answer('gateway', 'restart', '--json'))).toMatchObject({ ok: true });
    await listening(world, 1);
    control(world.zcaDir, { type: 'gateway', act: 'stop' });
    await until(() => !world.isGatewayUp(), 'the gateway to go');
    expect(readGatewayAnswer(await answer('gateway', 'status', '--json'))).toBeUndefined();
    expect(JSON.parse(await answer('gateway', 'start', '--json'))).toMatchObject({ ok: true });
    await listening(world, 1);
    expect(JSON.parse(await answer('gateway', 'stop', '--json'))).toMatchObject({ ok: true });
    expect(world.isGatewayUp()).toBe(false);
  });

  it('comes with a control line, and goes with its world', async () => {
    const world = await createDemoWorld({
      baseDir: await tempDir(),
      speed: 20,
      isLively: false,
      zcaScript: script,
      openclawScript,
    });
    onTestFinished(world.stop);
    expect(world.isGatewayUp()).toBe(false);
    control(world.zcaDir, { type: 'gateway', act: 'start' });
    await listening(world, 1);
    const pids = [readGateway(world.zcaDir)?.pid ?? 0, ...listeners(world)];
    await world.stop();
    await until(() => !pids.some(isAlive), 'everything to end');
  });
});

it('shows the demo only the processes of its world, and a gateway that has long been there', async () => {
  const world = await open({ gateway: 'up' });
  await listening(world, 1);
  const gatewayPid = readGateway(world.zcaDir)?.pid ?? 0;
  const all = fakeProcesses([
    aProcess(gatewayPid, 'openclaw-gateway', { startedAtMs: 10_000_000 }),
    aProcess(7, 'openclaw-gateway'),
    aListener(8, 'default'),
    aProcess(9, `node ${world.zcaPath} listen`),
    aProcess(process.pid, 'node zalouser-tui'),
  ]);
  const listing = await processesOfWorld(all, world.dir).list();
  expect(
    listing.status === 'listed' ? listing.entries.map(({ pid, startedAtMs }) => [pid, startedAtMs]) : [],
  ).toEqual([
    [gatewayPid, 6_400_000],
    [9, 0],
    [process.pid, 0],
  ]);
  all.entries = undefined;
  expect(await processesOfWorld(all, world.dir).list()).toEqual({ status: 'unknown' });
});
