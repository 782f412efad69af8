// Which binding a stroke means, given where the operator is. Pure; the first place that knows the stroke consumes it.
import { dialogOf } from '../dialogs/registry.ts';
import type { UiState } from '../state/ui-state.ts';
import { type BindingId, bindingOf, bindings, keyOf, ownStrokes, type Place } from './bindings.ts';
import { type Stroke, strokeLabel } from './strokes.ts';

// Which keys run a binding from where the operator is: a hint may name no others. Pure.

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

export type Resolution =
  | { readonly type: 'binding'; readonly id: BindingId }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'none' };

const index = new Map<string, BindingId>(
  bindings.flatMap((binding) =>
    binding.strokes.map((stroke) => [`${binding.place} ${stroke}`, binding.id] as const),
  ),
);

const screenPlaces = (ui: UiState): readonly Place[] =>
  ui.screen === 'pairing' ? [`pairing.${ui.pairing.pane}`, 'pairing'] : [ui.screen];

/** The places that hold now, first consumer first. What is open says which of the screen's below it go on holding. */
export const placesOf = (ui: UiState): readonly Place[] => {
  if (ui.pendingCheck?.isShown === true) return ['waiting'];
  const overlay = ui.overlays.at(-1);
  if (overlay === undefined && ui.focus !== undefined)
    return ui.focus === 'directory' ? ['directory.field', 'field'] : ['field'];
  if (overlay === undefined) return [...screenPlaces(ui), 'list', 'global'];
  return dialogOf(overlay).places(overlay, screenPlaces(ui));
};

/** Does the text field in focus take letters now? */
export const isTyping = (ui: UiState): boolean =>
  placesOf(ui).some((place) => place === 'field' || place === 'compose.text');

/** Help opens from everywhere but from help. While letters are text it is F1. */
export const canHelp = (ui: UiState): boolean =>
  ui.overlays.at(-1)?.type !== 'help' && ui.pendingCheck?.isShown !== true;

/** While something is found out before a question only Esc and `^c` mean anything, also before that is said. */
const resolvePending = (stroke: Stroke): Resolution => {
  const id = stroke.name === 'ctrl+c' ? 'app.interrupt' : index.get(`waiting ${stroke.name}`);
  return id === undefined ? { type: 'none' } : { type: 'binding', id };
};

/** The stroke's meaning. `^c` and help are answered everywhere. */
export const resolve = (ui: UiState, stroke: Stroke): Resolution => {
  if (ui.pendingCheck !== undefined) return resolvePending(stroke);
  for (const place of placesOf(ui)) {
    const id = index.get(`${place} ${stroke.name}`);
    if (id !== undefined) return { type: 'binding', id };
  }
  if (stroke.name === 'ctrl+c') return { type: 'binding', id: 'app.interrupt' };
  if (canHelp(ui) && (stroke.name === 'f1' || (stroke.name === '?' && !isTyping(ui))))
    return { type: 'binding', id: 'app.help' };
  if (isTyping(ui)) return stroke.text === undefined ? { type: 'none' } : { type: 'text', text: stroke.text };
  return { type: 'none' };
};
