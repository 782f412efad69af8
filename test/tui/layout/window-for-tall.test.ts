import { describe, expect, it } from 'vitest';
import {
  emptyList,
  type ListState,
  type Movement,
  moveTall,
  tallWindow,
} from '../../../src/tui/layout/window-for.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const heights = [2, 1, 3, 1, 2];

/** Selected row, and lines above the window, after each movement. */
const walk = (height: number, movements: readonly Movement[], of = heights): readonly string[] => {
  let list: ListState = emptyList;
  return movements.map((movement) => {
    list = moveTall(ids, list, of, height, movement);
    const { top, selectedIndex } = tallWindow(ids, list, of, height);
    return `${ids[selectedIndex]}${top}`;
  });
};
const down: Movement = { by: 1 };
const up: Movement = { by: -1 };

describe('rows of different heights', () => {
  it.each<[string, number, readonly Movement[], readonly string[]]>([
    [
      'goes row by row, and shows each whole',
      5,
      [down, down, down, down, down],
      ['b0', 'c1', 'd2', 'e4', 'e4'],
    ],
    ['goes back the same way', 5, [{ to: 'last' }, up, up, up, up], ['e4', 'd4', 'c3', 'b2', 'a0']],
    ['goes to the ends', 5, [{ to: 'last' }, { to: 'first' }], ['e4', 'a0']],
    ['goes by windows', 4, [{ page: 1 }, { page: 1 }, { page: -1 }, { page: -1 }], ['c2', 'e5', 'c3', 'a0']],
    ['goes by half windows', 4, [{ half: 1 }, { half: 1 }], ['c2', 'e5']],
    ['has room for all', 20, [down, down], ['b0', 'c0']],
  ])('%s', (_, height, movements, expected) => expect(walk(height, movements)).toEqual(expected));

  it('is read to its end where a row is higher than the window', () => {
    const of = [1, 7, 1, 1, 1];
    // Window of 3: lines 1–3, 3–5, 5–7 of the tall row, then the next.
    expect(walk(3, [down, down, down, down], of)).toEqual(['b1', 'b3', 'b5', 'c6']);
    expect(walk(3, [down, down, down, down, up, up, up, up], of).slice(4)).toEqual(['b5', 'b3', 'b1', 'a0']);
    expect(walk(3, [down, { page: 1 }, { page: 1 }, { page: 1 }], of)).toEqual(['b1', 'b3', 'b5', 'd7']);
  });

  it('shows the selected row whole in a window that became smaller, or whose rows grew', () => {
    const list: ListState = { ...emptyList, selectedId: 'e', index: 4, offset: 7 };
    expect(tallWindow(ids, list, heights, 4)).toEqual({ top: 5, selectedIndex: 4 });
    expect(tallWindow(ids, { ...list, selectedId: 'b', index: 1, offset: 0 }, [2, 4, 3, 1, 2], 5).top).toBe(
      2,
    );
    expect(tallWindow(ids, { ...list, selectedId: 'b', index: 1, offset: 4 }, [2, 4, 3, 1, 2], 5).top).toBe(
      1,
    );
  });

  it('has no window without rows', () => {
    expect(tallWindow([], emptyList, [], 5)).toEqual({ top: 0, selectedIndex: -1 });
    expect(moveTall([], emptyList, [], 5, down)).toBe(emptyList);
  });
});
