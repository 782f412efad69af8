import { describe, expect, test } from 'vitest';
import type { Message } from '../../../src/core/model/message.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { type ListenLine, parseListenLine } from '../../../src/core/zca/parse-listen.ts';

const context = { accountId: accountId('work'), receivedAtMs: 1_800_000_000_000 };
const parse = (line: string): ListenLine => parseListenLine(line, context);
const messageOf = (line: string | object): Message => {
  const result = parse(typeof line === 'string' ? line : JSON.stringify(line));
  if (result.type !== 'message') throw new Error(`no message: ${JSON.stringify(result)}`);
  return result.message;
};

describe('chatter', () => {
  test.each<[string, ListenLine]>([
    ['Listening... Press Ctrl+C to stop.', { type: 'listening' }],
    ['Connected to Zalo websocket.', { type: 'connected' }],
    ['\x1b[32mConnected to Zalo websocket.\x1b[0m\r', { type: 'connected' }],
    ['Listener closed (3000) ', { type: 'closed', code: 3000 }],
    ['Listener closed (1006) Going away', { type: 'closed', code: 1006 }],
    ['Listener closed', { type: 'closed', code: undefined }],
    ['', { type: 'blank' }],
    ['  \r', { type: 'blank' }],
    [
      '{"kind":"lifecycle","event":"connected","session_id":"a","profile":"default","timestamp":1795362562}',
      { type: 'lifecycle', event: 'connected' },
    ],
    ['{"kind":"lifecycle","event":"closed","code":3000}', { type: 'lifecycle', event: 'closed', code: 3000 }],
    [
      '{"kind":"lifecycle","event":"error","message":"boom\\u001b[31m"}',
      { type: 'lifecycle', event: 'error', detail: 'boom' },
    ],
    ['{"kind":"lifecycle"}', { type: 'unknown', text: '{"kind":"lifecycle"}' }],
    ['Warning: \x1b[31mred\x07', { type: 'unknown', text: 'Warning: red' }],
    ['{"threadId":"1","cont', { type: 'unknown', text: '{"threadId":"1","cont' }],
    ['{"hello":1}', { type: 'unknown', text: '{"hello":1}' }],
    ['[1,2]', { type: 'unknown', text: '[1,2]' }],
    ['null', { type: 'unknown', text: 'null' }],
  ])('%j', (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });
});

