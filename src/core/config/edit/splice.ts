// Replacing ranges of a text.

/** The text from `start` to `end` becomes `by`. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** Applies splices that do not overlap; of those at one place the earlier one comes first. */
export const applySplices = (text: string, splices: readonly Splice[]): string => {
  let [result, at] = ['', 0];
  for (const { start, end, by } of splices.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + by;
    at = Math.max(at, end);
  }
  return result + text.slice(at);
};
