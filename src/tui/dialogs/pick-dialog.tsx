// A question answered by several of a list: what it says, then as many rows as fit.
import type { ReactElement } from 'react';
import { findFolded } from '../../core/faces.ts';
import { useTheme } from '../app/context.ts';
import { type Frame, listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { DialogFrame } from '../components/dialog-frame.tsx';
import { fieldLine } from '../components/row.tsx';
import type { Stroke } from '../keys/strokes.ts';
import { windowFor } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { PickItem, PickOverlay } from '../state/ui-state.ts';
import { fitCells, wrapCells } from '../text/cells.ts';
import { bold, highlight, type Line, line, type Span, toned } from '../text/spans.ts';
import { type Signs, unicodeSigns } from '../theme/signs.ts';
import { answeredRect, type Dialog, type Opened } from './dialog.ts';
import { detailWidth, type PickRow, pickedItems, pickNote, pickRowOf, pickRows } from './pick.ts';
import { pickSentences } from './words.ts';

const words = pickSentences;

/** So many rows are always seen, whatever the question says. */
const leastRows = 5;
/** A note about the list has room for so many rows. */
const noteRows = 3;
/** `  8 of 203`, beside the filter while it is typed. */
const countCells = 16;

/** Said also where the row that answers is out of sight. */
const markedText = ({ picked }: PickOverlay): string =>
  picked.length === 0 ? '' : frameSentences.marked(picked.length);

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
  const length = [words.total(pickRows(overlay, frame).total), markedText(overlay)]
    .filter((part) => part !== '')
    .join(', ');
  return [line(toned(length, 'muted'))];
};

/** What the question says, with a blank row: cut from its end where the rows would be left without room. */
const questionLines = (
  { lines }: PickOverlay,
  cells: number,
  room: number,
  ellipsis: string,
): readonly Line[] => {
  const rows = lines.flatMap((text) => wrapCells(text, cells));
  // A sign that there was more says nothing by itself.
  if (rows.length === 0 || (rows.length >= room && room < 3)) return [];
  const shown = rows.length < room ? rows : [...rows.slice(0, room - 2), ellipsis];
  return [...shown.map((text) => line(text)), []];
};

/** The lines above the rows, and how many rows fit below them. */
const pickLayout = (
  at: Opened<'pick'>,
  signs: Signs,
): { readonly above: readonly Line[]; readonly height: number } => {
  const { width: cells, height: inside } = at.room;
  const head = headLines(at, cells, signs);
  const above = [
    ...questionLines(at.overlay, cells, inside - head.length - leastRows, signs.ellipsis),
    ...head,
  ];
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

interface PickLook {
  readonly cells: number;
  /** What is looked for: underlined in names. */
  readonly filter: string;
  /** Width of the column of details; 0: there are none, or there is no room. */
  readonly detailCells: number;
  readonly signs: Signs;
}

/** The column of details in rows of so many cells, the widest of them being `width` wide. */
const detailCellsFor = (width: number, cells: number): number =>
  cells < detailsFrom ? 0 : Math.min(mostDetailCells, width);

const keySpan = ({ key, label }: PickItem, { cells, signs: { ellipsis } }: PickLook): Span => {
  const isWide = cells >= wideFrom;
  // What was typed and belongs to nobody known is its own name.
  if (key === label)
    return toned(
      fitCells(isWide ? words.other.wide : words.other.narrow, isWide ? keyCells : shortKeyCells),
      'muted',
    );
  if (isWide) return toned(fitCells(key, keyCells, { ellipsis }), 'muted');
  return toned(
    fitCells(key.length > shortKeyCells ? `${ellipsis}${key.slice(1 - shortKeyCells)}` : key, shortKeyCells),
    'muted',
  );
};

const marked = (label: string, filter: string): readonly Span[] =>
  highlight(
    label,
    findFolded(label, filter).map(({ start, end }): readonly [number, number] => [start, end]),
  );

/** `[✓] 4512000000000004821 84912000111 Nguyễn An`. */
const pickLine = (row: PickRow, { doneLabel, typeLabel }: PickOverlay, look: PickLook): Line => {
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
    detailCells === 0
      ? undefined
      : toned(`${fitCells(detail, detailCells, { ellipsis: signs.ellipsis })} `, 'muted'),
    ...marked(item.label, filter),
  );
};

