// What we decide in the files of kinds a and c, their own command line sees; what it decides, we see. Which senders the gateway of kind a lets in.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { PairingRequest } from '../../src/core/model/people.ts';
import { storeScope } from '../../src/core/pairing/files.ts';
import { createPairingStore, type PairingStore } from '../../src/core/pairing/store.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { accountId, userId } from '../../src/core/shared/ids.ts';
import { aConfig, anAccount } from '../support/builders.ts';
import { aRelease } from '../support/releases.ts';
import { type Gateway, jsonOf, type OpenclawSystem, openSystem } from './support/system.ts';
import { openZcaDesk, type ZcaDesk } from './support/zca-desk.ts';

const [shop, work] = [accountId('shop'), accountId('work')];
const [an, binh, chi] = ['4512000000000004821', '4512000000000004822', '4512000000000004823'];
const codes: Readonly<Record<string, string>> = { [an]: 'K7PQ2MXD', [binh]: 'ABCD2345', [chi]: 'ZZZZ9999' };

/** A request as a gateway writes it; one of kind a names no account. */
const request = (id: string, account?: string) => ({
  id,
  code: codes[id],
  createdAt: new Date().toISOString(),
  lastSeenAt: new Date().toISOString(),
  ...(account === undefined ? {} : { meta: { accountId: account } }),
});

const storeOf = (system: OpenclawSystem, kind: 'a' | 'c'): PairingStore => {
  const config = aConfig({ release: aRelease(kind), accounts: [anAccount(), anAccount({ id: 'work' })] });
  const scope = storeScope(config);
  if (scope === undefined) throw new Error(`Kind ${kind} keeps no files.`);
  return createPairingStore({ credentialsDir: system.credentialsDir, clock: systemClock, scope });
};

describe.each([
  ['a', inject('openclawA'), 'zalouser-allowFrom.json'],
  ['c', inject('openclawC'), 'zalouser-shop-allowFrom.json'],
] as const)('the files of kind %s', (kind, openclaw, approvedFile) => {
  let system: OpenclawSystem;
  let store: PairingStore;
  beforeAll(async () => {
    if (openclaw === undefined) return;
    system = await openSystem(openclaw);
    const channels = { zalouser: { accounts: { shop: {}, work: {} } } };
    // The plugin of kind c is not in its package; the command needs none.
    await system.write(
      JSON.stringify(kind === 'a' ? { ...system.baseConfig, channels } : { gateway: { mode: 'local' } }),
    );
    await mkdir(system.credentialsDir, { mode: 0o700, recursive: true });
    const requests = [an, binh, chi].map((id) => request(id, kind === 'a' ? undefined : 'shop'));
    await writeFile(
      join(system.credentialsDir, 'zalouser-pairing.json'),
      JSON.stringify({ version: 1, requests }),
    );
    store = storeOf(system, kind);
  });
  afterAll(() => system?.close());

  const listed = async (): Promise<readonly string[]> => {
    const { requests } = jsonOf(await system.run(['pairing', 'list', 'zalouser', '--json'])) as {
      requests: readonly { id: string }[];
    };
    return requests.map(({ id }) => id).sort();
  };
  const requestOf = async (sender: string): Promise<PairingRequest> => {
    const found = (await store.read()).requests.find(({ senderId }) => senderId === sender);
    if (found === undefined) throw new Error(`No request of ${sender}`);
    return found;
  };
  const approvedIn = async (): Promise<readonly string[]> =>
    (
      JSON.parse(await readFile(join(system.credentialsDir, approvedFile), 'utf8')) as {
        allowFrom: readonly string[];
      }
    ).allowFrom;

  test.skipIf(openclaw === undefined)(
    'approved here: gone from their list, and in the file they read',
    async () => {
      expect(await listed()).toEqual([an, binh, chi]);
      await store.approve(await requestOf(an));
      expect(await listed()).toEqual([binh, chi]);
      expect(await approvedIn()).toEqual([an]);
      const others = (await readdir(system.credentialsDir)).filter(
        (name) => /allowFrom/u.test(name) && name !== approvedFile,
      );
      expect(others).toEqual([]);
    },
  );

  test.skipIf(openclaw === undefined)(
    'dismissed here: gone from their list, and let in by nothing',
    async () => {
      await store.dismiss(await requestOf(binh));
      expect(await listed()).toEqual([chi]);
      expect(await approvedIn()).toEqual([an]);
    },
  );

  test.skipIf(openclaw === undefined)(
    'approved by their command line: we see it, where they put it',
    async () => {
      const { code, stdout, stderr } = await system.run(['pairing', 'approve', 'zalouser', codes[chi] ?? '']);
      expect({ code, said: `${stdout}${stderr}` }).toMatchObject({
        code: 0,
        said: expect.stringContaining(`Approved zalouser sender ${chi}.`),
      });
      const { requests, approved } = await store.read();
      expect(requests).toEqual([]);
      expect(await approvedIn()).toEqual([an, chi]);
      expect(approved.filter(({ accountId: id }) => id === shop).map(({ senderId }) => senderId)).toEqual([
        an,
        chi,
      ]);
      expect(approved.some(({ accountId: id }) => id === work)).toBe(kind === 'a');
    },
  );

  test.skipIf(openclaw === undefined)('revoked here: out of the file they read', async () => {
    await store.revoke(shop, userId(an));
    expect(await approvedIn()).toEqual([chi]);
  });
});

const openclawA = inject('openclawA');

describe.skipIf(openclawA === undefined)('a gateway of kind a that runs', () => {
  let system: OpenclawSystem;
  let desk: ZcaDesk;
  let gateway: Gateway;
  let store: PairingStore;
  let written = 0;
  beforeAll(async () => {
    if (!openclawA) return;
    desk = await openZcaDesk({ friends: [], groups: [] });
    system = await openSystem(openclawA, desk.port);
    const channels = { zalouser: { groupPolicy: 'disabled', accounts: { shop: {}, work: {} } } };
    await system.write(JSON.stringify({ ...system.baseConfig, channels }));
    await mkdir(system.credentialsDir, { mode: 0o700 });
    store = storeOf(system, 'a');
    gateway = await system.startGateway();
  });
  afterAll(async () => {
    await gateway?.stop();
    await system?.close();
    await desk?.close();
  });

  /** A direct message, and the code that comes back, if one does. */
  const write = async (profile: string, sender: string): Promise<string | undefined> => {
    const sentBefore = desk.sent.length;
    written += 1;
    const line = {
      threadId: sender,
      msgId: String(7_800_000_000_000 + written),
      content: 'chào shop',
      timestamp: 1_795_362_521,
      metadata: { isGroup: false, fromId: sender },
    };
    await desk.deliver(profile, JSON.stringify(line));
    return /^Pairing code: (\w{8})$/mu.exec((await desk.replyTo(sender, sentBefore)).text)?.[1];
  };

  test('asks on one account, is approved here, and is let in on every account; revoked, on none', async () => {
    const code = await write('work', an);
    const [asked] = (await store.read()).requests;
    expect(asked).toMatchObject({ senderId: an, code });
    if (asked === undefined) throw new Error('No request');
    await store.approve(asked);
    expect(await write('work', an)).toBeUndefined();
    expect(await write('shop', an)).toBeUndefined();
    await store.revoke(work, userId(an));
    expect(await write('shop', an)).toBeDefined();
  });
});
