// Pairing without a console: what it reads, and that it runs nothing for it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openPairing, type PairingClient } from '../../../src/core/pairing/client.ts';
import { pairingRows } from '../../../src/core/pairing/select.ts';
import { pairingCode, userId } from '../../../src/core/shared/ids.ts';
import { shop } from '../../support/builders.ts';
import { createFakeRunner, type FakeRunner } from '../../support/fake-runner.ts';
import { aProcess, type FakeProcesses, fakeProcesses } from '../../support/processes.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface World {
  readonly client: PairingClient;
  readonly runner: FakeRunner;
  readonly processes: FakeProcesses;
  readonly dir: string;
  readonly credentialsDir: string;
  /** Ports that were looked at. */
  readonly looked: readonly string[];
}

const [stranger, friend] = ['4512000000000004831', '4512000000000004832'];

/** One account, whose store has a request; zca has kept a friend of the same name. */
const open = async (options: { readonly isConnectionReadOnly?: boolean } = {}): Promise<World> => {
  const dir = await tempDir();
  const credentialsDir = join(dir, '.openclaw', 'credentials');
  const cache = join(dir, '.openzca', 'profiles', 'shop-profile', 'cache');
  await mkdir(credentialsDir, { recursive: true });
  await mkdir(cache, { recursive: true });
  const channels = { zalouser: { dmPolicy: 'pairing', accounts: { shop: { profile: 'shop-profile' } } } };
  await writeFile(join(dir, '.openclaw', 'openclaw.json'), JSON.stringify({ channels }));
  const now = new Date().toISOString();
  const request = {
    id: stranger,
    code: 'K7PQ2MXD',
    createdAt: now,
    lastSeenAt: now,
    meta: { accountId: 'shop', name: 'Lan' },
  };
  await writeFile(
    join(credentialsDir, 'zalouser-pairing.json'),
    JSON.stringify({ version: 1, requests: [request] }),
  );
  await writeFile(join(cache, 'friends.json'), JSON.stringify([{ userId: friend, displayName: 'Lan' }]));
  const runner = createFakeRunner();
  const processes = fakeProcesses();
  const looked: string[] = [];
  const client = openPairing({
    env: { HOME: dir, PATH: '' },
    homeDir: dir,
    platform: process.platform,
    runtimeDir: join(dir, 'run'),
    runner,
    canConnect: async () => {
      looked.push('port');
      return false;
    },
    processes: () => processes,
    ...options,
  });
  onTestFinished(() => client.stop());
  return { client, runner, processes, dir, credentialsDir, looked };
};

it('lists, finds and decides from the files, and runs nothing', async () => {
  const { client, runner, credentialsDir, processes, looked } = await open();
  const { store, directory, pairing } = client;
  await client.start();
  expect(await directory.loadPeers(shop)).toEqual({ ok: true });
  expect(pairingRows(store.getState(), Date.now())).toMatchObject([
    {
      request: { senderId: stranger, code: 'K7PQ2MXD' },
      name: { name: 'Lan' },
      warning: { type: 'like-contact', userId: friend },
    },
  ]);
  const found = await pairing.findByCode(pairingCode('k7pq 2mxd'));
  if (!found.ok) throw new Error(found.error.sentence);
  expect(await pairing.approve(found.request)).toMatchObject({ ok: true });
  expect(
    JSON.parse(await readFile(join(credentialsDir, 'zalouser-shop-allowFrom.json'), 'utf8')),
  ).toMatchObject({ allowFrom: [stranger] });
  expect(await pairing.revoke(shop, userId(stranger))).toMatchObject({ ok: true });
  expect(store.getState().pairing).toMatchObject({ requests: [], approved: [] });
  expect([runner.commands, processes.looks, looked]).toEqual([[], 1, []]);
});

it('decides nothing where nothing is to be changed', async () => {
  const { client, runner, credentialsDir } = await open({ isConnectionReadOnly: true });
  await client.start();
  const before = await readFile(join(credentialsDir, 'zalouser-pairing.json'), 'utf8');
  const found = await client.pairing.findByCode(pairingCode('K7PQ2MXD'));
  if (!found.ok) throw new Error(found.error.sentence);
  for (const outcome of [
    client.pairing.approve(found.request),
    client.pairing.dismiss(found.request),
    client.pairing.revoke(shop, userId(stranger)),
  ])
    expect(await outcome).toMatchObject({ ok: false, error: { code: 'read-only' } });
  expect(await readFile(join(credentialsDir, 'zalouser-pairing.json'), 'utf8')).toBe(before);
  expect(runner.commands).toEqual([]);
});

it('goes by the gateway that runs, before the store is read', async () => {
  const { client, runner, processes, dir, looked } = await open();
  const folder = join(dir, 'lib', 'node_modules', 'openclaw');
  await mkdir(join(folder, 'dist'), { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'openclaw', version: '2026.9.6' }));
  await writeFile(join(folder, 'dist', 'index.js'), '');
  processes.entries = [
    aProcess(4_242, `node ${folder}/dist/index.js gateway`, { startedAtMs: Date.now() + 60_000 }),
  ];
  processes.environments = { 4242: { HOME: dir } };
  await client.start();
  const { config, pairing } = client.store.getState();
  expect(config.release.capabilities.pairingStore).toBe('database');
  expect(pairing).toMatchObject({ status: 'idle', requests: [] });
  expect(runner.commands).toEqual([]);
  // It is the gateway that decides: whether it answers is looked at before it is asked.
  expect(looked).toEqual(['port']);
});

it('tells a profile of which no list is kept', async () => {
  const { client } = await open();
  await client.start();
  const outcome = await client.directory.loadPeers('nobody' as typeof shop);
  expect(outcome).toMatchObject({ ok: false, error: { code: 'not-found' } });
});

it('begins nothing once it was stopped', async () => {
  const { client, processes } = await open();
  await client.stop();
  await client.start();
  expect(await client.pairing.refresh()).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(processes.looks).toBe(0);
});
