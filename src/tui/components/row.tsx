// One row of the terminal: one <Text>, exactly as many cells as it is given.
import { Text } from 'ink';
import { memo, type ReactElement } from 'react';
import { harmlessRow, type Mark } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import type { FieldState } from '../state/editor.ts';
import { cellWidth, graphemes } from '../text/cells.ts';
import { fitLine, type Line, line, lineText, type Span } from '../text/spans.ts';
import { asciiPunctuation, asciiSigns, type Signs } from '../theme/signs.ts';
import type { Palette, Style, Tone } from '../theme/tokens.ts';

// The sign and the tone of a mark: how an account does, the same wherever one is shown.

const tones: Readonly<Record<Mark, Tone>> = {
  ok: 'good',
  busy: 'warn',
  'needs-you': 'warn',
  failed: 'bad',
  off: 'muted',
};

const signNames = {
  ok: 'connected',
  busy: 'connecting',
  'needs-you': 'attention',
  failed: 'failed',
  off: 'off',
} as const;

export const markSpan = (mark: Mark, signs: Signs): Span => ({
  text: signs[signNames[mark]],
  tone: tones[mark],
});

/** The tone of a mark, for the words beside its sign. */
export const markTone = (mark: Mark): Tone => tones[mark];

const props = (style: Style | undefined, span: Span): Record<string, unknown> => ({
  ...(style?.color === undefined ? {} : { color: style.color }),
  ...(style?.bold === true || span.isBold === true ? { bold: true } : {}),
  ...(style?.dim === true ? { dimColor: true } : {}),
  ...(style?.inverse === true ? { inverse: true } : {}),
  ...(span.isMatch === true ? { underline: true, bold: true } : {}),
});

const Part = ({ span, palette }: { readonly span: Span; readonly palette: Palette }): ReactElement => (
  <Text {...props(span.tone === undefined ? undefined : palette[span.tone], span)}>{span.text}</Text>
);

/** The border of the screen: whatever is in a text, it stays in its row and drives nothing. */
const clean = (span: Span): Span => {
  const text = harmlessRow(span.text);
  return text === span.text ? span : { ...span, text };
};

const inAscii = (span: Span): Span => ({ ...span, text: asciiPunctuation(span.text) });

/** A line in `cells` columns. A selected row is drawn inverse as a whole, whatever the tones of its parts. */
export const Row = memo(
  ({
    spans,
    cells,
    isSelected = false,
  }: {
    readonly spans: Line;
    readonly cells: number;
    readonly isSelected?: boolean;
  }): ReactElement => {
    const { palette, signs } = useTheme();
    const fitted = fitLine(
      spans.map(signs === asciiSigns ? (span) => inAscii(clean(span)) : clean),
      cells,
      signs.ellipsis,
    );
    if (isSelected)
      return (
        <Text {...props(palette.selected, { text: '' })} wrap="truncate">
          {lineText(fitted)}
        </Text>
      );
    return (
      <Text wrap="truncate">
        {fitted.map((span, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a row have no other identity
          <Part key={index} span={span} palette={palette} />
        ))}
      </Text>
    );
  },
);
Row.displayName = 'Row';

/** The line of a text field: label, text, and the caret as an inverse cell while it has the focus. Scrolls to keep the caret in view. */
export const fieldLine = (label: string, field: FieldState, hasFocus: boolean, cells: number): Line => {
  const prefix = label === '' ? '' : `${label} `;
  if (!hasFocus) return line({ text: prefix, tone: 'muted' }, field.value);
  const parts = graphemes(field.value);
  const room = Math.max(1, cells - cellWidth(prefix) - 1);
  let from = 0;
  let used = parts.slice(0, field.caret).reduce((sum, part) => sum + cellWidth(part), 0);
  while (used > room - 1 && from < field.caret) {
    used -= cellWidth(parts[from] ?? '');
    from += 1;
  }
  return line(
    { text: prefix, tone: 'accent' },
    parts.slice(from, field.caret).join(''),
    { text: parts[field.caret] ?? ' ', tone: 'selected' },
    parts.slice(field.caret + 1).join(''),
  );
};
