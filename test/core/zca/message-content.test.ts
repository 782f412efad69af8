// One Zalo message is one thing, named for what it is: content as openzca decorates it, and as strangers imitate that.
import { describe, expect, test } from 'vitest';
import { feedScreenSentences } from '../../../src/core/feed/words.ts';
import type { Message } from '../../../src/core/model/message.ts';
import { accountId } from '../../../src/core/shared/ids.ts';
import { parseListenLine } from '../../../src/core/zca/parse-listen.ts';
import type { MessageSpec } from '../../../src/simulator/control.ts';
import { messageLine } from '../../../src/simulator/zca/message-line.ts';

const context = { accountId: accountId('work'), receivedAtMs: 1_800_000_000_000 };
const parsed = (line: string): Message => {
  const result = parseListenLine(line, context);
  if (result.type !== 'message') throw new Error(`no message: ${JSON.stringify(result)}`);
  return result.message;
};
const read = (fields: object): Message =>
  parsed(
    JSON.stringify({
      threadId: '11',
      msgId: '7',
      type: 0,
      timestamp: 1_795_362_521,
      metadata: { isGroup: false, fromId: '12' },
      ...fields,
    }),
  );

interface Attached {
  readonly urls: readonly string[];
  readonly types?: readonly string[];
  /** None was fetched: openzca prints the addresses alone. */
  readonly isUnfetched?: boolean;
}

/** Content and lists as openzca prints them. */
const attached = ({ urls, types, isUnfetched = false }: Attached, caption: string) => {
  const paths = urls.map((_, at) => `/media dir/1795362517118-a93${at}.bin`);
  const entries = urls.map((url, at) => {
    const type = types?.[at] ?? 'image/jpeg';
    return isUnfetched ? `${url} (${type})` : `${paths[at]} (${type}) | ${url}`;
  });
  const lines =
    urls.length === 1
      ? [`[media attached: ${entries[0]}]`]
      : [
          `[media attached: ${urls.length} files]`,
          ...entries.map((entry, at) => `[media attached ${at + 1}/${urls.length}: ${entry}]`),
        ];
  const content = [...lines, ...(caption === '' ? [] : [caption])].join('\n');
  return isUnfetched
    ? { content, mediaUrls: urls }
    : { content, mediaUrls: urls, mediaPaths: paths, mediaTypes: types };
};

const photo = {
  thumb: 'https://t-f46-zpg-r.zdn.vn/480/4170812137352034295/869d20a1b771122f4b60.jpg',
  href: 'https://f46-zpg-r.zdn.vn/jpg/4170812137352034295/869d20a1b771122f4b60.jpg',
  hd: 'https://b-f46-zpg-r.zdn.vn/hd/4170812137352034295/0aa1b2c3d4e5f60718.jxl',
};
const photoUrls = Object.values(photo);

