import { Box } from 'ink';
import { describe, expect, it } from 'vitest';
import { fitsIn, type QrModules, type QrSize, qrModules, qrPicture, qrSize } from '../../../src/tui/components/qr.ts';
import { QrCode } from '../../../src/tui/components/qr-code.tsx';
import { type Rendered, renderAt } from '../../support/render-at.tsx';
import { scanQr } from '../../support/scan-qr.ts';

const token = 'https://qr.example.invalid/login?t=0123456789abcdefghijklmnopqrstuv';

const modulesOf = (text: string): QrModules => {
  const modules = qrModules(text);
  if (modules === undefined) throw new Error('no code');
  return modules;
};

const draw = (text: string, isFull: boolean, room: QrSize): Promise<Rendered> => {
  const picture = qrPicture(modulesOf(text), isFull, { ...room, columns: room.columns - 1 });
  if (picture === undefined) throw new Error('does not fit');
  return renderAt(
    room,
    <Box flexDirection="column">
      <QrCode picture={picture} left={1} />
    </Box>,
  );
};

describe('a code on the screen', () => {
  it.each([
    ['half blocks, wide quiet zone', token, false, { columns: 80, rows: 40 }],
    ['half blocks, narrow quiet zone', token, false, { columns: 40, rows: 18 }],
    ['full blocks', token, true, { columns: 90, rows: 45 }],
    ['another size', 'x'.repeat(130), false, { columns: 60, rows: 30 }],
    ['UTF-8', 'Nguyễn Đặng', false, { columns: 60, rows: 30 }],
  ])('is read back as its text: %s', async (_, text, isFull, room) => {
    expect(scanQr((await draw(text, isFull, room)).terminal, isFull)).toBe(text);
  });

  it('has both colours in every cell, quiet zone included, and none around', async () => {
    const { terminal } = await draw(token, false, { columns: 60, rows: 30 });
    const columns = modulesOf(token).length + 8;
    expect(terminal.cell(1, 0)).toMatchObject({ foreground: 0, background: 7 });
    expect(terminal.cell(columns, 0)).toMatchObject({ foreground: 0, background: 7 });
    expect(terminal.cell(0, 0).background).toBeUndefined();
    expect(terminal.cell(columns + 1, 0).background).toBeUndefined();
  });
});

describe('sizes', () => {
  it.each([
    [60, { columns: 35, rows: 18 }],
    [120, { columns: 43, rows: 22 }],
    [200, { columns: 55, rows: 28 }],
  ])('%i characters in half blocks', (length, size) => {
    expect(qrSize(modulesOf('a'.repeat(length)), false)).toEqual(size);
  });

  it('are never cut', () => {
    const modules = modulesOf(token);
    const size = qrSize(modules, false);
    expect(qrPicture(modules, false, size)?.rows).toHaveLength(size.rows);
    expect(qrPicture(modules, false, { ...size, rows: size.rows - 1 })).toBeUndefined();
    expect(qrPicture(modules, false, { ...size, columns: size.columns - 1 })).toBeUndefined();
    expect(fitsIn(qrSize(modules, true), size)).toBe(false);
  });

  it('nothing to encode, or too much, gives no code', () => {
    expect(qrModules('')).toBeUndefined();
    expect(qrModules('x'.repeat(5_000))).toBeUndefined();
  });
});
