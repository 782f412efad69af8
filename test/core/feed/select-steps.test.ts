// Views, rows and counts follow the feed step by step: whatever comes and goes, they are what they would be if worked out anew.
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FeedQuery } from '../../../src/core/feed/query.ts';
import {
  feedCounts,
  feedMessages,
  feedRows,
  feedTally,
  messagesOfRow,
  rowsOf,
} from '../../../src/core/feed/select.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { type Series, seriesOf } from '../../../src/core/shared/series.ts';
import { type ConsoleState, initialState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aMessage,
  anAccount,
  anApproved,
  anId,
  aState,
  binhId,
  nowMs,
  salesGroupId,
  shop,
} from '../../support/builders.ts';

const received = (state: ConsoleState, messages: readonly Message[]): ConsoleState =>
  reduce(state, { type: 'message/received', messages });

const randomFrom = (start: number) => {
  let seed = start;
  return (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed >>> 8) % below;
  };
};

const withCapacity = (capacity: number): ConsoleState => {
  const state = aState({
    config: aConfig({
      accounts: [anAccount({ allowFrom: [binhId] }), anAccount({ id: 'work', dmPolicy: 'disabled' })],
    }),
    pairing: { approved: [anApproved('shop', '77')] },
  });
  return { ...state, feed: { ...state.feed, capacity } };
};

/** Everything worked out from nothing: a state whose list of messages has no history. */
const afresh = (state: ConsoleState): ConsoleState => ({
  ...state,
  feed: { ...state.feed, messages: [...state.feed.messages] },
});

const queries: readonly FeedQuery[] = [
  {},
  { scope: shop },
  { kind: 'answered' },
  { kind: 'blocked' },
  { kind: 'groups', receivedFromMs: nowMs + 40_000 },
  { text: 'ao' },
  { receivedUntilMs: nowMs + 200_000 },
  { focus: { type: 'sender', accountId: shop, senderId: anId }, isInbound: true },
  {
    focus: { type: 'thread', accountId: shop, threadId: aMessage({ isGroup: true }).threadId, isGroup: true },
  },
];

const aRandomBatch = (random: (below: number) => number, round: number): Message[] =>
  Array.from({ length: 1 + random(12) }, (_, index) => {
    const isGroup = random(3) === 0;
    const late = random(4) === 0 ? random(60) : 0;
    const atMs = nowMs + (round * 12 + index - late) * 500;
    return aMessage({
      id: String(random(10) === 0 ? random(200) : 1_000_000 + round * 20 + index),
      accountId: random(4) === 0 ? 'work' : 'shop',
      senderId: [anId, binhId, '77'][random(3)] ?? anId,
      text: ['chào', 'chào', 'áo dài', 'còn không?', ''][random(5)] ?? '',
      isGroup,
      threadId: isGroup ? salesGroupId : '',
      sentAtMs: atMs,
      receivedAtMs: nowMs + (round * 12 + index) * 500,
      isOwn: random(12) === 0,
    });
  });

const withoutIds = (rows: ReturnType<typeof feedRows>): unknown =>
  rows.map((row) => ({ ...row, id: undefined }));

describe('what follows the feed', () => {
  it.each([5_000, 300, 40])('equals what is worked out anew, in a ring of %i', (capacity) => {
    const random = randomFrom(capacity);
    let state = withCapacity(capacity);
    for (let round = 0; round < 160; round += 1) {
      state = received(state, aRandomBatch(random, round));
      if (round % 5 !== 0) continue;
      const anew = afresh(state);
      for (const query of queries) {
        expect([...feedMessages(state, query)], `${JSON.stringify(query)} in round ${round}`).toEqual([
          ...feedMessages(anew, query),
        ]);
        expect(withoutIds(feedRows(state, query)), `rows ${JSON.stringify(query)} in round ${round}`).toEqual(
          withoutIds(rowsOf(feedMessages(anew, query).slice()).rows),
        );
        expect(feedCounts(state, query)).toEqual(feedCounts(anew, query));
      }
    }
    expect(state.feed.messages.length).toBe(Math.min(capacity, state.feed.messages.length));
    expect(state.feed.characters).toBe(
      state.feed.messages.map(({ text, raw }) => text.length + raw.length).reduce((a, b) => a + b, 0),
    );
  });

  it('is worked out anew when it is long behind, or asked about an older state', () => {
    const random = randomFrom(5);
    const old = received(withCapacity(500), aRandomBatch(random, 0));
    feedMessages(old, { scope: shop });
    let state = old;
    for (let round = 1; round < 1_600; round += 1) state = received(state, aRandomBatch(random, round));
    expect([...feedMessages(state, { scope: shop })]).toEqual([
      ...feedMessages(afresh(state), { scope: shop }),
    ]);
    expect([...feedMessages(old, { scope: shop })]).toEqual([...feedMessages(afresh(old), { scope: shop })]);
    const [first, second] = [
      received(state, aRandomBatch(random, 2_000)),
      received(state, aRandomBatch(random, 3_000)),
    ];
    for (const branch of [first, second, first]) {
      expect([...feedMessages(branch, { scope: shop })]).toEqual([
        ...feedMessages(afresh(branch), { scope: shop }),
      ]);
    }
  });

  it('gives the same list for the same question', () => {
    const state = received(withCapacity(100), aRandomBatch(randomFrom(2), 0));
    expect(feedMessages(state, {})).toBe(state.feed.messages);
    expect(feedMessages(state, { text: 'ao' })).toBe(
      feedMessages({ ...state, login: { status: 'idle' } }, { text: ' áo ' }),
    );
    expect(feedRows(state, { text: 'ao' })).toBe(feedRows(state, { text: 'ao' }));
  });
});

