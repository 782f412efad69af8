import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { fitLine, highlight, line, lineText, toned } from '../../../src/tui/text/spans.ts';

describe('fitLine', () => {
  const spans = line('ab', toned('cd', 'good'), 'ef');
  it.each([
    [8, 'abcdef  '],
    [6, 'abcdef'],
    [5, 'abcd…'],
    [4, 'abc…'],
    [3, 'ab…'],
    [2, 'a…'],
    [1, '…'],
  ])('in %i cells: %j', (cells, text) => expect(lineText(fitLine(spans, cells))).toBe(text));

  it('is exactly as wide as asked, whatever stands in it', () => {
    const hostile = line('日本', toned('👨‍👩‍👧‍👦', 'bad'), 'Nguyễn'.normalize('NFD'), '', 'x'.repeat(10_000));
    for (let cells = 0; cells < 40; cells += 1)
      expect(cellWidth(lineText(fitLine(hostile, cells)))).toBe(cells);
  });

  it('is as wide in every terminal: signs on which they disagree are drawn as one they agree on', () => {
    expect(lineText(fitLine(line('👨‍👩‍👧‍👦 🇻🇳', '1️⃣ 🏳️‍🌈'), 20)).trimEnd()).toBe('👨 VN1 🏳');
  });

  it('keeps tones', () =>
    expect(fitLine(spans, 6)).toEqual([{ text: 'ab' }, { text: 'cd', tone: 'good' }, { text: 'ef' }]));
});

describe('highlight', () => {
  it('splits at matches', () =>
    expect(
      highlight('Nguyễn An', [
        [0, 2],
        [7, 9],
      ]),
    ).toEqual([{ text: 'Ng', isMatch: true }, { text: 'uyễn ' }, { text: 'An', isMatch: true }]));
  it('leaves a text without matches whole', () =>
    expect(highlight('An', [], 'muted')).toEqual([{ text: 'An', tone: 'muted' }]));
});
