// A list that is read like an array and changed by making another: both share all that stayed the same. A ring of a hundred thousand
// messages that takes in ten costs the ten, not a copy of the hundred thousand (an array of 20,000 costs 0.4 ms to copy, mostly in
// the garbage collector's books). Pure.

export interface Series<Item> extends Iterable<Item> {
  readonly length: number;
  /** The item at `index`; negative counts from the end. */
  at(index: number): Item | undefined;
  /** The items from `start` up to, not including, `end`. */
  slice(start?: number, end?: number): readonly Item[];
  /** These look at all items: not for what is done for every frame. */
  map<Result>(change: (item: Item) => Result): readonly Result[];
  filter(test: (item: Item) => boolean): readonly Item[];
  /** From the end on, up to the first that passes. */
  findLast(test: (item: Item) => boolean): Item | undefined;
}

/** Items stand in pieces of at most so many. */
const pieceSize = 512;

type Pieces<Item> = readonly (readonly Item[])[];

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));

class PieceSeries<Item> implements Series<Item> {
  readonly length: number;
  readonly pieces: Pieces<Item>;
  /** Index of the first item of each piece. */
  readonly starts: readonly number[];

  constructor(pieces: Pieces<Item>) {
    const starts: number[] = [];
    let length = 0;
    for (const piece of pieces) {
      starts.push(length);
      length += piece.length;
    }
    this.pieces = pieces;
    this.starts = starts;
    this.length = length;
  }

  /** The piece that holds `index`, which must be there. */
  pieceAt(index: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  at(index: number): Item | undefined {
    const wanted = index < 0 ? this.length + index : index;
    if (!(wanted >= 0 && wanted < this.length)) return undefined;
    const piece = this.pieceAt(wanted);
    return this.pieces[piece]?.[wanted - (this.starts[piece] ?? 0)];
  }

  slice(start = 0, end = this.length): readonly Item[] {
    const from = clamp(start < 0 ? this.length + start : start, 0, this.length);
    const to = clamp(end < 0 ? this.length + end : end, from, this.length);
    const items: Item[] = [];
    for (
      let piece = from < to ? this.pieceAt(from) : this.pieces.length;
      piece < this.pieces.length;
      piece += 1
    ) {
      const offset = this.starts[piece] ?? 0;
      if (offset >= to) break;
      for (const item of this.pieces[piece]?.slice(Math.max(0, from - offset), to - offset) ?? [])
        items.push(item);
    }
    return items;
  }

  map<Result>(change: (item: Item) => Result): readonly Result[] {
    return this.slice().map((item) => change(item));
  }

  filter(test: (item: Item) => boolean): readonly Item[] {
    return this.slice().filter((item) => test(item));
  }

  findLast(test: (item: Item) => boolean): Item | undefined {
    for (let index = this.length - 1; index >= 0; index -= 1) {
      const item = this.at(index);
      if (item !== undefined && test(item)) return item;
    }
    return undefined;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const piece of this.pieces) yield* piece;
  }
}

/** As many pieces as it takes, of about the same size. */
const cut = <Item>(items: readonly Item[]): Pieces<Item> => {
  if (items.length === 0) return [];
  const size = Math.ceil(items.length / Math.ceil(items.length / pieceSize));
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
};

const piecesOf = <Item>(series: Series<Item>): PieceSeries<Item> =>
  series instanceof PieceSeries ? series : new PieceSeries(cut(series.slice()));

/**
 * The series without the `count` items from `start` on, and with `items` in their place. Costs as much as what changes, and a
 * word for every 512 items there are. The same series if nothing changes.
 */
export const spliced = <Item>(
  series: Series<Item>,
  start: number,
  count: number,
  items: readonly Item[],
): Series<Item> => {
  const from = clamp(start, 0, series.length);
  const to = clamp(from + count, from, series.length);
  if (from === to && items.length === 0) return series;
  const known = piecesOf(series);
  const { pieces, starts } = known;
  // At the end: the last piece, if there is room in it.
  const hasRoom = (pieces.at(-1)?.length ?? pieceSize) < pieceSize;
  const first = from < known.length ? known.pieceAt(from) : hasRoom ? pieces.length - 1 : pieces.length;
  const last = to > from ? known.pieceAt(to - 1) : first;
  const head = pieces[first]?.slice(0, from - (starts[first] ?? 0)) ?? [];
  const tail = pieces[last]?.slice(to - (starts[last] ?? 0)) ?? [];
  return new PieceSeries([
    ...pieces.slice(0, first),
    ...cut([...head, ...items, ...tail]),
    ...pieces.slice(last + 1),
  ]);
};

export const seriesOf = <Item>(items: readonly Item[]): Series<Item> => new PieceSeries(cut(items));

/** How many items at the beginning are `isBefore`; it must hold for none after the first for which it does not. */
export const countBefore = <Item>(series: Series<Item>, isBefore: (item: Item) => boolean): number => {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = series.at(middle);
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return low;
};