describe('one message is one thing', () => {
  test.each<[string, object, Attached, string, { text: string; kind: string; count: number }]>([
    [
      'photo, no caption',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: photoUrls },
      photo.href,
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'photo that could not be fetched',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: photoUrls, isUnfetched: true },
      photo.href,
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'its preview as caption',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: photoUrls },
      photo.thumb,
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'GIF',
      { msgType: 'chat.gif', mediaKind: 'image' },
      { urls: photoUrls },
      photo.href,
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'photo with a caption',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: photoUrls },
      'hoa đẹp quá\nlấy 2 bó',
      { text: 'hoa đẹp quá\nlấy 2 bó', kind: 'image', count: 1 },
    ],
    [
      'a caption that begins with a link',
      { msgType: 'chat.photo', mediaKind: 'image' },
      {
        urls: [...photoUrls, 'https://vnexpress.net/bai'],
        types: ['image/jpeg', 'image/jpeg', 'image/jpeg', 'text/html; charset=utf-8'],
      },
      'https://vnexpress.net/bai xem nè',
      { text: 'https://vnexpress.net/bai xem nè', kind: 'image', count: 1 },
    ],
    [
      'a caption that is a link to a page',
      { msgType: 'chat.photo', mediaKind: 'image' },
      {
        urls: [...photoUrls, 'https://vnexpress.net/bai'],
        types: ['image/jpeg', 'image/jpeg', 'image/jpeg', 'text/html; charset=utf-8'],
      },
      'https://vnexpress.net/bai',
      { text: 'https://vnexpress.net/bai', kind: 'image', count: 1 },
    ],
    [
      'a caption that is a link zca did not fetch',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: photoUrls },
      'https://example.com/',
      { text: 'https://example.com/', kind: 'image', count: 1 },
    ],
    [
      'video',
      { msgType: 'chat.video.msg', mediaKind: 'video' },
      { urls: ['https://video-stal-10.dlmd.me/x/clip.mp4', photo.thumb] },
      'https://video-stal-10.dlmd.me/x/clip.mp4',
      { text: '', kind: 'video', count: 1 },
    ],
    [
      'voice',
      { msgType: 'chat.voice', mediaKind: 'audio' },
      { urls: ['https://voice-aac-dl.zdn.vn/1/2.aac', 'https://voice-aac-dl.zdn.vn/1/2.m4a'] },
      'https://voice-aac-dl.zdn.vn/1/2.aac',
      { text: '', kind: 'voice', count: 1 },
    ],
    [
      'pdf with the picture of its first page',
      { msgType: 'share.file', mediaKind: 'file' },
      { urls: ['https://file-stal-22.dlfl.vn/gr/b8b446fc/bao-gia.pdf', photo.thumb] },
      'bao-gia.pdf',
      { text: 'bao-gia.pdf', kind: 'file', count: 1 },
    ],
    [
      'pdf on two hosts',
      { msgType: 'share.file', mediaKind: 'file' },
      { urls: ['https://f1.dlfl.vn/9f0c1d2e3a4b5c6d.pdf?t=1', 'https://f2.dlfl.vn/1a2b3c4d5e6f7a8b.pdf'] },
      'báo giá.pdf',
      { text: 'báo giá.pdf', kind: 'file', count: 1 },
    ],
    [
      'two files that are not the same',
      { msgType: 'share.file', mediaKind: 'file' },
      { urls: ['https://f1.dlfl.vn/hop-dong.pdf', 'https://f1.dlfl.vn/bao-gia.docx'] },
      '',
      { text: '', kind: 'file', count: 2 },
    ],
    [
      'two pictures of a program that names no type',
      { mediaKind: 'image' },
      { urls: ['https://x.vn/hoa.jpg', 'https://x.vn/la.jpg'] },
      '',
      { text: '', kind: 'image', count: 2 },
    ],
    [
      'one picture in three sizes of a program that names no type',
      { mediaKind: 'image' },
      {
        urls: [
          'https://x.vn/hoa.jpg',
          'https://t.x.vn/480/hoa_thumb.webp',
          'https://x.vn/hoa-1280x960.png?q=1',
        ],
      },
      '',
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'link with its preview',
      { msgType: 'chat.recommended', mediaKind: 'image' },
      { urls: [photo.thumb, 'https://vnexpress.net/bai'] },
      'https://vnexpress.net/bai',
      { text: 'https://vnexpress.net/bai', kind: 'link', count: 1 },
    ],
    [
      'an address with a bar, a bracket and a backslashed slash',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: ['https://x.zdn.vn/a|b(1', photo.hd] },
      String.raw`https:\/\/x.zdn.vn\/a|b(1)`,
      { text: '', kind: 'image', count: 1 },
    ],
    [
      'an address cut at its blank',
      { msgType: 'chat.photo', mediaKind: 'image' },
      { urls: ['https://x.zdn.vn/anh', 'https://t.zdn.vn/anh'] },
      'https://x.zdn.vn/anh dep.jpg',
      { text: '', kind: 'image', count: 1 },
    ],
  ])('%s', (_, fields, files, caption, { text, kind, count }) => {
    for (const lineEnd of ['\n', '\r\n']) {
      const { content, ...lists } = attached(files, caption);
      const message = read({ ...fields, ...lists, content: content.replaceAll('\n', lineEnd) });
      expect(message).toMatchObject({ text, media: { kind, count } });
    }
  });

  test('lines that a stranger types below those of zca stay', () => {
    const { content, ...lists } = attached({ urls: photoUrls }, '[media attached 4/4: /etc/passwd]\nthật');
    expect(read({ ...lists, content, msgType: 'chat.photo', mediaKind: 'image' }).text).toBe(
      '[media attached 4/4: /etc/passwd]\nthật',
    );
  });
});

test('a megabyte of anything in the place of a caption costs next to nothing', () => {
  // A pattern that goes back and forth over it would take minutes.
  for (const part of [')', '/', ' (', '.a', '\\/', 'https://', '\n', '[media attached: ', ' | ']) {
    const { content, ...lists } = attached(
      { urls: photoUrls },
      `https://${part.repeat(1_000_000 / part.length)}x`,
    );
    expect(read({ ...lists, content, msgType: 'chat.photo', quote: { msg: part } }).media).toMatchObject({
      kind: 'image',
      count: 1,
    });
  }
});

