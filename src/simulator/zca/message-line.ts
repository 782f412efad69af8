// The JSON line `zca listen -r` prints for a message: keys, order and the decorated `content` as recorded from openzca
// 0.1.58. Pure.
import type { MessageSpec } from '../control.ts';

// What openzca makes of messages as real accounts get them: one thing with several addresses, and things it has no text for. Follows its
// source (`listen`, 0.1.58) and public recordings of Zalo's content. Pure.

// What a line of a message is made of.

/** What a line needs besides the message itself. */
interface LineContext {
  /** Id of the account that hears it. */
  readonly selfId: string;
  readonly msgId: string;
  /** When it was sent (epoch ms). */
  readonly sentAtMs: number;
  readonly senderName: string;
  /** Folder the pictures would have been saved to. */
  readonly mediaDir: string;
  readonly threadName?: string;
}

interface Body {
  readonly content: string;
  readonly msgType: string;
  readonly media: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly url: string;
  readonly type: string;
  readonly extension: string;
}

const name = ({ msgId }: LineContext): string => `${msgId.padStart(12, '0')}a9d1.jpg`;

const attachedText = (
  context: LineContext,
  entries: readonly Entry[],
  caption: string,
  msgType: string,
  mediaKind: string,
): Body => {
  const files = entries.map((entry, at) => ({
    ...entry,
    path: `${context.mediaDir}/${context.sentAtMs}-${at}.${entry.extension}`,
  }));
  const lines = files.map(({ path, type, url }, at) => {
    const number = files.length === 1 ? ':' : ` ${at + 1}/${files.length}:`;
    return `[media attached${number} ${path} (${type}) | ${url}]`;
  });
  const head = files.length === 1 ? [] : [`[media attached: ${files.length} files]`];
  const [first] = files;
  return {
    content: [...head, ...lines, caption].join('\n'),
    msgType,
    media: {
      mediaPath: first?.path,
      mediaPaths: files.map(({ path }) => path),
      mediaUrl: first?.url,
      mediaUrls: files.map(({ url }) => url),
      mediaType: first?.type,
      mediaTypes: files.map(({ type }) => type),
      mediaKind,
    },
  };
};

const jpeg = (url: string): Entry => ({ url, type: 'image/jpeg', extension: 'jpg' });

/** Preview, picture and large picture; without a caption its address stands in the place of one. */
const picture = (text: string, context: LineContext): Body => {
  const href = `https://f46-zpg-r.zdn.vn/jpg/${name(context)}`;
  const entries = [
    jpeg(`https://t-f46-zpg-r.zdn.vn/480/${name(context)}`),
    jpeg(href),
    jpeg(`https://b-f46-zpg-r.zdn.vn/hd/${name(context)}`),
  ];
  return attachedText(context, entries, text === '' ? href : text, 'chat.photo', 'image');
};

const video = (text: string, context: LineContext): Body => {
  const href = `https://video-stal-10.dlmd.me/${context.msgId}/clip.mp4`;
  const entries = [
    { url: href, type: 'video/mp4', extension: 'mp4' },
    jpeg(`https://video-thumb.dlmd.me/${name(context)}`),
  ];
  return attachedText(context, entries, text === '' ? href : text, 'chat.video.msg', 'video');
};

const voice = (_: string, context: LineContext): Body => {
  const href = `https://voice-aac-dl.zdn.vn/${context.msgId}/voice.aac`;
  const entries = [href, `https://voice-m4a-dl.zdn.vn/${context.msgId}/voice.m4a`].map((url) => ({
    url,
    type: 'audio/aac',
    extension: 'aac',
  }));
  return attachedText(context, entries, href, 'chat.voice', 'audio');
};

const documentOf = (text: string, context: LineContext): Body => {
  const title = text === '' ? 'bao-gia.pdf' : text;
  const url = `https://file-stal-22.dlfl.vn/gr/${context.msgId}/${encodeURIComponent(title)}`;
  const entries = [
    { url, type: 'application/pdf', extension: 'pdf' },
    jpeg(`https://t-f46-zpg-r.zdn.vn/480/${name(context)}`),
  ];
  return attachedText(context, entries, title, 'share.file', 'file');
};

