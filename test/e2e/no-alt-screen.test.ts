// On the ordinary screen: the last frame stays, once, and what comes after it begins below.
import { expect, it } from 'vitest';
import { openDemo } from '../support/demo-program.ts';

it.each(['q', 'SIGTERM'] as const)('leaves its last frame once, by %s', async (way) => {
  const { terminal } = await openDemo(['--no-alt-screen']);
  await terminal.until(/\? help/u);
  if (way === 'q') terminal.press('q');
  else terminal.kill(way);
  await terminal.exit;
  const { isAlternateScreen, cursor, cursorVisible, text, rows } = terminal.terminal;
  expect({ isAlternateScreen, cursorVisible }).toEqual({ isAlternateScreen: false, cursorVisible: true });
  expect(text().match(/1 Status/gu)).toHaveLength(1);
  expect(text()).toMatch(/\? help/u);
  expect(cursor).toEqual({ column: 0, row: rows - 1 });
});
