// A console that only reads: it says so, shows everything, and offers nothing that changes anything.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

it('looks, listens, and lets nobody in', async () => {
  const demo = await openDemo(['--read-only', '--screen', 'pairing'], { isLively: true });
  const { terminal } = demo;
  const store = (): Promise<string> => demo.openclawFile('credentials', 'zalouser-default-allowFrom.json');
  const before = await store();
  await terminal.until(/READ ONLY/u);
  await terminal.until(/expires \d+m/u);
  expect(terminal.screen().join('\n')).not.toMatch(/a approve/u);
  terminal.press('a');
  await terminal.until('This console only reads.');
  expectFits(terminal.terminal);

  terminal.press('2');
  await terminal.until(/press s|Not listening/u);
  terminal.press('s');
  await terminal.until(/\d\d:\d\d .*✓/u);

  terminal.press('5');
  await terminal.until(/Access of|dmPolicy|Who may/u);
  terminal.press('e');
  await terminal.until('This console only reads.');
  expect(await store()).toBe(before);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
