// What the feed keeps in memory is bounded by what it holds, not by the lines it came out of.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { charactersEach, stepsBetween } from '../../../src/core/feed/state.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { LineSplitter } from '../../../src/core/shared/text/line-splitter.ts';
import { type ConsoleState, initialState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import { aMessage, shop } from '../../support/builders.ts';

const received = (state: ConsoleState, ...messages: readonly Message[]): ConsoleState =>
  reduce(state, { type: 'message/received', messages });

const longMessage = (): Message =>
  aMessage({ text: 'x'.repeat(charactersEach * 10), raw: 'x'.repeat(charactersEach * 30) });

describe('a feed of long messages', () => {
  it('holds fewer of them, and says how many went for that', () => {
    let state = initialState(200);
    for (let count = 0; count < 10; count += 1) state = received(state, longMessage());
    expect(state.feed.messages).toHaveLength(5);
    expect(state.feed).toMatchObject({ dropped: 5, droppedForSize: 5 });
    state = reduce(state, { type: 'feed/cleared' });
    expect(state.feed).toMatchObject({ dropped: 0, droppedForSize: 0 });
  });

  it('tells what went for its size from what went for its number', () => {
    let state = initialState(2);
    for (let count = 0; count < 5; count += 1) state = received(state, aMessage());
    expect(state.feed).toMatchObject({ dropped: 3, droppedForSize: 0 });
  });

  it('counts the quote, too', () => {
    const state = received(initialState(1_000), aMessage({ text: 'a', raw: 'b', quote: 'four' }));
    expect(state.feed.characters).toBe(6);
  });

  it('does not live on in the steps that led to it: a reader that is far behind looks anew', () => {
    const behind = (count: number, make: () => Message): readonly unknown[] | undefined => {
      const start = received(initialState(100_000), aMessage());
      let state = start;
      for (let step = 0; step < count; step += 1) state = received(state, make());
      return stepsBetween(start.feed.messages, state.feed.messages);
    };
    expect(behind(300, aMessage)).toHaveLength(300);
    expect(behind(300, longMessage)).toBeUndefined();
    expect(behind(100, longMessage)).toHaveLength(100);
  });
});

describe('a message out of a long line', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  const heapBytes = (): number => {
    collect();
    collect();
    return process.memoryUsage().heapUsed;
  };

  it.each([
    ['its text and its raw line', {}],
    ['its name', { content: 'hi', filler: 'ế'.repeat(500_000) }],
    [
      'an unknown type',
      {
        content: '<non-text:chat.something-that-nobody-knows>',
        msgType: 'chat.something-that-nobody-knows',
        filler: 'ế'.repeat(500_000),
      },
    ],
  ])('keeps no more of it than is shown: %s', (_, parts) => {
    const splitter = new LineSplitter();
    const line = JSON.stringify({
      threadId: '4512',
      msgId: '7',
      content: 'ế'.repeat(500_000),
      metadata: { senderName: 'Nguyễn Văn An Bình' },
      ...parts,
    });
    const bytes = Buffer.from(`${line}\n`);
    const before = heapBytes();
    const held: unknown[] = [];
    for (let count = 0; count < 60; count += 1) {
      for (let at = 0; at < bytes.length; at += 65_536) {
        for (const { text } of splitter.push(bytes.subarray(at, at + 65_536)))
          held.push(parseListenLine(text, { accountId: shop, receivedAtMs: 1 }));
      }
    }
    expect(held).toHaveLength(60);
    // Each line has a megabyte. What is kept of a message has at most 64 Ki characters of raw line and 16 Ki of text.
    expect(heapBytes() - before).toBeLessThan(60 * 2 * (65_536 + 16_384) * 1.5);
  });
});
