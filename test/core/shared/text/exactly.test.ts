import { describe, expect, it } from 'vitest';
import { exactly } from '../../../../src/core/shared/text/exactly.ts';
import { sanitizeName } from '../../../../src/core/shared/text/sanitize.ts';

describe('exactly', () => {
  it.each([['allowlist'], ['Nhóm bán hàng'], ['a "b"'], ['nhóm 👨‍👩‍👧']])('leaves %j alone', (text) => {
    expect(exactly(text)).toBe(text);
  });

  it.each([
    ['', '""'],
    ['open ', '"open "'],
    [' open', '" open"'],
    ['open\u00a0', String.raw`"open\u00a0"`],
    ['\u200bopen', String.raw`"\u200bopen"`],
    ['two  blanks', String.raw`"two \u0020blanks"`],
    ['a\tb', String.raw`"a\u0009b"`],
    ['e\u0301', String.raw`"e\u0301"`],
    ['\u001b[31m"red\\', String.raw`"\u001b[31m\"red\\"`],
    ['\u202egnp', String.raw`"\u202egnp"`],
    ['\ud800x', String.raw`"\ud800x"`],
    ['x '.repeat(200), `"${'x '.repeat(100)}…"`],
  ])('shows all of %j', (text, shown) => {
    expect(exactly(text)).toBe(shown);
  });

  it('gives what is safe to show, unchanged by cleaning, at its full length', () => {
    const points = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code));
    for (const point of points) {
      const shown = exactly(`a${point} b`);
      expect(sanitizeName(shown), point).toBe(shown);
    }
  });
});
