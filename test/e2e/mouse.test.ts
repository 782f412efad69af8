// `--mouse`: the wheel moves, a click chooses a row or a tab; typing goes on as ever.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';

it('changes the screen by a click on its tab, selects a row by a click on it, and gives the mouse back', async () => {
  const { terminal } = await openDemo(['--mouse']);
  await terminal.until((screen) => screen.mouseMode !== 'none');
  await terminal.until(/› .*work/u);
  terminal.type('\u001B[<0;5;4M');
  await terminal.until(/› .*default/u);
  terminal.type('\u001B[<64;5;4M');
  await terminal.until(/› .*work/u);
  const tabs = terminal.screen()[1] ?? '';
  terminal.type(`\u001B[<0;${tabs.indexOf('Access') + 2};2M`);
  await terminal.until(/dmPolicy/u);
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.terminal.mouseMode).toBe('none');
});