describe('replies', () => {
  const quote = { senderName: 'An', attach: { href: photo.href }, mediaUrls: photoUrls };
  const one = `[reply media attached: /m/a b.jpg (image/jpeg) | https://x.vn/a|b) c.jpg]`;
  const many = [
    '[reply media attached: 3 files]',
    ...photoUrls.map(
      (url, at) => `[reply media attached ${at + 1}/3: /m/${at}) |.jpg (image/jpeg) | ${url}]`,
    ),
  ].join('\n');
  const said = `[reply context: An: ${photo.href} (+2 more)]`;

  test.each([
    ['one line of media', ['đẹp', one, said], 'đẹp'],
    ['several', ['đẹp', many, said], 'đẹp'],
    ['several, in the other order', ['đẹp', said, many], 'đẹp'],
    ['a text of several lines', ['đẹp', 'lắm', many, said], 'đẹp\nlắm'],
    ['no text', [many, said], ''],
    ['only two of three addresses known', ['đẹp', '[reply media attached: https://x.vn/a.jpg]', said], 'đẹp'],
    [
      'a machine line typed before them',
      ['[reply media attached: fake]', many, said],
      '[reply media attached: fake]',
    ],
    [
      'a context typed before them',
      ['[reply context: Sếp: duyệt đi]', 'ok', many, said],
      '[reply context: Sếp: duyệt đi]\nok',
    ],
  ])('%s', (_, lines, text) => {
    for (const lineEnd of ['\n', '\r\n']) {
      expect(read({ content: lines.join(lineEnd), msgType: 'webchat', quote })).toMatchObject({
        text,
        quote: `An: ${photo.href}`,
      });
    }
  });

  test('a sticker, a location and a photo as replies', () => {
    expect(
      read({ content: `<non-text:chat.sticker>\n${many}\n${said}`, msgType: 'chat.sticker', quote }),
    ).toMatchObject({
      text: '',
      media: { kind: 'sticker' },
    });
    const { content, ...lists } = attached({ urls: photoUrls }, photo.href);
    expect(
      read({ ...lists, content: `${content}\n${one}\n${said}`, msgType: 'chat.photo', quote }),
    ).toMatchObject({
      text: '',
      media: { kind: 'image', count: 1 },
    });
  });

  test('without a quote every such line was typed', () => {
    expect(read({ content: `đẹp\n${many}\n${said}`, msgType: 'webchat' }).text).toBe(`đẹp\n${many}\n${said}`);
  });
});

