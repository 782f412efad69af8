// What was written and sent, out of the `content` that zca decorates (the zca contract, `zca listen`).
import type { MediaKind } from '../model/message.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../text/sanitize.ts';
import { isRecord, type JsonRecord, nameField, recordField } from './fields.ts';
import type { ListenFields } from './listen-fields.ts';

/** Zalo cuts at a few thousand characters; more only comes from somebody who wants to fill the memory. */
export const maxTextUnits = 16_384;
const maxQuoteUnits = 500;

const kindsByMsgType: ReadonlyMap<unknown, MediaKind> = new Map<string, MediaKind>([
  ['chat.photo', 'image'],
  ['chat.gif', 'image'],
  ['chat.doodle', 'image'],
  ['chat.video.msg', 'video'],
  ['chat.voice', 'voice'],
  ['chat.sticker', 'sticker'],
  ['chat.recommended', 'link'],
  ['chat.link', 'link'],
  ['share.file', 'file'],
]);

const kindsByMediaKind: ReadonlyMap<unknown, MediaKind> = new Map<string, MediaKind>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'voice'],
  ['voice', 'voice'],
  ['file', 'file'],
  ['link', 'link'],
]);

/** A line zca puts before the text for each picture or file. Strangers can type one too: only believed where the message has media. */
const mediaLine = /^\[media attached(?: \d+\/\d+)?: [^\n]*\]$/u;
const nonText = /^<non-text:([\w.-]{1,64})>$/u;
/** Put after the text of a reply, at most one of each kind; the quoted text may have several lines. */
const replyMediaMark = '\n[reply media attached';
const replyContextMark = '\n[reply context: ';

/** Kind and number of what is attached; undefined for plain text. The message type is more exact than zca's `mediaKind`. */
export const readMedia = (fields: ListenFields): { readonly kind: MediaKind; readonly count: number } | undefined => {
  const { msgType, innerMsgType, mediaKind, mediaCount, mediaPlace } = fields;
  const byType = kindsByMsgType.get(msgType ?? innerMsgType);
  const hasMedia = mediaCount > 0 || typeof mediaKind === 'string' || typeof mediaPlace === 'string';
  const kind = byType ?? kindsByMediaKind.get(mediaKind) ?? (hasMedia || isNonText(fields) ? 'other' : undefined);
  if (kind === undefined) return undefined;
  // A link comes with its preview picture: it is one link.
  return { kind, count: kind === 'link' || kind === 'sticker' ? 1 : Math.max(1, mediaCount) };
};

/** `<non-text:TYPE>` stands for what zca cannot print; believed only if it names the type of this very message. */
const isNonText = ({ content, msgType }: ListenFields): boolean => {
  const type = typeof content === 'string' && content.startsWith('<') ? nonText.exec(content)?.[1] : undefined;
  return type !== undefined && (msgType === undefined || msgType === type);
};

/** What a message replies to, as `NAME: TEXT` on one line. */
export const readQuote = (quote: JsonRecord): string | undefined => {
  const attached = recordField(quote, 'attach');
  const text = [quote.msg, quote.text, attached.title, attached.href].find((part) => typeof part === 'string' && part.trim() !== '');
  const name = nameField(quote, 'senderName', 'fromName', 'fromD');
  const line = [name, typeof text === 'string' ? text : undefined].filter((part) => part !== undefined).join(': ');
  return line === '' ? undefined : sanitizeLine(line, maxQuoteUnits);
};

/**
 * The text as the sender wrote it, sanitised; blank if there is none. Content that is no string gives what of it can be read. What zca put
 * around it is taken off only where the message has media, or is a reply.
 */
export const readText = (fields: ListenFields, hasMedia: boolean): string => {
  if (isNonText(fields)) return '';
  const content = contentOf(fields.content);
  const withoutReply = fields.quote === undefined ? content : cutReply(content);
  const text = hasMedia ? cutMedia(withoutReply) : withoutReply;
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
