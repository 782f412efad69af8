// A gateway that holds the Zalo session itself, in a real terminal: its friends by name without marks, a message whose connection is lost under way and that
// goes out once, a request for pairing that is approved.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type GatewayServer, startGatewayServer } from '../support/gateway-server.ts';
import { openProgram, runPiped } from '../support/program.ts';
import { rpcRecording } from '../support/rpc-recordings.ts';
import { tempDir } from '../support/temp-dir.ts';
import { expectFits } from '../support/terminal.ts';

const status = {
  channelAccounts: {
    zalouser: [
      { accountId: 'default', enabled: true, configured: true, linked: true, running: true, connected: true },
    ],
  },
};

const payloadOf = (name: string): unknown => {
  const { answer } = rpcRecording(name);
  return 'payload' in answer ? answer.payload : undefined;
};

const toolAnswers: Readonly<Record<string, string>> = {
  friends: 'tools-invoke-friends',
  groups: 'tools-invoke-groups',
  me: 'tools-invoke-me',
};

/** Those of the recording, as if they had asked just now. */
const requestsNow = (): unknown => {
  const list = payloadOf('pairing-list') as { readonly requests: readonly object[] };
  const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + 3_600_000)].map((at) => at.toISOString());
  const requests = list.requests.map((request) => ({
    ...request,
    createdAt,
    lastSeenAt: createdAt,
    expiresAt,
  }));
  return { ...list, requests };
};

const openGateway = async (): Promise<GatewayServer> => {
  const server = await startGatewayServer({ token: 'secret', version: '2026.9.6' });
  onTestFinished(() => server.close());
  server.answer('channels.status', { payload: status });
  server.answer('health', { payload: { ok: true } });
  server.answer('config.get', { payload: {} });
  server.answer('sessions.subscribe', { payload: { subscribed: true, list: [] } });
  server.answer(
    'tools.invoke',
    ({ args }) => payloadOf(toolAnswers[(args as { readonly action: string }).action] ?? ''),
    'operator.write',
  );
  server.answer('channels.pairing.list', { payload: requestsNow() }, 'operator.pairing');
  return server;
};

/** A home folder whose config names the gateway. */
const homeOf = async (server: GatewayServer, config: object = {}): Promise<string> => {
  const home = await tempDir();
  await mkdir(join(home, '.openclaw'));
  await writeFile(
    join(home, '.openclaw', 'openclaw.json'),
    JSON.stringify({
      meta: { lastTouchedVersion: '2026.9.6' },
      gateway: { port: server.port, auth: { mode: 'token', token: 'secret' } },
      channels: { zalouser: { dmPolicy: 'pairing', groupPolicy: 'allowlist' } },
      plugins: { entries: { zalouser: { enabled: true } } },
      ...config,
    }),
  );
  return home;
};

const openOn = async (server: GatewayServer, screen: string) =>
  openProgram(['--screen', screen], { home: await homeOf(server), columns: 80, rows: 24 });

describe('the commands of the shell', () => {
  it.each([
    ['peers', 25],
    ['groups', 8],
  ])('wait for the connection and list %s by it', async (list, count) => {
    const server = await openGateway();
    const outcome = await runPiped(['directory', list, '--json'], { HOME: await homeOf(server) });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(outcome.stdout)[list]).toHaveLength(count);
    expect(server.calls.filter(({ method }) => method === 'tools.invoke').length).toBeGreaterThan(0);
  });

  it('say who the account is, and why members cannot be listed', async () => {
    const server = await openGateway();
    const env = { HOME: await homeOf(server) };
    expect((await runPiped(['directory', 'self'], env)).stdout).toContain('Alice Nguyễn');
    const members = await runPiped(['directory', 'members', '8212345678900001330'], env);
    expect(members.code).not.toBe(0);
    expect(members.stderr).toContain('has no call for the members of a group. There is no openclaw on PATH.');
  });

  it('take an approval back by the command of the gateway, where that is allowed', async () => {
    const server = await openGateway();
    server.answer('config.get', { payload: { runtimeConfig: { commands: { config: true } } } });
    server.answer(
      'chat.send',
      ({ idempotencyKey }) => {
        const content = [{ type: 'text', text: '✅ DM allowlist removed in pairing store.' }];
        const payload = { runId: idempotencyKey, state: 'final', message: { content } };
        setImmediate(() => server.tell('chat', payload));
        return { runId: idempotencyKey, status: 'started' };
      },
      'operator.admin',
    );
    server.answer('sessions.delete', { payload: { ok: true } }, 'operator.admin');
    const env = { HOME: await homeOf(server, { commands: { config: true } }) };
    const outcome = await runPiped(['pairing', 'revoke', '700000000000009'], env);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.stdout).toContain('is no longer approved on default');
    expect(server.calls.find(({ method }) => method === 'chat.send')?.params['message']).toBe(
      '/allowlist remove dm --store channel=zalouser account=default 700000000000009',
    );
    expect(server.calls.at(-1)?.method).not.toBe('chat.send');
  });
});

it('finds a friend without marks, and sends a message once though the connection is lost under way', async () => {
  const server = await openGateway();
  let sent = 0;
  server.answer(
    'send',
    ({ idempotencyKey }) => {
      sent += 1;
      // The answer to the first has nobody to go to.
      if (sent === 1) server.drop();
      return { runId: idempotencyKey, messageId: '7796018922260', channel: 'zalouser' };
    },
    'operator.write',
  );
  const terminal = await openOn(server, 'directory');
  await terminal.until('Đặng Thuỳ Mai', { deadlineMs: 20_000 });
  await terminal.until(/Groups 8/u);
  terminal.type('dang thuy');
  await terminal.until(/of 25/u);
  expectFits(terminal.terminal);
  terminal.press('esc');
  await terminal.until(/m message/u);
  terminal.press('m');
  await terminal.until('Message to Đặng Thuỳ Mai');
  terminal.type('chào chị');
  await terminal.until('chào chị');
  terminal.press('ctrl+d');
  await terminal.until('The gateway sends it through its own session.');
  terminal.press('y');
  await terminal.until('Sent to Đặng Thuỳ Mai.', { deadlineMs: 20_000 });
  const sends = server.calls.filter(({ method }) => method === 'send');
  expect(sends.map(({ params }) => params['to'])).toEqual(Array(2).fill('user:4512345678900079313'));
  expect(new Set(sends.map(({ params }) => params['idempotencyKey'])).size).toBe(1);
  terminal.press('q');
  await terminal.exit;
});

it('approves a request over the connection, with the scope for it alone', async () => {
  const server = await openGateway();
  server.answer(
    'channels.pairing.approve',
    () => {
      server.answer(
        'channels.pairing.list',
        { payload: payloadOf('pairing-list-badaccount') },
        'operator.pairing',
      );
      return payloadOf('pairing-approve-notify');
    },
    'operator.pairing',
  );
  const terminal = await openOn(server, 'pairing');
  await terminal.until('Người Lạ', { deadlineMs: 20_000 });
  terminal.press('A');
  await terminal.until('The gateway tells them, in its own words.');
  terminal.press('y');
  await terminal.until('Pending 0', { deadlineMs: 20_000 });
  const approval = server.calls.find(({ method }) => method === 'channels.pairing.approve');
  expect(approval?.scopes).toEqual(['operator.read', 'operator.pairing']);
  terminal.press('q');
  await terminal.exit;
});
