// What follows by itself around the gateway: when it is asked what it claims, and when that is forgotten.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ConsoleOptions } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { quickAskMs } from '../../src/core/doctor/examine.ts';
import { gatewayCheckEveryMs, reaskAfterConfigMs } from '../../src/core/reactions.ts';
import { cliRecording } from '../support/cli-recordings.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { createFakeRunner } from '../support/fake-runner.ts';
import { expectEventually } from '../support/quick-clock.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';

const statusArgs = ['channels', 'status', '--json', '--timeout', '8000'];
const healthArgs = ['health', '--json', '--timeout', '8000'];

const open = async ({
  stateName = '.openclaw',
  isUp = true,
  ...options
}: { stateName?: string; isUp?: boolean } & Partial<ConsoleOptions> = {}) => {
  const dir = await tempDir();
  const stateDir = join(dir, stateName);
  await mkdir(stateDir, { recursive: true });
  const configPath = join(stateDir, 'openclaw.json');
  await writeFile(configPath, JSON.stringify({ channels: { zalouser: { enabled: true } } }));
  const openclawPath = join(dir, 'openclaw');
  await writeFile(openclawPath, '#!/bin/sh\n');
  await chmod(openclawPath, 0o755);
  const zcaPath = join(dir, 'zca');
  const runner = createFakeRunner();
  const expectVersion = (version: string): void =>
    runner.expectRun(([arg], { file }) => arg === '--version' && file === openclawPath, {
      stdout: `OpenClaw ${version}`,
    });
  expectVersion('2026.2.26');
  const clock = createFakeClock();
  const gateway = { isUp };
  const console = createConsole({
    env: { HOME: dir, PATH: '', OPENCLAW_STATE_DIR: stateDir },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    runner,
    clock,
    openclawPath,
    zcaPath,
    canConnect: async () => gateway.isUp,
    ...options,
  });
  onTestFinished(() => console.stop());
  const expectOpinion = (): void =>
    runner.expectRun(['gateway', 'status', '--json'], cliRecording('226', 'gateway-status'));
  const expectQuestion = (): void => {
    runner.expectRun(statusArgs, cliRecording('226', 'status-up'));
    runner.expectRun(healthArgs, cliRecording('226', 'health'));
  };
  const asked = (): number => runner.commands.filter(({ args }) => args[0] === 'channels').length;
  const state = () => console.store.getState();
  return {
    zcaPath,
    console,
    runner,
    clock,
    gateway,
    state,
    expectVersion,
    expectOpinion,
    expectQuestion,
    asked,
    configPath,
  };
};

describe('a gateway that is up', () => {
  it('is asked once what it claims, and its claims go with it', async () => {
    const { console, runner, clock, gateway, state, expectOpinion, expectQuestion, asked } = await open();
    expectQuestion();
    expectOpinion();
    await console.start();
    await until(() => state().gatewayReport.status === 'ready', 'the answer');
    expect(state().gatewayReport.value).toMatchObject({
      default: { isRunning: true, displayName: 'Fake Bot' },
    });
    await clock.advanceAndSettle(gatewayCheckEveryMs);
    expect(asked()).toBe(1);
    gateway.isUp = false;
    await clock.advanceAndSettle(gatewayCheckEveryMs);
    expect(state().gatewayReport).toMatchObject({
      status: 'failed',
      error: { code: 'gateway-down' },
      value: {},
    });
    expectQuestion();
    expectOpinion();
    gateway.isUp = true;
    await clock.advanceAndSettle(gatewayCheckEveryMs);
    await until(() => state().gatewayReport.status === 'ready', 'the second answer');
    // The gateway is asked who it is at the same time, and may be slower.
    await until(
      () => runner.commands.filter(({ args }) => args[0] === 'gateway').length === 2,
      'both questions',
    );
    runner.verify();
  });

  it('is asked again some seconds after the config has changed', async () => {
    const { console, clock, state, expectQuestion, asked, configPath } = await open();
    expectQuestion();
    await console.start();
    await until(() => state().gatewayReport.status === 'ready', 'the answer');
    await writeFile(
      configPath,
      JSON.stringify({ channels: { zalouser: { enabled: true, dmPolicy: 'open' } } }),
    );
    await console.config.reload();
    expectQuestion();
    await clock.advanceAndSettle(reaskAfterConfigMs - 1);
    expect(asked()).toBe(1);
    // The watch may have seen the change too, and read the config once more.
    await expectEventually(clock, () => asked() === 2);
    expect(asked()).toBe(2);
  });

  it('is not asked unasked where that would move an old folder, nor by whoever only looks', async () => {
    for (const parts of [{ stateName: '.clawdbot' }, { asksGateway: false }]) {
      const { console, runner, state, asked } = await open(parts);
      await console.start();
      await until(() => state().gateway.status === 'up', 'the gateway');
      await settle();
      expect(asked()).toBe(0);
      runner.verify();
    }
  });
});

