import type { FieldState } from '../state/field.ts';
import { cellWidth, graphemes } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';

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
