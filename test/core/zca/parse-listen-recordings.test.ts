import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/core/model/message.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { LineSplitter } from '../../../src/core/shared/text/line-splitter.ts';
import { type ListenLine, parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import { loadRecording, recordingNames } from '../../support/recordings.ts';

const context = { accountId: accountId('work'), receivedAtMs: 1_800_000_000_000 };
const parse = (line: string): ListenLine => parseListenLine(line, context);
const messagesOf = (name: string): Message[] =>
  loadRecording(name)
    .lines.map(parse)
    .flatMap((line) => (line.type === 'message' ? [line.message] : []));

describe('recordings', () => {
  const mixed = messagesOf('84-listen-mixed');
  const by = (id: string) => mixed.find((message) => message.id === id);

  test('mixed: all that was printed, nothing unknown', () => {
    expect(mixed).toHaveLength(16);
    expect(
      loadRecording('84-listen-mixed')
        .lines.map(parse)
        .filter(({ type }) => type === 'unknown'),
    ).toEqual([]);
  });

  test.each([
    [
      'text',
      '7795362479016',
      { text: 'xin chào', senderName: 'Nguyễn Văn An', isGroup: false, sentAtMs: 1_795_362_516_585 },
    ],
    ['two lines', '7795362479017', { text: 'dòng 1\ndòng 2', senderName: 'Tên rất dài 🌸' }],
    [
      'group',
      '7795362479018',
      { isGroup: true, threadId: '8212345678900001330', senderId: '4512345678900008042' },
    ],
    ['mention', '7795362479019', { text: '@Alice ơi', isGroup: true }],
    ['picture', '7795362479020', { text: 'ảnh đây', media: { kind: 'image', count: 1 }, isBlank: false }],
    ['text that overtook it', '7795362479021', { text: 'chữ gửi ngay sau ảnh' }],
    [
      'picture with two addresses, one of them in the place of a caption',
      '7795362479022',
      { text: '', media: { kind: 'image', count: 1 } },
    ],
    ['reply', '7795362479023', { text: 'đồng ý', quote: 'Alice Nguyễn: đi ăn không?' }],
    [
      'reply to a picture',
      '7795362479024',
      { text: 'đẹp', quote: 'Alice Nguyễn: https://photo-emu.zdn.vn/quote/7795362479024/320x240.png' },
    ],
    [
      'reply in a group',
      '7795362479025',
      { text: 'trả lời nhóm', quote: 'Trần Thị Bích: gốc', isGroup: true },
    ],
    ['sticker', '7795362479026', { text: '', media: { kind: 'sticker', count: 1 }, isBlank: false }],
    ['link', '7795362479027', { text: 'Bài viết', media: { kind: 'link', count: 1 } }],
    ['file', '7795362479028', { text: 'báo cáo.txt', media: { kind: 'file', count: 1 } }],
    ['JSON-looking text', '7795362479030', { text: 'giống JSON' }],
    [
      'blank text, printed as a marker',
      '7795362479031',
      { text: '', media: { kind: 'unprintable', count: 1 } },
    ],
    ['stranger', '7795362479032', { senderId: '999999999999999999', senderName: 'Người lạ' }],
  ])('mixed: %s', (_, id, expected) => {
    expect(by(id)).toMatchObject(expected);
  });

  test('plain text has no media', () => {
    expect(by('7795362479016')?.media).toBeUndefined();
    expect(by('7795362479024')?.media).toBeUndefined();
  });

  test('burst: 300 messages, all different', () => {
    const burst = messagesOf('86-listen-burst-300');
    expect(new Set(burst.map(({ id }) => id)).size).toBe(300);
    expect(burst.every(({ text }) => text.startsWith('#'))).toBe(true);
  });

  test.each([
    [
      '87-listen-kick-3000-keepalive',
      ['listening', 'connected', 'message', 'closed', 'connected', 'message'],
    ],
    ['89-listen-kick-1006-keepalive', ['listening', 'connected', 'message', 'connected', 'message']],
    ['91-listen-kick-3003-keepalive', ['listening', 'connected', 'message', 'closed']],
    [
      '95-listen-supervised-kick-3000',
      ['listening', 'lifecycle', 'connected', 'lifecycle', 'message', 'lifecycle', 'closed', 'lifecycle'],
    ],
    ['98-listen-recycle', ['listening', 'connected', 'closed', 'connected']],
    ['107-listen-revoked-then-kicked', ['listening', 'connected', 'closed', 'closed']],
  ])('%s', (name, types) => {
    expect(loadRecording(name).lines.map((line) => parse(line).type)).toEqual(types);
  });

  test('the same through the splitter, cut anywhere, with CRLF', () => {
    const recording = loadRecording('84-listen-mixed');
    const bytes = new TextEncoder().encode(recording.stdout.replaceAll('\n', '\r\n'));
    for (const size of [1, 7, 1_000]) {
      const splitter = new LineSplitter();
      const found: ListenLine[] = [];
      for (let at = 0; at < bytes.length; at += size)
        found.push(...splitter.push(bytes.subarray(at, at + size)).map(({ text }) => parse(text)));
      const ids = found.flatMap((line) => (line.type === 'message' ? [line.message.id] : []));
      expect(ids).toEqual(mixed.map(({ id }) => id));
    }
  });

  test('every line of every recording, cut at every length, is read without a throw', () => {
    const types = new Set<string>();
    for (const name of recordingNames()) {
      for (const line of loadRecording(name).lines.slice(0, 12)) {
        types.add(parse(line).type);
        for (let length = 0; length <= line.length; length += 1 + Math.floor(line.length / 97))
          types.add(parse(line.slice(0, length)).type);
      }
    }
    expect([...types].sort()).toEqual([
      'blank',
      'closed',
      'connected',
      'lifecycle',
      'listening',
      'message',
      'unknown',
    ]);
  });

  test('lines with bytes changed at random never throw and stay clean', () => {
    const line = loadRecording('84-listen-mixed').lines[2] ?? '';
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const at = (seed * 7_919) % line.length;
      const changed =
        line.slice(0, at) + String.fromCharCode((seed * 31) % 0x3000) + line.slice(at + 1 + (seed % 3));
      const result = parse(changed);
      if (result.type !== 'message') continue;
      for (const value of [result.message.text, result.message.senderName ?? '', result.message.raw])
        expect(value).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/u);
    }
  });
});