describe('the cost of a batch', () => {
  it('is that of the batch: what follows the feed never reads it through again', () => {
    const random = randomFrom(11);
    let state = withCapacity(4_000);
    for (let round = 0; round < 700; round += 1) state = received(state, aRandomBatch(random, round));
    const ask = (): void => {
      for (const query of queries) {
        feedRows(state, query);
        feedMessages(state, query);
        feedCounts(state, query);
      }
    };
    ask();
    const shape: Series<Message> = Object.getPrototypeOf(seriesOf<Message>([]));
    const all = vi.spyOn(shape, Symbol.iterator);
    const single = vi.spyOn(shape, 'at');
    onTestFinished(() => void vi.restoreAllMocks());
    state = received(state, aRandomBatch(random, 700));
    ask();
    expect(all).not.toHaveBeenCalled();
    // A dozen look-ups of some fifteen steps for each of a dozen messages and queries: far from reading 4,000 for each query.
    expect(single.mock.calls.length).toBeLessThan(4_000);
  });
});

describe('repeats', () => {
  const at = (seconds: number, parts: Parameters<typeof aMessage>[0] = {}): Message =>
    aMessage({ sentAtMs: nowMs + seconds * 1_000, receivedAtMs: nowMs + seconds * 1_000, ...parts });
  const counts = (state: ConsoleState): readonly number[] => feedRows(state, {}).map(({ count }) => count);

  it('of one sender in one thread stand in one row, the newest last', () => {
    const state = received(initialState(), [
      at(1),
      at(2),
      at(3),
      at(4, { text: 'khác' }),
      at(5),
      at(6, { senderId: binhId }),
    ]);
    expect(counts(state)).toEqual([3, 1, 1, 1]);
    const [row] = feedRows(state, {}).slice(0, 1);
    expect(row && messagesOfRow(state, {}, row, 10).map(({ sentAtMs }) => sentAtMs)).toEqual(
      [1, 2, 3].map((n) => nowMs + n * 1_000),
    );
    expect(row && messagesOfRow(state, {}, row, 2)).toHaveLength(2);
    expect(row?.last.sentAtMs).toBe(nowMs + 3_000);
  });

  it.each<[string, Parameters<typeof aMessage>[0]]>([
    ['another account', { accountId: 'work' }],
    ['another thread', { isGroup: true }],
    ['a picture', { media: { kind: 'image', count: 1 } }],
    ['a reply', { quote: 'gì?' }],
    ['one sent from here', { isOwn: true }],
    ['one ten minutes later', { sentAtMs: nowMs + 602_000 }],
  ])('are not %s', (_, parts) => {
    expect(counts(received(initialState(), [at(1), at(2, parts)]))).toEqual([1, 1]);
  });

  it('are not messages without a word: nobody knows whether two pictures are the same', () => {
    const picture = { text: '', media: { kind: 'image', count: 1 } } as const;
    expect(counts(received(initialState(), [at(1, picture), at(2, picture)]))).toEqual([1, 1]);
  });

  it('keep the id of their row as they come and as the first of them go', () => {
    let state = received(initialState(3), [at(1)]);
    const id = feedRows(state, {}).at(0)?.id;
    for (let second = 2; second < 9; second += 1) {
      state = received(state, [at(second)]);
      expect(feedRows(state, {}).map((row) => row.id)).toEqual([id]);
    }
    expect(counts(state)).toEqual([3]);
  });

  it('that a late message parts keep the id of the first part', () => {
    const state = received(initialState(), [at(1), at(2), at(4)]);
    const id = feedRows(state, {}).at(0)?.id;
    const parted = received(state, [at(3, { text: 'chen vào' })]);
    expect(counts(parted)).toEqual([2, 1, 1]);
    expect(feedRows(parted, {}).at(0)?.id).toBe(id);
  });
});

