// Help and palette are one: every binding that holds here, found by typing, run by Enter.
import { fold, sentences } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import { type BindingId, bindings, type Place } from '../keys/bindings.ts';
import { ownStrokes, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';

/** A row of the help: a binding with its keys as they are written. */
export interface HelpRow {
  readonly id: BindingId;
  readonly keys: string;
  readonly label: string;
  readonly place: string;
  readonly canRun: boolean;
}

const helpPlaces = (frame: Frame): readonly Place[] => {
  const under = frame.ui.overlays.slice(0, -1);
  const { focus: _, ...unfocused } = frame.ui;
  return placesOf({ ...unfocused, overlays: under });
};

/** The rows for what has been typed: matches of label, key or place, in the order of the table. */
export const helpRows = (frame: Frame): readonly HelpRow[] => {
  const places = helpPlaces(frame);
  const typed = fold(frame.ui.fields.help.value.trim().replace(/^:/u, ''));
  const rows = places.flatMap((place) => bindings.filter((binding) => binding.place === place).map((binding) => rowOf(binding, places)));
  return typed === '' ? rows : rows.filter((row) => fold(`${row.label} ${row.keys} ${row.place} ${row.id}`).includes(typed));
};

const rowOf = (binding: (typeof bindings)[number], places: readonly Place[]): HelpRow => ({
  id: binding.id,
  keys: ownStrokes(binding, places)
    .map((stroke) => strokeLabel(stroke))
    .join(' '),
  label: sentences.keys[binding.id],
  place: sentences.places[binding.place],
  canRun: !('isPlain' in binding),
});
