// Which keys run a binding from where the operator is: a hint may name no others. Pure.
import type { UiState } from '../state/ui-state.ts';
import { type BindingId, bindingOf, keyOf, ownStrokes } from './bindings.ts';
import { isTyping, placesOf } from './resolve.ts';
import { strokeLabel } from './strokes.ts';

/** The state once the text field has been left. */
const withoutField = (ui: UiState): UiState => {
  const overlay = ui.overlays.at(-1);
  if (overlay?.type === 'pick' && overlay.isFiltering)
    return { ...ui, overlays: [...ui.overlays.slice(0, -1), { ...overlay, isFiltering: false }] };
  if (overlay !== undefined) return ui;
  const { focus: _, ...unfocused } = ui;
  return unfocused;
};

const strokeIn = (ui: UiState, id: BindingId): string | undefined => {
  const places = placesOf(ui);
  const binding = bindingOf(id);
  return places.includes(binding.place) ? ownStrokes(binding, places)[0] : undefined;
};

/** `r`; `Esc, then r` while letters are text. Where neither does it the key of the table, which does it on its own screen. */
export const keysTo = (ui: UiState, id: BindingId): string => {
  const now = strokeIn(ui, id);
  if (now !== undefined) return strokeLabel(now);
  const later = isTyping(ui) ? strokeIn(withoutField(ui), id) : undefined;
  const label = later === undefined ? keyOf(id) : strokeLabel(later);
  return later === undefined ? label : `${strokeLabel('esc')}, then ${label}`;
};
