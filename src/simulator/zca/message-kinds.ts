// What openzca makes of messages as real accounts get them: one thing with several addresses, and things it has no text for. Follows its
// source (`listen`, 0.1.58) and public recordings of Zalo's content. Pure.
import type { MessageSpec } from '../control.ts';

// What a line of a message is made of.

/** What a line needs besides the message itself. */
export interface LineContext {
  /** Id of the account that hears it. */
  readonly selfId: string;
  readonly msgId: string;
  /** When it was sent (epoch ms). */
  readonly sentAtMs: number;
  readonly senderName: string;
  /** Folder the pictures would have been saved to. */
  readonly mediaDir: string;
  /** Name of the group, if lines carry it. */
  readonly threadName?: string;
}

/** What depends on the kind of message. */
export interface Body {
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

const attached = (
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
  return attached(context, entries, text === '' ? href : text, 'chat.photo', 'image');
};

const video = (text: string, context: LineContext): Body => {
  const href = `https://video-stal-10.dlmd.me/${context.msgId}/clip.mp4`;
  const entries = [
    { url: href, type: 'video/mp4', extension: 'mp4' },
    jpeg(`https://video-thumb.dlmd.me/${name(context)}`),
  ];
  return attached(context, entries, text === '' ? href : text, 'chat.video.msg', 'video');
};

const voice = (_: string, context: LineContext): Body => {
  const href = `https://voice-aac-dl.zdn.vn/${context.msgId}/voice.aac`;
  const entries = [href, `https://voice-m4a-dl.zdn.vn/${context.msgId}/voice.m4a`].map((url) => ({
    url,
    type: 'audio/aac',
    extension: 'aac',
  }));
  return attached(context, entries, href, 'chat.voice', 'audio');
};

const documentOf = (text: string, context: LineContext): Body => {
  const title = text === '' ? 'bao-gia.pdf' : text;
  const url = `https://file-stal-22.dlfl.vn/gr/${context.msgId}/${encodeURIComponent(title)}`;
  const entries = [
    { url, type: 'application/pdf', extension: 'pdf' },
    jpeg(`https://t-f46-zpg-r.zdn.vn/480/${name(context)}`),
  ];
  return attached(context, entries, title, 'share.file', 'file');
};

const contact = (text: string, context: LineContext): Body => {
  const entries = [
    jpeg(`https://s120-ava-talk.zadn.vn/${name(context)}`),
    jpeg(`https://qr-talk.zdn.vn/9/${name(context)}`),
  ];
  return attached(context, entries, text === '' ? 'Trần Thị Bích' : text, 'chat.recommended', 'image');
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
export const realBody = ({ kind, text = '' }: MessageSpec, context: LineContext): Body | undefined =>
  kind === undefined ? undefined : bodies[kind]?.(text, context);

/** What a reply to a picture adds behind its text, before the context. */
export const quotedPicture = (context: LineContext): readonly string[] => [
  '[reply media attached: 2 files]',
  ...['480', 'hd'].map(
    (size, at) =>
      `[reply media attached ${at + 1}/2: ${context.mediaDir}/${context.sentAtMs}-q${at}.jpg (image/jpeg) | https://t-f46-zpg-r.zdn.vn/${size}/${name(context)}]`,
  ),
];
