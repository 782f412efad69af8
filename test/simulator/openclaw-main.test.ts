// The fake `openclaw`: what it prints is read by the parsers of the real one, and its world is honest about what is done to it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenClawTask } from '../../src/core/model/programs.ts';
import { createOpenClawCli } from '../../src/core/openclaw/cli/client.ts';
import { readableLogLine } from '../../src/core/openclaw/cli/parse.ts';
import { openClawProgram } from '../../src/core/openclaw/command-line.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { createExecaRunner } from '../../src/core/system/execa-runner.ts';
import { taskWork } from '../../src/core/tasks/recipes.ts';
import { createDemoWorld, type DemoWorldHandle } from '../../src/simulator/demo-world.ts';
import { stranger } from '../../src/simulator/people.ts';
import type { Switches } from '../../src/simulator/world.ts';
import { control, isAlive, readOpenclawLog, readZcaLog } from '../../src/simulator/world-files.ts';
import { capabilities } from '../support/releases.ts';
import { tempDir } from '../support/temp-dir.ts';
import { until } from '../support/until.ts';
import { bundledOpenclaw, script } from './fake-zca.ts';

const openclawScript = bundledOpenclaw();

const open = async (switches: Switches = {}) => {
  const world = await createDemoWorld({
    baseDir: await tempDir(),
    speed: 50,
    isLively: false,
    zcaScript: script,
    openclawScript,
    switches,
  });
  onTestFinished(world.stop);
  const runner = createExecaRunner({ clock: systemClock, onRecord: () => undefined, env: world.env });
  const program = openClawProgram(world.openclawPath, process.execPath);
  const kind = switches.openclawVersion === undefined ? 'b' : 'd';
  const run = async (task: OpenClawTask) => {
    const work = taskWork(task, program, {
      can: capabilities(kind),
      version: '2026.2.26',
      isGatewayUp: false,
    });
    return work.read(await runner.run(work.command));
  };
  return { world, cli: createOpenClawCli(program, runner), run, runner, program };
};

const listeners = ({ zcaDir }: DemoWorldHandle): readonly number[] => {
  const log = readZcaLog(zcaDir);
  const gone = new Set(log.filter(({ kind }) => kind === 'exit').map(({ pid }) => pid));
  return log
    .filter(({ kind, pid }) => kind === 'connected' && !gone.has(pid) && isAlive(pid))
    .map(({ pid }) => pid);
};

const later = { openclawVersion: '2026.9.6' } as const;

describe.each([
  ['b', {}],
  ['d', later],
] as const)('the fake openclaw of %s', (kind, switches) => {
  it('knows its plugin, and that there is no gateway', async () => {
    const { cli } = await open(switches);
    expect(await cli.plugin()).toMatchObject({
      isEnabled: true,
      version: kind === 'b' ? '2026.2.26' : '2026.9.4',
    });
    expect(await cli.gatewayStatus()).toMatchObject({
      isReachable: false,
      isPortBusy: false,
      isServiceLoaded: true,
    });
    await expect(cli.channelsStatus()).rejects.toMatchObject({ code: 'gateway-down' });
    await expect(cli.health()).rejects.toMatchObject({ code: 'gateway-down' });
    if (kind === 'd') expect(await cli.configVerdict()).toMatchObject({ isValid: true });
    else await expect(cli.configVerdict()).rejects.toMatchObject({ code: 'unsupported-call' });
  });

  it('starts a gateway that listens on whoever is logged in, and says so', async () => {
    const { cli, run, world } = await open(switches);
    expect(await run({ type: 'start-gateway' })).toMatchObject({ isGood: true });
    expect(world.isGatewayUp()).toBe(true);
    expect(await cli.gatewayStatus()).toMatchObject({ isReachable: true, port: 18_789 });
    const gatewayReport = await cli.channelsStatus();
    expect(gatewayReport).toMatchObject({ default: { isRunning: true }, work: { isRunning: false } });
    await until(() => listeners(world).length === 1, 'its listener');
    expect(await run({ type: 'stop-gateway' })).toMatchObject({ isGood: true });
    expect(world.isGatewayUp()).toBe(false);
    await until(() => listeners(world).length === 0, 'its listener to end');
  });
});

