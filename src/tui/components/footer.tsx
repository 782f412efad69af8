// The last row: what the keys do here, from the binding table. `? help` is never dropped.

import type { ReactElement } from 'react';
import { useApp, useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { type Binding, bindings, ownStrokes } from '../keys/bindings.ts';
import { canHelp, isTyping, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { cellWidth } from '../text/cells.ts';
import { type Line, line, lineText } from '../text/spans.ts';
import { asciiSigns } from '../theme/signs.ts';
import { Row } from './row.tsx';

/** The bindings worth a hint here, best first, without those that cannot be run now. */
const hinted = (
  frame: Frame,
  reasonOf: (id: (typeof bindings)[number]['id']) => string | undefined,
): readonly (typeof bindings)[number][] => {
  const places = placesOf(frame.ui);
  return bindings
    .filter(
      (binding) =>
        places.includes(binding.place) &&
        rank(binding) !== undefined &&
        ownStrokes(binding, places).length > 0 &&
        reasonOf(binding.id) === undefined,
    )
    .toSorted((a, b) => (rank(a) ?? 0) - (rank(b) ?? 0));
};

const rank = (binding: Binding): number | undefined => binding.hint;

const hint = (binding: (typeof bindings)[number], frame: Frame, isAscii: boolean): Line =>
  line(
    {
      text: strokeLabel(ownStrokes(binding, placesOf(frame.ui))[0] ?? '', isAscii),
      isBold: true,
      tone: 'accent',
    },
    ` ${keySentences[binding.id]}`,
  );

/** The hints that fit, with help at the end. */
export const footerLine = (
  hints: readonly Line[],
  help: Line | undefined,
  cells: number,
  most: number,
): Line => {
  const gap = '  ';
  const reserved = help === undefined ? 0 : cellWidth(lineText(help)) + gap.length;
  const shown: Line[] = [];
  let used = 0;
  for (const part of hints.slice(0, most)) {
    const width = cellWidth(lineText(part)) + gap.length;
    if (used + width + reserved > cells) break;
    shown.push(part);
    used += width;
  }
  return [...shown, ...(help === undefined ? [] : [help])].flatMap((part, index) =>
    index === 0 ? part : [{ text: gap }, ...part],
  );
};

/** `? help`; while letters are text, F1. */
const helpHint = (isTyped: boolean, isAscii: boolean): Line =>
  line(
    { text: strokeLabel(isTyped ? 'f1' : '?', isAscii), isBold: true, tone: 'accent' },
    ` ${keySentences['app.help']}`,
  );

/** The footer of `frame`. Narrow windows show three hints. */
export const Footer = ({ frame }: { readonly frame: Frame }): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const isAscii = signs === asciiSigns;
  const rows = hinted(frame, app.reasonOf).filter(({ id }) => id !== 'app.help');
  const help = canHelp(frame.ui) ? helpHint(isTyping(frame.ui), isAscii) : undefined;
  const { columns } = frame.layout;
  const most = columns < 80 ? 3 : 12;
  return (
    <Row
      spans={footerLine(
        rows.map((row) => hint(row, frame, isAscii)),
        help,
        columns,
        most,
      )}
      cells={columns}
    />
  );
};
