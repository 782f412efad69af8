// Cases of one kind, each at the price of a started program.
import { it } from 'vitest';

/** As `it.each`: the first case is part of every run, the others are long (vitest.config.ts). */
export const firstShort =
  <Case extends readonly unknown[]>(cases: readonly Case[]) =>
  (title: string, run: (...values: [...Case]) => Promise<void>): void => {
    // oxlint-disable-next-line vitest/expect-expect -- `run` does
    it.for(cases.slice(0, 1))(title, async (values) => run(...values));
    // oxlint-disable-next-line vitest/expect-expect -- `run` does
    it.for(cases.slice(1))(title, { tags: ['long'] }, async (values) => run(...values));
  };
