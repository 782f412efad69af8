// Pairing of 2026.9.6 through the console, against the real gateway and the real command.
// The channel's plugin is loaded from where it was installed. It cannot log in to Zalo here, so requests are put into the database as the
// gateway does, and the telling of an approval fails: both are part of what is checked.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Console } from '../../src/core/console.ts';
import { createConsole } from '../../src/core/create-console.ts';
import type { PairingRequest } from '../../src/core/model/people.ts';
import { accountId, pairingCode, userId } from '../../src/core/shared/ids.ts';
import type { PairingState } from '../../src/core/state.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';

const openclaw = inject('openclawD');
const deadlineMs = 60_000;
const [an, binh, chi] = [
  userId('4512000000000004821'),
  userId('4512000000000004822'),
  userId('4512000000000004823'),
];

describe.skipIf(openclaw === undefined)('pairing of 2026.9.6', () => {
  let system: OpenclawSystem;
  let gateway: Gateway | undefined;
  let console: Console;
  let runtimeDir: string;

  const pairing = (): PairingState => console.store.getState().pairing;
  const requestOf = (sender: string): PairingRequest => {
    const found = pairing().requests.find(({ senderId }) => senderId === sender);
    if (found === undefined) throw new Error(`No request of ${sender}`);
    return found;
  };
  const database = (): DatabaseSync =>
    new DatabaseSync(join(system.home, '.openclaw', 'state', 'openclaw.sqlite'), { timeout: 10_000 });
  const withDatabase = <Result>(work: (db: DatabaseSync) => Result): Result => {
    const db = database();
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  /** A row as the gateway writes it when somebody unknown writes. */
  const ask = (sender: string, code: string, name?: string): void => {
    const now = new Date().toISOString();
    const meta = JSON.stringify({ ...(name === undefined ? {} : { name }), accountId: 'default' });
    withDatabase((db) =>
      db
        .prepare(
          'INSERT INTO channel_pairing_requests (channel_key, account_id, request_id, code, created_at, last_seen_at, meta_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
        )
        .run('zalouser', 'default', sender, code, now, now, meta),
    );
  };
  const approvedIds = (): readonly unknown[] =>
    withDatabase((db) =>
      db
        .prepare(
          "SELECT entry FROM channel_pairing_allow_entries WHERE channel_key = 'zalouser' ORDER BY sort_order",
        )
        .all()
        .map(({ entry }) => entry),
    );

  beforeAll(async () => {
    if (!openclaw) return;
    system = await openSystem(openclaw);
    await system.write(
      `// The operator's own comment.\n${JSON.stringify(
        {
          ...system.baseConfig,
          gateway: { mode: 'local', bind: 'loopback' },
          plugins: {
            allow: ['zalouser'],
            load: { paths: [join(openclaw.folder, 'node_modules', '@openclaw', 'zalouser')] },
            entries: { zalouser: { enabled: true } },
          },
          channels: {
            zalouser: {
              dmPolicy: 'pairing',
              groupPolicy: 'disabled',
              accounts: { default: { groupPolicy: 'disabled' } },
            },
          },
        },
        null,
        2,
      )}\n`,
    );
    gateway = await system.startGateway('[gateway] ready');
    runtimeDir = await mkdtemp(join(tmpdir(), 'zalouser-tui-contract-run-'));
    console = createConsole({
      env: system.env,
      homeDir: system.home,
      platform: process.platform,
      openclawPath: openclaw.script,
      runtimeDir,
    });
    await console.start();
  });
  afterAll(async () => {
    await console?.stop();
    await gateway?.stop();
    await system?.close();
    if (runtimeDir !== undefined) await rm(runtimeDir, { recursive: true, force: true });
  });

  test('is read in the database: nobody waits', async () => {
    await until(
      'the database to be read',
      () => pairing().status === 'ready' && pairing().way === 'database',
      deadlineMs,
    );
    expect(console.store.getState().config.release.capabilities.pairingStore).toBe('database');
    await until(
      'the gateway and the program to be found',
      () => {
        const { gateway: found, openclaw: program, connection } = console.store.getState();
        return found.status === 'up' && program.status === 'found' && connection.status === 'open';
      },
      deadlineMs,
      () => JSON.stringify(console.store.getState().connection),
    );
    expect(pairing()).toMatchObject({ requests: [], approved: [] });
  });

  test('a request appears by itself, with its name and its code', async () => {
    ask(an, 'K7PQ2MXD', 'Nguyễn An');
    await until('the request', () => pairing().requests.length === 1, deadlineMs);
    const request = requestOf(an);
    expect(request).toMatchObject({ accountId: 'default', name: 'Nguyễn An', code: 'K7PQ2MXD' });
    expect(request.requestId).not.toBe('');
  });

  test('a typed code finds it, any case, and what is decided goes through the gateway', async () => {
    const found = await console.pairing.findByCode(pairingCode('k7pq 2mxd'), accountId('default'));
    expect(found).toMatchObject({ ok: true, request: { senderId: an, requestId: requestOf(an).requestId } });
    expect(await console.pairing.findByCode(pairingCode('ZZZZ9999'))).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
  });

  test('approved and told: the approval stands, the telling fails without a session, and nobody becomes an owner', async () => {
    const before = await readFile(system.configPath, 'utf8');
    const outcome = await console.pairing.approve(requestOf(an), { notify: true });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not-told' } });
    expect(approvedIds()).toContain(an);
    await until('the request to be gone', () => pairing().requests.length === 0, deadlineMs);
    expect(pairing().approved).toMatchObject([{ accountId: 'default', senderId: an }]);
    expect(pairing().decisions).toMatchObject([
      { act: 'approve', senderId: an, delivery: { status: 'failed' } },
    ]);
    expect(await readFile(system.configPath, 'utf8')).toBe(before);
  });

  test('dismissed: gone; a second time it says so', async () => {
    ask(binh, 'ABCD2345');
    await until('the request', () => pairing().requests.length === 1, deadlineMs);
    const request = requestOf(binh);
    expect(await console.pairing.dismiss(request)).toMatchObject({ ok: true });
    await until('the request to be gone', () => pairing().requests.length === 0, deadlineMs);
    expect(await console.pairing.dismiss(request)).toMatchObject({
      ok: false,
      error: { code: 'code-unknown' },
    });
    expect(approvedIds()).not.toContain(binh);
  });

  test('without a gateway by the command: the first approved becomes the owner of the commands', async () => {
    await gateway?.stop();
    gateway = undefined;
    await until(
      'the gateway to be missed',
      async () => (await console.gateway.check()).ok && console.store.getState().gateway.status === 'down',
      deadlineMs,
    );
    ask(chi, 'PQRS6789', 'Lê Chi');
    await until('the request', () => pairing().requests.length === 1, deadlineMs);
    expect(pairing().way).toBe('database');
    const request = requestOf(chi);
    expect(request).toMatchObject({ code: 'PQRS6789', name: 'Lê Chi' });
    expect(await console.pairing.dismiss(request)).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/^(?:unsupported-here|gateway-down)$/u) },
    });
    const outcome = await console.pairing.approve(request);
    expect(outcome).toMatchObject({ ok: true, sentence: expect.stringContaining('owner of all commands') });
    expect(approvedIds()).toEqual(expect.arrayContaining([an, chi]));
    // What the question warns of.
    const after = await readFile(system.configPath, 'utf8');
    expect(after).toContain(`zalouser:${chi}`);
    expect(after).not.toContain("operator's own comment");
  });
});
