// What stands above the rows of a question with a list, and how many rows are left for those.

import { type Frame, listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/text-field.ts';
import type { PickOverlay } from '../state/pick.ts';
import { wrapCells } from '../text/cells.ts';
import { type Line, line, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import { overlayRect } from './overlay-rect.ts';
import { pickNote, pickRows } from './pick.ts';
import { pickSentences } from './words-pick.ts';

/** So many rows are always seen, whatever the question says. */
const leastRows = 5;
/** A note about the list has room for so many rows. */
const noteRows = 3;
/** `  8 of 203`, beside the filter while it is typed. */
const countCells = 16;

/** Said also where the row that answers is out of sight. */
const markedText = ({ picked }: PickOverlay): string => (picked.length === 0 ? '' : frameSentences.marked(picked.length));

const filterLine = (overlay: PickOverlay, frame: Frame, cells: number): Line | undefined => {
  const { shown, total } = pickRows(overlay, frame);
  if (overlay.isFiltering) {
    const field = fieldLine('/', frame.ui.fields.pick, true, Math.max(1, cells - countCells));
    return line(...field, toned(`  ${frameSentences.shownOf(shown, total)}`, 'muted'));
  }
  const { filter } = listState(frame.ui, 'pick');
  if (filter === '') return undefined;
  const more = [markedText(overlay), pickSentences.showAll].filter((part) => part !== '').join(', ');
  return line(toned(frameSentences.filterCount(filter, shown, total), 'accent'), toned(`  ${more}`, 'muted'));
};

const noteLines = (overlay: PickOverlay, frame: Frame, cells: number, signs: Signs): readonly Line[] => {
  const note = pickNote(overlay, frame);
  if (note === undefined) return [];
  const isError = note.kind === 'error';
  const rows = wrapCells(isError ? `${signs.failed} ${note.text}` : note.text, cells);
  return rows.slice(0, noteRows).map((text) => line(toned(text, isError ? 'bad' : 'muted')));
};

/** The filter, what there is to say about the list; where there is neither, how long it is: so the rows below keep their place. */
const headLines = (overlay: PickOverlay, frame: Frame, cells: number, signs: Signs): readonly Line[] => {
  const filter = filterLine(overlay, frame, cells);
  const notes = noteLines(overlay, frame, cells, signs);
  if (filter !== undefined) return [filter, ...notes];
  if (notes.length > 0) return notes;
  const length = [pickSentences.total(pickRows(overlay, frame).total), markedText(overlay)].filter((part) => part !== '').join(', ');
  return [line(toned(length, 'muted'))];
};

/** What the question says, with a blank row: cut from its end where the rows would be left without room. */
const questionLines = ({ lines }: PickOverlay, cells: number, room: number, ellipsis: string): readonly Line[] => {
  const rows = lines.flatMap((text) => wrapCells(text, cells));
  // A sign that there was more says nothing by itself.
  if (rows.length === 0 || (rows.length >= room && room < 3)) return [];
  const shown = rows.length < room ? rows : [...rows.slice(0, room - 2), ellipsis];
  return [...shown.map((text) => line(text)), []];
};

/** Cells of a row, the lines above the rows, and how many rows fit below them. */
export const pickLayout = (
  overlay: PickOverlay,
  frame: Frame,
  signs: Signs,
): { readonly cells: number; readonly above: readonly Line[]; readonly height: number } => {
  const rect = overlayRect(overlay, frame);
  const cells = Math.max(1, rect.width - 4);
  const inside = Math.max(1, rect.height - 2);
  const head = headLines(overlay, frame, cells, signs);
  const above = [...questionLines(overlay, cells, inside - head.length - leastRows, signs.ellipsis), ...head];
  return { cells, above, height: Math.max(1, inside - above.length) };
};
