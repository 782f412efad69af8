// What stands above the rows of a question with a list, how many rows are left for those, and a row of it.

import { findFolded } from '../../core/index.ts';
import { type Frame, listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { fieldLine } from '../components/text-field.ts';
import type { PickItem, PickOverlay } from '../state/pick.ts';
import { fitCells, wrapCells } from '../text/cells.ts';
import { bold, highlight, type Line, line, type Span, toned } from '../text/spans.ts';
import type { Signs } from '../theme/signs.ts';
import type { Opened } from './dialog.ts';
import { type PickRow, pickNote, pickRows } from './pick.ts';
import { pickSentences } from './words-pick.ts';

const words = pickSentences;

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
  const more = [markedText(overlay), words.showAll].filter((part) => part !== '').join(', ');
  return line(toned(frameSentences.filterCount(filter, shown, total), 'accent'), toned(`  ${more}`, 'muted'));
};

const noteLines = (at: Opened<'pick'>, cells: number, signs: Signs): readonly Line[] => {
  const note = pickNote(at);
  if (note === undefined) return [];
  const isError = note.kind === 'error';
  const rows = wrapCells(isError ? `${signs.failed} ${note.text}` : note.text, cells);
  return rows.slice(0, noteRows).map((text) => line(toned(text, isError ? 'bad' : 'muted')));
};

/** The filter, what there is to say about the list; where there is neither, how long it is: so the rows below keep their place. */
const headLines = (at: Opened<'pick'>, cells: number, signs: Signs): readonly Line[] => {
  const { overlay, frame } = at;
  const filter = filterLine(overlay, frame, cells);
  const notes = noteLines(at, cells, signs);
  if (filter !== undefined) return [filter, ...notes];
  if (notes.length > 0) return notes;
  const length = [words.total(pickRows(overlay, frame).total), markedText(overlay)].filter((part) => part !== '').join(', ');
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

/** The lines above the rows, and how many rows fit below them. */
export const pickLayout = (at: Opened<'pick'>, signs: Signs): { readonly above: readonly Line[]; readonly height: number } => {
  const { width: cells, height: inside } = at.room;
  const head = headLines(at, cells, signs);
  const above = [...questionLines(at.overlay, cells, inside - head.length - leastRows, signs.ellipsis), ...head];
  return { above, height: Math.max(1, inside - above.length) };
};

/** Zalo's ids have 18 or 19 digits. */
const keyCells = 19;
/** Where there is less room only the last digits of an id are shown. */
const shortKeyCells = 5;
/** From so many cells on a row has the whole id, and from so many the details beside it. */
const wideFrom = 50;
const detailsFrom = 64;
/** Details have a column of at most so many cells. */
const mostDetailCells = 14;

/** What rows are drawn with. */
export interface PickLook {
  readonly cells: number;
  /** What is looked for: underlined in names. */
  readonly filter: string;
  /** Width of the column of details; 0: there are none, or there is no room. */
  readonly detailCells: number;
  readonly signs: Signs;
}

/** The column of details in rows of so many cells, the widest of them being `width` wide. */
export const detailCellsFor = (width: number, cells: number): number => (cells < detailsFrom ? 0 : Math.min(mostDetailCells, width));

const keySpan = ({ key, label }: PickItem, { cells, signs: { ellipsis } }: PickLook): Span => {
  const isWide = cells >= wideFrom;
  // What was typed and belongs to nobody known is its own name.
  if (key === label) return toned(fitCells(isWide ? words.other.wide : words.other.narrow, isWide ? keyCells : shortKeyCells), 'muted');
  if (isWide) return toned(fitCells(key, keyCells, { ellipsis }), 'muted');
  return toned(fitCells(key.length > shortKeyCells ? `${ellipsis}${key.slice(1 - shortKeyCells)}` : key, shortKeyCells), 'muted');
};

const marked = (label: string, filter: string): readonly Span[] =>
  highlight(
    label,
    findFolded(label, filter).map(({ start, end }): readonly [number, number] => [start, end]),
  );

/** `[✓] 4512000000000004821 84912000111 Nguyễn An`. */
export const pickLine = (row: PickRow, { doneLabel, typeLabel }: PickOverlay, look: PickLook): Line => {
  if (row.type === 'done') return line(bold(doneLabel));
  if (row.type === 'type') return line(`+ ${typeLabel}`);
  const { item, isPicked } = row;
  // Whoever gives the key for a detail means what stands there already.
  const detail = item.detail === item.key ? '' : (item.detail ?? '');
  const { signs, detailCells, filter } = look;
  return line(
    isPicked ? bold(`[${signs.marked}] `, 'good') : '[ ] ',
    keySpan(item, look),
    ' ',
    detailCells === 0 ? undefined : toned(`${fitCells(detail, detailCells, { ellipsis: signs.ellipsis })} `, 'muted'),
    ...marked(item.label, filter),
  );
};
