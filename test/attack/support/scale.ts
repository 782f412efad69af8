// How hard the attack is, and from which seed: `npm run test:attack -- [times] [seed]`. The same seed makes the same attack.

/** The seed of an ordinary run: fixed, so that it is the same everywhere. */
const ordinarySeed = 20_261_130;

const numberIn = (name: string, fallback: number): number => {
  const value = Number(process.env[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new Error(`${name} must be a whole number, not ${process.env[name]}.`);
  return value;
};

/** So many times the work of an ordinary run. */
export const attackTimes = numberIn('ATTACK_TIMES', 1);

/** The seeds of the rounds of one attack: `rounds` of an ordinary run, times {@link attackTimes}. */
export const attackSeeds = (rounds: number): readonly number[] => {
  const first = numberIn('ATTACK_SEED', ordinarySeed);
  return Array.from({ length: rounds * attackTimes }, (_, round) => first + round);
};

/** Runs a round; a failure names the seed that repeats it. */
export const withSeed = async (seed: number, round: () => Promise<void> | void): Promise<void> => {
  try {
    await round();
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message}\nrepeat: npm run test:attack -- 1 ${seed}`;
    throw error;
  }
};
