// Details of the selected row: what there is to say, then what can be done, as rows that Enter runs.
import type { ReactElement } from 'react';
import { useApp, useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { type BindingId, bindingOf } from '../keys/bindings.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { type RowIds, selectedIndexIn } from '../layout/window-for.ts';
import { detailText, oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import { type Line, line, wrapLine } from '../text/spans.ts';
import { bodyRect, type Dialog, type Opened } from './dialog.ts';
import { ListDialog } from './list-dialog.tsx';

/** A row of the details: a line of text, or an action. */
export interface DetailRow {
  readonly id: string;
  readonly line?: Line;
  readonly action?: BindingId;
}

type Where = Pick<Opened, 'frame' | 'screen' | 'room'>;

/** What the details are about: the same as long as it is the same row of the same list, whatever is said of it. */
const subjectOf = ({ frame, screen }: Pick<Where, 'frame' | 'screen'>): string => {
  const list = screen.list(frame);
  const id = list?.ids.at(selectedIndexIn(list.ids, listState(frame.ui, list.name)));
  return [list?.name ?? frame.ui.screen, frame.ui.scope, id ?? ''].join('\n');
};

/** The rows of the selected thing's details; empty when nothing is selected. */
export const detailRows = (at: Where): readonly DetailRow[] => {
  const details = at.screen.details?.(at.frame);
  if (details === undefined) return [];
  const subject = subjectOf(at);
  const idOf = (row: string | number): string => `${subject}\n${row}`;
  const text = details.lines
    .flatMap((spans) => wrapLine(spans, at.room.width - 2))
    .map((spans, index): DetailRow => ({ id: idOf(index), line: spans }));
  const actions = details.actions.map((action): DetailRow => ({ id: idOf(action), action }));
  return actions.length === 0 ? text : [...text, { id: idOf('gap'), line: [] }, ...actions];
};

/** The ids of the rows. Where the cursor was on a row of something else it is on the first: of a person one reads from the top. */
const detailIds = (at: Where, rows: readonly DetailRow[]): RowIds => {
  const ids = rows.map(({ id }) => id);
  const subject = subjectOf(at);
  return Object.assign(ids, { nearest: (id: string) => (id.startsWith(`${subject}\n`) ? undefined : 0) });
};

const DetailsView = (at: Opened<'details'>): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const { frame, screen } = at;
  const rows = detailRows(at);
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
    <ListDialog
      at={at}
      name="details"
      title={screen.details?.(frame)?.title ?? frameSentences.detailsTitle}
      ids={detailIds(at, rows)}
      lineOf={lineOf}
      wholeOf={(id) => {
        const action = byId.get(id)?.action;
        return action && app.reasonOf(action);
      }}
      empty={frameSentences.nothingFound}
    />
  );
};

const keyed = (id: BindingId): string =>
  plainSentences.keyOf(keySentences[id], strokeLabel(bindingOf(id).strokes[0] ?? '', true));

const speechLines = ({ frame, screen }: Opened<'details'>): readonly string[] => {
  const details = screen.details?.(frame);
  if (details === undefined) return [];
  const lines = details.lines.map(detailText).filter((text) => text !== '');
  return details.actions.length === 0
    ? lines
    : [...lines, plainSentences.actions(details.actions.map(keyed))];
};

/** All there is to say about the selected row, then its actions. */
export const detailsDialog: Dialog<'details'> = {
  // They keep the keys of their screen: what can be done with the row can be done while reading about it.
  places: (_, ofScreen) => ['details', 'overlay', ...ofScreen, 'list', 'global'],
  rect: bodyRect,
  list: (at) => ({ name: 'details', ids: detailIds(at, detailRows(at)), height: at.room.height }),
  View: DetailsView,
  speech: {
    title: ({ frame, screen }) => oneLine(screen.details?.(frame)?.title ?? frameSentences.detailsTitle),
    lines: speechLines,
    focus: (at, id, reasonOf) => {
      const row = detailRows(at).find((one) => one.id === id);
      if (row?.action === undefined) return detailText(row?.line ?? []);
      const reason = reasonOf(row.action, at.frame);
      return reason === undefined
        ? keyed(row.action)
        : `${keyed(row.action)}, ${plainSentences.notNow(reason)}`;
    },
  },
};
