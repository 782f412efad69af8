import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../../src/tui/text/cells.ts';
import { line, lineText, toned, wrapLine } from '../../../src/tui/text/spans.ts';

const rows = (spans: Parameters<typeof wrapLine>[0], cells: number): readonly string[] =>
  wrapLine(spans, cells).map(lineText);

describe('wrapLine', () => {
  it('leaves a line that fits as it is', () =>
    expect(wrapLine(line('a', toned('b', 'bad')), 10)).toEqual([line('a', toned('b', 'bad'))]));
  it('wraps a text, also at its own newlines', () => {
    expect(rows(line('chào shop còn hàng'), 9)).toEqual(['chào shop', 'còn hàng']);
    expect(rows(line('a\nb'), 9)).toEqual(['a', 'b']);
  });
  it('wraps a value below itself, beside its label', () =>
    expect(rows(line(toned('next    ', 'muted'), 'Start the listener to see messages.'), 24)).toEqual([
      'next    Start the',
      '        listener to see',
      '        messages.',
    ]));
  it('gives a long label a row of its own', () =>
    expect(rows(line('a very long label ', 'and its value'), 12)).toEqual([
      'a very long label ',
      '    and its',
      '    value',
    ]));
  it('keeps every id whole where it fits at all', () => {
    for (let cells = 20; cells < 40; cells += 1) {
      const wrapped = wrapLine(line(toned('user id   ', 'muted'), '4512345678900000123'), cells);
      expect(wrapped.map(lineText).join('').replaceAll(' ', '')).toBe('userid4512345678900000123');
      expect(Math.max(...wrapped.map((spans) => cellWidth(lineText(spans))))).toBeLessThanOrEqual(cells);
    }
  });
});
