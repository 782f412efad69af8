// The ids of the feed's rows. They are not written out: where a row stands is found by the order of the feed, so that a hundred thousand
// rows cost no more than a thousand.
import { compareMessages, countBefore, type FeedRow, type Message, type Series } from '../../core/index.ts';
import type { RowIds } from '../layout/window-for.ts';

/** Rows asked about lately, by id: where they stand is looked up by their messages. */
const asked = new Map<string, Message>();

const maxAsked = 512;

const remember = (id: string, message: Message): void => {
  asked.delete(id);
  asked.set(id, message);
  const [oldest] = asked.keys();
  if (asked.size > maxAsked && oldest !== undefined) asked.delete(oldest);
};

/** Index of the row that holds the message, else of the one it would stand before; the number of rows if it is newer than all. */
export const rowIndexOf = (rows: Series<FeedRow>, message: Message): number =>
  countBefore(rows, (row) => compareMessages(row.last, message) < 0);

const placeOf = (rows: Series<FeedRow>, id: string): number | undefined => {
  const message = asked.get(id);
  if (message === undefined) return undefined;
  remember(id, message);
  return rowIndexOf(rows, message);
};

const known = new WeakMap<Series<FeedRow>, RowIds>();

/** The ids of these rows; the same object for the same rows. */
export const rowIds = (rows: Series<FeedRow>): RowIds => {
  const before = known.get(rows);
  if (before !== undefined) return before;
  const ids: RowIds = {
    length: rows.length,
    at: (index) => {
      const row = rows.at(index);
      if (row !== undefined) remember(row.id, row.last);
      return row?.id;
    },
    lastIndexOf: (id) => {
      const place = placeOf(rows, id);
      if (place !== undefined) return rows.at(place)?.id === id ? place : -1;
      // Nobody asked about it lately.
      const row = rows.findLast((other) => other.id === id);
      if (row === undefined) return -1;
      remember(id, row.last);
      return rowIndexOf(rows, row.last);
    },
    nearest: (id) => {
      const place = placeOf(rows, id);
      return place === undefined ? undefined : Math.min(place, rows.length - 1);
    },
    *[Symbol.iterator]() {
      for (const { id } of rows) yield id;
    },
  };
  known.set(rows, ids);
  return ids;
};
