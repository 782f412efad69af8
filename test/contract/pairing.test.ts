// What we decide, the gateway and its command line see; what they decide, we see.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type PairingRequest, requestKey } from '../../src/core/model/people.ts';
import { createPairingStore, type PairingStore } from '../../src/core/pairing/store.ts';
import { systemClock } from '../../src/core/shared/clock.ts';
import { accountId, defaultAccountId, userId } from '../../src/core/shared/ids.ts';
import { withFileLock } from '../../src/core/system/file-lock.ts';
import { type Gateway, jsonOf, type OpenclawSystem, openSystem } from './support/system.ts';
import { until } from './support/until.ts';
import { openZcaDesk, type SentMessage, type ZcaDesk } from './support/zca-desk.ts';

const openclaw = inject('openclawB');
const shop = accountId('shop');
const [an, binh, chi, dung] = [
  '4512000000000004821',
  '4512000000000004822',
  '4512000000000004823',
  '4512000000000004824',
];
const deadlineMs = 30_000;

interface ListedRequest {
  readonly id: string;
  readonly code: string;
  readonly createdAt: string;
  readonly meta?: { readonly accountId?: string };
}

describe.skipIf(openclaw === undefined)('pairing with a gateway that runs', () => {
  let system: OpenclawSystem;
  let desk: ZcaDesk;
  let gateway: Gateway;
  let store: PairingStore;
  let written = 0;

  beforeAll(async () => {
    if (!openclaw) return;
    desk = await openZcaDesk({ friends: [], groups: [] });
    system = await openSystem(openclaw, desk.port);
    const channels = { zalouser: { groupPolicy: 'disabled', accounts: { default: {}, shop: {} } } };
    await system.write(JSON.stringify({ ...system.baseConfig, channels }));
    await mkdir(system.credentialsDir, { mode: 0o700 });
    store = createPairingStore({ credentialsDir: system.credentialsDir, clock: systemClock });
    gateway = await system.startGateway();
  });
  afterAll(async () => {
    await gateway?.stop();
    await system?.close();
    await desk?.close();
  });

  const put = (profile: string, sender: string): Promise<void> => {
    written += 1;
    const line = {
      threadId: sender,
      msgId: String(7_800_000_000_000 + written),
      content: 'chào shop',
      timestamp: 1_795_362_521,
      metadata: { isGroup: false, fromId: sender },
    };
    return desk.deliver(profile, JSON.stringify(line));
  };
  const nextTo = async (sender: string, sentBefore: number): Promise<SentMessage> => {
    const find = (): SentMessage | undefined =>
      desk.sent.slice(sentBefore).find(({ threadId }) => threadId === sender);
    await until(`an answer to ${sender}`, () => find() !== undefined, deadlineMs, gateway.log);
    return find() as SentMessage;
  };
  /** A direct message, and what is sent back. */
  const write = async (profile: string, sender: string): Promise<SentMessage> => {
    const sentBefore = desk.sent.length;
    await put(profile, sender);
    return nextTo(sender, sentBefore);
  };
  const codeIn = ({ text }: SentMessage): string | undefined => /^Pairing code: (\w{8})$/mu.exec(text)?.[1];
  const requestOf = async (sender: string): Promise<PairingRequest> => {
    const found = (await store.read()).requests.find(({ senderId }) => senderId === sender);
    if (found === undefined) throw new Error(`No request of ${sender}`);
    return found;
  };
  const listed = async (): Promise<readonly ListedRequest[]> =>
    (
      jsonOf(await system.run(['pairing', 'list', 'zalouser', '--json'])) as {
        requests: readonly ListedRequest[];
      }
    ).requests;

  test('a request: the code that was sent, in our list and in theirs', async () => {
    const code = codeIn(await write('default', an));
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/u);
    const request = await requestOf(an);
    expect(request).toMatchObject({ accountId: defaultAccountId, senderId: an, code });
    expect(await listed()).toEqual([
      expect.objectContaining({ id: an, code, createdAt: new Date(request.createdAtMs).toISOString() }),
    ]);
  });

  test('approved here: gone from their list, and the next message is answered', async () => {
    await store.approve(await requestOf(an));
    expect(await listed()).toEqual([]);
    expect(codeIn(await write('default', an))).toBeUndefined();
  });

  test('revoked here: the next message asks for pairing again', async () => {
    await store.revoke(defaultAccountId, userId(an));
    expect(codeIn(await write('default', an))).toBeDefined();
  });

  test('dismissed here: the next message gets another code', async () => {
    const request = await requestOf(an);
    const { code } = request;
    await store.dismiss(request);
    const next = codeIn(await write('default', an));
    expect(next).toBeDefined();
    expect(next).not.toBe(code);
  });

  test('approved for one account, not for the other', async () => {
    await write('shop', binh);
    await store.approve(await requestOf(binh));
    expect(codeIn(await write('shop', binh))).toBeUndefined();
    expect(codeIn(await write('default', binh))).toBeDefined();
  });

  test('approved by their command line: we see it', async () => {
    const request = await requestOf(an);
    const { code, stdout } = await system.run([
      'pairing',
      'approve',
      'zalouser',
      (request.code ?? '').toLowerCase(),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Approved zalouser sender ${an}.`);
    const { requests, approved } = await store.read();
    expect(requests.map(requestKey)).toEqual([`default:${binh}`]);
    expect(approved.map(requestKey).sort()).toEqual([`default:${an}`, `${shop}:${binh}`]);
  });

  test('the unscoped file counts for default, and a revocation cleans it too', async () => {
    await writeFile(
      join(system.credentialsDir, 'zalouser-allowFrom.json'),
      JSON.stringify({ version: 1, allowFrom: [chi] }),
    );
    expect((await store.read()).approved.map(requestKey)).toContain(`default:${chi}`);
    expect(codeIn(await write('default', chi))).toBeUndefined();
    await store.revoke(defaultAccountId, userId(chi));
    expect(codeIn(await write('default', chi))).toBeDefined();
  });

  test('the gateway waits for our lock, and writes when it is free', async () => {
    const file = join(system.credentialsDir, 'zalouser-pairing.json');
    const sentBefore = desk.sent.length;
    await withFileLock(file, { clock: systemClock }, async () => {
      await put('shop', dung);
      await gateway.says(/\[shop\] inbound message(?![\s\S]*\[default\] inbound)/u);
      // Others are answered meanwhile: the gateway is not just slow.
      expect(codeIn(await write('default', an))).toBeUndefined();
      expect(desk.sent.slice(sentBefore).map(({ threadId }) => threadId)).toEqual([an]);
      expect((await store.read()).requests.map(({ senderId }) => senderId)).not.toContain(dung);
    });
    expect(codeIn(await nextTo(dung, sentBefore))).toBe((await requestOf(dung)).code);
  });
});
