// What was written and sent, out of the `content` that zca decorates (the zca contract, `zca listen`).
import type { MediaKind } from '../model/message.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../text/sanitize.ts';
import { countOf, isRecord, type JsonRecord, nameField, recordField } from './fields.ts';

/** Zalo cuts at a few thousand characters; more only comes from somebody who wants to fill the memory. */
export const maxTextUnits = 16_384;
const maxQuoteUnits = 500;

const kindsByMsgType: Readonly<Record<string, MediaKind>> = {
  'chat.photo': 'image',
  'chat.gif': 'image',
  'chat.doodle': 'image',
  'chat.video.msg': 'video',
  'chat.voice': 'voice',
  'chat.sticker': 'sticker',
  'chat.recommended': 'link',
  'chat.link': 'link',
  'share.file': 'file',
};

const kindsByMediaKind: Readonly<Record<string, MediaKind>> = {
  image: 'image',
  video: 'video',
  audio: 'voice',
  voice: 'voice',
  file: 'file',
  link: 'link',
};

const lookUp = (kinds: Readonly<Record<string, MediaKind>>, key: unknown): MediaKind | undefined =>
  typeof key === 'string' && Object.hasOwn(kinds, key) ? kinds[key] : undefined;

/** A line zca puts before the text for each picture or file. Strangers can type one too: only believed where the message has media. */
const mediaLine = /^\[media attached(?: \d+\/\d+)?: [^\n]*\]$/u;
const nonText = /^<non-text:([\w.-]{1,64})>$/u;
/** Put after the text of a reply, at most one of each kind; the quoted text may have several lines. */
const replyMediaMark = '\n[reply media attached';
const replyContextMark = '\n[reply context: ';

/** Kind and number of what is attached; undefined for plain text. The message type is more exact than zca's `mediaKind`. */
export const readMedia = (record: JsonRecord): { readonly kind: MediaKind; readonly count: number } | undefined => {
  const metadata = recordField(record, 'metadata');
  const files = Math.max(countOf(record.mediaUrls), countOf(record.mediaPaths), countOf(metadata.mediaUrls), countOf(metadata.mediaPaths));
  const byType = lookUp(kindsByMsgType, record.msgType ?? metadata.msgType);
  const named = record.mediaKind ?? metadata.mediaKind;
  const hasMedia = files > 0 || typeof named === 'string' || typeof (record.mediaUrl ?? record.mediaPath) === 'string';
  const kind = byType ?? lookUp(kindsByMediaKind, named) ?? (hasMedia || isNonText(record) ? 'other' : undefined);
  if (kind === undefined) return undefined;
  // A link comes with its preview picture: it is one link.
  return { kind, count: kind === 'link' || kind === 'sticker' ? 1 : Math.max(1, files) };
};

/** `<non-text:TYPE>` stands for what zca cannot print; believed only if it names the type of this very message. */
const isNonText = (record: JsonRecord): boolean => {
  const type = typeof record.content === 'string' ? nonText.exec(record.content)?.[1] : undefined;
  return type !== undefined && (record.msgType === undefined || record.msgType === type);
};

/** What the message replies to, as `NAME: TEXT` on one line. */
export const readQuote = (record: JsonRecord): string | undefined => {
  const quote = quoteOf(record);
  if (quote === undefined) return undefined;
  const attached = recordField(quote, 'attach');
  const text = [quote.msg, quote.text, attached.title, attached.href].find((part) => typeof part === 'string' && part.trim() !== '');
  const name = nameField(quote, 'senderName', 'fromName', 'fromD');
  const line = [name, typeof text === 'string' ? text : undefined].filter((part) => part !== undefined).join(': ');
  return line === '' ? undefined : sanitizeLine(line, maxQuoteUnits);
};

const quoteOf = (record: JsonRecord): JsonRecord | undefined => {
  const quote = record.quote ?? recordField(record, 'metadata').quote;
  return isRecord(quote) ? quote : undefined;
};

/** The text as the sender wrote it, sanitised; blank if there is none. Content that is no string gives what of it can be read. */
export const readText = (record: JsonRecord): string => {
  const content = contentOf(record.content);
  if (isNonText(record)) return '';
  const withoutReply = quoteOf(record) === undefined ? content : cutReply(content);
  const text = readMedia(record) === undefined ? withoutReply : cutMedia(withoutReply);
  return cutUnits(sanitizeText(cutUnits(text, maxTextUnits * 2)), maxTextUnits);
};

const contentOf = (content: unknown): string => {
  if (typeof content === 'string') return content;
  if (typeof content === 'number' || typeof content === 'boolean') return String(content);
  if (!isRecord(content)) return '';
  const part = [content.text, content.msg, content.title, content.href].find((value) => typeof value === 'string' && value !== '');
  return typeof part === 'string' ? part : '';
};

/** zca puts one line, or `[media attached: N files]` and N lines: no more is cut, so that a caption that looks like one stays. */
const cutMedia = (content: string): string => {
  const lines = content.split('\n');
  const several = /^\[media attached: (\d{1,3}) files\]$/u.exec(lines[0] ?? '');
  const expected = several === null ? 1 : Number(several[1]) + 1;
  let count = 0;
  while (count < expected && mediaLine.test(lines[count] ?? '')) count += 1;
  return lines.slice(count).join('\n');
};

/** The last reply context is zca's own; an earlier one was typed by the sender and stays. */
const cutReply = (content: string): string => {
  const padded = `\n${content}`;
  const trimmed = padded.trimEnd();
  if (!trimmed.endsWith(']')) return content;
  const context = padded.lastIndexOf(replyContextMark);
  if (context === -1) return content;
  const before = padded.slice(0, context);
  const lastLine = before.lastIndexOf('\n');
  const media = before.lastIndexOf(replyMediaMark);
  const isMediaLast = media !== -1 && media === lastLine && before.endsWith(']');
  return (isMediaLast ? before.slice(0, media) : before).slice(1);
};
