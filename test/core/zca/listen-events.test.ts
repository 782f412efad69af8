// What our own zca prints with `--events` (docs/zca.md), as the core reads it.
import { describe, expect, test } from 'vitest';
import { accountId } from '../../../src/core/shared/ids.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';

const parse = (value: object) =>
  parseListenLine(JSON.stringify(value), { accountId: accountId('work'), receivedAtMs: 1_796_000_000_500 });
const event = (parts: object) => parse({ kind: 'event', ...parts });
const line = {
  threadId: '45',
  msgId: '7795362479016',
  type: 0,
  content: '<non-text:chat.recommended>',
  msgType: 'chat.recommended',
  timestamp: 1_796_000_000,
  metadata: { isGroup: false, fromId: '45', senderDisplayName: 'An' },
};
const mediaOf = (more: unknown, parts: object = {}) => {
  const parsed = parse({ ...line, ...parts, more });
  return parsed.type === 'message' ? parsed.message.media : undefined;
};

describe('events', () => {
  test('a call of zca', () => {
    expect(
      event({
        event: 'sent',
        call: 'msg send',
        threadId: '45',
        isGroup: false,
        text: 'chào\u001b[31m bạn',
        ok: false,
        exitCode: 1,
        error: 'Error: Zalo\nrefuses',
        startedAtMs: 1_796_000_000_000,
        tookMs: 3_200,
        callerPid: 60,
      }),
    ).toEqual({
      type: 'event',
      event: {
        type: 'sent',
        call: 'msg send',
        threadId: '45',
        isGroup: false,
        text: 'chào bạn',
        isOk: false,
        error: 'Error: Zalo↵refuses',
        startedAtMs: 1_796_000_000_000,
        tookMs: 3_200,
        callerPid: 60,
      },
    });
  });

  test('one of our own, a reaction, a recalled message, lost lines', () => {
    const about = { threadId: '45', isGroup: true, msgId: '77' };
    expect(event({ event: 'own', ...about, text: 'xong' })).toEqual({
      type: 'event',
      event: { type: 'own', threadId: '45', isGroup: true, messageId: '77', text: 'xong' },
    });
    expect(event({ event: 'reaction', ...about, byId: '46', icon: '/-heart' })).toEqual({
      type: 'event',
      event: {
        type: 'reaction',
        threadId: '45',
        isGroup: true,
        messageId: '77',
        byId: '46',
        icon: '/-heart',
      },
    });
    expect(event({ event: 'recalled', ...about, byId: '46' })).toMatchObject({ event: { type: 'recalled' } });
    expect(event({ event: 'lost', lines: 3 })).toEqual({ type: 'event', event: { type: 'lost', lines: 3 } });
  });

  test('one that is not known, or lacks what it is about, is an unknown line', () => {
    for (const parts of [
      {},
      { event: 'later' },
      { event: 'own' },
      { event: 'sent', call: 'x' },
      { event: 'lost' },
      { event: 'missed' },
    ])
      expect(event(parts).type).toBe('unknown');
  });

  test('a missed message is a message, marked', () => {
    const parsed = event({ event: 'missed', message: { ...line, content: 'bị lỡ', msgType: 'webchat' } });
    expect(parsed).toMatchObject({
      type: 'message',
      message: { id: '7795362479016', text: 'bị lỡ', isMissed: true, sentAtMs: 1_796_000_000_000 },
    });
  });
});

describe('more of a message', () => {
  test.each<[string, object, object | undefined]>([
    ['a missed call', { kind: 'call', isMissed: true, durationMs: 0 }, { kind: 'missed-call', count: 1 }],
    [
      'a call',
      { kind: 'call', isMissed: false, durationMs: 65_400 },
      { kind: 'ended-call', count: 1, about: '1:05' },
    ],
    [
      'a card',
      { kind: 'card', name: 'Chị Giang\u202e', phone: '84900000001' },
      { kind: 'contact', count: 1, about: 'Chị Giang 84900000001' },
    ],
    [
      'a place',
      { kind: 'place', title: 'Hồ Gươm', latitude: 21.03, longitude: 105.85 },
      { kind: 'location', count: 1, about: 'Hồ Gươm 21.03, 105.85' },
    ],
    ['a poll', { kind: 'poll', title: 'Ăn gì?' }, { kind: 'poll', count: 1, about: 'Ăn gì?' }],
    ['a kind that is not known', { kind: 'hologram' }, { kind: 'recommended', count: 1 }],
  ])('%s', (_, more, media) => {
    expect(mediaOf(more)).toEqual(media);
  });

  test('a link stays its text', () => {
    expect(mediaOf({ kind: 'link' }, { content: 'Bài viết\nhttps://vnexpress.net/a' })).toMatchObject({
      kind: 'link',
    });
  });
});
