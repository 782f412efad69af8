// A machine with nothing on it but this package: from the first screen to a message that was sent.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openProgram } from '../../support/program.ts';
import { scanQr } from '../../support/scan-qr.ts';
import { expectFits } from '../../support/screen.ts';
import { useZalo, type Zalo } from '../../support/zalo.ts';

let zalo: Zalo;
beforeAll(async () => {
  zalo = await useZalo();
});

const codeThatWaits = async (): Promise<string> => {
  const { pending } = await zalo.get('/qr?wait=15000');
  return (pending as { content: string }).content;
};

it('logs in by QR, hears what is written, finds people by a name without its marks, and writes to one', async () => {
  const terminal = await openProgram([], {
    columns: 100,
    rows: 40,
    env: { ...zalo.env, ZALOUSER_TUI_OWN_ZCA: undefined },
  });
  await terminal.until('✓ zca found: the one this program brings along (version');
  expectFits(terminal.terminal);
  terminal.press('esc');
  await terminal.until((screen) => !screen.text().includes('First steps'));
  terminal.press('6');
  await terminal.until(/[›>] [!] default/u);
  terminal.press('l');
  await terminal.until('Waiting for scan');
  const token = await codeThatWaits();
  await terminal.until((screen) => {
    try {
      return scanQr(screen) === token;
    } catch {
      return false;
    }
  });
  await zalo.post('/qr/scan', { account: 'alice' });
  await terminal.until('Scanned by Alice Nguyễn');
  await zalo.post('/qr/confirm');
  await terminal.until('Logged in on default as Alice Nguyễn');
  expect(
    ((await stat(join(terminal.home, '.openzca/profiles/default/credentials.json'))).mode & 0o777).toString(
      8,
    ),
  ).toBe('600');

  terminal.press('2');
  await terminal.until('not listening');
  terminal.press('s');
  await terminal.until('Listening…');
  await zalo.get('/connections?wait=10000&min=1');
  await zalo.post('/message', {
    from: '4512345678900008042',
    fromName: 'Nguyễn Văn An',
    text: 'còn hàng không shop?',
  });
  await terminal.until(/Nguyễn Văn An.*còn hàng không shop\?/u);

  terminal.press('4');
  await terminal.until('Nguyễn Văn An');
  terminal.type('tran thi bich');
  await terminal.until((screen) => /Trần Thị Bích/u.test(screen.text()) && !screen.text().includes('Văn An'));
  terminal.press('enter');
  terminal.press('m');
  await terminal.until('Message to Trần Thị Bích');
  terminal.type('Chào chị');
  await terminal.until('Chào chị');
  terminal.press('ctrl+d');
  await terminal.until('Send this message?');
  terminal.press('y');
  await terminal.until('Sent to Trần Thị Bích.');
  expect(await zalo.list('/sent')).toMatchObject([{ threadId: '4512345678900015961', text: 'Chào chị' }]);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
  expect(await terminal.processes()).toEqual([]);
});
