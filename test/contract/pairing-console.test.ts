// An unknown sender writes to a real gateway: the request is on the console within a second, is approved by keyboard in a real terminal,
// and the next message is answered.
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openProgram } from '../support/program.ts';
import { expectFits, type TerminalSession } from '../support/terminal.ts';
import { type Gateway, type OpenclawSystem, openSystem } from './support/system.ts';
import { openZcaDesk, type ZcaDesk } from './support/zca-desk.ts';

const openclaw = inject('openclawB');
const isBuilt = existsSync(join(import.meta.dirname, '..', '..', 'dist', 'zalouser-tui.js'));
if (!isBuilt)
  console.warn('Skipped: dist/ is missing, and the console cannot be opened in a terminal: npm run build.');

const [stranger, other] = ['4512000000000004831', '4512000000000004832'];
/** From the moment the stranger has the code. */
const withinMs = 1_000;

describe.skipIf(openclaw === undefined || !isBuilt)('the console beside a gateway that runs', () => {
  let system: OpenclawSystem;
  let desk: ZcaDesk;
  let gateway: Gateway;
  let terminal: TerminalSession;
  let written = 0;

  beforeAll(async () => {
    if (!openclaw) return;
    desk = await openZcaDesk({ friends: [], groups: [] });
    system = await openSystem(openclaw, desk.port);
    const channels = { zalouser: { groupPolicy: 'disabled', accounts: { default: {}, shop: {} } } };
    await system.write(JSON.stringify({ ...system.baseConfig, channels }));
    await mkdir(system.credentialsDir, { mode: 0o700 });
    gateway = await system.startGateway();
    terminal = await openProgram(['--screen', 'pairing', '--openclaw', openclaw.script], {
      env: { ...system.env, NO_COLOR: undefined, NODE_OPTIONS: undefined },
      home: system.home,
      columns: 100,
      keepOpen: true,
    });
    // The accounts have been asked: a checklist that comes with the first picture has come by then.
    await terminal.until(/gateway up/u, { deadlineMs: 60_000 });
    await terminal.until('Nobody waits for approval.');
  });
  afterAll(async () => {
    await terminal?.close();
    await gateway?.stop();
    await system?.close();
    await desk?.close();
  });

  /** A direct message, and what is sent back. */
  const write = async (profile: string, sender: string): Promise<string> => {
    const sentBefore = desk.sent.length;
    written += 1;
    const line = {
      threadId: sender,
      msgId: String(7_900_000_000_000 + written),
      content: 'chào shop',
      timestamp: 1_795_362_521,
      metadata: { isGroup: false, fromId: sender },
    };
    await desk.deliver(profile, JSON.stringify(line));
    return (await desk.replyTo(sender, sentBefore)).text;
  };
  const codeIn = (text: string): string | undefined => /^Pairing code: (\w{8})$/mu.exec(text)?.[1];

  test('a stranger writes, is seen within a second, approved by keyboard, told, and answered', async () => {
    const code = codeIn(await write('default', stranger)) ?? '';
    expect(code).toHaveLength(8);
    await terminal.until(`${code.slice(0, 4)} ${code.slice(4)}`, { deadlineMs: withinMs });
    expect(terminal.terminal.title).toBe('zalouser-tui: 1 waiting for approval');
    expectFits(terminal.terminal);
    const sentBefore = desk.sent.length;
    terminal.press('A');
    await terminal.until('[ Approve & tell ]');
    terminal.press('y');
    await terminal.until(/Pending 0 +Approved 1 +Decided 1/u);
    const told = await desk.replyTo(stranger, sentBefore);
    expect(told).toMatchObject({
      profile: 'default',
      text: 'Your pairing request has been approved.',
      isGroup: false,
    });
    expect(codeIn(await write('default', stranger))).toBeUndefined();
  });

  test('on another account: told through that account, not the default one', async () => {
    const code = codeIn(await write('shop', other)) ?? '';
    await terminal.until(`${code.slice(0, 4)} ${code.slice(4)}`, { deadlineMs: withinMs });
    const sentBefore = desk.sent.length;
    terminal.press('A');
    await terminal.until('Sends through shop afterwards');
    terminal.press('y');
    await terminal.until(/Approved 2 +Decided 2/u);
    expect(await desk.replyTo(other, sentBefore)).toMatchObject({ profile: 'shop' });
    expect(codeIn(await write('shop', other))).toBeUndefined();
    expect(codeIn(await write('default', other))).toBeDefined();
  });

  test('taken back with U: the next message asks again', async () => {
    await terminal.until(/Pending 1/u);
    terminal.press('U');
    await terminal.until('Takes the approval back.');
    terminal.press('y');
    await terminal.until('Decided 3');
    expect(codeIn(await write('shop', other))).toBeDefined();
  });
});
