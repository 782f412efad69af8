// One message as the contract's line: what openzca 0.1.58 prints of the same message, but for its slips (a picture is one picture, a text
// that looks like JSON is a text). Pure.
import {
  type Content,
  isRecord,
  type JsonRecord,
  readContent,
  typeOf,
  unpacked,
  unpackedDeep,
} from './content.ts';
import type { HeardMessage } from './source.ts';

/** A message as zca-js hands it over. */
export interface ZaloMessage {
  /** 0 of a person, 1 of a group. */
  readonly type: number;
  readonly threadId: string;
  readonly isSelf: boolean;
  readonly data: JsonRecord;
}

/** A file that was fetched; without `path` it was not. */
export interface Fetched {
  readonly url: string;
  readonly path?: string | undefined;
  readonly type: string;
}

/** The text of what may be a number. */
const idText = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** The same for the same message; undefined where Zalo gives it no number. */
export const idOfMessage = ({ type, data }: ZaloMessage): string | undefined => {
  const id = idText(data['msgId']);
  return id === undefined || id === '0' ? undefined : `${type === 1 ? 'g' : 'u'}${id}`;
};

/** When it was sent, epoch ms. */
export const sentAtMs = ({ data }: ZaloMessage): number | undefined => {
  const ms = Number(data['ts']);
  return Number.isFinite(ms) && ms > 0 ? Math.trunc(ms) : undefined;
};

/** What is to be fetched for a line: the picture, recording or file of a message, and that of the message it replies to. */
export interface ToFetch {
  readonly content: Content;
  readonly quote: Content | undefined;
}

/** Reads what a message and its quotation say. */
export const contentsOf = ({ data }: ZaloMessage): ToFetch => {
  const { quote } = data;
  return {
    content: readContent(data['msgType'], data['content']),
    quote: isRecord(quote) ? readContent(quoteTypeOf(quote), unpacked(quote['attach'])) : undefined,
  };
};

const quoteTypes: Readonly<Record<number, string>> = {
  32: 'chat.photo',
  44: 'chat.video.msg',
  31: 'chat.voice',
  46: 'share.file',
};

const quoteTypeOf = ({ cliMsgType }: JsonRecord): string =>
  typeof cliMsgType === 'number' ? (quoteTypes[cliMsgType] ?? '') : '';

const attached = (label: string, { url, path, type }: Fetched): string =>
  `[${label}: ${path === undefined ? `${url} (${type})` : `${path} (${type}) | ${url}`}]`;

const mediaFields = (fetched: Fetched | undefined, prefix: 'media' | 'quoteMedia'): JsonRecord => {
  if (fetched?.path === undefined) return {};
  const { url, path, type } = fetched;
  return {
    [`${prefix}Path`]: path,
    [`${prefix}Paths`]: [path],
    [`${prefix}Url`]: url,
    [`${prefix}Urls`]: [url],
    [`${prefix}Type`]: type,
    [`${prefix}Types`]: [type],
  };
};

interface QuoteLines {
  readonly value: JsonRecord;
  readonly lines: readonly string[];
}

/** What a message replies to. */
const quoteOf = (
  data: JsonRecord,
  said: Content | undefined,
  fetched: Fetched | undefined,
): QuoteLines | undefined => {
  const { quote } = data;
  if (!isRecord(quote)) return undefined;
  const { ownerId, fromD, msg, ts, cliMsgId, globalMsgId, cliMsgType } = quote;
  const name = typeof fromD === 'string' ? fromD : undefined;
  const text = typeof msg === 'string' && msg.trim() !== '' ? msg : undefined;
  const value: JsonRecord = {
    ownerId: idText(ownerId),
    senderName: name,
    msg: text,
    attach: unpackedDeep(quote['attach']),
    mediaUrls: said?.media === undefined ? undefined : [said.media.url],
    ts,
    cliMsgId: idText(cliMsgId),
    globalMsgId: idText(globalMsgId),
    cliMsgType,
  };
  const shown = text ?? (said?.text.trim() ? said.text : undefined) ?? said?.media?.url;
  const lines = [
    ...(fetched === undefined ? [] : [attached('reply media attached', fetched)]),
    ...(shown === undefined ? [] : [`[reply context: ${name === undefined ? '' : `${name}: `}${shown}]`]),
  ];
  return { value, lines };
};

const mentionsOf = (data: JsonRecord): JsonRecord => {
  const { mentions: given, content } = data;
  if (!Array.isArray(given) || given.length === 0) return {};
  const text = typeof content === 'string' ? content : '';
  const mentions = given.filter(isRecord).map((mention) => {
    const { uid, pos, len, type } = mention;
    const isPlace = typeof pos === 'number' && typeof len === 'number';
    const words = isPlace ? text.slice(pos, pos + len).trim() : '';
    return { uid: idText(uid), pos, len, type, text: words === '' ? undefined : words };
  });
  const ids = [...new Set(mentions.flatMap(({ uid }) => uid ?? []))];
  return { mentions, mentionIds: ids };
};

/** The line of a message, with what was fetched for it. */
export const lineOf = (
  message: ZaloMessage,
  { content: said, quote: quoted }: ToFetch,
  fetched: { readonly media?: Fetched | undefined; readonly quote?: Fetched | undefined },
): HeardMessage => {
  const { data, threadId } = message;
  const isGroup = message.type === 1;
  const chatType = isGroup ? 'group' : 'user';
  const ms = sentAtMs(message);
  const timestamp = ms === undefined ? undefined : Math.floor(ms / 1_000);
  const msgType = typeOf(data['msgType']) || undefined;
  const senderId = idText(data['uidFrom']);
  const name = typeof data['dName'] === 'string' && data['dName'] !== '' ? data['dName'] : undefined;
  const toId = idText(data['idTo']);
  const quote = quoteOf(data, quoted, fetched.quote);
  const text = said.text.trim() === '' ? undefined : said.text;
  const parts = [
    ...(fetched.media === undefined ? [] : [attached('media attached', fetched.media)]),
    ...(text === undefined ? [] : [text]),
  ];
  const body = parts.length > 0 ? parts : [`<non-text:${msgType ?? 'message'}>`];
  const mentions = mentionsOf(data);
  const mentionIds = mentions['mentionIds'];
  const shared: JsonRecord = {
    ...(quote === undefined ? {} : { quote: quote.value }),
    ...mediaFields(fetched.media, 'media'),
    mediaKind: said.media?.kind ?? said.mediaKind,
    ...mediaFields(fetched.quote, 'quoteMedia'),
    ...mentions,
  };
  const line: JsonRecord = {
    threadId,
    targetId: threadId,
    conversationId: threadId,
    msgId: idText(data['msgId']),
    cliMsgId: idText(data['cliMsgId']),
    content: [...body, ...(quote?.lines ?? [])].join('\n'),
    type: message.type,
    timestamp,
    msgType,
    ...shared,
    metadata: {
      isGroup,
      chatType,
      threadId,
      targetId: threadId,
      // Only of a group: pairing requests made through openzca carry no name, and the gateway must not see a difference.
      ...(isGroup ? { senderName: name } : {}),
      senderDisplayName: name,
      senderId,
      fromId: senderId,
      toId,
      msgType,
      timestamp,
      ...shared,
      ...(Array.isArray(mentionIds) ? { mentionCount: mentionIds.length } : {}),
    },
    chatType,
    senderId,
    senderName: name,
    senderDisplayName: name,
    toId,
    ts: idText(data['ts']),
  };
  return { id: idOfMessage(message), text: JSON.stringify(line), more: said.more };
};
