import { describe, expect, it } from 'vitest';
import { accountId } from '../../../src/core/shared/ids.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import type { JsonRecord } from '../../../src/zca/listen/content.ts';
import { contentsOf, type Fetched, lineOf, type ZaloMessage } from '../../../src/zca/listen/line.ts';
import { loadRecording } from '../../support/recordings.ts';

type Line = JsonRecord & { readonly metadata: JsonRecord };

/** What openzca printed of the same messages. */
const recorded = new Map(
  loadRecording('84-listen-mixed')
    .lines.filter((line) => line.startsWith('{'))
    .map((line) => {
      const value = JSON.parse(line) as Line;
      return [String(value['msgId']), value] as const;
    }),
);
const recordedLine = (id: string): Line => {
  const line = recorded.get(id);
  if (line === undefined) throw new Error(`no message ${id} is recorded`);
  return line;
};

/** The message of Zalo that a recorded line was made of. */
const messageOf = (line: Line, content: unknown, more: JsonRecord = {}): ZaloMessage => ({
  type: Number(line['type']),
  threadId: String(line['threadId']),
  isSelf: false,
  data: {
    msgId: line['msgId'],
    cliMsgId: line['cliMsgId'],
    ts: line['ts'],
    msgType: line['msgType'],
    uidFrom: line['senderId'],
    idTo: line['toId'],
    dName: line['senderName'],
    content,
    ...more,
  },
});

const printed = (message: ZaloMessage, fetched: { media?: Fetched; quote?: Fetched } = {}): Line =>
  JSON.parse(lineOf(message, contentsOf(message), fetched).text) as Line;

const heard = (line: unknown) => {
  const parsed = parseListenLine(JSON.stringify(line), { accountId: accountId('work'), receivedAtMs: 0 });
  if (parsed.type !== 'message') throw new Error('no message');
  const { raw: _, ...message } = parsed.message;
  return message;
};

describe('what the gateway reads is what openzca prints', () => {
  it.each([
    ['a text', '7795362479016', 'xin chào', {}],
    ['a text of two lines', '7795362479017', 'dòng 1\ndòng 2', {}],
    ['a text in a group', '7795362479018', 'chào cả nhóm', {}],
    [
      'a mention',
      '7795362479019',
      '@Alice ơi',
      { mentions: [{ uid: '4512345678900000123', pos: 0, len: 6, type: 0 }] },
    ],
    ['nothing but blanks', '7795362479031', '   ', {}],
    ['a stranger', '7795362479032', 'tin từ người lạ', {}],
  ])('%s', (_, id, content, more) => {
    const line = recordedLine(id);
    expect(printed(messageOf(line, content, more))).toEqual(line);
  });

  it('a reply', () => {
    const line = recordedLine('7795362479023');
    const quote = {
      ownerId: '4512345678900000123',
      cliMsgId: 1_795_362_457_220,
      globalMsgId: 7_795_362_479_022,
      cliMsgType: 1,
      ts: 1_795_362_457_220,
      msg: 'đi ăn không?',
      attach: JSON.stringify({
        properties: { color: 0, size: 0, type: 0, subType: 0, ext: '{"shouldParseLinkOrContact":0}' },
      }),
      fromD: 'Alice Nguyễn',
      ttl: 0,
    };
    expect(printed(messageOf(line, 'đồng ý', { quote }))).toEqual(line);
  });

  it('a file that was fetched', () => {
    const line = recordedLine('7795362479028');
    const url = String(line['mediaUrl']);
    const content = {
      title: 'báo cáo.txt',
      description: '',
      href: url,
      thumb: '',
      params: '{"fileSize":"10"}',
    };
    const fetched = { url, path: String(line['mediaPath']), type: String(line['mediaType']) };
    expect(printed(messageOf(line, content), { media: fetched })).toEqual(line);
  });

  it('a sticker, but for the mention that openzca makes of its number', () => {
    const { mentions: _m, mentionIds: _i, ...line } = recordedLine('7795362479026');
    const { mentions: _n, mentionIds: _j, mentionCount: _c, ...metadata } = line.metadata;
    const content = { id: 23_339, catId: 10_425, type: 7 };
    expect(printed(messageOf(recordedLine('7795362479026'), content))).toEqual({ ...line, metadata });
  });
});