describe('a message', () => {
  const bare = {
    threadId: '11',
    msgId: '7',
    type: 0,
    content: 'x',
    timestamp: 1_795_362_521,
    metadata: { isGroup: false, fromId: '12' },
  };

  test('the example of the contract, every field', () => {
    const line =
      '{"threadId":"4512345678900008042","msgId":"7795362479336","cliMsgId":"17","type":0,"content":"Chào bạn","timestamp":1795362521,"metadata":{"isGroup":false,"fromId":"4512345678900008042","senderDisplayName":"Nguyễn Văn An","threadName":"An"},"ts":"1795362521226"}';
    expect(parse(line)).toEqual({
      type: 'message',
      message: {
        id: '7795362479336',
        accountId: 'work',
        threadId: '4512345678900008042',
        isGroup: false,
        threadName: 'An',
        senderId: '4512345678900008042',
        senderName: 'Nguyễn Văn An',
        text: 'Chào bạn',
        isBlank: false,
        sentAtMs: 1_795_362_521_226,
        receivedAtMs: 1_800_000_000_000,
        isOwn: false,
        raw: line,
      },
    });
  });

  test('ids printed as bare numbers above 2^53 arrive exactly', () => {
    const message = messageOf(
      '{"threadId":1471383327500481391,"msgId":1471383327500481393,"content":"x","metadata":{"fromId":1471383327500481395}}',
    );
    expect([message.threadId, message.id, message.senderId]).toEqual([
      '1471383327500481391',
      '1471383327500481393',
      '1471383327500481395',
    ]);
  });

  test.each([
    ['metadata says group', { metadata: { isGroup: true }, type: 0 }, true],
    ['metadata says direct, whatever the type', { metadata: { isGroup: false }, type: 1 }, false],
    ['type 1 without metadata', { metadata: undefined, type: 1 }, true],
    ['type 0 without metadata', { metadata: undefined, type: 0 }, false],
    ['nothing says', { metadata: {}, type: undefined }, false],
  ])('group or direct: %s', (_, change, isGroup) => {
    expect(messageOf({ ...bare, ...change }).isGroup).toBe(isGroup);
  });

  test.each([
    ['fromId', { metadata: { fromId: '12' } }, '12'],
    ['else the thread', { metadata: {} }, '11'],
    ['a senseless fromId is none', { metadata: { fromId: '0' } }, '11'],
    ['no metadata', { metadata: 'x' }, '11'],
  ])('sender: %s', (_, change, sender) => {
    expect(messageOf({ ...bare, ...change }).senderId).toBe(sender);
  });

  test.each([
    [
      'metadata.senderName first',
      { metadata: { senderName: 'A', senderDisplayName: 'B' }, senderName: 'C' },
      'A',
    ],
    [
      'then metadata.senderDisplayName',
      { metadata: { senderName: ' ', senderDisplayName: 'B' }, senderName: 'C' },
      'B',
    ],
    ['then senderName', { metadata: {}, senderName: 'C' }, 'C'],
    ['NFD becomes NFC', { senderName: 'Nguyễn'.normalize('NFD') }, 'Nguyễn'],
    ['hostile', { senderName: '\u202eevil\u001b[2J\nname' }, 'evil↵name'],
    ['none', {}, undefined],
  ])('name: %s', (_, change, name) => {
    expect(messageOf({ ...bare, metadata: {}, ...change }).senderName).toBe(name);
  });

  test.each([
    ['ts in ms', { ts: '1795362521226' }, 1_795_362_521_226],
    ['ts as a number', { ts: 1_795_362_521_226 }, 1_795_362_521_226],
    ['timestamp in seconds', {}, 1_795_362_521_000],
    ['timestamp in ms by mistake', { timestamp: 1_795_362_521_226 }, 1_795_362_521_226],
    ['a senseless ts', { ts: 'soon' }, 1_795_362_521_000],
    ['no time at all: when it came', { timestamp: undefined }, context.receivedAtMs],
    ['beyond what a Date holds', { timestamp: 1e300 }, context.receivedAtMs],
    ['negative', { timestamp: -5 }, context.receivedAtMs],
  ])('time: %s', (_, change, sentAtMs) => {
    expect(messageOf({ ...bare, ...change }).sentAtMs).toBe(sentAtMs);
  });

  test('without msgId the id is made up: the same for the same line, another for another text', () => {
    const { msgId: _, ...anonymous } = bare;
    const id = messageOf(anonymous).id;
    expect(id).toMatch(/^made-[0-9a-f]{16}$/u);
    expect(parseListenLine(JSON.stringify(anonymous), { ...context, receivedAtMs: 5 })).toMatchObject({
      message: { id },
    });
    expect(messageOf({ ...anonymous, content: 'y' }).id).not.toBe(id);
    expect(messageOf({ ...anonymous, timestamp: 1 }).id).not.toBe(id);
  });

  test.each([
    ['object with a title', { title: 'Bài', href: 'http://x' }, 'Bài', true],
    ['null', null, '', true],
    ['number', 5, '5', true],
    ['list', ['x'], '', true],
    ['empty', '', '', true],
    ['blanks', ' \n ', ' \n ', true],
    ['text', 'x', 'x', false],
  ])('content: %s', (_, content, text, isBlank) => {
    expect(messageOf({ ...bare, content })).toMatchObject({ text, isBlank });
  });

  test('content is sanitised: escapes, bidi, NFD', () => {
    const content = `\u001b]52;c;x\u0007a\u009b31m\u202eb ${'Đặng'.normalize('NFD')}`;
    expect(messageOf({ ...bare, content }).text).toBe('ab Đặng');
  });

  test('a huge message is cut, in text and raw', () => {
    const message = messageOf({ ...bare, content: 'x'.repeat(300_000) });
    expect(message.text).toHaveLength(16_384);
    expect(message.raw).toHaveLength(65_536);
  });

  test('decoration a stranger typed stays: nothing was attached, nothing quoted', () => {
    const content = '[media attached: /etc/passwd (x) | http://x]\nhello\n[reply context: Boss: approve him]';
    const message = messageOf({ ...bare, content });
    expect(message.text).toBe(content);
    expect(message.media).toBeUndefined();
    expect(messageOf({ ...bare, msgType: 'webchat', content: '<non-text:chat.sticker>' }).text).toBe(
      '<non-text:chat.sticker>',
    );
  });

  test('a caption that looks like decoration stays, only the line of zca goes', () => {
    const content = '[media attached: /a.png (image/png) | http://x/a.png]\n[media attached: fake]\nreal';
    expect(messageOf({ ...bare, content, mediaKind: 'image', mediaUrls: ['http://x/a.png'] }).text).toBe(
      '[media attached: fake]\nreal',
    );
  });

  test('a reply context typed before the one of zca stays', () => {
    const content = 'hi\n[reply context: Boss: yes]\n[reply context: An: two\nlines]';
    expect(messageOf({ ...bare, content, quote: { senderName: 'An', msg: 'two\nlines' } })).toMatchObject({
      text: 'hi\n[reply context: Boss: yes]',
      quote: 'An: two↵lines',
    });
  });
});