describe('its gateway', () => {
  it('does not start who logs in later, until it is restarted; says running of one whose session has ended', async () => {
    const { cli, run, world } = await open();
    await run({ type: 'start-gateway' });
    control(world.zcaDir, { type: 'session', profile: 'work', session: 'active' });
    control(world.zcaDir, { type: 'session', profile: 'default', session: 'revoked' });
    expect(await cli.channelsStatus()).toMatchObject({
      default: { isConfigured: false, isRunning: true, lastError: 'not authenticated' },
      work: { isConfigured: true, isRunning: false, lastError: 'not configured' },
    });
    await run({ type: 'restart-gateway' });
    expect(await cli.channelsStatus()).toMatchObject({
      default: { isRunning: false },
      work: { isRunning: true },
    });
  });

  it('starts the channel again when the config changes', async () => {
    const { cli, run, world } = await open();
    await run({ type: 'start-gateway' });
    control(world.zcaDir, { type: 'session', profile: 'work', session: 'active' });
    const text = readFileSync(world.configPath, 'utf8');
    await writeFile(
      world.configPath,
      text.replace("profile: 'default',", "profile: 'default', enabled: true,"),
    );
    await until(() => listeners(world).length === 2, 'both listeners');
    expect(await cli.channelsStatus()).toMatchObject({ work: { isRunning: true } });
  });

  it('ends with its world', async () => {
    const { run, world } = await open();
    await run({ type: 'start-gateway' });
    await until(() => listeners(world).length === 1, 'its listener');
    const pids = listeners(world);
    await world.stop();
    await until(() => !pids.some(isAlive), 'its listener to end');
  });

  it('tells who the accounts are, and its log', async () => {
    const { cli, run, world, runner } = await open();
    await run({ type: 'start-gateway' });
    expect(await cli.health()).toMatchObject({ default: { displayName: 'Tiệm Hoa Mai' } });
    expect(await run({ type: 'read-log' })).toMatchObject({
      isGood: true,
      sentence: expect.stringMatching(/^The last \d+ lines/u),
    });
    const lines: string[] = [];
    const child = runner.start(
      { file: process.execPath, args: [world.openclawPath, 'logs', '--follow', '--json'] },
      { onStdout: (chunk) => lines.push(...Buffer.from(chunk).toString('utf8').split('\n')) },
    );
    await until(
      () => lines.some((line) => /starting zca listener/u.test(readableLogLine(line) ?? '')),
      'the log',
    );
    await child.stop();
  });

  it('is silent on request, cannot be started without a service manager, and gets stuck on request', async () => {
    const { cli, run, world, runner } = await open();
    await run({ type: 'start-gateway' });
    control(world.zcaDir, { type: 'switch', name: 'gatewaySilent', value: true });
    expect(await cli.gatewayStatus()).toMatchObject({ isReachable: false, isPortBusy: true });
    control(world.zcaDir, { type: 'switch', name: 'gatewayStuck', value: true });
    const child = runner.start(
      { file: process.execPath, args: [world.openclawPath, 'gateway', 'restart', '--json'] },
      { onStdout: () => undefined },
    );
    await until(() => !world.isGatewayUp(), 'the old one to end');
    await child.stop();
    expect(await child.ended).toMatchObject({ code: 143 });
    expect(world.isGatewayUp()).toBe(false);
    control(world.zcaDir, { type: 'switch', name: 'noService', value: true });
    expect(await run({ type: 'start-gateway' })).toMatchObject({
      isGood: false,
      detail: expect.stringContaining('systemctl'),
    });
  });
});

