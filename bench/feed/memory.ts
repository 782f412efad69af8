// What stays in memory after a million messages.
import { defaultFeedCapacity } from '../../src/core/state.ts';
import { withChildren } from './children.ts';
import type { Result } from './result.ts';

const early = 50_000;
const late = 1_000_000;
/** A frame after every half second of 5,000 a second. */
const each = 2_500;

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

/** The heap of a console, the feed drawn all the while, after a collection. */
export const measureMemory = async (): Promise<readonly Result[]> =>
  withChildren(1, async ([child]) => {
    if (child === undefined) throw new Error('A child is needed.');
    await child.tell({ type: 'open', feedCapacity: defaultFeedCapacity });
    const before = (await child.tell({ type: 'hear', count: early, each })).heapBytes;
    const after = (await child.tell({ type: 'hear', count: late - early, each })).heapBytes;
    const ratio = after / before;
    return [
      {
        what: 'Heap after 1,000,000 messages against 50,000',
        measured: `${ratio.toFixed(2)} ×`,
        target: '≤ 1.20 ×',
        isMet: ratio <= 1.2,
        from: `${megabytes(after)} and ${megabytes(before)}, a ring of ${defaultFeedCapacity}`,
      },
    ];
  });
