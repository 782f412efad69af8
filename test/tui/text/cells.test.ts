import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import {
  cellWidth,
  fitCells,
  graphemes,
  steadyText,
  takeCells,
  truncate,
  wrapCells,
} from '../../../src/tui/text/cells.ts';

const family = '👨‍👩‍👧‍👦';
const nfd = 'Nguyễn Đặng'.normalize('NFD');

describe('cells', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['Nguyễn Đặng', 11],
    [nfd, 11],
    ['日本', 4],
    [family, 2],
    ['a\u0301', 1],
  ])('%j takes %i cells', (text, cells) => expect(cellWidth(text)).toBe(cells));

  it('takes a short cut that changes nothing', () => {
    const points = Array.from({ length: 0x1_0000 - 0x20 }, (_, at) => at + 0x20).filter(
      (point) => point < 0x7f || point > 0x9f,
    );
    const different = points.filter(
      (point) => cellWidth(String.fromCodePoint(point)) !== stringWidth(String.fromCodePoint(point)),
    );
    expect(different).toEqual([]);
  });

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abcdef', 1, '…'],
    ['abcdef', 0, ''],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    [`${family}${family}x`, 4, `${family}…`],
    [nfd, 4, 'Ngu…'],
  ])('cuts %j to %i cells: %j', (text, cells, cut) => expect(truncate(text, cells)).toBe(cut));

  it('never cuts a grapheme, whatever the width', () => {
    const text = `x${family}${nfd}日本🇻🇳 e\u0301`;
    for (let cells = 0; cells <= cellWidth(text); cells += 1) {
      const taken = takeCells(text, cells);
      expect(cellWidth(taken)).toBeLessThanOrEqual(cells);
      expect(graphemes(text).join('').startsWith(taken)).toBe(true);
      expect(graphemes(text).slice(0, graphemes(taken).length).join('')).toBe(taken);
    }
  });

  it('fills to exactly the width, on either side', () => {
    expect(fitCells('ab', 4)).toBe('ab  ');
    expect(fitCells('ab', 4, { align: 'end' })).toBe('  ab');
    expect(cellWidth(fitCells('日本語', 4))).toBe(4);
  });

  it('looks at no more of a hostile text than one row needs', () => {
    const million = 'a\u0300'.repeat(1_000_000);
    expect(cellWidth(truncate(million, 10))).toBe(10);
  });

  it('wraps at spaces, else between graphemes, and loses nothing', () => {
    expect(wrapCells('chào shop còn hàng', 9)).toEqual(['chào shop', 'còn hàng']);
    expect(wrapCells('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrapCells('a\n\nb', 5)).toEqual(['a', '', 'b']);
    expect(wrapCells('日本語', 1).join('')).toBe('日本語');
  });

  it.each([
    [family, '👨'],
    ['🇻🇳 chào', 'VN chào'],
    ['1️⃣ ❤️ 👍🏽', '1 ❤ 👍'],
    ['\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} cờ', '🏴 cờ'],
    ['Nguyễn 日本 🌸', 'Nguyễn 日本 🌸'],
  ])('makes %j steady: %j', (text, steady) => {
    expect(steadyText(text)).toBe(steady);
    expect(steadyText(steady)).toBe(steady);
  });
});
