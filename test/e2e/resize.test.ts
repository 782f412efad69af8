// The window changes while things happen: every size is drawn whole, selection and questions stay.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';
import { expectFits } from '../support/screen.ts';

const sizes = [
  [120, 40],
  [60, 20],
  [40, 12],
  [80, 24],
  [200, 50],
  [41, 13],
] as const;

/** The clock stands at the right edge of the first row, the help in the last. */
const isWhole = (lines: readonly string[], columns: number, rows: number): boolean =>
  lines.length === rows &&
  / (?:all accounts|default) .*\d\d:\d\d$/u.test(lines[0] ?? '') &&
  lines[0]?.length === columns &&
  lines[rows - 1]?.endsWith('? help') === true;

it('draws every screen whole at every size, with its keys at the bottom', async () => {
  const { terminal } = await openDemo([], { isLively: true, env: { ZALOUSER_DEMO_SPEED: '4' } });
  for (const screen of ['1', '2', '3', '5', '6']) {
    terminal.press(screen);
    for (const [columns, rows] of sizes) {
      terminal.resize(columns, rows);
      await terminal.until(
        ({ lines, widths }) => isWhole(lines(), columns, rows) && widths().every((cells) => cells <= columns),
      );
      expectFits(terminal.terminal);
    }
  }
});

it('keeps a question open through a resize, and says what it needs when it is too small', async () => {
  const { terminal } = await openDemo(['--screen', 'pairing'], { isLively: true });
  await terminal.until(/expires/u);
  terminal.press('a');
  await terminal.until('Approve ]');
  terminal.resize(32, 10);
  await terminal.until('Need 40×12, have 32×10');
  // Nobody sees the question: no key answers it. What follows says that the key has been heard.
  terminal.press('y');
  terminal.press('ctrl+c');
  await terminal.until(/Press \^c once more/u);
  terminal.resize(60, 20);
  await terminal.until('Approve ]');
  terminal.press('n');
  await terminal.until((screen) => !screen.text().includes('Approve ]'));
  terminal.press('q');
  expect((await terminal.exit).code).toBe(0);
});
