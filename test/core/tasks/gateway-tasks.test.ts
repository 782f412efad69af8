import { describe, expect, it, onTestFinished } from 'vitest';
import { errorSentences } from '../../../src/core/error-words.ts';
import { createPluginService } from '../../../src/core/gateway/program-locator.ts';
import type { GatewayStatus, OpenClawStatus, OpenClawTask } from '../../../src/core/model/programs.ts';
import { createOpenClawCli } from '../../../src/core/openclaw/cli/client.ts';
import { AppError } from '../../../src/core/shared/error.ts';
import { createEventStore } from '../../../src/core/store.ts';
import { createCommandRuns, createGatewayTasks, programOf } from '../../../src/core/tasks/gateway-tasks.ts';
import { aConfig } from '../../support/builders.ts';
import { cliRecording } from '../../support/cli-recordings.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeRunner } from '../../support/fake-runner.ts';

const found: OpenClawStatus = {
  status: 'found',
  path: '/usr/bin/openclaw',
  by: 'path',
  version: '2026.2.26',
};

const setUp = (openclaw: OpenClawStatus = found) => {
  const clock = createFakeClock();
  const runner = createFakeRunner();
  const { store, dispatch } = createEventStore();
  const world: {
    status: GatewayStatus['status'];
    looks: number;
    changes: number;
    heard: (string | undefined)[];
    foreign?: string;
  } = {
    status: 'down',
    looks: 0,
    changes: 0,
    heard: [],
  };
  dispatch({ type: 'openclaw/located', openclaw });
  dispatch({ type: 'config/read', config: aConfig() });
  const cli = () => createOpenClawCli(programOf(store.getState(), '/usr/bin/node', {}), runner);
  const checkGateway = async (): Promise<void> => {
    world.looks += 1;
    const { status } = world;
    dispatch({
      type: 'gateway/checked',
      gateway: status === 'unknown' ? { status } : { status, port: 28_789, checkedAtMs: clock.now() },
    });
  };
  const tasks = createGatewayTasks({
    cli,
    assertOurs: () => {
      if (world.foreign !== undefined)
        throw new AppError(errorSentences.foreignOwner({ file: world.foreign, uid: 1001 }));
    },
    hear: async (report) => {
      world.heard.push(report.version);
    },
    runs: createCommandRuns({ runner, clock, dispatch }),
    plugin: createPluginService({ cli, clock, dispatch }),
    checkGateway,
    onChanged: () => {
      world.changes += 1;
    },
    clock,
    getState: store.getState,
  });
  onTestFinished(() => runner.verify());
  const start = (task: OpenClawTask) => {
    const started = tasks.start(task);
    if (!started.ok) throw new Error(started.error.sentence);
    return started;
  };
  return { clock, runner, store, world, tasks, start };
};

const started = JSON.stringify({ action: 'start', ok: true, result: 'started' });

describe('a task', () => {
  it('is planned with the program that was found', () => {
    const { tasks } = setUp();
    expect(tasks.plan({ type: 'start-gateway' })).toMatchObject({
      ok: true,
      plan: { command: 'openclaw gateway start --json', program: '/usr/bin/openclaw' },
    });
  });

  it.each<OpenClawTask>([
    { type: 'install-plugin' },
    { type: 'enable-plugin' },
    { type: 'start-gateway' },
    { type: 'stop-gateway' },
    { type: 'restart-gateway' },
  ])('is neither planned nor run on the files of somebody else: $type', (task) => {
    const { tasks, world, runner } = setUp();
    world.foreign = '/home/an/.openclaw';
    for (const answer of [tasks.plan(task), tasks.start(task)])
      expect(answer).toMatchObject({ ok: false, error: { code: 'foreign-owner' } });
    expect(runner.commands).toEqual([]);
  });

  it.each<OpenClawTask>([{ type: 'gateway-status' }, { type: 'read-log' }, { type: 'follow-log' }])(
    'that only reads is planned there, too: $type',
    (task) => {
      const { tasks, world } = setUp();
      world.foreign = '/home/an/.openclaw';
      expect(tasks.plan(task)).toMatchObject({ ok: true });
    },
  );

  it.each<[OpenClawStatus, string]>([
    [{ status: 'missing' }, 'openclaw-not-found'],
    [{ status: 'unknown' }, 'busy'],
  ])('is none with openclaw %o', (openclaw, code) => {
    const { tasks } = setUp(openclaw);
    expect(tasks.plan({ type: 'start-gateway' })).toMatchObject({ ok: false, error: { code } });
    expect(tasks.start({ type: 'start-gateway' })).toMatchObject({ ok: false, error: { code } });
  });
});