describe('counts', () => {
  it('follow a change of policy at once, and sum up as rows are signed', () => {
    const state = received(withCapacity(100), [
      aMessage({ senderId: binhId }),
      aMessage({}),
      aMessage({ accountId: 'work' }),
      aMessage({ isOwn: true }),
    ]);
    expect(feedCounts(state, {})).toEqual({ reply: 1, pairing: 1, 'dm-disabled': 1, own: 1 });
    expect(feedTally(feedCounts(state, {}))).toEqual({
      answered: 1,
      pairing: 1,
      blocked: 1,
      unheard: 0,
      other: 1,
    });
    const closed = reduce(state, {
      type: 'config/read',
      config: aConfig({ accounts: [anAccount({ dmPolicy: 'disabled' })] }),
    });
    expect(feedCounts(closed, { scope: shop })).toEqual({ 'dm-disabled': 2, own: 1 });
  });
});

describe('what is looked at', () => {
  const at = (n: number): Message =>
    aMessage({
      id: String(1_000 + n),
      sentAtMs: nowMs + n * 10,
      receivedAtMs: nowMs + n * 10,
      text: `tin ${n}`,
    });
  const many = (from: number, count: number): Message[] =>
    Array.from({ length: count }, (_, index) => at(from + index));

  it('stays in the ring with its neighbourhood, however much comes; the ring does not grow', () => {
    const messages = many(0, 1_000);
    let state = received(withCapacity(1_000), messages);
    const held = messages[970];
    state = reduce(state, { type: 'feed/held', ...(held === undefined ? {} : { message: held }) });
    for (let round = 1; round <= 50; round += 1) state = received(state, many(round * 1_000, 200));
    expect(state.feed.messages).toHaveLength(1_000);
    const first = state.feed.messages.at(0);
    expect(first?.text).toBe('tin 720');
    expect(state.feed.messages.slice(0, 250).map(({ text }) => text)).toEqual(
      messages.slice(720, 970).map(({ text }) => text),
    );
    expect(state.feed.messages.at(250)).toBe(held);
    expect(state.feed.messages.at(-1)?.text).toBe('tin 50199');
    expect(state.feed.skipped).toBe(1_000 + 50 * 200 - 1_000 - 720);
    expect(state.feed.dropped).toBe(50 * 200);
    state = reduce(state, { type: 'feed/held' });
    state = received(state, many(90_000, 400));
    expect(state.feed).toMatchObject({ skipped: 0 });
    expect(state.feed.messages.at(0)?.text).not.toBe('tin 720');
  });

  it('follows in views and counts as well', () => {
    let state = received(withCapacity(200), many(0, 200));
    const held = state.feed.messages.at(150);
    state = reduce(state, { type: 'feed/held', ...(held === undefined ? {} : { message: held }) });
    for (let round = 1; round <= 20; round += 1) {
      state = received(state, many(round * 100, 30));
      expect([...feedMessages(state, { scope: shop })]).toEqual([
        ...feedMessages(afresh(state), { scope: shop }),
      ]);
      expect(feedRows(state, { scope: shop }).map(({ last }) => last)).toEqual([...state.feed.messages]);
      expect(feedCounts(state, {})).toEqual(feedCounts(afresh(state), {}));
    }
  });

  it('does not keep a ring of long messages from shrinking: a stranger cannot fill the memory', () => {
    const long = 'x'.repeat(60_000);
    let state = withCapacity(100);
    for (let n = 0; n < 100; n += 1) state = received(state, [{ ...at(n), raw: long }]);
    expect(state.feed.messages.length).toBeLessThan(5);
    expect(state.feed.messages.at(-1)?.text).toBe('tin 99');
    expect(state.feed.dropped + state.feed.messages.length).toBe(100);
  });
});