it('the release is what the gateway says of itself while it runs, and what the program says when it has gone', async () => {
  const { console, runner, clock, gateway, state, expectQuestion, configPath } = await open();
  await writeFile(
    configPath,
    JSON.stringify({ gateway: { port: 28_889 }, channels: { zalouser: { enabled: true } } }),
  );
  expectQuestion();
  const { stdout } = cliRecording('96', 'gateway-status');
  runner.expectRun(['gateway', 'status', '--json'], {
    stdout: stdout.replaceAll('~/.openclaw/openclaw.json', configPath),
  });
  await console.start();
  await until(() => state().config.release.by === 'gateway', 'the release');
  expect(state().config.release).toMatchObject({
    version: '2026.9.6',
    capabilities: { pairingStore: 'database', drivesZca: false },
  });
  expect(runner.commands.filter(({ args }) => args[0] === 'gateway' && args[1] === 'status')).toHaveLength(1);
  gateway.isUp = false;
  await clock.advanceAndSettle(gatewayCheckEveryMs);
  await until(() => state().config.release.by === 'binary', 'the release');
  expect(state().config.release).toMatchObject({ version: '2026.2.26', capabilities: { drivesZca: true } });
});

describe('the actions', () => {
  it('ask the gateway, cancel that, plan and run tasks on the config that was named', async () => {
    const dir = await tempDir();
    const configPath = join(dir, 'other.json');
    await writeFile(configPath, '{}');
    const { console, runner, state } = await open({ isUp: false, configPath });
    await console.start();
    await until(() => state().openclaw.status === 'found', 'openclaw');
    expect(await console.gateway.ask()).toMatchObject({ ok: false, error: { code: 'gateway-down' } });
    expect(console.tasks.plan({ type: 'gateway-status' })).toMatchObject({
      ok: true,
      plan: { command: `OPENCLAW_CONFIG_PATH=${configPath} openclaw gateway status --json` },
    });
    const child = runner.expectStart(['gateway', 'status', '--json']);
    const started = console.tasks.start({ type: 'gateway-status' });
    if (!started.ok) throw new Error('not started');
    expect(child.command?.env).toEqual({ OPENCLAW_CONFIG_PATH: configPath });
    expect(await console.tasks.cancel(started.runId)).toEqual({ ok: true });
    expect(await started.done).toMatchObject({ ok: true });
    expect(state().runs).toMatchObject([{ status: 'ended', outcome: { type: 'cancelled' } }]);
    await console.stop();
    expect(console.tasks.start({ type: 'gateway-status' })).toMatchObject({
      ok: false,
      error: { code: 'cancelled' },
    });
  });

  it('end what runs with the console', async () => {
    const { console, runner, state } = await open({ isUp: false });
    await console.start();
    await until(() => state().openclaw.status === 'found', 'openclaw');
    const child = runner.expectStart(['gateway', 'restart', '--json']);
    console.tasks.start({ type: 'restart-gateway' });
    await console.stop();
    expect(child.stops).toBeGreaterThan(0);
  });
});

