// A console that looks at a gateway of another host: all it knows comes over the connection.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { headerSummary } from '../../../src/core/accounts/select.ts';
import { createConsole } from '../../../src/core/create-console.ts';
import { checklist } from '../../../src/core/doctor/select-checklist.ts';
import { portOf } from '../../../src/core/gateway/elsewhere.ts';
import { elsewhereSentences as words } from '../../../src/core/gateway/words.ts';
import { Secret } from '../../../src/core/openclaw/gateway-client/secret.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFakeRunner } from '../../support/fake-runner.ts';
import { startGatewayServer } from '../../support/gateway-server.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { until } from '../../support/until.ts';

const token = 'token-of-the-gateway';

const configOf = (dmPolicy: string) => ({
  gateway: { port: 18_789, auth: { token: '__OPENCLAW_REDACTED__' } },
  channels: { zalouser: { enabled: true, dmPolicy, accounts: { shop: {} }, messagePrefix: '${PREFIX}' } },
});

const open = async (secret = token) => {
  const server = await startGatewayServer({ token });
  let dmPolicy = 'pairing';
  server.answer('config.get', () => ({
    valid: true,
    path: '/home/far/openclaw.json',
    sourceConfig: configOf(dmPolicy),
  }));
  server.answer('channels.status', () => ({
    channelAccounts: { zalouser: [{ accountId: 'shop', linked: true, running: true }] },
  }));
  const dir = await tempDir();
  const runner = createFakeRunner();
  const console = createConsole({
    // What stands here is of this machine, and nobody's business.
    env: { HOME: dir, PATH: dir, OPENCLAW_STATE_DIR: join(dir, 'own'), ZALOUSER_TUI_ZCA: join(dir, 'zca') },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    ownZcaPath: join(dir, 'zca.js'),
    runner,
    clock: createFakeClock(),
    gateway: { url: server.url, secret: new Secret(secret) },
  });
  onTestFinished(async () => {
    await console.stop();
    await server.close();
  });
  await console.start();
  const state = () => console.store.getState();
  return {
    server,
    console,
    runner,
    state,
    change: (policy: string) => {
      dmPolicy = policy;
      server.tell('config.changed', {});
    },
  };
};

test('its accounts are those of that host; nothing is run here, and the header says where', async () => {
  const { server, runner, state } = await open();
  expect(state().config).toMatchObject({ status: 'ready', release: { version: '2026.9.6', by: 'gateway' } });
  expect(state().config.accounts.map(({ id, dmPolicy }) => [id, dmPolicy.value])).toEqual([
    ['shop', 'pairing'],
  ]);
  expect(state().config.findings.filter(({ code }) => code.includes('variable'))).toEqual([]);
  await until(() => state().gatewayReport.status === 'ready', 'what it says of the accounts');
  expect(state().gateway).toMatchObject({ status: 'up', port: server.port });
  expect(headerSummary(state(), 'all', 0).gateway).toBe(`live at 127.0.0.1:${server.port}`);
  expect(runner.commands).toEqual([]);
  expect([state().zca.status, state().openclaw.status]).toEqual(['missing', 'missing']);
});

test('a change of its config is seen when the gateway tells of it', async () => {
  const { state, change } = await open();
  change('allowlist');
  await until(() => state().config.accounts[0]?.dmPolicy.value === 'allowlist', 'the change');
});

test('what needs its files is refused, with what to do', async () => {
  const { console } = await open();
  const refused = { ok: false, error: { code: 'unsupported-here', hint: words.hint } };
  expect(await console.config.undo()).toMatchObject(refused);
  expect(await console.files.makePrivate([])).toMatchObject(refused);
});

test('one that refuses says so; there is no config then, and one that was lost keeps what was known', async () => {
  const wrong = await open('a-wrong-token');
  expect(wrong.state().connection).toMatchObject({ status: 'refused' });
  expect(wrong.state().config.status).toBe('missing');
  const rowsOf = (at: ConsoleState) =>
    checklist(at).filter(({ id }) => ['zca', 'openclaw', 'config', 'gateway'].includes(id));
  expect(rowsOf(wrong.state()).map((row) => row.state)).toEqual(['done', 'done', 'not-yet', 'needs-you']);
  expect(rowsOf(wrong.state())[3]?.sentence).toContain('does not take the token');
  const { server, console, state } = await open();
  expect(rowsOf(state()).map((row) => row.state)).toEqual(['done', 'done', 'done', 'done']);
  await server.goDown();
  await until(() => state().connection.status === 'retrying', 'the loss');
  await console.config.reload();
  expect(state().config.status).toBe('ready');
});

test.each([
  ['wss://far.example', 443],
  ['ws://127.0.0.1:19000', 19_000],
  ['ws://far.example', 80],
])('the port of %s is %i', (url, port) => expect(portOf(url)).toBe(port));
