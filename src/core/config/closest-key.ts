// The key somebody may have meant. Pure.

/** Letters to change, add or drop to come from one word to the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, wanted] of [...other].entries()) {
      const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === wanted ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

const folded = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/gu, '');

/** The known key that `key` is a slip of the hand away from: other case or signs, or one letter in four. */
export const closestKey = (key: string, known: readonly string[]): string | undefined => {
  if (key.length > 40) return undefined;
  const [best] = known
    .map((candidate) => ({ candidate, steps: distance(folded(key), folded(candidate)) }))
    .filter(({ candidate, steps }) => steps <= Math.floor(candidate.length / 4))
    .sort((a, b) => a.steps - b.steps);
  return best?.candidate;
};
