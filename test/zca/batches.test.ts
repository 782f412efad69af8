import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askInBatches } from '../../src/zca/batches.ts';

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `g${at}`);
const answer = (part: readonly string[]): Record<string, string> =>
  Object.fromEntries(part.map((key) => [key, key.toUpperCase()]));
const { signal } = new AbortController();

describe('too many at a time', () => {
  it('is asked again in halves, and so on from there', async () => {
    const sizes: number[] = [];
    const found = await askInBatches(keys(23), {
      size: 20,
      ask: async (part) => {
        sizes.push(part.length);
        if (part.length > 5) throw new Error('Tham số không hợp lệ');
        return answer(part);
      },
      signal,
    });
    expect(sizes).toEqual([20, 10, 5, 5, 5, 5, 3]);
    expect([...found.keys()]).toEqual(keys(23));
  });

  it('one alone that is refused is a failure', async () => {
    const ask = async (): Promise<Record<string, string>> => {
      throw new Error('Invalid params');
    };
    await expect(askInBatches(keys(4), { size: 4, ask, signal })).rejects.toThrow('Invalid params');
  });
});

it('anything else is a failure at once', async () => {
  const ask = vi.fn(async (): Promise<Record<string, string>> => {
    throw new Error('Đăng nhập thất bại');
  });
  await expect(askInBatches(keys(40), { size: 20, ask, signal })).rejects.toThrow('Đăng nhập thất bại');
  expect(ask).toHaveBeenCalledTimes(1);
});

it('keys are asked for once; what has no answer is left out', async () => {
  const asked: (readonly string[])[] = [];
  const found = await askInBatches(['a', 'b', 'a'], {
    size: 5,
    ask: async (part) => {
      asked.push(part);
      return { a: 1 };
    },
    signal,
  });
  expect(asked).toEqual([['a', 'b']]);
  expect([...found]).toEqual([['a', 1]]);
});

describe('too fast', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked again later, longer each time, four times in all', async () => {
    const ask = vi.fn(async (): Promise<Record<string, string>> => {
      throw new Error('Thao tác quá nhanh');
    });
    await Promise.all([
      expect(askInBatches(keys(1), { size: 1, ask, signal })).rejects.toThrow('quá nhanh'),
      vi.runAllTimersAsync(),
    ]);
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it('a signal ends the pause', async () => {
    const controller = new AbortController();
    const ask = async (): Promise<Record<string, string>> => {
      throw new Error('rate limit');
    };
    const asked = askInBatches(keys(1), { size: 1, ask, signal: controller.signal });
    const outcome = asked.catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    expect(await outcome).toMatchObject({ name: 'AbortError' });
  });
});
