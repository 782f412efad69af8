import { describe, expect, it } from 'vitest';
import { isLightBackground, terminalInk } from '../../../src/tui/theme/tokens.ts';

describe('what a code can be drawn with', () => {
  // Tests are run with sixteen colours; the others are in the stories, in real terminals.
  it.each([
    ['default', false, 'colour'],
    ['colour-blind', true, 'colour'],
    ['mono', false, 'inverse'],
    ['mono', true, 'inverse'],
  ] as const)('%s palette, ASCII %s: %s', (palette, isAscii, ink) => {
    expect(terminalInk(palette, isAscii)).toBe(ink);
  });
});

describe('what a terminal says of its background', () => {
  it.each([
    ['0;15', true],
    ['12;7', true],
    ['0;default;15', true],
    ['15;0', false],
    ['7;8', false],
    ['', false],
    ['15', false],
    ['0;x', false],
    [undefined, false],
  ])('COLORFGBG=%s: light %s', (value, expected) => {
    expect(isLightBackground({ COLORFGBG: value })).toBe(expected);
  });
});
