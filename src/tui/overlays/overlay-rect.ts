// Where overlays stand. All are drawn over the body, in its rectangle.
import type { Frame } from '../app/frame.ts';
import type { Rect } from '../layout/layout.ts';
import type { Overlay } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { noteRows } from './dialog-lines.ts';

/** Lines of a dialog's text, before its buttons or field. */
const dialogText = (overlay: Overlay): readonly string[] => (overlay.type === 'confirm' || overlay.type === 'prompt' ? overlay.lines : []);

/** Dialogs are as high as their text; the others take the whole body. */
export const overlayRect = (overlay: Overlay, frame: Frame): Rect => {
  const { body, sizeClass } = frame.layout;
  if (overlay.type === 'qr') return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows };
  // What a message is answered with stands in the status line.
  if (overlay.type === 'compose' && sizeClass === 'tight')
    return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows - 2 };
  if (overlay.type !== 'confirm' && overlay.type !== 'prompt') return body;
  // Where there is little room a question takes all of it but the keys.
  if (sizeClass === 'tight') return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows - 1 };
  const width = Math.min(72, body.width - 4);
  const text = dialogText(overlay).reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / Math.max(1, width - 4))), 0);
  const height = Math.min(body.height, text + (overlay.type === 'prompt' ? 5 + noteRows : overlay.typed === undefined ? 6 : 8));
  return { left: Math.floor((body.width - width) / 2), top: body.top + Math.floor((body.height - height) / 2), width, height };
};

/** Rows a choice takes above its answers. */
const choiceRows = ({ lines }: Extract<Overlay, { type: 'choice' }>, cells: number): number =>
  lines.length === 0 ? 0 : lines.flatMap((text) => wrapCells(text, Math.max(1, cells))).length + 1;

/** Cells inside the border, below the title row. The help overlay keeps a row for its field. */
export const overlayInner = (overlay: Overlay, frame: Frame): { readonly width: number; readonly height: number } => {
  const rect = overlayRect(overlay, frame);
  return {
    width: Math.max(1, rect.width - 4),
    height: Math.max(
      1,
      rect.height -
        2 -
        (overlay.type === 'help' || overlay.type === 'review' ? 2 : overlay.type === 'choice' ? choiceRows(overlay, rect.width - 4) : 0),
    ),
  };
};