describe('a look at everything', () => {
  it('asks the plugin, the config and the gateway that is there, and waits for all of them', async () => {
    const { console, runner, state, expectVersion, expectOpinion, expectQuestion } = await open({
      asksGateway: false,
    });
    expectVersion('2026.2.26');
    runner.expectRun(['plugins', 'list', '--json'], cliRecording('226', 'plugins-list'));
    expectOpinion();
    expectQuestion();
    await console.start();
    await console.examine();
    expect(state()).toMatchObject({
      plugin: { status: 'ready', value: { isEnabled: expect.any(Boolean) } },
      gatewayReport: { status: 'ready' },
      configCheck: { status: 'ready', value: { isValid: true } },
      filePermissions: { openFiles: expect.any(Array) },
    });
    runner.verify();
  });

  it('asks zca for accounts that are switched off, which nothing else does', async () => {
    const { console, runner, state, configPath, zcaPath } = await open({ asksGateway: false, isUp: false });
    await writeFile(zcaPath, '#!/bin/sh\n');
    await chmod(zcaPath, 0o755);
    const accounts = { on: {}, off: { enabled: false } };
    await writeFile(configPath, JSON.stringify({ channels: { zalouser: { enabled: true, accounts } } }));
    const asked = (profile: string): boolean =>
      runner.commands.some(({ args }) => args.join(' ') === `--profile ${profile} auth status`);
    runner.expectRun(
      ([arg], { file }) => arg === '--version' && file === zcaPath,
      { stdout: '0.1.58\n' },
      { times: 3 },
    );
    runner.expectRun(
      (args) => args.includes('status') && args.includes('auth'),
      { stdout: 'logged in\n' },
      { times: 20 },
    );
    runner.expectRun(() => true, { code: 1 }, { times: 40 });
    await console.start();
    await console.examine({ isQuick: true });
    expect([asked('on'), asked('off')]).toEqual([true, false]);
    await console.examine();
    expect(asked('off')).toBe(true);
    expect(state().facts).toMatchObject({
      off: { session: { status: expect.not.stringMatching('unknown') } },
    });
  });

  it('in passing leaves the plugin out, and asks nothing where no gateway is', async () => {
    const { console, runner, state, expectVersion } = await open({ asksGateway: false, isUp: false });
    expectVersion('2026.2.26');
    await console.start();
    await console.examine({ isQuick: true });
    expect(state()).toMatchObject({
      plugin: { status: 'idle', value: undefined },
      gatewayReport: { status: 'idle' },
      filePermissions: { sessions: [] },
    });
    expect(state().configCheck).toEqual({ status: 'idle', value: undefined });
    runner.verify();
  });

  it('in passing waits no longer than that for a gateway that does not answer, and says nothing of it', async () => {
    const { console, runner, clock, state, asked, expectOpinion } = await open({ asksGateway: false });
    runner.expectRun(statusArgs, 'never');
    expectOpinion();
    await console.start();
    const looked = console.examine({ isQuick: true });
    await until(() => asked() === 1, 'the question');
    await clock.advanceAndSettle(quickAskMs);
    expect(await looked).toEqual({ ok: true });
    expect(state().gatewayReport).toMatchObject({ status: 'idle' });
  });

  it('sees that OpenClaw was upgraded behind the same file', async () => {
    const { console, state, expectVersion } = await open({ asksGateway: false, isUp: false });
    await console.start();
    await until(() => state().openclaw.status === 'found', 'openclaw');
    expectVersion('2026.9.6');
    await console.refresh();
    expect(state().config.release).toMatchObject({ version: '2026.9.6', capabilities: { drivesZca: false } });
  });

  it('asks no openclaw whose folder it would move', async () => {
    const { console, runner, state, expectVersion } = await open({
      asksGateway: false,
      stateName: '.clawdbot',
    });
    expectVersion('2026.2.26');
    await console.start();
    await console.examine();
    expect(state().filePermissions.checkedAtMs).toBeDefined();
    runner.verify();
  });
});
