// A question answered by several of a list: what it says, then as many rows as fit.
import type { ReactElement } from 'react';
import { useTheme } from '../app/context.ts';
import { listState } from '../app/frame.ts';
import { frameSentences } from '../app/words.ts';
import { Dialog as DialogFrame } from '../components/dialog.tsx';
import type { Stroke } from '../keys/strokes.ts';
import { windowFor } from '../layout/window-for.ts';
import { oneLine } from '../plain/plain-text.ts';
import { plainSentences } from '../plain/words.ts';
import type { PickItem } from '../state/pick.ts';
import { type Line, line, toned } from '../text/spans.ts';
import { unicodeSigns } from '../theme/signs.ts';
import type { Dialog, Opened } from './dialog.ts';
import { detailWidth, pickedItems, pickNote, pickRowOf, pickRows } from './pick.ts';
import { detailCellsFor, type PickLook, pickLayout, pickLine } from './pick-lines.ts';
import { answeredRect } from './rects.ts';
import { pickSentences } from './words-pick.ts';

const words = pickSentences;

const PickView = (at: Opened<'pick'>): ReactElement => {
  const { frame, overlay, rect } = at;
  const { signs } = useTheme();
  const { above, height } = pickLayout(at, signs);
  const { ids } = pickRows(overlay, frame);
  const list = listState(frame.ui, 'pick');
  const { top, end, selectedIndex } = windowFor(ids, list, height);
  const room = at.room.width - 2;
  const look: PickLook = { cells: room, filter: list.filter, detailCells: detailCellsFor(detailWidth(overlay, frame), room), signs };
  const rows = ids.slice(top, end).map((id, index): Line => {
    const row = pickRowOf(overlay, frame, id);
    return line(top + index === selectedIndex ? `${signs.selected} ` : '  ', ...(row === undefined ? [] : pickLine(row, overlay, look)));
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
const saidLines = (at: Opened<'pick'>): readonly string[] => {
  const { overlay, frame } = at;
  const picked = pickedItems(overlay, frame);
  return [
    ...overlay.lines.map(oneLine).filter((text) => text !== ''),
    ...picked.slice(0, mostMarked).map((item) => sentence(words.marked(itemText(item)))),
    ...(picked.length > mostMarked ? [sentence(words.moreMarked(picked.length - mostMarked))] : []),
    listText(at),
  ];
};

/** The row in focus. */
const saidRow = ({ overlay, frame }: Opened<'pick'>, id: string | undefined): string => {
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
  const marked = [...names(is.picked, was.picked).map(words.nowMarked), ...names(was.picked, is.picked).map(words.noLongerMarked)];
  const isOtherList = pickNote(before)?.text !== pickNote(after)?.text;
  return [...marked, ...(marked.length === 0 ? [] : [sentence(oneLine(is.doneLabel))]), ...(isOtherList ? [listText(after)] : [])];
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
  speech: { title: ({ overlay }) => oneLine(overlay.title), lines: saidLines, focus: saidRow, changes },
};
