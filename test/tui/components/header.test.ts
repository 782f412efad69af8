import { describe, expect, it } from 'vitest';
import { footerLine } from '../../../src/tui/components/footer.tsx';
import { fitHeader } from '../../../src/tui/components/header.tsx';
import { line, lineText } from '../../../src/tui/text/spans.ts';
import { unicodeSigns } from '../../../src/tui/theme/signs.ts';

describe('fitHeader', () => {
  const parts = [
    { spans: line('product'), drop: 3 },
    { spans: line('work'), drop: 0 },
    { spans: line('● connected'), drop: 0 },
    { spans: line('gateway up'), drop: 5 },
  ];
  it.each([
    [60, 'product · work · ● connected · gateway up'],
    [30, 'product · work · ● connected'],
    [20, 'work · ● connected'],
    [10, 'work · ● …'],
  ])('in %i cells: %s', (cells, text) =>
    expect(lineText(fitHeader(parts, cells, unicodeSigns)).trimEnd()).toBe(text),
  );
});

describe('a part that is pinned', () => {
  const parts = [
    { spans: line('product'), drop: 3 },
    { spans: line('work'), drop: 0 },
    { spans: line('● connected'), drop: 0 },
    { spans: line('!1'), drop: 0, isPinned: true as const },
    { spans: line('gateway up'), drop: 5 },
  ];
  it.each([
    [60, 'product · work · ● connected · !1 · gateway up'],
    [25, 'work · ● connected · !1'],
    [16, 'work · ● c… · !1'],
    [8, 'wo… · !1'],
  ])('is not cut in %i cells: %s', (cells, text) =>
    expect(lineText(fitHeader(parts, cells, unicodeSigns)).trimEnd()).toBe(text),
  );
});

describe('footerLine', () => {
  const hints = ['a approve', 'x dismiss', 'c type a code'].map((text) => line(text));
  it.each([
    [60, 12, 'a approve  x dismiss  c type a code  ? help'],
    [30, 12, 'a approve  x dismiss  ? help'],
    [60, 1, 'a approve  ? help'],
    [8, 12, '? help'],
  ])('in %i cells, at most %i hints: %s', (cells, most, text) =>
    expect(lineText(footerLine(hints, line('? help'), cells, most))).toBe(text),
  );
});
