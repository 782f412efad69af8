// Details of many groups and members: Zalo answers for some at a time, refuses too many in one question and too many questions.
import { setTimeout as wait } from 'node:timers/promises';

/** Zalo answers that the question is malformed when it names too many. */
const isTooMany = (error: unknown): boolean =>
  error instanceof Error &&
  /invalid (?:param|request)|bad request|tham số|status code 41[34]/iu.test(error.message);

const isTooFast = (error: unknown): boolean =>
  error instanceof Error &&
  /retry limit|rate limit|too many requests|quá nhanh|status code 429/iu.test(error.message);

/** Pauses before a question that came too fast is asked again (ms). */
const pausesMs = [400, 800, 1_600];

/** What it takes to ask for all of them. */
export interface BatchOptions<Value> {
  /** How many a question names at first; halved where Zalo finds that too many. */
  readonly size: number;
  readonly ask: (keys: readonly string[]) => Promise<Readonly<Record<string, Value>>>;
  readonly signal: AbortSignal;
}

/** The answers by key, in the order of the keys; keys without an answer are left out. @throws what `ask` throws, unless it helps to ask for fewer or later */
export const askInBatches = async <Value>(
  keys: readonly string[],
  { size, ask, signal }: BatchOptions<Value>,
): Promise<ReadonlyMap<string, Value>> => {
  const askPatiently = async (part: readonly string[]): Promise<Readonly<Record<string, Value>>> => {
    for (const pauseMs of pausesMs) {
      try {
        return await ask(part);
      } catch (error) {
        if (!isTooFast(error)) throw error;
        await wait(pauseMs, undefined, { signal });
      }
    }
    return ask(part);
  };
  const found = new Map<string, Value>();
  const unique = [...new Set(keys)];
  let step = Math.max(1, size);
  for (let at = 0; at < unique.length; ) {
    const part = unique.slice(at, at + step);
    try {
      const answer = await askPatiently(part);
      for (const key of part) {
        const value = answer[key];
        if (value !== undefined) found.set(key, value);
      }
      at += part.length;
    } catch (error) {
      if (part.length === 1 || !isTooMany(error)) throw error;
      step = Math.ceil(part.length / 2);
    }
  }
  return found;
};
