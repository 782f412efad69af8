// A question answered by several of a list, as data: its rows, which of them the filter leaves, and what there is to say about the list.

import {
  type ConsoleState,
  fold,
  type Group,
  groupsOf,
  type ListView,
  type Peer,
  type PeersView,
  peersOf,
} from '../../core/faces.ts';
import { type Frame, listState } from '../app/frame.ts';
import { sentenceAndHint } from '../app/remedies.ts';
import { isDigits, matchesDigits, writtenAs } from '../directory/select.ts';
import { directoryScreenSentences } from '../directory/words.ts';
import { doneRowId, type PickItem, type PickOverlay, type PickSource } from '../state/ui-state.ts';
import { cellWidth } from '../text/cells.ts';
import type { Opened } from './dialog.ts';
import { pickSentences } from './words.ts';

const words = pickSentences;

/** A row: the answer, the way to type one, or an item. */
export type PickRow =
  | { readonly type: 'done' }
  | { readonly type: 'type' }
  | {
      readonly type: 'item';
      readonly item: PickItem;
      readonly isPicked: boolean;
      readonly isListed: boolean;
    };

export interface PickRows {
  /** What the movement keys move through. With a filter only the items it leaves. */
  readonly ids: readonly string[];
  /** How many items there are without the filter. */
  readonly total: number;
  /** How many of them are shown. */
  readonly shown: number;
}

const typeRowId = 'type';
const itemPrefix = 'item:';

export const itemRowId = (key: string): string => `${itemPrefix}${key}`;

const memoizeBy = <Key extends object, Result>(make: (key: Key) => Result): ((key: Key) => Result) => {
  const known = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.result;
    const result = make(key);
    known.set(key, { result });
    return result;
  };
};

const peerItem = ({ id, name, phone, username }: Peer): PickItem => ({
  key: id,
  label: name,
  detail: phone,
  searchText: [username ?? '', ...(phone === undefined ? [] : writtenAs(phone))].join('\n'),
});

const groupItem = ({ id, name, memberCount }: Group): PickItem => ({
  key: id,
  label: name,
  ...(memberCount === undefined ? {} : { detail: directoryScreenSentences.members(memberCount) }),
});

const peerItems = memoizeBy((rows: PeersView['rows']) => rows.map(({ peer }) => peerItem(peer)));
const groupItems = memoizeBy((rows: readonly Group[]) => rows.map(groupItem));
const byKey = memoizeBy((items: readonly PickItem[]) => new Map(items.map((item) => [item.key, item])));
const folded = memoizeBy(({ label, key, searchText }: PickItem) =>
  fold([label, key, searchText ?? ''].join('\n')),
);

/** The items of a source as the core knows them now; the same array for the same list. */
const itemsOf = (source: PickSource, core: ConsoleState): readonly PickItem[] => {
  if (source.type === 'fixed') return source.rows;
  return source.type === 'peers'
    ? peerItems(peersOf(core, source.accountId).rows)
    : groupItems(groupsOf(core, source.accountId).rows);
};

/** The items that come from the list, in its order. */
export const listedItems = ({ source }: PickOverlay, { core }: Frame): readonly PickItem[] =>
  itemsOf(source, core);

const widestDetail = memoizeBy((items: readonly PickItem[]) =>
  items.reduce((most, { detail = '' }) => Math.max(most, cellWidth(detail)), 0),
);

/** Cells of the widest detail in the list. */
export const detailWidth = (overlay: PickOverlay, frame: Frame): number =>
  widestDetail(listedItems(overlay, frame));

/** The item with this key: as the list has it, else as it was picked or typed. */
export const pickItemOf = (overlay: PickOverlay, frame: Frame, key: string): PickItem | undefined =>
  byKey(listedItems(overlay, frame)).get(key) ??
  [...overlay.extras, ...overlay.picked].find((item) => item.key === key);

export const pickedItems = (overlay: PickOverlay, frame: Frame): readonly PickItem[] =>
  overlay.picked.map((item) => pickItemOf(overlay, frame, item.key) ?? item);

