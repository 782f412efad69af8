// Where overlays stand. All are drawn over the body, in its rectangle.
import type { Frame } from '../app/frame.ts';
import type { Rect } from '../layout/layout.ts';
import type { Overlay } from '../state/ui-state.ts';
import { cellWidth, wrapCells } from '../text/cells.ts';
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
  const isQuestion = ['confirm', 'prompt', 'choice', 'review'].includes(overlay.type);
  // Where there is little room a question takes all of it but the keys.
  if (sizeClass === 'tight' && isQuestion) return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows - 1 };
  if (overlay.type !== 'confirm' && overlay.type !== 'prompt') return body;
  const width = Math.min(72, body.width - 4);
  const text = dialogText(overlay).reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / Math.max(1, width - 4))), 0);
  const height = Math.min(body.height, text + (overlay.type === 'prompt' ? 5 + noteRows : overlay.typed === undefined ? 6 : 8));
  return { left: Math.floor((body.width - width) / 2), top: body.top + Math.floor((body.height - height) / 2), width, height };
};

type ChoiceOverlay = Extract<Overlay, { type: 'choice' }>;

/** So many answers are always seen, whatever the question says. */
const leastAnswers = 3;

/** What a choice says above its answers, with a blank row: cut from its end where the answers would be left without room. */
export const choiceText = (overlay: ChoiceOverlay, frame: Frame, ellipsis: string): readonly string[] => {
  const { width, height } = overlayRect(overlay, frame);
  const rows = overlay.lines.flatMap((text) => wrapCells(text, Math.max(1, width - 4)));
  const room = Math.max(0, height - 3 - Math.min(overlay.choices.length, leastAnswers));
  if (rows.length === 0 || room === 0) return [];
  return [...(rows.length <= room ? rows : [...rows.slice(0, room - 1), ellipsis]), ''];
};

/**
 * Rows below the answers for what the selected one means: none while all of it fits beside the answers, or where the answers would be
 * left without room.
 */
const meaningRows = ({ choices }: ChoiceOverlay, cells: number, room: number): number => {
  if (choices.every(({ label, means }) => cellWidth(label) + cellWidth(means) + 4 <= cells)) return 0;
  const rows = Math.max(...choices.map(({ means }) => wrapCells(means, Math.max(1, cells)).length));
  return Math.max(0, Math.min(rows + 1, room - Math.min(choices.length, leastAnswers)));
};

/** Cells inside the border, below the title row. The help overlay keeps a row for its field; a choice its question and `meaning` rows. */
export const overlayInner = (
  overlay: Overlay,
  frame: Frame,
): { readonly width: number; readonly height: number; readonly meaning: number } => {
  const rect = overlayRect(overlay, frame);
  const width = Math.max(1, rect.width - 4);
  const inside = rect.height - 2;
  if (overlay.type !== 'choice') {
    return { width, height: Math.max(1, inside - (overlay.type === 'help' || overlay.type === 'review' ? 2 : 0)), meaning: 0 };
  }
  const room = inside - choiceText(overlay, frame, '').length;
  const meaning = meaningRows(overlay, width, room);
  return { width, height: Math.max(1, room - meaning), meaning };
};
