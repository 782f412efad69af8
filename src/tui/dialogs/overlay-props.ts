import type { Frame } from '../app/frame.ts';
import type { Overlay } from '../state/ui-state.ts';

/** What the view of an overlay gets: the frame, and the overlay of its kind. */
export interface OverlayProps<Kind extends Overlay['type'] = Overlay['type']> {
  readonly frame: Frame;
  readonly overlay: Extract<Overlay, { type: Kind }>;
}
