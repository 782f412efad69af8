// The newcomer's story, with nothing but what is on the screen: log in, see a message, approve a code, look somebody up, quit.
import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

it('logs in, sees a message, approves a code by keyboard, finds a friend, and quits', async () => {
  const demo = await openDemo([], { env: { ZALOUSER_DEMO_SPEED: '8' }, isLively: true });
  const { terminal } = demo;

  // Status says what to do next about the account that is logged out.
  await terminal.until(/work\s.*login needed\s+press l/u);
  // What needs attention comes first; until the check is over that may still be the other.
  await terminal.until(/› .*work .*login needed/u);
  terminal.press('l');

  // Login: the code is on the screen, and somebody scans it.
  await terminal.until(/Logged in/u);
  expectFits(terminal.terminal);

  // Feed: listening starts with a key, and what comes carries its verdict.
  terminal.press('2');
  await terminal.until(/press s|Not listening/u);
  terminal.press('s');
  await terminal.until(/\d\d:\d\d .*✓ answered/u);
  expectFits(terminal.terminal);

  // Pairing: the stranger who waits is let in, by a question that begins on Cancel.
  terminal.press('3');
  await terminal.until(/expires \d+m/u);
  const code = /\b([A-Z2-9]{4}) ([A-Z2-9]{4})\b/u.exec(terminal.screen().join('\n'));
  expect(code).not.toBeNull();
  const requests: { requests: { id: string; code: string }[] } = JSON.parse(
    await demo.openclawFile('credentials', 'zalouser-pairing.json'),
  );
  const wanted = requests.requests.find((request) => request.code === `${code?.[1]}${code?.[2]}`);
  expect(wanted).toBeDefined();
  terminal.press('a');
  await terminal.until('Approve ]');
  terminal.press('enter');
  await terminal.until((screen) => !screen.text().includes('Approve ]'));
  expect(await demo.openclawFile('credentials', 'zalouser-default-allowFrom.json')).not.toContain(wanted?.id);
  terminal.press('a');
  await terminal.until('Approve ]');
  terminal.press('y');
  await terminal.until((screen) => !screen.text().includes(`${code?.[1]} ${code?.[2]}`));
  expect(await demo.openclawFile('credentials', 'zalouser-default-allowFrom.json')).toContain(wanted?.id);

  // Directory: found without the marks, in both ways of writing them.
  terminal.press('4');
  await terminal.until(/\d+ of \d+|25/u);
  terminal.type('nguyen');
  await terminal.until(
    (screen) => screen.lines().filter((line) => line.normalize('NFC').includes('Nguyễn')).length >= 3,
  );
  expectFits(terminal.terminal);
  terminal.press('enter');
  await terminal.until('? help');

  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
  expect(await terminal.processes()).toEqual([]);
  expect(terminal.terminal.isAlternateScreen).toBe(false);
  expect((await readdir(terminal.temp)).filter((name) => name.startsWith('zalouser-'))).toEqual([]);
});
