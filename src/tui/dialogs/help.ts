// Help and palette are one: every binding that holds here, found by typing, run by Enter.

import { fold } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { Place } from '../keys/binding.ts';
import { type BindingId, bindings } from '../keys/bindings.ts';
import { ownStrokes, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences, placeSentences } from '../keys/words.ts';

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

const helpPlaces = (frame: Frame): readonly Place[] => placesOf(frameUnderHelp(frame).ui);

/** The rows for what has been typed: matches of label, key or place, in the order of the table. */
export const helpRows = (frame: Frame, isAscii = false): readonly HelpRow[] => {
  const places = helpPlaces(frame);
  const typed = fold(frame.ui.fields.help.value.trim().replace(/^:/u, ''));
  const rows = places.flatMap((place) =>
    bindings.filter((binding) => binding.place === place).map((binding) => rowOf(binding, places, isAscii)),
  );
  if (typed === '') return rows;
  const found = rows.filter((row) => fold(`${row.label} ${row.keys} ${row.place} ${row.id}`).includes(typed));
  // What can be run comes first, and of that what is called so: as a palette it is asked for an action.
  return found.toSorted((a, b) => rank(b, typed) - rank(a, typed));
};

const rank = (row: HelpRow, typed: string): number => (row.canRun ? 2 : 0) + (fold(row.label).startsWith(typed) ? 1 : 0);

const rowOf = (binding: (typeof bindings)[number], places: readonly Place[], isAscii: boolean): HelpRow => ({
  id: binding.id,
  keys: ownStrokes(binding, places)
    .map((stroke) => strokeLabel(stroke, isAscii))
    .join(' '),
  label: keySentences[binding.id],
  place: placeSentences[binding.place],
  canRun: !('isPlain' in binding),
});
