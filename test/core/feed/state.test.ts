import { describe, expect, it } from 'vitest';
import { compareMessages } from '../../../src/core/feed/state.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { type ConsoleState, initialState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { aMessage, nowMs, shop, work } from '../../support/builders.ts';

const received = (state: ConsoleState, ...messages: Message[]): ConsoleState =>
  reduce(state, { type: 'message/received', messages });
const at = (seconds: number, id: string, account = 'shop'): Message =>
  aMessage({ id, accountId: account, sentAtMs: nowMs + seconds * 1_000 });
const ids = (state: ConsoleState): readonly string[] => state.feed.messages.map(({ id }) => id);

describe('the feed', () => {
  it('appends what arrives in order', () => {
    const state = received(received(initialState(), at(1, '1'), at(2, '2')), at(3, '3'));
    expect(ids(state)).toEqual(['1', '2', '3']);
  });

  it.each([
    ['a late message into the middle', [[at(1, '1'), at(3, '3')], [at(2, '2')]], ['1', '2', '3']],
    ['a late message to the front', [[at(2, '2'), at(3, '3')], [at(1, '1')]], ['1', '2', '3']],
    [
      'a batch that interleaves',
      [
        [at(1, '1'), at(4, '4'), at(6, '6')],
        [at(5, '5'), at(2, '2'), at(7, '7')],
      ],
      ['1', '2', '4', '5', '6', '7'],
    ],
    ['equal times by numeric id', [[at(1, '10'), at(1, '9')], [at(1, '100')]], ['9', '10', '100']],
  ])('puts %s', (_, batches, expected) => {
    expect(ids(batches.reduce((state, batch) => received(state, ...batch), initialState()))).toEqual(
      expected,
    );
  });

  it('orders ids above 2^53 exactly', () => {
    expect(compareMessages(at(1, '1471383327500481391'), at(1, '1471383327500481392'))).toBeLessThan(0);
    expect(compareMessages(at(1, '999'), at(1, '1471383327500481392'))).toBeLessThan(0);
  });

  it('takes a message id once an account, within a batch and across batches', () => {
    const first = received(initialState(), at(1, '1'), at(1, '1'), at(1, '1', 'work'));
    expect(first.feed.messages.map(({ accountId }) => accountId)).toEqual(['shop', 'work']);
    expect(received(first, at(5, '1'))).toBe(first);
  });

  it('keeps to its capacity, counts what fell out and never takes it back as new', () => {
    let state = received(initialState(3), ...[1, 2, 3, 4, 5].map((n) => at(n, String(n))));
    expect(ids(state)).toEqual(['3', '4', '5']);
    expect(state.feed.dropped).toBe(2);
    state = received(state, at(1, '1'));
    expect(ids(state)).toEqual(['3', '4', '5']);
    expect(state.feed.dropped).toBe(3);
  });

  it('gives the same answer from an older state again: the reducer has no memory of its own', () => {
    const base = received(initialState(), at(1, '1'));
    const once = received(base, at(2, '2'));
    expect(received(base, at(2, '2'))).toEqual(once);
    expect(ids(received(once, at(2, '2'), at(3, '3')))).toEqual(['1', '2', '3']);
  });

  it('remembers when each account last heard something, own messages and late ones aside', () => {
    const own = aMessage({ sentAtMs: nowMs + 9_000, isOwn: true });
    const state = received(received(initialState(), at(5, '5'), at(4, '4', 'work'), own), at(1, '1'));
    expect(state.feed.lastMessageAtMs).toEqual({ [shop]: nowMs + 5_000, [work]: nowMs + 4_000 });
  });

  it('is emptied by clearing; the last times stay, and cleared ids may come again', () => {
    const state = reduce(received(initialState(1), at(1, '1'), at(2, '2')), { type: 'feed/cleared' });
    expect(state.feed).toMatchObject({
      messages: [],
      dropped: 0,
      lastMessageAtMs: { [shop]: nowMs + 2_000 },
    });
    expect(ids(received(state, at(2, '2')))).toEqual(['2']);
    expect(reduce(initialState(), { type: 'feed/cleared' }).feed.messages).toHaveLength(0);
  });

  it('never keeps more than one message for an odd capacity', () => {
    expect(ids(received(initialState(0), at(1, '1'), at(2, '2')))).toEqual(['2']);
  });

  it('equals sorting and deduplicating everything, whatever the batches', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const all = Array.from({ length: 600 }, () => {
      const n = random(300);
      return at(n % 90, String(n));
    });
    let state = initialState(10_000);
    for (let from = 0; from < all.length; ) {
      const size = 1 + random(40);
      state = received(state, ...all.slice(from, from + size));
      from += size;
    }
    const once = [...new Map(all.map((message) => [message.id, message])).values()].sort(compareMessages);
    expect(ids(state)).toEqual(once.map(({ id }) => id));
  });
});
