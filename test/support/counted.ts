// Lists that count how often somebody looks at an element: the growth of work without a clock.

/** A list, and how many times its elements were read. */
export interface Counted<Item> {
  readonly items: readonly Item[];
  readonly reads: () => number;
}

/** The same items in a list that counts. */
export const counted = <Item>(items: readonly Item[]): Counted<Item> => {
  let reads = 0;
  const watched = new Proxy(items, {
    get: (target, key, receiver): unknown => {
      if (typeof key === 'string' && /^\d+$/u.test(key)) reads += 1;
      return Reflect.get(target, key, receiver);
    },
  });
  return { items: watched, reads: () => reads };
};
