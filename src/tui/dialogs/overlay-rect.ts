// Where overlays stand. All are drawn over the body, in its rectangle.
import { largest } from '../../core/index.ts';
import type { Frame } from '../app/frame.ts';
import type { Rect } from '../layout/layout.ts';
import { setUpIntro } from '../set-up/dialog.ts';
import type { ChoiceOverlay, Overlay } from '../state/ui-state.ts';
import { wrapCells } from '../text/cells.ts';
import { choiceRows } from './choice.ts';
import { noteRows } from './dialog-lines.ts';
import { heightsOf } from './tall-row.ts';

/** Lines of a dialog's text, before its buttons or field. */
const dialogText = (overlay: Overlay): readonly string[] => (overlay.type === 'confirm' || overlay.type === 'prompt' ? overlay.lines : []);

/** Lists whose rows are cut where they are narrow: the selected one stands whole at their foot. */
const hasFoot = ({ type }: Overlay): boolean => type === 'help' || type === 'command-log' || type === 'copy-menu';

/** From this many cells on two rows are enough for the whole of a row. */
const wideFootFrom = 50;

/** Rows of the field of the help, with a blank one where there is room. */
export const helpFieldRows = ({ layout }: Frame): number => (layout.sizeClass === 'tight' ? 1 : 2);

/** Dialogs are as high as their text; the others take the whole body. */
export const overlayRect = (overlay: Overlay, frame: Frame): Rect => {
  const { body, sizeClass } = frame.layout;
  if (overlay.type === 'qr') return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows };
  // What a message, or a key in a list, is answered with stands in the status line.
  if ((overlay.type === 'compose' || overlay.type === 'pick') && sizeClass === 'tight')
    return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows - 2 };
  const isQuestion = ['confirm', 'prompt', 'choice', 'review'].includes(overlay.type);
  // Where there is little room a question takes all of it but the keys, and so do lists with the whole of a row below them.
  if (sizeClass === 'tight' && (isQuestion || hasFoot(overlay)))
    return { left: 0, top: 0, width: frame.layout.columns, height: frame.layout.rows - 1 };
  if (overlay.type !== 'confirm' && overlay.type !== 'prompt') return body;
  const width = Math.min(72, body.width - 4);
  const text = dialogText(overlay).reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / Math.max(1, width - 4))), 0);
  const height = Math.min(body.height, text + (overlay.type === 'prompt' ? 5 + noteRows : overlay.typed === undefined ? 6 : 8));
  return { left: Math.floor((body.width - width) / 2), top: body.top + Math.floor((body.height - height) / 2), width, height };
};

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
 * Rows below the answers for what the selected one means: none while there is room for all of it beside or under the answers, or where
 * the answers would be left without room.
 */
const meaningRows = ({ choices }: ChoiceOverlay, cells: number, room: number): number => {
  const whole = heightsOf(choiceRows({ choices }, cells - 2)).reduce((sum, rows) => sum + rows, 0);
  if (whole <= room) return 0;
  const rows = largest(
    choices.map(({ means }) => wrapCells(means, Math.max(1, cells)).length),
    0,
  );
  return Math.max(0, Math.min(rows + 1, room - Math.min(choices.length, leastAnswers)));
};

/** The room of an overlay, inside its border. */
export interface OverlayRoom {
  readonly width: number;
  /** Rows of its list: what stands above it (a question, the field of the help) and below it is not among them. */
  readonly height: number;
  /** Rows below the answers of a choice for what the selected one means. */
  readonly meaning: number;
  /** Rows at the foot of a list for the whole of the selected row. */
  readonly foot: number;
}

/** The room of `overlay`. */
export const overlayInner = (overlay: Overlay, frame: Frame): OverlayRoom => {
  const rect = overlayRect(overlay, frame);
  const width = Math.max(1, rect.width - 4);
  const inside = rect.height - 2;
  if (overlay.type === 'choice') {
    const room = inside - choiceText(overlay, frame, '').length;
    const meaning = meaningRows(overlay, width, room);
    return { width, height: Math.max(1, room - meaning), meaning, foot: 0 };
  }
  const foot = hasFoot(overlay) ? (width >= wideFootFrom ? 2 : 3) : 0;
  return { width, height: Math.max(1, inside - foot - rowsAbove(overlay, frame, width)), meaning: 0, foot };
};

/** Rows that are kept for what is no part of the list; the two of a review are its hint and its buttons. */
const rowsAbove = (overlay: Overlay, frame: Frame, width: number): number => {
  if (overlay.type === 'set-up') return setUpIntro(frame, width).length;
  if (overlay.type === 'help') return helpFieldRows(frame);
  return overlay.type === 'review' ? 2 : 0;
};
