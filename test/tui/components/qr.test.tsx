import { Box } from 'ink';
import { describe, expect, it } from 'vitest';
import {
  fitsIn,
  halfBlocks,
  type QrModules,
  type QrSize,
  type QrStyle,
  qrModules,
  qrPicture,
  qrSize,
} from '../../../src/tui/components/qr.ts';
import { QrCode } from '../../../src/tui/components/qr-code.tsx';
import { type Rendered, renderAt } from '../../support/render-at.tsx';
import { scanQr, type ThemeName, themes } from '../../support/scan-qr.ts';

const token = 'https://qr.example.invalid/login?t=0123456789abcdefghijklmnopqrstuv';

const modulesOf = (text: string): QrModules => {
  const modules = qrModules(text);
  if (modules === undefined) throw new Error('no code');
  return modules;
};

const full: QrStyle = { ...halfBlocks, isFull: true };

const draw = (text: string, style: QrStyle, room: QrSize): Promise<Rendered> => {
  const picture = qrPicture(modulesOf(text), style, { ...room, columns: room.columns - 1 });
  if (picture === undefined) throw new Error('does not fit');
  return renderAt(
    room,
    <Box flexDirection="column">
      <QrCode picture={picture} left={1} />
    </Box>,
  );
};

const roomy = { columns: 100, rows: 50 };
const themeNames = Object.keys(themes) as ThemeName[];

describe('a code on the screen', () => {
  it.each([
    ['half blocks, wide quiet zone', token, halfBlocks, { columns: 80, rows: 40 }],
    ['half blocks, narrow quiet zone', token, halfBlocks, { columns: 40, rows: 18 }],
    ['full blocks', token, full, { columns: 90, rows: 45 }],
    ['another size', 'x'.repeat(130), halfBlocks, { columns: 60, rows: 30 }],
    ['UTF-8', 'Nguyễn Đặng', halfBlocks, { columns: 60, rows: 30 }],
  ])('is read back as its text: %s', async (_, text, style, room) => {
    expect(scanQr((await draw(text, style, room)).terminal)).toBe(text);
  });

  it('is black on white in every theme', async () => {
    for (const style of [halfBlocks, full]) {
      const { terminal } = await draw(token, style, roomy);
      // With sixteen colours (as tests are run) a theme can have black and white the wrong way round: then they are swapped by hand.
      for (const name of themeNames)
        if (name !== 'swapped') expect([name, scanQr(terminal, name)]).toEqual([name, token]);
      expect(() => scanQr(terminal, 'swapped')).toThrow('light on dark');
      const { terminal: flipped } = await draw(token, { ...style, isFlipped: true }, roomy);
      expect(scanQr(flipped, 'swapped')).toBe(token);
      expect(() => scanQr(flipped, 'dark')).toThrow('light on dark');
    }
  });

  it.each<[string, QrStyle]>([
    ['half blocks', { isFull: false, ink: 'glyphs', isFlipped: false }],
    ['full blocks', { isFull: true, ink: 'glyphs', isFlipped: false }],
    ['inverse blanks', { isFull: true, ink: 'inverse', isFlipped: false }],
  ])(
    'without colours is right for light text on dark, and flipped for dark text on light: %s',
    async (_, style) => {
      const { terminal } = await draw(token, style, roomy);
      const { terminal: flipped } = await draw(token, { ...style, isFlipped: true }, roomy);
      for (const name of ['dark', 'solarized dark'] as const) {
        expect(scanQr(terminal, name)).toBe(token);
        expect(() => scanQr(flipped, name)).toThrow('light on dark');
      }
      for (const name of ['light', 'solarized light', 'swapped'] as const) {
        expect(scanQr(flipped, name)).toBe(token);
        expect(() => scanQr(terminal, name)).toThrow('light on dark');
      }
      for (let column = 0; column < 60; column += 1) {
        expect(terminal.cell(column, 10)).toMatchObject({ foreground: undefined, background: undefined });
      }
    },
  );

  it('with a missing corner is not read: the camera is no flatterer', async () => {
    const { terminal } = await draw(token, halfBlocks, roomy);
    const covered = { ...terminal, columns: 20 };
    expect(() => scanQr(covered)).toThrow(/./u);
  });

  it('has both colours in every cell, quiet zone included, and none around', async () => {
    const { terminal } = await draw(token, halfBlocks, { columns: 60, rows: 30 });
    const columns = modulesOf(token).length + 8;
    expect(terminal.cell(1, 0)).toMatchObject({ foreground: 0, background: 15 });
    expect(terminal.cell(columns, 0)).toMatchObject({ foreground: 0, background: 15 });
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
    expect(qrPicture(modules, halfBlocks, size)?.rows).toHaveLength(size.rows);
    expect(qrPicture(modules, halfBlocks, { ...size, rows: size.rows - 1 })).toBeUndefined();
    expect(qrPicture(modules, halfBlocks, { ...size, columns: size.columns - 1 })).toBeUndefined();
    expect(fitsIn(qrSize(modules, true), size)).toBe(false);
  });

  it('nothing to encode, or too much, gives no code', () => {
    expect(qrModules('')).toBeUndefined();
    expect(qrModules('x'.repeat(5_000))).toBeUndefined();
  });
});
