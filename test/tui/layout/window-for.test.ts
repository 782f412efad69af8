import { describe, expect, it } from 'vitest';
import {
  emptyList,
  inKeptOrder,
  type ListState,
  move,
  scroll,
  select,
  windowFor,
} from '../../../src/tui/layout/window-for.ts';

const ids = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => `id-${from + index}`);
const at = (index: number, offset = 0): ListState => ({
  ...emptyList,
  selectedId: `id-${index}`,
  index,
  offset,
});

describe('windowFor', () => {
  it('is empty for an empty list', () =>
    expect(windowFor([], emptyList, 5)).toEqual({ top: 0, end: 0, selectedIndex: -1 }));
  it('selects the first row of an untouched list', () =>
    expect(windowFor(ids(10), emptyList, 5)).toEqual({ top: 0, end: 5, selectedIndex: 0 }));
  it('keeps the selected row at its place on the screen', () =>
    expect(windowFor(ids(100), at(50, 3), 10)).toEqual({ top: 47, end: 57, selectedIndex: 50 }));
  it('never shows less than it could', () =>
    expect(windowFor(ids(12), at(11, 0), 10)).toEqual({ top: 2, end: 12, selectedIndex: 11 }));
  it('shows a list shorter than the window from its first row', () =>
    expect(windowFor(ids(3), at(2, 7), 10)).toMatchObject({ top: 0, end: 3 }));

  it('keeps the text under the eye while rows are cut from the start and added at the end', () => {
    const before = windowFor(ids(100), at(50, 3), 10);
    const trimmed = ids(100, 30);
    const after = windowFor(trimmed, at(50, 3), 10);
    expect(trimmed.slice(after.top, after.end)).toEqual(ids(100).slice(before.top, before.end));
  });

  it('takes the row in its place when the selected one goes away', () => {
    const without = ids(10).filter((id) => id !== 'id-4');
    expect(without[windowFor(without, at(4, 2), 5).selectedIndex]).toBe('id-5');
  });

  it('follows the end while following', () => {
    const list = { ...at(3), isFollowing: true };
    expect(windowFor(ids(100), list, 10)).toEqual({ top: 90, end: 100, selectedIndex: 99 });
  });
});

describe('move', () => {
  const height = 5;
  const steps = (
    start: ListState,
    count: number,
    movements: readonly Parameters<typeof move>[3][],
    canFollow = false,
  ): ListState =>
    movements.reduce((list, movement) => move(ids(count), list, height, movement, canFollow), start);

  it.each([
    ['down', [{ by: 1 }, { by: 1 }], 'id-2'],
    ['up at the first row', [{ by: -1 }], 'id-0'],
    ['last', [{ to: 'last' }], 'id-19'],
    ['page', [{ page: 1 }], 'id-4'],
    ['half', [{ half: 1 }], 'id-2'],
    ['there and back', [{ to: 'last' }, { to: 'first' }], 'id-0'],
  ] as const)('%s', (_, movements, selected) =>
    expect(steps(emptyList, 20, movements).selectedId).toBe(selected),
  );

  it('scrolls only as far as needed', () => {
    const moved = steps(
      emptyList,
      20,
      Array.from({ length: 6 }, () => ({ by: 1 })),
    );
    expect(windowFor(ids(20), moved, height)).toEqual({ top: 2, end: 7, selectedIndex: 6 });
    expect(windowFor(ids(20), move(ids(20), moved, height, { by: -1 }), height)).toMatchObject({
      top: 2,
      selectedIndex: 5,
    });
  });

  it('follows from the last row on, and stops with a step up, in lists that follow', () => {
    expect(steps(emptyList, 20, [{ to: 'last' }], true).isFollowing).toBe(true);
    expect(steps(emptyList, 20, [{ to: 'last' }, { by: -1 }], true).isFollowing).toBe(false);
    expect(steps(emptyList, 20, [{ to: 'last' }], false).isFollowing).toBe(false);
  });

  it('leaves an empty list alone', () => expect(move([], emptyList, height, { by: 1 })).toBe(emptyList));
});

describe('scroll', () => {
  const height = 5;
  const topAfter = (count: number, movements: readonly Parameters<typeof scroll>[3][]): number => {
    const list = movements.reduce(
      (state, movement) => scroll(ids(count), state, height, movement),
      emptyList,
    );
    return windowFor(ids(count), list, height).top;
  };

  it.each([
    ['a row down', [{ by: 1 }], 1],
    ['a row up at the top', [{ by: -1 }], 0],
    ['a page, with a row of the last one kept', [{ page: 1 }], 4],
    ['a page and back', [{ page: 1 }, { page: -1 }], 0],
    ['half a page', [{ half: 1 }], 2],
    ['to the end, where the last row is the last drawn', [{ to: 'last' }], 15],
    ['not beyond the end', [{ to: 'last' }, { by: 1 }, { page: 1 }], 15],
    ['a row up from the end', [{ to: 'last' }, { by: -1 }], 14],
    ['back to the top', [{ to: 'last' }, { to: 'first' }], 0],
  ] as const)('%s', (_, movements, top) => expect(topAfter(20, movements)).toBe(top));

  it('stays where all of it is shown', () =>
    expect(topAfter(3, [{ by: 1 }, { page: 1 }, { to: 'last' }])).toBe(0));
  it('leaves an empty text alone', () => expect(scroll([], emptyList, height, { by: 1 })).toBe(emptyList));

  it('shows as much as fits after the window has grown', () => {
    const end = scroll(ids(20), emptyList, height, { to: 'last' });
    expect(windowFor(ids(20), end, 12)).toMatchObject({ top: 8, end: 20 });
  });
});

describe('select', () => {
  it('ignores a row that is not there', () => expect(select(ids(3), emptyList, 7, 0)).toBe(emptyList));
});

describe('inKeptOrder', () => {
  const idOf = (item: string): string => item;
  it('keeps the order, new rows last', () =>
    expect(inKeptOrder(['c', 'new', 'a', 'b'], idOf, ['a', 'b', 'c'])).toEqual(['a', 'b', 'c', 'new']));
  it('does nothing without one', () => expect(inKeptOrder(['b', 'a'], idOf, undefined)).toEqual(['b', 'a']));
});
