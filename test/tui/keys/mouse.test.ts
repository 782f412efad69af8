import { describe, expect, it } from 'vitest';
import { isMouseReport, parseMouse } from '../../../src/tui/keys/mouse.ts';

describe('parseMouse', () => {
  it.each([
    ['[<64;10;5M', { type: 'wheel', by: -1 }],
    ['[<65;10;5M', { type: 'wheel', by: 1 }],
    ['[<0;10;5M', { type: 'click', column: 9, row: 4 }],
    ['[<0;10;5m', undefined],
    ['[<2;10;5M', undefined],
    ['jjj', undefined],
    ['[<0;10M', undefined],
  ])('%s', (input, event) => expect(parseMouse(input)).toEqual(event));
  it('knows a report that means nothing from typing', () => {
    expect(isMouseReport('[<0;10;5m')).toBe(true);
    expect(isMouseReport('[<x')).toBe(false);
  });
});
