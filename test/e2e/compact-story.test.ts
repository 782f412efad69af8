// In a window of 60 × 20 the operator misses nothing: the person at the top, each step of the doctor, a config that cannot be read.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

const text = (screen: readonly string[]): string => screen.join('\n');

it('reads details from their top, the doctor step by step, and sees that the config broke', async () => {
  const demo = await openDemo([], { columns: 60, rows: 20 });
  const { terminal } = demo;
  await terminal.until(/› ! work +login needed/u);
  terminal.press('enter');
  await terminal.until(/─ Account work[\s\S]*› state/u);
  terminal.press('G');
  await terminal.until(/› ▸ go to Access/u);
  terminal.press('esc');
  terminal.press('j');
  await terminal.until(/› ○ default/u);
  terminal.press('enter');
  await terminal.until(/─ Account default[\s\S]*│ › state/u);
  terminal.press('esc');

  terminal.press(':');
  await terminal.until('Help and commands');
  terminal.type('doctor');
  await terminal.until(/› +first steps/u);
  terminal.press('enter');
  await terminal.until(/› ✓ zca found/u);
  terminal.press('j');
  await terminal.until(/› ✓ openclaw found/u);
  terminal.press('j');
  await terminal.until(/› . .*plugin/u);
  expectFits(terminal.terminal);
  terminal.press('esc');

  await demo.writeOpenclawFile('{ channels: { zalouser', 'openclaw.json');
  await terminal.until('The config cannot be read: press 5.');
  expect(text(terminal.screen())).toMatch(/^.*!\d+ +\d\d:\d\d/u);
  terminal.press('5');
  await terminal.until(/not valid JSON5/u);
  expectFits(terminal.terminal);
});
