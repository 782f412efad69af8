import { describe, expect, it } from 'vitest';
import { parseMouse } from '../../../src/tui/terminal/mouse.ts';
import { splitMouse } from '../../../src/tui/terminal/mouse-input.ts';

describe('parseMouse', () => {
  it.each([
    ['\u001B[<64;10;5M', { type: 'wheel', by: -1 }],
    ['\u001B[<65;10;5M', { type: 'wheel', by: 1 }],
    ['\u001B[<0;10;5M', { type: 'click', column: 9, row: 4 }],
    ['\u001B[<0;10;5m', undefined],
    ['\u001B[<2;10;5M', undefined],
    ['jjj', undefined],
    ['\u001B[<0;10M', undefined],
  ])('%s', (input, event) => expect(parseMouse(input)).toEqual(event));
});

describe('splitMouse', () => {
  it('takes the reports out of what was typed, and loses neither', () =>
    expect(splitMouse('j\u001B[<65;10;5Mk\u001B[<0;3;2M\u001B[<0;3;2m')).toEqual({
      keys: 'jk',
      events: [
        { type: 'wheel', by: 1 },
        { type: 'click', column: 2, row: 1 },
      ],
    }));
});
