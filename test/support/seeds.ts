// Random cases: some in every run, the rest where there is time for them.

/** For `firstShort`: seeds 1 to `few` in one case, those up to `all` in another, which is long. Both ends count. */
export const seedsUpTo = (few: number, all: number): readonly (readonly [first: number, last: number])[] => [
  [1, few],
  [few + 1, all],
];
