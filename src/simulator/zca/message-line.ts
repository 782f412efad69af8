// The JSON line `zca listen -r` prints for a message: keys, order and the decorated `content` as recorded from openzca
// 0.1.58. Pure.
import type { MessageSpec } from '../control.ts';
import { type Body, type LineContext, quotedPicture, realBody } from './message-kinds.ts';

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