const contact = (text: string, context: LineContext): Body => {
  const entries = [
    jpeg(`https://s120-ava-talk.zadn.vn/${name(context)}`),
    jpeg(`https://qr-talk.zdn.vn/9/${name(context)}`),
  ];
  return attachedText(context, entries, text === '' ? 'Trần Thị Bích' : text, 'chat.recommended', 'image');
};

const nameless = (msgType: string) => (): Body => ({ content: `<non-text:${msgType}>`, msgType, media: {} });
const titled =
  (msgType: string) =>
  (text: string): Body => ({ content: text === '' ? `<non-text:${msgType}>` : text, msgType, media: {} });

const bodies: Partial<
  Record<NonNullable<MessageSpec['kind']>, (text: string, context: LineContext) => Body>
> = {
  picture,
  video,
  voice,
  document: documentOf,
  contact,
  location: titled('chat.location.new'),
  poll: nameless('group.poll'),
  reminder: titled('chat.todo'),
  'bank-card': nameless('chat.webcontent'),
  recalled: nameless('chat.delete'),
  call: () => ({ content: 'sendBubbleMessage', msgType: 'chat.recommended', media: {} }),
  unprintable: nameless('webchat'),
  'new-kind': nameless('chat.foo'),
};

/** What such a message is printed as; undefined if the kind is none of them. */
const realBody = ({ kind, text = '' }: MessageSpec, context: LineContext): Body | undefined =>
  kind === undefined ? undefined : bodies[kind]?.(text, context);

/** What a reply to a picture adds behind its text, before the context. */
const quotedPicture = (context: LineContext): readonly string[] => [
  '[reply media attached: 2 files]',
  ...['480', 'hd'].map(
    (size, at) =>
      `[reply media attached ${at + 1}/2: ${context.mediaDir}/${context.sentAtMs}-q${at}.jpg (image/jpeg) | https://t-f46-zpg-r.zdn.vn/${size}/${name(context)}]`,
  ),
];

type Fields = Readonly<Record<string, unknown>>;

const file = (context: LineContext, extension: string): string =>
  `${context.mediaDir}/${context.sentAtMs}-${context.msgId.slice(-8).padStart(8, '0')}.${extension}`;

const mediaFields = (
  paths: readonly string[],
  urls: readonly string[],
  type: string,
  kind: string,
): Fields => ({
  mediaPath: paths[0],
  mediaPaths: paths,
  mediaUrl: urls[0],
  mediaUrls: urls,
  mediaType: type,
  mediaTypes: paths.map(() => type),
  mediaKind: kind,
});

const attached = (path: string, type: string, url: string, rest: string): string =>
  [`[media attached: ${path} (${type}) | ${url}]`, ...(rest === '' ? [] : [rest])].join('\n');

const photo = (text: string, context: LineContext): Body => {
  const path = file(context, 'png');
  const url = `https://photo-emu.zdn.vn/photo/${context.msgId}/640x480.png`;
  return {
    content: attached(path, 'image/png', url, text),
    msgType: 'chat.photo',
    media: mediaFields([path], [url], 'image/png', 'image'),
  };
};

const sharedFile = (name: string, context: LineContext): Body => {
  const path = file(context, 'txt');
  const url = `https://photo-emu.zdn.vn/file/${context.msgId}/${encodeURIComponent(name)}`;
  const type = 'text/plain; charset=utf-8';
  return {
    content: attached(path, type, url, name),
    msgType: 'share.file',
    media: mediaFields([path], [url], type, 'file'),
  };
};

const link = (title: string, context: LineContext): Body => {
  const paths = [file(context, 'png'), file(context, '2.png')];
  const urls = ['https://photo-emu.zdn.vn/link/thumb.png', 'https://example.com/bai-viet'];
  const content = [
    '[media attached: 2 files]',
    ...paths.map((path, at) => `[media attached ${at + 1}/2: ${path} (image/png) | ${urls[at]}]`),
    title,
  ].join('\n');
  return { content, msgType: 'chat.recommended', media: mediaFields(paths, urls, 'image/png', 'image') };
};

