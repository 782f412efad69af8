// Help and palette are one: every binding that holds here, found by typing, run by Enter. Those that cannot be run now say why.
import type { ReactElement } from 'react';
import { fold } from '../../core/faces.ts';
import { useApp, useTheme } from '../app/context.ts';
import type { Frame } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/row.tsx';
import { type BindingId, bindings, ownStrokes, type Place } from '../keys/bindings.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences, placeSentences } from '../keys/words.ts';
import { plainSentences } from '../plain/words.ts';
import { fitCells } from '../text/cells.ts';
import { type Line, line } from '../text/spans.ts';
import { asciiSigns } from '../theme/signs.ts';
import { type Dialog, type Opened, questionRect, type ReasonOf } from './dialog.ts';
import { ListDialog } from './list-dialog.tsx';

/** A row of the help: a binding with its keys as they are written. */
export interface HelpRow {
  readonly id: BindingId;
  readonly keys: string;
  readonly label: string;
  readonly place: string;
  readonly canRun: boolean;
}

/** What the keys act on once the help is closed: it is that which the help is about. */
export const frameUnderHelp = (frame: Frame): Frame => {
  const { focus: _, ...unfocused } = frame.ui;
  return { ...frame, ui: { ...unfocused, overlays: frame.ui.overlays.slice(0, -1) } };
};

/** The rows for what has been typed: matches of label, key or place, in the order of the table. */
export const helpRows = (
  { frame, placesOf }: Pick<Opened, 'frame' | 'placesOf'>,
  isAscii = false,
): readonly HelpRow[] => {
  const places = placesOf(frameUnderHelp(frame).ui);
  const typed = fold(frame.ui.fields.help.value.trim().replace(/^:/u, ''));
  const rows = places.flatMap((place) =>
    bindings.filter((binding) => binding.place === place).map((binding) => rowOf(binding, places, isAscii)),
  );
  if (typed === '') return rows;
  const found = rows.filter((row) => fold(`${row.label} ${row.keys} ${row.place} ${row.id}`).includes(typed));
  // What can be run comes first, and of that what is called so: as a palette it is asked for an action.
  return found.toSorted((a, b) => rank(b, typed) - rank(a, typed));
};

const rank = (row: HelpRow, typed: string): number =>
  (row.canRun ? 2 : 0) + (fold(row.label).startsWith(typed) ? 1 : 0);

const rowOf = (binding: (typeof bindings)[number], places: readonly Place[], isAscii: boolean): HelpRow => ({
  id: binding.id,
  keys: ownStrokes(binding, places)
    .map((stroke) => strokeLabel(stroke, isAscii))
    .join(' '),
  label: keySentences[binding.id],
  place: placeSentences[binding.place],
  canRun: !('isPlain' in binding),
});

/** Rows of the field, with a blank one where there is room. */
const fieldRows = ({ layout }: Frame): number => (layout.sizeClass === 'tight' ? 1 : 2);

const HelpView = (at: Opened<'help'>): ReactElement => {
  const app = useApp();
  const { signs } = useTheme();
  const { frame, rect } = at;
  const rows = helpRows(at, signs === asciiSigns);
  const under = frameUnderHelp(frame);
  const byId = new Map(rows.map((row) => [row.id as string, row]));
  const { width } = rect;
  const lineOf = (id: string): Line => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const reason = app.reasonOf(row.id, under);
    return line(
      {
        text: fitCells(row.keys, Math.min(18, Math.floor(width / 4)), { ellipsis: signs.ellipsis }),
        isBold: true,
        tone: 'accent',
      },
      ` ${row.label}`,
      { text: reason === undefined ? `  ${row.place}` : `  ${signs.failed} ${reason}`, tone: 'muted' },
    );
  };
  const wholeOf = (id: string): string | undefined => {
    const row = byId.get(id);
    const reason = row && app.reasonOf(row.id, under);
    return (
      row &&
      (reason === undefined
        ? frameSentences.helpRow(row.label, row.place)
        : frameSentences.helpRow(row.label, reason))
    );
  };
  return (
    <ListDialog
      at={at}
      name="help"
      title={frameSentences.helpTitle}
      ids={rows.map(({ id }) => id)}
      lineOf={lineOf}
      empty={frameSentences.nothingFound}
      wholeOf={wholeOf}
      above={[fieldLine(`${frameSentences.helpField}:`, frame.ui.fields.help, true, width - 4), []].slice(
        0,
        fieldRows(frame),
      )}
    />
  );
};

const speechFocus = (at: Opened<'help'>, id: string | undefined, reasonOf: ReasonOf): string => {
  const words = plainSentences;
  const rows = helpRows(at, true);
  const row = rows.find((one) => one.id === id);
  const field = words.field(frameSentences.helpField, at.frame.ui.fields.help.value);
  if (row === undefined) return `${field}, ${words.matches(0)}`;
  const reason = reasonOf(row.id, frameUnderHelp(at.frame));
  const selected = words.keyOf(row.label, row.keys);
  return [
    field,
    words.matches(rows.length),
    words.selected(reason === undefined ? selected : `${selected}, ${words.notNow(reason)}`),
  ].join(', ');
};

/** Help and palette: a field, and the bindings that match what was typed. */
export const helpDialog: Dialog<'help'> = {
  places: () => ['help', 'field'],
  field: () => ({ name: 'help', label: frameSentences.helpField }),
  rect: questionRect,
  hasFoot: true,
  rowsAround: (_, frame) => fieldRows(frame),
  list: (at) => ({ name: 'help', ids: helpRows(at).map((row) => row.id), height: at.room.height }),
  View: HelpView,
  speech: {
    title: () => frameSentences.helpTitle,
    lines: (at) => [plainSentences.entries(helpRows(at).length)],
    focus: speechFocus,
  },
};
