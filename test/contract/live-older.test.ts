// The live connection of 2026.5.12, which has less to say than 2026.9.6 (docs/contract/gateway-live.md): the console connects all the same, and reads
// pairing from the files. Its plugin is on npm no more, so nobody logs in here. With `--all` only.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import { connectRaw, connectRawSoon, type RawClient, refused } from './support/raw-client.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';

const openclaw = inject('openclawC');
const deadlineMs = 60_000;

describe.skipIf(openclaw === undefined)('the live connection of 2026.5.12', () => {
  let system: OpenclawSystem;
  let gateway: Gateway;
  let client: RawClient;

  beforeAll(async () => {
    if (!openclaw) return;
    system = await openSystem(openclaw);
    const own = { mode: 'local', bind: 'loopback', auth: { mode: 'token', token: 'contract' } };
    await system.write(JSON.stringify({ gateway: own }));
    gateway = await system.startGateway('[gateway] ready');
    client = await connectRawSoon(system.env['OPENCLAW_GATEWAY_PORT'] ?? '', deadlineMs);
  });
  afterAll(async () => {
    client?.close();
    await gateway?.stop();
    await system?.close();
  });

  test('speaks protocol 4, and no other', async () => {
    expect(client.hello).toMatchObject({ protocol: 4, server: { version: '2026.5.12' } });
    const older = connectRaw(system.env['OPENCLAW_GATEWAY_PORT'] ?? '', { protocol: 3 });
    expect((await refused(older)).details).toMatchObject({ expectedProtocol: 4 });
  });

  test('knows sessions and accounts, but no pairing; a log-in takes no channel', async () => {
    expect(await client.call('sessions.subscribe', { limit: 5 })).toMatchObject({ subscribed: true });
    const key = 'agent:main:zalouser:direct:4512345678900008042';
    expect(await client.call('sessions.messages.subscribe', { key })).toEqual({ subscribed: true, key });
    expect(await client.call('channels.status')).toHaveProperty('channelAccounts');
    expect((await refused(client.call('channels.pairing.list'))).message).toBe(
      'unknown method: channels.pairing.list',
    );
    const login = await refused(client.call('web.login.start', { channel: 'zalouser' }));
    expect(login.message).toContain("unexpected property 'channel'");
    expect((await refused(client.call('web.login.start'))).message).toBe(
      'web login provider is not available',
    );
  });

  test('the console is connected to it, and has pairing from the files', async () => {
    const runtimeDir = await mkdtemp(join(tmpdir(), 'zalouser-tui-contract-run-'));
    const console: Console = createConsole({
      env: system.env,
      homeDir: system.home,
      platform: process.platform,
      openclawPath: openclaw?.script ?? '',
      runtimeDir,
    });
    try {
      await console.start();
      const state = () => console.store.getState();
      const isOpen = (): boolean => state().connection.status === 'open';
      await until('the connection', isOpen, deadlineMs, () => JSON.stringify(state().connection));
      expect(state().connection).toMatchObject({ version: '2026.5.12', protocol: 4 });
      await until('pairing', () => state().pairing.status === 'ready', deadlineMs);
      expect(state().pairing).toMatchObject({ way: 'files', requests: [] });
    } finally {
      await console.stop();
      await rm(runtimeDir, { recursive: true, force: true });
    }
  });
});
