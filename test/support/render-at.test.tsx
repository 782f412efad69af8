import { Box, Text, useInput, usePaste, useWindowSize } from 'ink';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { expectFits, renderAt } from './render-at.tsx';

const Keys = () => {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const { columns, rows } = useWindowSize();
  useInput((input, key) => {
    const name = key.return ? 'return' : key.escape ? 'escape' : key.upArrow ? 'up' : input;
    setSeen((before) => [...before, name]);
  });
  usePaste((text) => setSeen((before) => [...before, `paste:${text}`]));
  return (
    <Box width={columns} height={rows} flexDirection="column">
      <Text inverse>{`${columns}×${rows}`}</Text>
      <Text>{seen.join(' ')}</Text>
    </Box>
  );
};

test('keys arrive one by one, bursts and pastes as one', async () => {
  const app = await renderAt({ columns: 60, rows: 10 }, <Keys />);
  await app.press('j', 'esc', 'enter', 'up', 'ạ');
  await app.type('jjj');
  await app.paste('xin chào');
  expect(app.screen()[1]).toBe('j escape return up ạ jjj paste:xin chào');
});

test('the screen has the told size, follows a resize, and knows its cells', async () => {
  const app = await renderAt({ columns: 40, rows: 12 }, <Keys />);
  expect(app.screen()).toHaveLength(12);
  expect(app.screen()[0]).toBe('40×12');
  expect(app.terminal.cell(0, 0)).toMatchObject({ text: '4', inverse: true, bold: false });
  expect(app.terminal.isAlternateScreen).toBe(true);
  await app.resize(80, 24);
  expect(app.screen()).toHaveLength(24);
  expect(app.screen()[0]).toBe('80×24');
  expectFits(app.terminal);
});

test('what does not fit is seen', async () => {
  const lines = await renderAt({ columns: 10, rows: 2 }, <Text>{'a\nb\nc'}</Text>);
  expect(() => expectFits(lines.terminal)).toThrow(/3 lines, but only 2 rows/);
  const wide = await renderAt(
    { columns: 10, rows: 2 },
    <Box width={12}>
      <Text>{'\n12345678ễờ字'}</Text>
    </Box>,
  );
  expect(() => expectFits(wide.terminal)).toThrow(/row 1 is 12 cells/);
  const full = await renderAt({ columns: 10, rows: 2 }, <Text>{'1234567890\nb'}</Text>);
  expectFits(full.terminal);
});

test('a key nobody listens for is a mistake of the test', async () => {
  const app = await renderAt({ columns: 10, rows: 2 }, <Text>still</Text>);
  await expect(app.press('j')).rejects.toThrow(/Nothing listens for keys[\s\S]*\|still/);
});

test('rerender keeps the state', async () => {
  const app = await renderAt({ columns: 40, rows: 4 }, <Keys />);
  await app.press('a');
  await app.rerender(<Keys />);
  await app.press('b');
  expect(app.screen()[1]).toBe('a b');
});

test('an unmounted element leaves the alternate screen and shows the cursor', async () => {
  const app = await renderAt({ columns: 40, rows: 4 }, <Keys />);
  expect(app.terminal.cursorVisible).toBe(false);
  await app.unmount();
  expect(app.terminal).toMatchObject({ isAlternateScreen: false, cursorVisible: true });
});
