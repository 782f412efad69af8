// The largest and the smallest of any number of values: `Math.max(...values)` puts each of them on the call stack, which ends at some
// hundred thousand.

/** The largest; `least` where there is none larger. */
export const largest = (values: Iterable<number>, least: number): number => {
  let found = least;
  for (const value of values) if (value > found) found = value;
  return found;
};

/** The smallest; undefined if there is none at all. */
export const smallest = (values: Iterable<number>): number | undefined => {
  let found: number | undefined;
  for (const value of values) if (found === undefined || value < found) found = value;
  return found;
};
