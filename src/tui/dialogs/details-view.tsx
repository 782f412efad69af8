import type { ReactElement } from 'react';
import { useApp, useTheme } from '../app/context.ts';
import { screenOf } from '../app/screens.ts';
import { frameSentences } from '../app/words.ts';
import { bindingOf } from '../keys/bindings.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { type Line, line } from '../text/spans.ts';
import { detailIds, detailRows } from './details.ts';
import { ListOverlay } from './list-overlay.tsx';
import type { OverlayProps } from './overlay-props.ts';
import { overlayInner } from './overlay-rect.ts';

/** All there is to say about the selected row, then its actions. */
export const DetailsOverlay = ({ frame, overlay }: OverlayProps<'details'>): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const rows = detailRows(frame, overlayInner(overlay, frame).width);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lineOf = (id: string): Line => {
    const row = byId.get(id);
    if (row?.action === undefined) return row?.line ?? [];
    const reason = app.reasonOf(row.action);
    return line(
      {
        text: `${signs.arrow} ${keySentences[row.action]}`,
        isBold: reason === undefined,
        tone: reason === undefined ? 'accent' : 'muted',
      },
      { text: `  ${strokeLabel(bindingOf(row.action).strokes[0] ?? '')}`, tone: 'muted' },
      reason === undefined ? undefined : { text: `  ${reason}`, tone: 'muted' },
    );
  };
  return (
    <ListOverlay
      frame={frame}
      overlay={overlay}
      name="details"
      title={screenOf(frame.ui.screen).details?.(frame)?.title ?? frameSentences.detailsTitle}
      ids={detailIds(frame, rows)}
      lineOf={lineOf}
      wholeOf={(id) => {
        const action = byId.get(id)?.action;
        return action && app.reasonOf(action);
      }}
      empty={frameSentences.nothingFound}
    />
  );
};
