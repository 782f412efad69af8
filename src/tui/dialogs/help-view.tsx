import type { ReactElement } from 'react';
import { useApp, useTheme } from '../app/context.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/text-field.ts';
import { fitCells } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import { asciiSigns } from '../theme/signs.ts';
import { frameUnderHelp, helpRows } from './help.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-props.ts';
import { helpFieldRows, overlayRect } from './overlay-rect.ts';

/** Help and palette: a field, and the bindings that match what was typed. Those that cannot be run now say why. */
export const HelpOverlay = ({ frame, overlay }: OverlayProps<'help'>): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const rows = helpRows(frame, signs === asciiSigns);
  const under = frameUnderHelp(frame);
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  const { width } = overlayRect(overlay, frame);
  const lineOf = (id: string): Line => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const reason = app.reasonOf(row.id, under);
    return line(
      { text: fitCells(row.keys, Math.min(18, Math.floor(width / 4)), { ellipsis: signs.ellipsis }), isBold: true, tone: 'accent' },
      ` ${row.label}`,
      { text: reason === undefined ? `  ${row.place}` : `  ${signs.failed} ${reason}`, tone: 'muted' },
    );
  };
  const wholeOf = (id: string): string | undefined => {
    const row = byId.get(id);
    const reason = row && app.reasonOf(row.id, under);
    return row && (reason === undefined ? frameSentences.helpRow(row.label, row.place) : frameSentences.helpRow(row.label, reason));
  };
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="help"
      title={frameSentences.helpTitle}
      ids={rows.map(({ id }) => id)}
      lineOf={lineOf}
      empty={frameSentences.nothingFound}
      wholeOf={wholeOf}
      above={[fieldLine(`${frameSentences.helpField}:`, frame.ui.fields.help, true, width - 4), []].slice(0, helpFieldRows(frame))}
    />
  );
};
