// The console on the current OpenClaw, as a person sees it: the built program in a terminal, the real gateway, an emulated Zalo behind it. One account, in
// the order of its life. The session is the gateway's from the first to the last test: nothing here opens a second one.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openProgram } from '../support/program.ts';
import { scanQr } from '../support/scan-qr.ts';
import type { TerminalSession } from '../support/terminal.ts';
import { until } from './support/until.ts';
import { startZaloGateway, type ZaloGateway } from './support/zalo-gateway.ts';

const openclaw = inject('openclawD');
const deadlineMs = 60_000;
const answer = 'Dạ shop còn hàng ạ';
const stranger = '4512345678900008042';
const group = '7012345678900000001';

describe.skipIf(openclaw === undefined)('the console on 2026.9.6', () => {
  let on: ZaloGateway;
  let terminal: TerminalSession;

  const open = async (...args: readonly string[]): Promise<TerminalSession> =>
    openProgram(args, {
      home: on.system.home,
      env: { ...on.system.env, ZALOUSER_TUI_OPENCLAW: openclaw?.script, ZALOUSER_TUI_OWN_ZCA: 'off' },
      columns: 120,
      rows: 40,
      keepOpen: true,
    });
  const shows = async (expected: string | RegExp): Promise<void> => terminal.until(expected, { deadlineMs });

  beforeAll(async () => {
    if (!openclaw) return;
    on = await startZaloGateway(openclaw, {
      answer,
      channel: {
        dmPolicy: 'pairing',
        groupPolicy: 'allowlist',
        groups: { [group]: { requireMention: true } },
        groupAllowFrom: ['*'],
      },
    });
    terminal = await open('--screen', 'login');
  });
  afterAll(async () => {
    await terminal?.close();
    await on?.close();
  });

  test('the QR code on the screen is the one that Zalo waits for; scanned, the account listens', async () => {
    await shows(/not logged in/u);
    terminal.press('enter');
    await shows('Waiting for scan');
    const { pending } = (await on.zalo.get('/qr')) as { pending: { content: string; code: string } };
    expect(scanQr(terminal.terminal, 'dark')).toBe(pending.content);
    await on.zalo.post('/qr/scan', { code: pending.code });
    await on.zalo.post('/qr/confirm', { code: pending.code });
    await shows(/Logged in on default as Alice Nguyễn/u);
    await on.untilConnected();
    terminal.press('1');
    await shows(/● gateway listens/u);
  });

  test('a stranger writes, and the request is on the screen with its code; let in by keyboard, the next message is answered', async () => {
    terminal.press('3');
    await on.say('còn hàng không?', stranger);
    await shows(/Pending 1/u);
    const [text = ''] = await on.sent();
    const code = /^[A-Z2-9]{8}$/mu.exec(text)?.[0] ?? 'none';
    await shows(`${code.slice(0, 4)} ${code.slice(4)}`);
    terminal.press('a');
    await shows('Cancel');
    terminal.press('y');
    await shows(/Pending 0 +Approved 1/u);
    terminal.press('2');
    await on.say('còn hàng không ạ?', stranger);
    await shows(/✓ answered +Khách lạ +còn hàng không ạ\?/u);
    terminal.press('end');
    await shows(/It was answered in \d/u);
    await shows(answer);
    expect((await on.sent()).at(-1)).toBe(answer);
    expect(await on.connections()).toHaveLength(1);
  });

  test('a message to a group without a mention is dropped, and the reason is said', async () => {
    // The text of what is dropped is in the database for 15 ms: a machine that is busy with other things may miss one.
    for (
      let asked = 1;
      asked <= 5 && terminal.screen().every((line) => !line.includes('✗ mention'));
      asked += 1
    ) {
      await on.say(`có ai không ${asked}`, stranger, { groupId: group });
      await terminal.until(
        (screen) => screen.lines().filter((line) => line.includes('▸ #id …0001')).length === asked,
        { deadlineMs },
      );
    }
    await shows(/✗ mention .*có ai không/u);
    terminal.press('end');
    await shows(/verdict +needs mention/u);
    await shows('It does not mention the agent');
    expect(await on.connections()).toHaveLength(1);
  });

  test('an answer that Zalo refuses is not shown as sent', async () => {
    const fault = { match: '/api/message', errorCode: -201, message: 'blocked by emulator', times: 5 };
    await on.zalo.post('/fault', fault);
    await on.say('còn nghe không?', stranger);
    await shows(/✗ not sent .*còn nghe không\?/u);
    terminal.press('end');
    await shows(/The answer could not be sen/u);
    await shows('blocked by emulator');
    await on.zalo.post('/reset', {});
    expect(await on.connections()).toHaveLength(1);
  });

  test('an approval is taken back, and the next message asks for a code again; the config is as it was', async () => {
    const before = await readFile(on.system.configPath, 'utf8');
    terminal.press('3');
    await shows(/Pending 0 +Approved 1/u);
    terminal.press('tab');
    await shows(/x revoke/u);
    terminal.press('x');
    await shows('Cancel');
    terminal.press('y');
    await shows(/Pending 0 +Approved 0/u);
    // The permission for the command is taken out again behind it.
    const isAsBefore = async (): Promise<boolean> =>
      (await readFile(on.system.configPath, 'utf8')) === before;
    await until('the config to be as it was', isAsBefore, deadlineMs, on.log);
    await on.untilConnected();
    const sentBefore = (await on.sent()).length;
    await on.say('tôi lại hỏi', stranger);
    await shows(/Pending 1 +Approved 0/u);
    await until('a code', async () => (await on.sent()).length > sentBefore, deadlineMs, on.log);
    expect((await on.sent()).at(-1)).toContain('Pairing code');
    expect(await on.connections()).toHaveLength(1);
  });
});
