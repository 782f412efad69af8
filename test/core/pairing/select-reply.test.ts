import { describe, expect, it } from 'vitest';
import { heardFrom, replyReach } from '../../../src/core/pairing/select-decisions.ts';
import { maxHeardSenders, maxHeardTexts } from '../../../src/core/pairing/state.ts';
import { threadId } from '../../../src/core/shared/ids.ts';
import type { ConsoleState } from '../../../src/core/state.ts';
import { reduce } from '../../../src/core/store.ts';
import {
  aConfig,
  aMessage,
  anId,
  aRequest,
  aState,
  loggedOut,
  nowMs,
  type StateParts,
  shop,
  someFacts,
} from '../../support/builders.ts';
import { aRelease } from '../../support/releases.ts';

const request = aRequest();
const hear = (state: ConsoleState, ...messages: readonly ReturnType<typeof aMessage>[]): ConsoleState =>
  reduce(state, { type: 'message/received', messages });
const texts = (state: ConsoleState): readonly string[] => heardFrom(state, request).map(({ text }) => text);

describe('what a sender wrote', () => {
  it('is kept in the order it was sent, each once, the last few', () => {
    const [one, two] = [
      aMessage({ text: 'một', sentAtMs: nowMs }),
      aMessage({ text: 'hai', sentAtMs: nowMs + 1 }),
    ];
    const state = hear(hear(aState(), two), one, two, one);
    expect(texts(state)).toEqual(['một', 'hai']);
    const many = Array.from({ length: 9 }, (_, index) =>
      aMessage({ text: `tin ${index}`, sentAtMs: nowMs + 10 + index }),
    );
    expect(texts(hear(state, ...many))).toEqual(['tin 4', 'tin 5', 'tin 6', 'tin 7', 'tin 8']);
    expect(maxHeardTexts).toBe(5);
  });

  it('is not what was written in a group, by others, to others, by the account itself, or nothing', () => {
    const others = [
      aMessage({ isGroup: true }),
      aMessage({ senderId: '1' }),
      aMessage({ accountId: 'work' }),
      aMessage({ isOwn: true }),
      aMessage({ text: ' ' }),
    ];
    expect(texts(hear(aState(), ...others))).toEqual([]);
  });

  it('outlives the feed, and is bounded', () => {
    const heard = reduce(hear(aState(), aMessage({ text: 'chào' })), { type: 'feed/cleared' });
    expect(texts(heard)).toEqual(['chào']);
    const crowd = Array.from({ length: maxHeardSenders }, (_, index) => aMessage({ senderId: `9${index}` }));
    expect(texts(hear(heard, ...crowd))).toEqual([]);
    expect(heardFrom(hear(heard, aMessage({ text: 'x'.repeat(5_000) })), request).at(-1)?.text).toHaveLength(
      500,
    );
  });

  it('is the same whether messages come one by one or together, and who is forgotten first, too', () => {
    const people = Array.from({ length: 5 }, (_, at) => `9${at}`);
    const messages = Array.from({ length: 40 }, (_, at) =>
      // Out of order, some twice, some blank.
      aMessage({
        senderId: people[(at * 3) % people.length] ?? '',
        text: at % 7 === 0 ? ' ' : `tin ${at}`,
        sentAtMs: nowMs + ((at * 17) % 40),
        id: `m${at % 9 === 8 ? at - 5 : at}`,
      }),
    );
    const together = hear(aState(), ...messages).pairing.heard;
    const oneByOne = messages.reduce((state, message) => hear(state, message), aState()).pairing.heard;
    expect(Object.entries(together)).toEqual(Object.entries(oneByOne));
    expect(Object.keys(together)).toHaveLength(people.length);
  });

  it('heard again changes nothing', () => {
    const message = aMessage({ text: 'chào' });
    const state = hear(aState(), message);
    expect(hear(state, message).pairing).toBe(state.pairing);
  });
});

describe('whether the code can have reached the sender', () => {
  const failed = {
    status: 'failed',
    checkedAtMs: nowMs,
    code: 'no-network',
    sentence: 'No network.',
  } as const;
  it.each<[string, StateParts, object]>([
    ['the account is logged in', {}, { status: 'likely' }],
    [
      'it is not',
      { facts: { [shop]: someFacts({ session: loggedOut }) } },
      { status: 'doubtful', reason: 'not-logged-in' },
    ],
    [
      'its session has ended',
      { facts: { [shop]: someFacts({ session: { status: 'ended', checkedAtMs: nowMs } }) } },
      { status: 'doubtful', reason: 'not-logged-in' },
    ],
    [
      'it cannot be asked',
      { facts: { [shop]: someFacts({ session: failed }) } },
      { status: 'doubtful', reason: 'check-failed' },
    ],
    ['nobody asked yet', { facts: {} }, { status: 'unknown' }],
    [
      'there is no zca',
      { zca: { status: 'missing', error: { code: 'zca-not-found', sentence: 'No zca.' } } },
      { status: 'doubtful', reason: 'no-zca' },
    ],
    ['the gateway does without zca', { config: aConfig({ release: aRelease('d') }) }, { status: 'unknown' }],
  ])('%s', (_, parts, expected) => {
    expect(replyReach(aState(parts), request)).toEqual(expected);
  });

  it.each(['mã của em là k7pq 2mxd ạ', 'K7PQ2MXD', 'K7PQ-2MXD?'])(
    'is certain once they write it: %s',
    (text) => {
      const state = aState({ facts: { [shop]: someFacts({ session: loggedOut }) } });
      expect(replyReach(hear(state, aMessage({ senderId: anId, text })), request)).toEqual({
        status: 'reached',
      });
    },
  );

  it.each([
    ['zca told that it went out', undefined, { status: 'sent' }],
    ['zca told that it did not', 'Error: refused (114)', { status: 'doubtful', reason: 'refused' }],
  ])('is known where it is told what is sent: %s', (_, error, expected) => {
    const answer = {
      accountId: shop,
      threadId: threadId(anId),
      isGroup: false,
      text: 'OpenClaw: access not configured.\n\nPairing code: K7PQ2MXD\n',
      atMs: nowMs,
      error,
    };
    expect(replyReach(reduce(aState(), { type: 'answer/sent', answer }), request)).toEqual(expected);
    const other = { ...answer, text: 'Pairing code: AAAA2222' };
    expect(replyReach(reduce(aState(), { type: 'answer/sent', answer: other }), request).status).toBe(
      'likely',
    );
  });
});