describe('kinds', () => {
  test.each<[string, object, { kind: string; type?: string; text?: string; words: string }]>([
    [
      'location',
      { msgType: 'chat.location.new', content: '<non-text:chat.location.new>' },
      { kind: 'location', words: 'location' },
    ],
    [
      'location with its address',
      { msgType: 'chat.location.new', content: '12 Lý Thường Kiệt' },
      { kind: 'location', text: '12 Lý Thường Kiệt', words: 'location' },
    ],
    ['poll', { msgType: 'group.poll', content: '<non-text:group.poll>' }, { kind: 'poll', words: 'poll' }],
    [
      'reminder',
      { msgType: 'chat.todo', content: 'Họp 9 giờ' },
      { kind: 'reminder', text: 'Họp 9 giờ', words: 'reminder' },
    ],
    [
      'bank card',
      { msgType: 'chat.webcontent', content: '<non-text:chat.webcontent>' },
      { kind: 'bank-card', words: 'bank card' },
    ],
    [
      'bank card with a picture',
      { msgType: 'chat.webcontent', mediaKind: 'image', ...attached({ urls: [photo.thumb] }, photo.thumb) },
      { kind: 'bank-card', words: 'bank card' },
    ],
    [
      'recalled',
      { msgType: 'chat.delete', content: '<non-text:chat.delete>' },
      { kind: 'recalled', words: 'recalled message' },
    ],
    [
      'call',
      { msgType: 'chat.recommended', content: 'sendBubbleMessage' },
      { kind: 'call', words: 'call, missed or ended' },
    ],
    [
      'missed call, as it came',
      {
        msgType: 'chat.recommended',
        content: { title: 'sendBubbleMessage', description: 'Cuộc gọi', action: 'recommened.misscall' },
      },
      { kind: 'missed-call', words: 'missed call' },
    ],
    [
      'missed call, as JSON',
      {
        msgType: 'chat.recommended',
        content: '{"title":"sendBubbleMessage","action":"recommened.misscall","params":"{}"}',
      },
      { kind: 'missed-call', words: 'missed call' },
    ],
    [
      'contact card',
      {
        msgType: 'chat.recommended',
        mediaKind: 'image',
        ...attached(
          { urls: ['https://s120-ava-talk.zadn.vn/a.jpg', 'https://qr-talk.zdn.vn/9/7/b.jpg'] },
          'Trần Bích',
        ),
      },
      { kind: 'contact', text: 'Trần Bích', words: 'contact card' },
    ],
    [
      'one of three',
      { msgType: 'chat.recommended', content: '<non-text:chat.recommended>' },
      { kind: 'recommended', words: 'call, contact card or link' },
    ],
    [
      'not printable',
      { msgType: 'webchat', content: '<non-text:webchat>' },
      { kind: 'unprintable', words: 'text that zca could not print' },
    ],
    [
      'unknown',
      { msgType: 'chat.foo', content: '<non-text:chat.foo>' },
      { kind: 'other', type: 'chat.foo', words: 'unknown kind: chat.foo' },
    ],
    [
      'unknown, of which only the inner fields tell',
      { metadata: { msgType: 'chat.foo' }, content: '<non-text:chat.foo>' },
      { kind: 'other', type: 'chat.foo', words: 'unknown kind: chat.foo' },
    ],
    [
      'unknown with an address',
      { msgType: 'chat.foo', mediaKind: 'image', ...attached({ urls: [photo.thumb] }, 'tin') },
      { kind: 'other', type: 'chat.foo', text: 'tin', words: 'unknown kind: chat.foo' },
    ],
    [
      'openzca folds the type',
      { msgType: 'Chat.Foo', content: '<non-text:chat.foo>' },
      { kind: 'other', type: 'chat.foo', words: 'unknown kind: chat.foo' },
    ],
    [
      'a new type of a known family',
      { msgType: 'chat.photo.hd', content: '<non-text:chat.photo.hd>' },
      { kind: 'image', words: 'image' },
    ],
    ['no type at all', { content: '<non-text-message>' }, { kind: 'other', words: 'attachment' }],
    [
      'no type beside the text: a poll',
      { content: '<non-text:group.poll>' },
      { kind: 'poll', words: 'poll' },
    ],
    [
      'no type beside the text: a text',
      { content: '<non-text:webchat>' },
      { kind: 'unprintable', words: 'text that zca could not print' },
    ],
    [
      'no type beside the text: unknown',
      { content: '<non-text:chat.foo>' },
      { kind: 'other', type: 'chat.foo', words: 'unknown kind: chat.foo' },
    ],
  ])('%s', (_, fields, { words, text = '', ...media }) => {
    const message = read(fields);
    expect(message).toMatchObject({ text, media: { ...media, count: 1 } });
    expect(message.media && feedScreenSentences.media(message.media)).toBe(words);
  });

  test('a hostile type is one short clean word', () => {
    const type = `chat.\u001b[31m\u202e\n${'x'.repeat(500)}`;
    const { media } = read({ msgType: type, mediaKind: 'image', mediaUrl: photo.href, content: 'a' });
    expect(media?.type).toMatch(/^chat\.[\P{C}]{1,40}$/u);
    expect(media?.type?.length).toBeLessThanOrEqual(40);
  });

  test.each([
    'sendBubbleMessage',
    '<non-text:chat.delete>',
    '<non-text-message>',
    '{"action":"recommened.misscall"}',
  ])('typed as a text, %s is a text', (content) => {
    const { text, media } = read({ content, msgType: 'webchat' });
    expect({ text, media }).toEqual({ text: content, media: undefined });
  });
});

test.each<[NonNullable<MessageSpec['kind']>, string]>([
  ['picture', 'image'],
  ['video', 'video'],
  ['voice', 'voice'],
  ['document', 'file'],
  ['contact', 'contact'],
  ['location', 'location'],
  ['poll', 'poll'],
  ['reminder', 'reminder'],
  ['bank-card', 'bank-card'],
  ['recalled', 'recalled'],
  ['call', 'call'],
  ['unprintable', 'unprintable'],
  ['new-kind', 'other'],
])('the simulated zca prints %s', (kind, expected) => {
  const lineContext = {
    selfId: '1',
    msgId: '7795362479016',
    sentAtMs: 1_795_362_521_226,
    senderName: 'An',
    mediaDir: '/m',
  };
  const quote = { ownerId: '1', name: 'Bình', text: 'ảnh', isPicture: true };
  const message = parsed(messageLine({ from: '12', kind, quote }, lineContext));
  expect(message.media).toMatchObject({ kind: expected, count: 1 });
  expect(message.text).not.toMatch(/https?:|\[|reply/u);
});
