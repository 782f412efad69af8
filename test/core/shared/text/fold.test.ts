import { describe, expect, test } from 'vitest';
import { findFolded, fold, foldedIncludes, foldWithMap } from '../../../../src/core/shared/text/fold.ts';

describe('fold', () => {
  test.each([
    ['Nguyễn Đặng', 'nguyen dang'],
    ['Nguyễn Đặng'.normalize('NFD'), 'nguyen dang'],
    ['ĐỖ THỊ OANH', 'do thi oanh'],
    ['plain ASCII', 'plain ascii'],
    ['Ｆｕｌｌ', 'full'],
    ['𝐀𝐧', 'an'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['Gia đình 🏠', 'gia dinh 🏠'],
    ['', ''],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('a query without marks finds a name with marks, and the other way round', () => {
    expect(foldedIncludes('Nguyễn Đặng', 'nguyen dang')).toBe(true);
    expect(foldedIncludes('nguyen dang', ' Nguyễn Đ ')).toBe(true);
    expect(foldedIncludes('Nguyễn Đặng', 'dang nguyen')).toBe(false);
    expect(foldedIncludes('anything', '  ')).toBe(true);
  });
});

describe('foldWithMap', () => {
  test.each(['Nguyễn Đặng', 'Nguyễn Đặng'.normalize('NFD'), 'ﬁn 👨‍👩‍👧 Đỗ', 'ΟΔΟΣ ς', '\u0301x', 'İ𝐀'])(
    'folds %s as fold does, one place for each code unit',
    (text) => {
      const { folded, starts, ends } = foldWithMap(text);
      expect(folded).toBe(fold(text));
      expect(starts).toHaveLength(folded.length);
      expect(ends).toHaveLength(folded.length);
    },
  );

  test('matches are ranges of the text as written, marks included', () => {
    const composed = 'Chị Đặng Văn Dang';
    expect(findFolded(composed, 'dang').map(({ start, end }) => composed.slice(start, end))).toEqual([
      'Đặng',
      'Dang',
    ]);
    const decomposed = composed.normalize('NFD');
    expect(findFolded(decomposed, 'dang').map(({ start, end }) => decomposed.slice(start, end))).toEqual([
      'Đặng'.normalize('NFD'),
      'Dang',
    ]);
  });

  test('a match after an emoji and inside a ligature', () => {
    const text = '👨‍👩‍👧 ﬁn Đỗ';
    expect(findFolded(text, 'in').map(({ start, end }) => text.slice(start, end))).toEqual(['ﬁn']);
    expect(findFolded(text, 'do').map(({ start, end }) => text.slice(start, end))).toEqual(['Đỗ']);
  });

  test('a blank query is nowhere', () => {
    expect(findFolded('abc', ' ')).toEqual([]);
  });
});