describe('its plugin', () => {
  it('is enabled by writing the config, whose comments are lost', async () => {
    const { cli, run, world } = await open();
    const before = readFileSync(world.configPath, 'utf8');
    await writeFile(
      world.configPath,
      before.replace('entries: { zalouser: { enabled: true } }', 'entries: {}'),
    );
    expect(await cli.plugin()).toMatchObject({ isEnabled: false });
    expect(await run({ type: 'enable-plugin' })).toMatchObject({ isGood: true });
    expect(await cli.plugin()).toMatchObject({ isEnabled: true });
    expect(readFileSync(world.configPath, 'utf8')).not.toContain('//');
    expect(readFileSync(`${world.configPath}.bak`, 'utf8')).toContain('//');
  });

  it('is installed from a folder; the registry has none that fits 2026.2.26', async () => {
    const { cli, run, world } = await open();
    control(world.zcaDir, { type: 'plugin', installed: false });
    expect(await cli.plugin()).toBeUndefined();
    expect(await run({ type: 'enable-plugin' })).toMatchObject({
      isGood: false,
      detail: expect.stringContaining('Plugin not found'),
    });
    expect(await run({ type: 'install-plugin' })).toMatchObject({
      isGood: false,
      detail: expect.stringContaining('No matching version'),
    });
    const folder = join(world.dir, 'plugin');
    expect(await run({ type: 'install-plugin', source: folder })).toMatchObject({
      isGood: false,
      detail: `Path not found: ${folder}`,
    });
    mkdirSync(folder);
    expect(await run({ type: 'install-plugin', source: folder })).toMatchObject({ isGood: true });
    expect(await cli.plugin()).toMatchObject({ isEnabled: true });
  });

  it('is installed from the registry on 2026.9.6', async () => {
    const { cli, run, world } = await open(later);
    control(world.zcaDir, { type: 'plugin', installed: false });
    expect(await run({ type: 'install-plugin' })).toMatchObject({ isGood: true });
    expect(await cli.plugin()).toMatchObject({ isEnabled: true });
  });
});

describe('its pairing', () => {
  const ask = async (world: DemoWorldHandle): Promise<string> => {
    const { id } = stranger(1);
    control(world.zcaDir, { type: 'message', profile: 'default', from: id, text: 'chào shop' });
    await until(() => existsSync(join(world.credentialsDir, 'zalouser-pairing.json')), 'the request');
    return id;
  };

  it('is decided by the RPC on 2026.9.6', async () => {
    const { cli, run, world } = await open(later);
    const id = await ask(world);
    await expect(cli.pairingRequests()).rejects.toMatchObject({ code: 'gateway-down' });
    await run({ type: 'start-gateway' });
    const { requests, accounts } = await cli.pairingRequests();
    expect([accounts, requests]).toMatchObject([['default'], [{ accountId: 'default', senderId: id }]]);
    const [request] = requests;
    if (request === undefined) throw new Error('no request');
    expect(await cli.approveRequest(request, false)).toMatchObject({
      senderId: id,
      notification: 'not-requested',
    });
    await expect(cli.dismissRequest(request)).rejects.toMatchObject({ code: 'code-unknown' });
    expect(readFileSync(join(world.credentialsDir, 'zalouser-default-allowFrom.json'), 'utf8')).toContain(id);
  });

  it('is decided by the command, and the RPC is not known to 2026.2.26', async () => {
    const { cli, run, world } = await open();
    const id = await ask(world);
    const [request] = await cli.pairingList();
    expect(request).toMatchObject({ senderId: id });
    if (request?.code === undefined) throw new Error('no code');
    expect(await cli.pairingApprove(request.code)).toMatchObject({ senderId: id, becameOwner: false });
    await expect(cli.pairingApprove(request.code)).rejects.toMatchObject({ code: 'code-unknown' });
    await run({ type: 'start-gateway' });
    await expect(cli.pairingRequests()).rejects.toMatchObject({ code: 'unsupported-call' });
    expect(readOpenclawLog(world.zcaDir).some(({ argv }) => argv?.includes('approve'))).toBe(true);
  });
});
