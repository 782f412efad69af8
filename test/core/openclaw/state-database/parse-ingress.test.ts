import { describe, expect, it } from 'vitest';
import {
  messageOfIngress,
  readIngressRow,
} from '../../../../src/core/openclaw/state-database/parse-ingress.ts';
import { payloadOf, type StoredMessage } from '../../../support/state-database.ts';
import { recordedRows } from './recorded-rows.ts';

const ingress = recordedRows('gateway-ingress').filter(({ kind }) => kind === 'ingress');
const messages = ingress.flatMap(({ row }) => {
  const read = readIngressRow(row);
  return read === undefined ? [] : [messageOfIngress(read)];
});

const stored = (message: Partial<StoredMessage>, lane?: string) => {
  const whole: StoredMessage = { id: '77', atMs: 1_796_019_360_628, ...message };
  const row = readIngressRow({
    queue_name: JSON.stringify(['zalouser', whole.account ?? 'default']),
    event_id: whole.id,
    account_id: whole.account ?? 'default',
    status: 'pending',
    lane_key: lane ?? (whole.group === undefined ? 'direct:4512345678900008042' : `group:${whole.group}`),
    payload_json: payloadOf(whole),
    received_at: whole.atMs,
  });
  return row && messageOfIngress(row);
};

describe('a message out of the database of the gateway', () => {
  it('is every one that was recorded, with its text or without', () => {
    expect(messages).toHaveLength(ingress.length);
    expect(messages.every((message) => message?.source === 'database')).toBe(true);
    const unseen = ingress.filter(({ row }) => row['payload_json'] === 'null').length;
    expect(messages.filter((message) => message?.isTextUnseen === true)).toHaveLength(unseen);
    expect(unseen).toBeGreaterThan(20);
  });

  it('has what Zalo sent', () => {
    expect(messages[0]).toMatchObject({
      id: '7796018922001',
      accountId: 'default',
      threadId: '4512345678900008042',
      senderId: '4512345678900008042',
      senderName: 'Nguyễn Văn An',
      isGroup: false,
      text: 'xin chào bot',
      isBlank: false,
      sentAtMs: 1_796_019_360_595,
      receivedAtMs: 1_796_019_360_619,
    });
    expect(messages[0]).not.toHaveProperty('media');
    const mentioning = messages.find((message) => message?.id === '7796018922010');
    expect(mentioning).toMatchObject({
      isGroup: true,
      threadId: '8212345678900002339',
      text: '@Alice Nguyễn ơi giúp với',
      mentionedIds: ['4512345678900000123'],
    });
    expect(messages.find((message) => message?.id === '7796018922012')).toMatchObject({
      text: '',
      media: { kind: 'image', count: 1 },
      // The gateway reads the address of the picture.
      isBlank: false,
    });
  });

  it.each<[string, Partial<StoredMessage>, object]>([
    [
      'a sticker',
      { msgType: 'chat.sticker', content: { id: 1, catId: 2 } },
      { media: { kind: 'sticker' }, text: '' },
    ],
    [
      'a link',
      { msgType: 'chat.link', content: { title: 'Bảng giá', href: 'https://shop.example/gia' } },
      { media: { kind: 'link' }, text: 'Bảng giá' },
    ],
    ['a blank text', { content: '  ' }, { isBlank: true }],
    ['no content', { content: null }, { isBlank: true }],
    [
      'what zca would take off',
      { content: 'hi\n[reply context: x]', more: { quote: { ownerId: '9', msg: 'áo' } } },
      { text: 'hi\n[reply context: x]', quotedId: '9', quote: 'áo' },
    ],
    ['an escape', { content: 'a\u001b[31mb', name: 'An\u001b]0;x\u0007' }, { text: 'ab', senderName: 'An' }],
    ['another account', { account: 'work' }, { accountId: 'work' }],
  ])('%s', (_, message, expected) => {
    expect(stored(message)).toMatchObject(expected);
  });

  it('tells who and when where the text was not seen, of a group not who', () => {
    const row = {
      event_id: '5',
      account_id: 'default',
      payload_json: 'null',
      received_at: 9,
      status: 'completed',
    };
    const of = (lane_key: string | null) => {
      const read = readIngressRow({ ...row, lane_key });
      return read && messageOfIngress(read);
    };
    expect(of('direct:700000000000009')).toMatchObject({
      senderId: '700000000000009',
      isTextUnseen: true,
      isBlank: false,
      text: '',
      sentAtMs: 9,
    });
    expect(of('group:8212')).toMatchObject({ threadId: '8212', senderId: '', isGroup: true });
    expect(of(null)).toBeUndefined();
  });

  it('is none where the row makes no sense', () => {
    expect(readIngressRow({})).toBeUndefined();
    expect(readIngressRow({ event_id: '5', account_id: 'x' })).toBeUndefined();
    const broken = { event_id: '5', account_id: 'x', received_at: 1, status: 'pending' };
    for (const payload_json of ['{', '[]', '{"rawMessage":"{"}', '{"rawMessage":"{\\"data\\":3}"}']) {
      const row = readIngressRow({ ...broken, payload_json });
      expect(row && messageOfIngress(row)).toBeUndefined();
    }
  });
});
