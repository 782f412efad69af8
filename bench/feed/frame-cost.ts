// What a frame costs, by how many messages are held.
import { median } from '../statistics.ts';
import { withChildren } from './children.ts';
import type { Result } from './result.ts';

const few = 1_000;
const many = 100_000;
const framesABlock = 25;

/** Blocks of frames with few and with many messages held, in turn, each in a process of its own. */
export const measureFrameCost = async (blocks: number): Promise<readonly Result[]> =>
  withChildren(2, async ([small, large]) => {
    if (small === undefined || large === undefined) throw new Error('Two children are needed.');
    await small.tell({ type: 'open', feedCapacity: few });
    await large.tell({ type: 'open', feedCapacity: many });
    await small.tell({ type: 'hear', count: few, each: few });
    await large.tell({ type: 'hear', count: many, each: 2_500 });
    const costs = { small: [] as number[], large: [] as number[] };
    for (let block = -2; block < blocks; block += 1) {
      const order = { type: 'draw', frames: framesABlock } as const;
      const isSmallFirst = block % 2 === 0;
      const first = await (isSmallFirst ? small : large).tell(order);
      const second = await (isSmallFirst ? large : small).tell(order);
      if (block < 0) continue;
      costs.small.push((isSmallFirst ? first : second).cpuMs / framesABlock);
      costs.large.push((isSmallFirst ? second : first).cpuMs / framesABlock);
    }
    return [resultOf(costs.small, costs.large)];
  });

const resultOf = (small: readonly number[], large: readonly number[]): Result => {
  const ratio = median(large.map((ms, at) => ms / (small[at] ?? Number.NaN)));
  return {
    what: 'A frame with 100,000 messages held against 1,000',
    measured: `${ratio.toFixed(2)} ×`,
    target: '≤ 1.10 ×',
    isMet: ratio <= 1.1,
    from: `${small.length} blocks of ${framesABlock} frames: ${median(large).toFixed(1)} and ${median(small).toFixed(1)} ms of processor time a frame`,
  };
};
