// To which gateway the console connects, and for how long.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleOptions } from '../../../src/core/console.ts';
import { createConsole } from '../../../src/core/create-console.ts';
import { openWebSocket } from '../../../src/core/openclaw/gateway-client/socket.ts';
import { gatewayCheckEveryMs } from '../../../src/core/reactions.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeRunner } from '../../support/fake-runner.ts';
import { type GatewayServer, type ServerAnswer, startGatewayServer } from '../../support/gateway-server.ts';
import { rpcRecording } from '../../support/rpc-recordings.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const token = 'token-of-the-gateway';

const recorded = (name: string): ServerAnswer => {
  const { answer } = rpcRecording(name);
  if ('payload' in answer) return answer;
  throw answer;
};

/** A console without a program of either kind beside a gateway; the config says which OpenClaw wrote it. */
const open = async (
  version = '2026.9.6',
  options: Partial<ConsoleOptions> = {},
  isUp = true,
  script: (server: GatewayServer) => void = () => undefined,
) => {
  const server = await startGatewayServer({ token, version });
  script(server);
  const dir = await tempDir();
  const stateDir = join(dir, '.openclaw');
  await mkdir(stateDir);
  const configPath = join(stateDir, 'openclaw.json');
  const writeConfig = (auth: unknown): Promise<void> =>
    writeFile(
      configPath,
      JSON.stringify({
        meta: { lastTouchedVersion: version },
        gateway: { port: server.port, auth },
        channels: { zalouser: { enabled: true } },
      }),
    );
  await writeConfig({ token });
  const clock = createFakeClock();
  const gateway = { isUp };
  const console = createConsole({
    env: { HOME: dir, PATH: '', OPENCLAW_STATE_DIR: stateDir },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    runner: createFakeRunner(),
    clock,
    zcaPath: join(dir, 'zca'),
    processes: (all) => ({ ...all, list: async () => ({ status: 'unknown' }) }),
    canConnect: async () => gateway.isUp,
    openSocket: openWebSocket,
    ...options,
  });
  onTestFinished(async () => {
    await console.stop();
    await server.close();
  });
  await console.start();
  const connection = () => console.store.getState().connection;
  const untilStatus = (status: string): Promise<void> =>
    until(() => connection().status === status, `the connection to be ${status}`);
  return { server, console, clock, gateway, connection, untilStatus, writeConfig };
};

test('a gateway that hears Zalo itself is connected to, and says which it is', async () => {
  const { server, console, connection, untilStatus } = await open();
  await untilStatus('open');
  expect(connection()).toMatchObject({ url: server.url, version: '2026.9.6', protocol: 4 });
  await until(() => console.store.getState().config.release.by === 'gateway', 'the release to be told by it');
  expect(console.store.getState().gatewayWord).toMatchObject({ version: '2026.9.6', port: server.port });
});

test('one that drives zca is left alone', async () => {
  const { server, console, clock, connection } = await open('2026.2.26');
  await until(() => console.store.getState().gateway.status === 'up', 'the gateway to be seen');
  await clock.advanceAndSettle(gatewayCheckEveryMs);
  expect(connection()).toEqual({ status: 'off' });
  expect(server.introductions).toEqual([]);
});

test('one that comes later is connected to then, and one that goes is waited for', async () => {
  const { server, console, clock, gateway, connection, untilStatus } = await open('2026.9.6', {}, false);
  await until(() => console.store.getState().gateway.status === 'down', 'the gateway to be missed');
  expect(connection()).toEqual({ status: 'off' });
  gateway.isUp = true;
  await clock.advanceAndSettle(gatewayCheckEveryMs);
  await untilStatus('open');
  gateway.isUp = false;
  await server.goDown();
  await untilStatus('retrying');
  await until(() => console.store.getState().gateway.status === 'down', 'the port to be looked at');
  await server.listen();
  gateway.isUp = true;
  await until(async () => {
    await clock.advanceAndSettle(1_000);
    return connection().status === 'open' && console.store.getState().gateway.status === 'up';
  }, 'the connection to stand again');
});

test('another secret in the config is used as soon as it is written', async () => {
  const { console, connection, untilStatus, writeConfig } = await open();
  await untilStatus('open');
  await writeConfig({ token: 'a-wrong-token' });
  await console.config.reload();
  await untilStatus('refused');
  expect(JSON.stringify(console.store.getState())).not.toContain('a-wrong-token');
  expect(connection()).toMatchObject({ error: { code: 'gateway-refused' } });
  await writeConfig({ token });
  await console.config.reload();
  await untilStatus('open');
});

test('a world without ports of its own has none, and the end of the console is the end of the connection', async () => {
  const { server, console, untilStatus } = await open();
  await untilStatus('open');
  await console.stop();
  await until(() => server.connections.length === 0, 'the connection to end');
  const other = await open('2026.9.6', { openSocket: undefined });
  await until(() => other.console.store.getState().gateway.status === 'up', 'the gateway to be seen');
  expect(other.connection()).toEqual({ status: 'off' });
});

test('it is asked what it says of the accounts and of the config, without a program to ask it with', async () => {
  const { server, console, clock, untilStatus } = await open('2026.9.6', {}, true, (server) => {
    server.answer('channels.status', recorded('channels-status-probe'));
    server.answer('config.get', () => ({ valid: true, configRevisionHash: 'new', appliedConfigHash: 'old' }));
  });
  const state = () => console.store.getState();
  await untilStatus('open');
  await until(() => state().gatewayReport.status === 'ready', 'what it says of the accounts');
  expect(state().gatewayReport.value).toMatchObject({
    default: { isLinked: true, displayName: 'Alice Nguyễn' },
  });
  await until(() => state().configForce.status === 'waiting', 'what is not yet in force');
  server.answer('config.get', () => ({ valid: true, configRevisionHash: 'new', appliedConfigHash: 'new' }));
  await until(async () => {
    await clock.advanceAndSettle(1_000);
    return state().configForce.status === 'in-force';
  }, 'what is in force');
  const asked = server.calls.filter(({ method }) => method === 'channels.status');
  expect(asked).toHaveLength(1);
  await server.goDown();
  await until(() => state().configForce.status === 'unknown', 'nobody to be asked');
});