/** Items in no list: what was typed or picked at first, and what was picked from a list that has lost it. */
const unlisted = ({ extras, picked }: PickOverlay, items: readonly PickItem[]): readonly PickItem[] => {
  const listed = byKey(items);
  return [...byKey([...picked, ...extras]).values()]
    .filter(({ key }) => !listed.has(key))
    .toSorted((a, b) => placeIn(extras, a) - placeIn(extras, b));
};

const placeIn = (extras: readonly PickItem[], { key }: PickItem): number => {
  const place = extras.findIndex((extra) => extra.key === key);
  return place < 0 ? extras.length : place;
};

/** Digits that are few are looked for at the end of an id: all ids of an account begin alike. */
const matches = (item: PickItem, text: string): boolean =>
  isDigits(text)
    ? matchesDigits({ id: item.key, name: [item.label, item.searchText ?? ''].join('\n') }, text)
    : folded(item).includes(fold(text));

const rowsFor = (overlay: PickOverlay, items: readonly PickItem[], filter: string): PickRows => {
  const text = filter.trim();
  const all = [...unlisted(overlay, items), ...byKey(items).values()];
  const shown = text === '' ? all : all.filter((item) => matches(item, text));
  const ids = shown.map(({ key }) => itemRowId(key));
  // Under a filter Enter is for what was found: it must not fall on the answer.
  return { ids: text === '' ? [doneRowId, typeRowId, ...ids] : ids, total: all.length, shown: shown.length };
};

interface Known {
  readonly inputs: readonly unknown[];
  readonly rows: PickRows;
}
let known: Known | undefined;

/** The rows of the moment; worked out once for the same lists, answers and filter. */
export const pickRows = (overlay: PickOverlay, frame: Frame): PickRows => {
  const items = listedItems(overlay, frame);
  const { filter } = listState(frame.ui, 'pick');
  const inputs = [items, overlay.extras, overlay.picked, filter];
  if (known?.inputs.every((input, index) => Object.is(input, inputs[index])) === true) return known.rows;
  const rows = rowsFor(overlay, items, filter);
  known = { inputs, rows };
  return rows;
};

export const pickRowOf = (
  overlay: PickOverlay,
  frame: Frame,
  id: string | undefined,
): PickRow | undefined => {
  if (id === doneRowId || id === typeRowId) return { type: id };
  const key = id?.startsWith(itemPrefix) === true ? id.slice(itemPrefix.length) : undefined;
  const item = key === undefined ? undefined : pickItemOf(overlay, frame, key);
  if (item === undefined) return undefined;
  return {
    type: 'item',
    item,
    isPicked: overlay.picked.some((one) => one.key === key),
    isListed: byKey(listedItems(overlay, frame)).has(item.key),
  };
};

export interface PickNote {
  readonly kind: 'info' | 'error';
  readonly text: string;
}

const info = (text: string): PickNote => ({ kind: 'info', text });

const listNote = (
  list: 'peers' | 'groups',
  { status, error, fetchedAtMs, total }: ListView<unknown>,
  keysTo: Opened['keysTo'],
): PickNote | undefined => {
  const keys = { refresh: keysTo('pick.refresh'), type: keysTo('pick.type') };
  if (status === 'loading') return info(words.reading(list));
  if (error !== undefined) return { kind: 'error', text: words.failed(list, sentenceAndHint(error), keys) };
  if (fetchedAtMs === undefined) return info(words.notRead(list, keys));
  return total === 0 ? info(words.none(list, keys)) : undefined;
};

/** What is to be known of the list: that it is being read, why it could not be, that there is nothing in it. */
export const pickNote = ({
  overlay: { source },
  frame: { core },
  keysTo,
}: Opened<'pick'>): PickNote | undefined => {
  if (source.type === 'fixed') return source.note === undefined ? undefined : info(source.note);
  return listNote(
    source.type,
    source.type === 'peers' ? peersOf(core, source.accountId) : groupsOf(core, source.accountId),
    keysTo,
  );
};
