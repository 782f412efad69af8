// What the keys do here, from the binding table, as one line of text. `? help` is never dropped.

import type { Frame } from '../app/frame.ts';
import type { ReasonOf } from '../dialogs/dialog.ts';
import type { Binding } from '../keys/binding.ts';
import { type BindingId, bindings, ownStrokes } from '../keys/bindings.ts';
import { canHelp, isTyping, placesOf } from '../keys/resolve.ts';
import { strokeLabel } from '../keys/strokes.ts';
import { keySentences } from '../keys/words.ts';
import { cellWidth } from '../text/cells.ts';

/** About a picture that plain mode does not draw. */
const aboutThePicture: ReadonlySet<BindingId> = new Set(['login.zoom', 'login.blocks', 'login.flip', 'qr.blocks', 'qr.flip']);

/** Keys without a place in the footer that matter here: without them nobody could see the code. */
const extraRank: Readonly<Partial<Record<BindingId, number>>> = { 'login.open': 0 };

const rankOf = (binding: Binding & { readonly id: BindingId }): number | undefined => extraRank[binding.id] ?? binding.hint;

const separator = ', ';

/** The hints that fit in `cells`, the best first, then help. Keys that do nothing now are left out. */
export const hintsText = (frame: Frame, reasonOf: ReasonOf, cells: number): string => {
  const { ui } = frame;
  const places = placesOf(ui);
  const help = canHelp(ui) ? `${strokeLabel(isTyping(ui) ? 'f1' : '?', true)} ${keySentences['app.help']}` : undefined;
  const hints = bindings
    .filter(
      (binding) =>
        binding.id !== 'app.help' &&
        places.includes(binding.place) &&
        rankOf(binding) !== undefined &&
        !aboutThePicture.has(binding.id) &&
        ownStrokes(binding, places).length > 0 &&
        reasonOf(binding.id, frame) === undefined,
    )
    .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0))
    .map((binding) => `${strokeLabel(ownStrokes(binding, places)[0] ?? '', true)} ${keySentences[binding.id]}`);
  const shown: string[] = [];
  let used = help === undefined ? 0 : cellWidth(help) + separator.length;
  for (const hint of hints) {
    used += cellWidth(hint) + separator.length;
    if (used > cells) break;
    shown.push(hint);
  }
  return [...shown, ...(help === undefined ? [] : [help])].join(separator);
};