const PickView = (at: Opened<'pick'>): ReactElement => {
  const { frame, overlay, rect } = at;
  const { signs } = useTheme();
  const { above, height } = pickLayout(at, signs);
  const { ids } = pickRows(overlay, frame);
  const list = listState(frame.ui, 'pick');
  const { top, end, selectedIndex } = windowFor(ids, list, height);
  const room = at.room.width - 2;
  const look: PickLook = {
    cells: room,
    filter: list.filter,
    detailCells: detailCellsFor(detailWidth(overlay, frame), room),
    signs,
  };
  const rows = ids.slice(top, end).map((id, index): Line => {
    const row = pickRowOf(overlay, frame, id);
    return line(
      top + index === selectedIndex ? `${signs.selected} ` : '  ',
      ...(row === undefined ? [] : pickLine(row, overlay, look)),
    );
  });
  const empty = line(toned(words.nothingMatches(list.filter), 'muted'));
  return (
    <DialogFrame
      rect={rect}
      title={overlay.title}
      lines={[...above, ...(rows.length === 0 ? [empty] : rows)]}
      {...(rows.length === 0 ? {} : { selected: above.length + selectedIndex - top })}
    />
  );
};

const itemText = ({ key, label, detail }: PickItem): string =>
  [label, detail === key ? undefined : detail, key === label ? undefined : key]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => oneLine(part ?? ''))
    .join(', ');

const sentence = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);

/** How the list stands: what there is to say about it, else its length. */
const listText = (at: Opened<'pick'>): string => {
  const note = pickNote(at);
  if (note === undefined) return sentence(words.total(pickRows(at.overlay, at.frame).total));
  return note.kind === 'error' ? plainSentences.error(note.text) : note.text;
};

/** More than these at once nobody can listen to. */
const mostMarked = 10;

/** All that is said of it when it opens: the question, what is marked, how the list stands. */
const speechLines = (at: Opened<'pick'>): readonly string[] => {
  const { overlay, frame } = at;
  const picked = pickedItems(overlay, frame);
  return [
    ...overlay.lines.map(oneLine).filter((text) => text !== ''),
    ...picked.slice(0, mostMarked).map((item) => sentence(words.marked(itemText(item)))),
    ...(picked.length > mostMarked ? [sentence(words.moreMarked(picked.length - mostMarked))] : []),
    listText(at),
  ];
};

const speechRow = ({ overlay, frame }: Opened<'pick'>, id: string | undefined): string => {
  const row = pickRowOf(overlay, frame, id);
  switch (row?.type) {
    case undefined:
      return words.nothingMatches(oneLine(listState(frame.ui, 'pick').filter));
    case 'done':
      return oneLine(overlay.doneLabel);
    case 'type':
      return oneLine(overlay.typeLabel);
    case 'item':
      return (row.isPicked ? words.marked : words.notMarked)(itemText(row.item));
  }
};

const names = (items: readonly PickItem[], others: readonly PickItem[]): readonly string[] => {
  const keys = new Set(others.map(({ key }) => key));
  return items.filter(({ key }) => !keys.has(key)).map(({ label }) => oneLine(label));
};

/** What was marked or not any more, then how many are; and what became of the list. */
const changes = (before: Opened<'pick'>, after: Opened<'pick'>): readonly string[] => {
  const [was, is] = [before.overlay, after.overlay];
  const marked = [
    ...names(is.picked, was.picked).map(words.nowMarked),
    ...names(was.picked, is.picked).map(words.noLongerMarked),
  ];
  const isOtherList = pickNote(before)?.text !== pickNote(after)?.text;
  return [
    ...marked,
    ...(marked.length === 0 ? [] : [sentence(oneLine(is.doneLabel))]),
    ...(isOtherList ? [listText(after)] : []),
  ];
};

const endsField: ReadonlySet<string> = new Set(['enter', 'esc', 'up', 'down', 'pageup', 'pagedown']);

/** Keys up to the one that ends a field: what was pasted behind it is not for the list. */
const upToEnd = (strokes: readonly Stroke[]): readonly Stroke[] => {
  const end = strokes.findIndex(({ name }) => endsField.has(name));
  return end < 0 ? strokes : strokes.slice(0, end + 1);
};

/** Where people are picked, no blank and no newline of a text marks one: only a key that is held, or a filter typed fast. */
const whilePicking = (strokes: readonly Stroke[], isFiltering: boolean): readonly Stroke[] => {
  if (isFiltering || strokes[0]?.name === '/') return upToEnd(strokes);
  return new Set(strokes.map(({ name }) => name)).size === 1 ? strokes : [];
};

/** A question answered by several of a list. */
export const pickDialog: Dialog<'pick'> = {
  places: ({ isFiltering }) => (isFiltering ? ['field'] : ['pick', 'list']),
  field: ({ isFiltering }) => (isFiltering ? { name: 'pick', label: frameSentences.filterLabel } : undefined),
  burst: ({ isFiltering }, strokes) => whilePicking(strokes, isFiltering),
  rect: answeredRect,
  list: (at) => {
    const { ids, shown, total } = pickRows(at.overlay, at.frame);
    return { name: 'pick', ids, shown, total, height: pickLayout(at, unicodeSigns).height, canFilter: true };
  },
  View: PickView,
  speech: { title: ({ overlay }) => oneLine(overlay.title), lines: speechLines, focus: speechRow, changes },
};
