import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { drawnCells, editorRows, offsetAt, rowAt } from '../../../src/tui/text/editor-rows.ts';

const rowsOf = (text: string, cells: number): string[] =>
  editorRows(text, cells).map(({ start, end }) => text.slice(start, end));

describe('editorRows', () => {
  it.each<[string, string, number, string[]]>([
    ['an empty text is one empty row', '', 5, ['']],
    ['lines are rows', 'một\nhai\n', 5, ['một', 'hai', '']],
    ['breaks after a blank', 'xin chào bạn', 7, ['xin ', 'chào ', 'bạn']],
    ['a blank at the edge hangs', 'xin chào bạn', 3, ['xin ', 'chà', 'o ', 'bạn']],
    ['breaks a long word', 'abcdefg', 3, ['abc', 'def', 'g']],
    ['exactly full is one row', 'abc', 3, ['abc']],
    ['wide letters take two', '你好吗', 5, ['你好', '吗']],
    ['a grapheme wider than the room stands alone', '你好', 1, ['你', '好']],
    ['a family is not broken', 'ab👨‍👩‍👧c', 3, ['ab', '👨‍👩‍👧c']],
    ['a tab takes four', 'a\tb', 5, ['a\t', 'b']],
    ['a senseless width is one', 'ab', 0, ['a', 'b']],
  ])('%s', (_, text, cells, expected) => expect(rowsOf(text, cells)).toEqual(expected));

  it('loses nothing and keeps the width, whatever the text', () => {
    const alphabet = ['a', ' ', '\n', 'ễ', '🌸', '👨‍👩‍👧', '你', '\t', 'word'];
    for (let seed = 1; seed <= 100; seed += 1) {
      const text = Array.from(
        { length: 80 },
        (_, index) => alphabet[(index * index * seed + index) % alphabet.length],
      ).join('');
      const rows = editorRows(text, 10);
      expect(
        rows
          .map(
            ({ start, end }, index) =>
              text.slice(start, end) + text.slice(end, rows[index + 1]?.start ?? text.length),
          )
          .join(''),
      ).toBe(text);
      for (const { start, end } of rows)
        expect(drawnCells(text.slice(start, end).trimEnd())).toBeLessThanOrEqual(10);
    }
  });

  it.each([
    ['with blanks', 'chào 🌸 bạn '],
    ['without any', 'chào🌸bạn'],
    ['with tabs', 'chào\t🌸 bạn '],
  ])('of twenty thousand letters nothing is lost, and each row looks only a little ahead: %s', (_, word) => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    onTestFinished(() => segment.mockRestore());
    const text = word.repeat(Math.ceil(20_000 / word.length));
    const rows = rowsOf(text, 60);
    // A row that looked at all that is left would look at thousands.
    expect(Math.max(...segment.mock.calls.map(([looked]) => looked.length))).toBeLessThan(60 * 16 + 100);
    // Per row at most: where it may end, and with tabs the width of each grapheme in between.
    expect(segment.mock.calls.length).toBeLessThan(rows.length * 70);
    expect(rows.join('')).toBe(text);
    for (const row of rows) expect(drawnCells(row.trimEnd())).toBeLessThanOrEqual(60);
  });
});

describe('places', () => {
  const text = 'xin chào bạn\nhai';
  const rows = editorRows(text, 7);

  it.each([
    [0, 0],
    [3, 0],
    [4, 1],
    [12, 2],
    [13, 3],
    [16, 3],
  ])('a caret at %i stands in row %i', (offset, row) => expect(rowAt(rows, offset)).toBe(row));

  it.each([
    ['within the row', 1, 2, 6],
    ['a wrapped row ends before its last grapheme', 0, 7, 3],
    ['the last row of a line ends at its end', 2, 7, 12],
    ['below the last row', 9, 0, 16],
  ])('%s', (_, row, cells, offset) => expect(offsetAt(text, rows, row, cells)).toBe(offset));
});
