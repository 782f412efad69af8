import { describe, expect, it } from 'vitest';
import { countBefore, type Series, seriesOf, spliced } from '../../../src/core/shared/series.ts';
import { firstShort } from '../../support/first-short.ts';

const numbers = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

describe('a series', () => {
  it.each([0, 1, 511, 512, 513, 5_000])('of %i items reads like an array', (count) => {
    const array = numbers(count);
    const series = seriesOf(array);
    expect(series).toHaveLength(count);
    expect([...series]).toEqual(array);
    for (const index of [0, 1, count - 1, count, -1, -count, -count - 1, 600])
      expect(series.at(index)).toBe(array.at(index));
    for (const [start, end] of [
      [0, 3],
      [510, 515],
      [-3, undefined],
      [5, 2],
      [1, -1],
    ] as const)
      expect(series.slice(start, end)).toEqual(array.slice(start, end));
    expect(series.map((n) => n * 2)).toEqual(array.map((n) => n * 2));
    expect(series.filter((n) => n % 7 === 0)).toEqual(array.filter((n) => n % 7 === 0));
    expect(series.findLast((n) => n % 5 === 1)).toBe(array.findLast((n) => n % 5 === 1));
    expect(countBefore(series, (n) => n < 515)).toBe(Math.min(count, 515));
  });

  firstShort([[200], [600]])(
    'is what an array is after %i splices, and the one before stays what it was',
    async (rounds) => {
      let seed = 3;
      const random = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return seed % below;
      };
      let array = numbers(1_000);
      let series: Series<number> = seriesOf(array);
      for (let round = 0; round < rounds; round += 1) {
        const before = [array, series] as const;
        const start = random(array.length + 1);
        const count = random(3) === 0 ? random(900) : random(4);
        const items = numbers(random(3) === 0 ? random(1_200) : random(4), round * 10_000);
        series = spliced(series, start, count, items);
        array = array.toSpliced(start, count, ...items);
        expect(series).toHaveLength(array.length);
        expect(series.at(start)).toBe(array.at(start));
        if (round % 20 === 0) {
          expect([...series]).toEqual(array);
          expect([...before[1]]).toEqual(before[0]);
        }
      }
      expect([...series]).toEqual(array);
    },
  );

  it('is the same where nothing changes', () => {
    const series = seriesOf(numbers(3));
    expect(spliced(series, 1, 0, [])).toBe(series);
    expect([...spliced([1, 2, 3], 1, 1, [9])]).toEqual([1, 9, 3]);
  });

  it('stays in few pieces, however it is fed', () => {
    let series: Series<number> = [];
    for (let index = 0; index < 20_000; index += 1)
      series = spliced(spliced(series, series.length, 0, [index]), 0, index > 9_000 ? 1 : 0, []);
    expect(series).toHaveLength(9_001);
    expect((series as Series<number> & { pieces: unknown[] }).pieces.length).toBeLessThan(40);
  });
});