describe('starting the gateway', () => {
  it('waits until it listens, then asks for its status', async () => {
    const { clock, runner, start, store, world } = setUp();
    const child = runner.expectStart(['gateway', 'start', '--json']);
    const { done } = start({ type: 'start-gateway' });
    child.stdout(started);
    child.end();
    await clock.advanceAndSettle(1_000);
    expect(store.getState().runs[0]).toMatchObject({ status: 'checking', result: { isGood: true } });
    world.status = 'up';
    runner.expectRun(['gateway', 'status', '--json'], cliRecording('226', 'gateway-status'));
    await clock.advanceAndSettle(500);
    expect(await done).toEqual({ ok: true, sentence: 'The gateway answers on port 28789 (pid 11499).' });
    expect(store.getState()).toMatchObject({
      gateway: { status: 'up' },
      runs: [{ status: 'ended', check: { isGood: true } }],
    });
    expect(world.changes).toBe(1);
  });

  it('does not wait for ever for one that does not come up', async () => {
    const { clock, runner, start } = setUp();
    const child = runner.expectStart(['gateway', 'start', '--json']);
    runner.expectRun(['gateway', 'status', '--json'], cliRecording('226', 'gateway-status-down'));
    const { done } = start({ type: 'start-gateway' });
    child.stdout(started);
    child.end();
    await clock.advanceAndSettle(21_000);
    expect(await done).toMatchObject({ ok: false, error: { sentence: 'No gateway answers.' } });
  });

  it('asks at once where it failed, and keeps the better advice', async () => {
    const { runner, start, store, world } = setUp();
    const { code, stdout } = cliRecording('226', 'gateway-start-no-service');
    const child = runner.expectStart(['gateway', 'start', '--json']);
    runner.expectRun(['gateway', 'status', '--json'], cliRecording('226', 'gateway-status-down'));
    const { done } = start({ type: 'start-gateway' });
    child.stdout(stdout);
    child.end({ code });
    expect(await done).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('openclaw gateway run') },
    });
    expect(store.getState().runs[0]).toMatchObject({
      outcome: { type: 'exited', code: 1 },
      result: { isGood: false, detail: expect.stringContaining('systemctl') },
      check: { isGood: false, sentence: 'No gateway answers.' },
    });
    expect(world.looks).toBe(1);
  });

  it('says that asking failed', async () => {
    const { runner, start, store, world } = setUp();
    world.status = 'unknown';
    const child = runner.expectStart(['gateway', 'start', '--json']);
    runner.expectRun(['gateway', 'status', '--json'], {
      code: 1,
      stderr: '[openclaw] Failed to start CLI: Error: boom',
    });
    const { done } = start({ type: 'start-gateway' });
    child.stdout(started);
    child.end();
    expect(await done).toMatchObject({ ok: false });
    expect(store.getState().runs[0]?.check).toMatchObject({
      sentence: 'Asking again failed.',
      detail: 'boom',
    });
  });
});

it('the status the operator asks for is listened to', async () => {
  const { runner, start, world } = setUp();
  const child = runner.expectStart(['gateway', 'status', '--json']);
  const { done } = start({ type: 'gateway-status' });
  child.stdout(cliRecording('96', 'gateway-status').stdout);
  child.end();
  expect(await done).toMatchObject({ ok: true });
  expect(world.heard).toEqual(['2026.9.6']);
});

describe('installing the plugin', () => {
  it('asks whether it is there and on', async () => {
    const { runner, start, store } = setUp();
    const child = runner.expectStart(['plugins', 'install', '/srv/zalouser']);
    runner.expectRun(['plugins', 'list', '--json'], cliRecording('226', 'plugins-list-disabled'));
    const { done } = start({ type: 'install-plugin', source: '/srv/zalouser' });
    child.stdout('Installed plugin: zalouser\n');
    child.end();
    expect(await done).toEqual({ ok: true, sentence: 'The plugin 2026.2.26 is installed, but not enabled.' });
    expect(store.getState()).toMatchObject({
      plugin: { status: 'ready', value: { isEnabled: false } },
      runs: [{ check: { next: { type: 'enable-plugin' } } }],
    });
  });

  it('what the registry does not have is not offered from there again', async () => {
    const { runner, start, store } = setUp();
    const child = runner.expectStart(['plugins', 'install', '@openclaw/zalouser@2026.2.26']);
    runner.expectRun(['plugins', 'list', '--json'], { stdout: '{"plugins":[]}' });
    const { done } = start({ type: 'install-plugin' });
    child.stderr(cliRecording('226', 'plugins-install-etarget').stderr);
    child.end({ code: 1 });
    expect(await done).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('name a folder') },
    });
    expect(store.getState().runs).toMatchObject([
      { check: { next: { type: 'install-plugin', isLocal: true } } },
    ]);
  });

  it('does not believe an exit code of 0', async () => {
    const { runner, start } = setUp();
    const child = runner.expectStart(['plugins', 'install', '/srv/zalouser']);
    runner.expectRun(['plugins', 'list', '--json'], cliRecording('226', 'plugins-list-broken'));
    const { done } = start({ type: 'install-plugin', source: '/srv/zalouser' });
    child.stdout(cliRecording('226', 'plugins-install-folder').stdout);
    child.end();
    expect(await done).toMatchObject({
      ok: false,
      error: { sentence: 'The plugin is there, but OpenClaw could not load it.' },
    });
  });
});
