// What a row of the binding table is.
import type { Overlay } from '../state/ui-state.ts';

/** Where a binding holds. The first place that knows a stroke consumes it; see `resolve.ts` for the order. */
export type Place =
  | 'global'
  | 'list'
  | 'field'
  | 'status'
  | 'feed'
  | 'pairing'
  | 'pairing.pending'
  | 'pairing.approved'
  | 'pairing.decided'
  | 'directory'
  | 'directory.field'
  | 'access'
  | 'login'
  | 'looking'
  /** In most of what opens over a screen. */
  | 'overlay'
  | Overlay['type']
  | 'compose.text'
  | 'compose.buttons';

/** One row of the table. Its label is `keySentences[id]`. */
export interface Binding {
  readonly id: string;
  readonly place: Place;
  /** Strokes that run it; none = only from the palette. The first is shown. */
  readonly strokes: readonly string[];
  /** Rank among the footer hints, 1 first; absent = not in the footer. */
  readonly hint?: number;
  /** Lets a stranger in, logs out, throws away: must ask before it does anything. */
  readonly isDanger?: true;
  /** Not offered in the palette: movements and the like. */
  readonly isPlain?: true;
}
