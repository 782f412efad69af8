// Selectors run for every frame: the same inputs must give the same reference, at the price of a look-up.

/**
 * Remembers the last results of a pure function by the identity of its arguments.
 * @param size how many different calls are remembered; the least recently used goes first
 */
export const memoize = <Args extends readonly unknown[], Result>(
  compute: (...args: Args) => Result,
  size = 8,
): ((...args: Args) => Result) => memoizeOn((...args: Args) => args, compute, size);

/**
 * As {@link memoize} for a selector that reads several parts of the state: remembered by the identity of its inputs.
 * @param inputs all that `compute` reads, in a fixed order
 */
export const memoizeOn = <Args extends readonly unknown[], Result>(
  inputs: (...args: Args) => readonly unknown[],
  compute: (...args: Args) => Result,
  size = 8,
): ((...args: Args) => Result) => {
  const entries: { readonly inputs: readonly unknown[]; readonly result: Result }[] = [];
  return (...args) => {
    const now = inputs(...args);
    const index = entries.findIndex(
      (entry) =>
        entry.inputs.length === now.length && entry.inputs.every((input, at) => Object.is(input, now[at])),
    );
    const known = entries[index];
    if (known !== undefined) {
      if (index > 0) {
        entries.splice(index, 1);
        entries.unshift(known);
      }
      return known.result;
    }
    const result = compute(...args);
    entries.unshift({ inputs: now, result });
    entries.length = Math.min(entries.length, size);
    return result;
  };
};

/** Remembers what was derived from an object for as long as the object lives. */
export const memoizeBy = <Key extends object, Result>(
  compute: (key: Key) => Result,
): ((key: Key) => Result) => {
  const results = new WeakMap<Key, { readonly result: Result }>();
  return (key) => {
    const known = results.get(key);
    if (known !== undefined) return known.result;
    const result = compute(key);
    results.set(key, { result });
    return result;
  };
};

/** As {@link memoizeBy} for what was derived from two objects. */
export const memoizeByTwo = <First extends object, Second extends object, Result>(
  compute: (first: First, second: Second) => Result,
): ((first: First, second: Second) => Result) => {
  const withFirst = memoizeBy((first: First) => memoizeBy((second: Second) => compute(first, second)));
  return (first, second) => withFirst(first)(second);
};

/** The first list if the second holds the very same items: time moves on, lists mostly do not. */
export const keepSameItems = <Item>(
  before: readonly Item[] | undefined,
  after: readonly Item[],
): readonly Item[] =>
  before !== undefined &&
  before.length === after.length &&
  before.every((item, index) => Object.is(item, after[index]))
    ? before
    : after;
