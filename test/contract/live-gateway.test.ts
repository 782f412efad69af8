// What the live connection and the database of 2026.9.6 do, looked at with no code of ours: the console relies on it
// (docs/contract/gateway-live.md). One account, in the order of its life.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectRaw, refused } from './support/raw-client.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 60_000;
const answer = 'Dạ shop còn hàng ạ';
const stranger = '4512345678900008042';
const channel = 'zalouser';

type Row = Readonly<Record<string, unknown>>;
describe.skipIf(openclaw === undefined)('the live connection of 2026.9.6', () => {
  let on: ZaloGateway;
  let database: DatabaseSync;

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, { answer });
    database = new DatabaseSync(join(on.system.home, '.openclaw', 'state', 'openclaw.sqlite'), {
      readOnly: true,
    });
  });
  afterAll(async () => {
    database?.close();
    await on?.close();
  });
  const rows = (sql: string): readonly Row[] => database.prepare(sql).all();

  test('least scopes: what was not asked for is refused by name; another protocol is told what is spoken', async () => {
    const reader = await connectRaw(on.port, { scopes: ['operator.read'] });
    expect(reader.hello).toMatchObject({ protocol: 4, server: { version: '2026.9.6' } });
    expect((await refused(reader.call('channels.pairing.list'))).message).toContain('operator.pairing');
    expect((await refused(reader.call('no.such.method'))).message).toMatch(/unknown method|missing scope/u);
    reader.close();
    expect((await refused(connectRaw(on.port, { protocol: 3 }))).details).toMatchObject({
      code: 'PROTOCOL_MISMATCH',
      expectedProtocol: 4,
    });
  });

  test('a code is scanned, and the account listens by itself', async () => {
    const client = on.client();
    expect(await on.status()).toMatchObject({ linked: false });
    const started = await client.call('web.login.start', { channel });
    expect(started['qrDataUrl']).toMatch(/^data:image\/png;base64,/u);
    expect(await client.call('web.login.start', { channel })).toEqual({
      qrDataUrl: started['qrDataUrl'],
      message: 'QR already active. Scan it with the Zalo app.',
    });
    await on.zalo.post('/qr/scan');
    await on.zalo.post('/qr/confirm');
    expect(await client.call('web.login.wait', { channel, timeoutMs: 20_000 })).toEqual({
      connected: true,
      message: 'Login successful.',
    });
    await on.untilConnected();
    const isTold = async (): Promise<boolean> => (await on.status())['connected'] === true;
    await until('the connection to be told', isTold, deadlineMs, on.log);
    expect(await on.status()).toMatchObject({ linked: true, running: true, lifecycle: 'ready' });
  });

  test('a stranger gets a code, is approved over the connection, told so, and answered', async () => {
    await on.say('còn hàng không?', stranger);
    await until('a code', async () => (await on.sent()).length === 1, deadlineMs, on.log);
    const [request] = rows('SELECT * FROM channel_pairing_requests');
    expect(request).toMatchObject({ channel_key: channel, account_id: 'default', request_id: stranger });
    expect((await on.sent())[0]).toContain(String(request?.['code']));
    const { requests } = (await on.client().call('channels.pairing.list', { channel })) as {
      requests: Row[];
    };
    expect(requests).toMatchObject([
      { senderId: stranger, accountId: 'default', metadata: { name: 'Khách lạ' } },
    ]);
    expect(JSON.stringify(requests)).not.toContain(String(request?.['code']));

    const requestId = requests[0]?.['requestId'];
    const approval = { channel, accountId: 'default', requestId, notify: true };
    expect(await on.client().call('channels.pairing.approve', approval)).toMatchObject({
      notification: 'sent',
    });
    await until('the notice', async () => (await on.sent()).length === 2, deadlineMs, on.log);
    expect(rows('SELECT entry FROM channel_pairing_allow_entries')).toMatchObject([{ entry: stranger }]);

    await on.say('còn hàng không ạ?', stranger);
    await until('an answer', async () => (await on.sent()).at(-1) === answer, deadlineMs, on.log);
    expect(await on.connections()).toHaveLength(1);
  });

  test('every message is in the database before it is judged, its text until it has been worked off', async () => {
    expect(rows('PRAGMA user_version')).toEqual([{ user_version: 18 }]);
    const isWorkedOff = (): boolean =>
      rows("SELECT 1 FROM channel_ingress_events WHERE status <> 'completed'").length === 0;
    await until('all to be worked off', isWorkedOff, deadlineMs, on.log);
    expect(
      rows(
        'SELECT channel_id, account_id, lane_key, payload_json FROM channel_ingress_events ORDER BY received_at',
      ),
    ).toEqual(
      Array.from({ length: 2 }, () => ({
        channel_id: channel,
        account_id: 'default',
        lane_key: `direct:${stranger}`,
        payload_json: 'null',
      })),
    );
  });

  test('an answer that Zalo refuses stays in the delivery queue, with what Zalo said', async () => {
    await on.zalo.post('/fault', {
      match: '/api/message',
      errorCode: -201,
      message: 'blocked by emulator',
      times: 5,
    });
    await on.say('còn nghe không?', stranger);
    const isRefused = (): boolean =>
      rows("SELECT 1 FROM delivery_queue_entries WHERE last_error LIKE '%blocked by emulator%'").length === 1;
    await until('the refusal', isRefused, deadlineMs, on.log);
    await on.zalo.post('/reset', {});
  });

  test('displaced by another connection: told as recovering, then ready again; nothing is asked twice of Zalo', async () => {
    await on.zalo.post('/kick', { code: 3000 });
    const lifecycleIs = (wanted: string) => async (): Promise<boolean> =>
      (await on.status())['lifecycle'] === wanted;
    await until('it to recover', lifecycleIs('recovering'), deadlineMs, on.log);
    await until('it to be ready', lifecycleIs('ready'), deadlineMs, on.log);
    expect(await on.connections()).toHaveLength(1);
  });
});
