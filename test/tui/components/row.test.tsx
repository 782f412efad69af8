// A leaf component needs no terminal: what it prints is what it is.
import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import { ThemeProvider } from '../../../src/tui/app/context.ts';
import { Row } from '../../../src/tui/components/row.tsx';
import { line, toned } from '../../../src/tui/text/spans.ts';
import { asciiSigns, type Signs, unicodeSigns } from '../../../src/tui/theme/signs.ts';
import { palettes } from '../../../src/tui/theme/tokens.ts';

const frame = (signs: Signs, row: Parameters<typeof Row>[0]): string | undefined =>
  render(
    <ThemeProvider value={{ palette: palettes.mono, signs }}>
      <Row {...row} />
    </ThemeProvider>,
  ).lastFrame();

describe('Row', () => {
  it('cuts what does not fit with the sign of the run', () => {
    expect(frame(unicodeSigns, { spans: line('Nguyễn Văn An'), cells: 8 })).toBe('Nguyễn …');
    expect(frame(asciiSigns, { spans: line('Nguyen Van An'), cells: 8 })).toBe('Nguyen ~');
  });
  it('writes the marks of sentences in ASCII, letters as they are', () =>
    expect(frame(asciiSigns, { spans: line('Đang chờ… “x” — 2×'), cells: 30 })?.trimEnd()).toBe(
      'Đang chờ... "x" - 2x',
    ));
  it.each([false, true])(
    'draws nothing that drives the terminal or leaves the row (selected: %s)',
    (isSelected) => {
      const hostile = 'a\u001b[2J\u001b]0;t\u0007b\u009b31m\u202ec\nd\te\u200bf';
      const drawn =
        frame(unicodeSigns, { spans: line(hostile, toned(hostile, 'bad')), cells: 30, isSelected }) ?? '';
      expect(drawn.replaceAll(/\u001b\[\d+m/gu, '').trimEnd()).toBe('abc↵d efabc↵d ef');
    },
  );
  it('draws a selected row inverse as a whole', () =>
    expect(frame(unicodeSigns, { spans: line('a', toned('b', 'bad')), cells: 4, isSelected: true })).toBe(
      '\u001B[7mab  \u001B[27m',
    ));
});
