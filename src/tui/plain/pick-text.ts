// A question answered by several of a list, in words: the row in focus and whether it is marked, and what changes meanwhile.

import { type Frame, listState } from '../app/frame.ts';
import { pickedItems, pickNote, pickRowOf, pickRows } from '../dialogs/pick.ts';
import { pickSentences } from '../dialogs/words-pick.ts';
import type { PickItem, PickOverlay } from '../state/pick.ts';
import { oneLine } from './plain-text.ts';
import { plainSentences } from './words.ts';

const words = pickSentences;

const itemText = ({ key, label, detail }: PickItem): string =>
  [label, detail === key ? undefined : detail, key === label ? undefined : key]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => oneLine(part ?? ''))
    .join(', ');

const sentence = (text: string): string => (/[.!?…]$/u.test(text) ? text : `${text}.`);

/** How the list stands: what there is to say about it, else its length. */
const listText = (overlay: PickOverlay, frame: Frame): string => {
  const note = pickNote(overlay, frame);
  if (note === undefined) return sentence(words.total(pickRows(overlay, frame).total));
  return note.kind === 'error' ? plainSentences.error(note.text) : note.text;
};

/** More than these at once nobody can listen to. */
const mostMarked = 10;

/** All that is said of it when it opens: the question, what is marked, how the list stands. */
export const pickLines = (overlay: PickOverlay, frame: Frame): readonly string[] => {
  const picked = pickedItems(overlay, frame);
  return [
    ...overlay.lines.map(oneLine).filter((text) => text !== ''),
    ...picked.slice(0, mostMarked).map((item) => sentence(words.marked(itemText(item)))),
    ...(picked.length > mostMarked ? [sentence(words.moreMarked(picked.length - mostMarked))] : []),
    listText(overlay, frame),
  ];
};

/** The row in focus. */
export const pickLiveText = (overlay: PickOverlay, frame: Frame, id: string | undefined): string => {
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
export const pickEvents = (before: Frame, after: Frame): readonly string[] => {
  const was = before.ui.overlays.at(-1);
  const is = after.ui.overlays.at(-1);
  if (was?.type !== 'pick' || is?.type !== 'pick' || was.id !== is.id) return [];
  const marked = [...names(is.picked, was.picked).map(words.nowMarked), ...names(was.picked, is.picked).map(words.noLongerMarked)];
  const isOtherList = pickNote(was, before)?.text !== pickNote(is, after)?.text;
  return [...marked, ...(marked.length === 0 ? [] : [sentence(oneLine(is.doneLabel))]), ...(isOtherList ? [listText(is, after)] : [])];
};