describe('better than openzca', () => {
  const photo = {
    title: '',
    description: '',
    href: 'https://photo-emu.zdn.vn/photo/1/640x480.png',
    thumb: 'https://photo-emu.zdn.vn/photo/1/thumb.png',
    params: '{"hd":"https://photo-emu.zdn.vn/photo/1/hd.png","width":640}',
  };
  const line = recordedLine('7795362479020');

  it('one picture is one picture, the largest, and its address is no text', () => {
    const message = messageOf(line, photo);
    expect(contentsOf(message).content).toEqual({
      text: '',
      media: { kind: 'image', url: 'https://photo-emu.zdn.vn/photo/1/hd.png' },
    });
    const url = contentsOf(message).content.media?.url ?? '';
    expect(printed(message, { media: { url, path: '/m/1.png', type: 'image/png' } })['content']).toBe(
      `[media attached: /m/1.png (image/png) | ${url}]`,
    );
    expect(printed(message, { media: { url, type: 'image/*' } })['content']).toBe(
      `[media attached: ${url} (image/*)]`,
    );
    expect(heard(printed(message, { media: { url, type: 'image/*' } }))).toMatchObject({
      text: '',
      media: { kind: 'image', count: 1 },
    });
  });

  it('a picture with words has them as its text', () => {
    const url = 'https://photo-emu.zdn.vn/photo/1/hd.png';
    const message = messageOf(line, { ...photo, title: 'ảnh đây' });
    expect(heard(printed(message, { media: { url, path: '/m/1.png', type: 'image/png' } }))).toMatchObject({
      text: 'ảnh đây',
      media: { kind: 'image', count: 1 },
    });
  });

  it('a text that looks like JSON is a text', () => {
    const text = '{"a":1,"text":"giống JSON"}';
    expect(printed(messageOf(recordedLine('7795362479030'), text))['content']).toBe(text);
  });

  it('a link is its title and its address, and no picture', () => {
    const content = {
      title: 'Bài viết',
      description: 'mô tả',
      href: 'https://vnexpress.net/a.html',
      thumb: 'https://photo-emu.zdn.vn/link/thumb.png',
      action: 'recommened.link',
      params: '{}',
    };
    expect(heard(printed(messageOf(recordedLine('7795362479027'), content)))).toMatchObject({
      text: 'Bài viết\nhttps://vnexpress.net/a.html',
      media: { kind: 'link' },
    });
  });
});

describe('what only --events tells', () => {
  const of = (msgType: string, content: unknown) => {
    const message = messageOf({ ...recordedLine('7795362479016'), msgType }, content);
    const { text, more } = lineOf(message, contentsOf(message), {});
    return { content: (JSON.parse(text) as Line)['content'], more };
  };

  it('a call that was missed, and one that was not', () => {
    expect(
      of('chat.recommended', {
        title: 'sendBubbleMessage',
        action: 'recommened.misscall',
        params: '{"duration":0,"calltype":0}',
      }),
    ).toEqual({
      content: '<non-text:chat.recommended>',
      more: { kind: 'call', isMissed: true, durationMs: 0, isVideo: false },
    });
    expect(
      of('chat.recommended', { action: 'recommened.calltime', params: '{"duration":65,"calltype":1}' }).more,
    ).toEqual({ kind: 'call', isMissed: false, durationMs: 65_000, isVideo: true });
  });

  it('a card, a place, a poll, a reminder', () => {
    expect(
      of('chat.recommended', {
        title: 'Chị Giang',
        action: 'recommened.user',
        description: '{"phone":"84900000001","qrCodeUrl":"https://qr-talk.zdn.vn/1.jpg"}',
        params: '{"uid":"4512345678900008042"}',
      }).more,
    ).toEqual({ kind: 'card', name: 'Chị Giang', phone: '84900000001', userId: '4512345678900008042' });
    expect(
      of('chat.location.new', { title: 'Hồ Gươm', params: '{"latitude":21.03,"longitude":"105.85"}' }),
    ).toEqual({
      content: '<non-text:chat.location.new>',
      more: { kind: 'place', latitude: 21.03, longitude: 105.85, title: 'Hồ Gươm' },
    });
    expect(of('group.poll', { action: 'create', params: '{"question":"Ăn gì?"}' }).more).toEqual({
      kind: 'poll',
      title: 'Ăn gì?',
    });
    expect(of('chat.todo', { title: 'Họp lúc 9 giờ' }).more).toEqual({
      kind: 'reminder',
      title: 'Họp lúc 9 giờ',
    });
  });

  it('content of any other form is printed by its type, and breaks nothing', () => {
    for (const content of [undefined, null, 7, [], {}, { title: 3 }, { params: '{' }])
      expect(of('chat.new.thing', content)).toEqual({
        content: '<non-text:chat.new.thing>',
        more: undefined,
      });
  });
});