const bodyOf = (spec: MessageSpec, context: LineContext): Body => {
  const text = spec.text ?? '';
  const real = realBody(spec, context);
  if (real !== undefined) return real;
  if (spec.kind === 'photo') return photo(text, context);
  if (spec.kind === 'file') return sharedFile(text, context);
  if (spec.kind === 'link') return link(text, context);
  if (spec.kind === 'sticker')
    return { content: '<non-text:chat.sticker>', msgType: 'chat.sticker', media: { mediaKind: 'image' } };
  return { content: text.trim() === '' ? '<non-text:webchat>' : text, msgType: 'webchat', media: {} };
};

const withReply = (content: string, quote: MessageSpec['quote'], context: LineContext): string => {
  if (quote === undefined) return content;
  const media = quote.isPicture === true ? quotedPicture(context) : [];
  return [content, ...media, `[reply context: ${quote.name}: ${quote.text.replace(/\s+/gu, ' ')}]`].join(
    '\n',
  );
};

const quoteFields = (quote: MessageSpec['quote'], context: LineContext): Fields =>
  quote === undefined
    ? {}
    : {
        quote: {
          ownerId: quote.ownerId,
          senderName: quote.name,
          msg: quote.text,
          attach: {
            properties: { color: 0, size: 0, type: 0, subType: 0, ext: { shouldParseLinkOrContact: 0 } },
          },
          ts: context.sentAtMs - 60_000,
          cliMsgId: String(context.sentAtMs - 60_000),
          globalMsgId: String(BigInt(context.msgId) - 1n),
          cliMsgType: 1,
        },
      };

const mentionFields = (spec: MessageSpec): Fields => {
  const text = spec.text ?? '';
  const mentions: readonly Fields[] =
    spec.kind === 'sticker'
      ? [{ uid: '23339', type: 7 }]
      : (spec.mentions ?? []).map(({ uid, pos, len }) => ({
          uid,
          pos,
          len,
          type: 0,
          text: text.slice(pos, pos + len),
        }));
  return mentions.length === 0 ? {} : { mentions, mentionIds: mentions.map((mention) => mention['uid']) };
};

const metadataOf = (
  spec: MessageSpec,
  context: LineContext,
  body: Body,
  quote: Fields,
  mentions: Fields,
): Fields => {
  const isGroup = spec.groupId !== undefined;
  const threadId = spec.groupId ?? spec.from;
  const ids = Array.isArray(mentions['mentionIds']) ? { mentionCount: mentions['mentionIds'].length } : {};
  return {
    isGroup,
    chatType: isGroup ? 'group' : 'user',
    threadId,
    targetId: threadId,
    ...(isGroup && context.threadName !== undefined ? { threadName: context.threadName } : {}),
    ...(isGroup || spec.nameInMetadata === true ? { senderName: context.senderName } : {}),
    senderDisplayName: context.senderName,
    senderId: spec.from,
    fromId: spec.from,
    toId: spec.groupId ?? context.selfId,
    msgType: body.msgType,
    ...quote,
    timestamp: Math.floor(context.sentAtMs / 1000),
    ...body.media,
    ...mentions,
    ...ids,
  };
};

/** One line of `zca listen -r`, without its end. */
export const messageLine = (spec: MessageSpec, context: LineContext): string => {
  const threadId = spec.groupId ?? spec.from;
  const body = bodyOf(spec, context);
  const quote = quoteFields(spec.quote, context);
  const mentions = mentionFields(spec);
  return JSON.stringify({
    threadId,
    targetId: threadId,
    conversationId: threadId,
    msgId: context.msgId,
    cliMsgId: String(context.sentAtMs),
    content: withReply(body.content, spec.quote, context),
    type: spec.groupId === undefined ? 0 : 1,
    timestamp: Math.floor(context.sentAtMs / 1000),
    msgType: body.msgType,
    ...body.media,
    ...mentions,
    ...quote,
    metadata: metadataOf(spec, context, body, quote, mentions),
    chatType: spec.groupId === undefined ? 'user' : 'group',
    senderId: spec.from,
    senderName: context.senderName,
    senderDisplayName: context.senderName,
    toId: spec.groupId ?? context.selfId,
    ts: String(context.sentAtMs),
  });
};
