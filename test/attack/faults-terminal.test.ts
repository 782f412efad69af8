// The terminal at fault: windows of every size, resized a thousand times, taken away.
import { expect, test } from 'vitest';
import { createRandom } from '../core/config/edit/random.ts';
import { openDemo, openOnWorld } from '../support/demo-program.ts';
import { expectFits } from '../support/terminal.ts';

test('resized a thousand times while keys come, the frame is whole and the program hears', async () => {
  const { terminal } = await openDemo();
  const random = createRandom(7);
  for (let time = 0; time < 1_000; time += 1) {
    terminal.resize(1 + random.below(200), 1 + random.below(60));
    if (time % 10 === 0)
      terminal.press(random.pick(['j', 'k', '1', '2', '3', '4', '5', '6', 'tab', 'pagedown']));
  }
  terminal.resize(100, 30);
  await terminal.until(/\? help|F1 help/u, { deadlineMs: 60_000 });
  expectFits(terminal.terminal);
  terminal.press('ctrl+c');
  await terminal.until(/\^c/u);
  terminal.press('ctrl+c');
  expect(await terminal.exit).toMatchObject({ code: 0 });
  expect(await terminal.processes()).toEqual([]);
});

test.each(['SIGHUP', 'SIGTERM', 'SIGINT'] as const)(
  '%s: everything it started ends with it, and the terminal is as it was',
  async (signal) => {
    const { terminal } = await openDemo(['--screen', 'feed'], { isLively: true });
    terminal.press('s');
    await terminal.until(/connected|listening|\d of \d/u);
    terminal.kill(signal);
    await terminal.exit;
    expect(await terminal.processes()).toEqual([]);
    expect(terminal.terminal).toMatchObject({
      isAlternateScreen: false,
      cursorVisible: true,
      isWrapping: true,
      mouseMode: 'none',
      isBracketedPaste: false,
    });
  },
);

test('two consoles on one home: both draw, both end, and nothing of either is left', async () => {
  const first = await openOnWorld();
  const second = await first.openAgain();
  for (const { terminal } of [first, second]) {
    terminal.press('3');
    await terminal.until(/Pending/u);
    terminal.press('q');
  }
  for (const { terminal } of [first, second]) {
    await terminal.exit;
    expect(await terminal.processes()).toEqual([]);
  }
});
