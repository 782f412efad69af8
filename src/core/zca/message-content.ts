// What was written and sent, out of the `content` that zca decorates (the zca contract, `zca listen`).
import type { Media } from '../model/message.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { type JsonRecord, nameField, recordField } from './fields.ts';
import type { ListenFields } from './listen-fields.ts';
import { countThings, isOwnAddress } from './message-files.ts';
import { isNoText, kindOf, structuredOf, typeOf } from './message-kind.ts';
import { type AttachedFile, cutAttached, cutReply } from './message-lines.ts';

/** Zalo cuts at a few thousand characters; more only comes from somebody who wants to fill the memory. */
export const maxTextUnits = 16_384;
const maxQuoteUnits = 500;

/** What a message says and what comes with it. */
export interface Content {
  /** The text as the sender wrote it, sanitised; blank if there is none. */
  readonly text: string;
  readonly media: Media | undefined;
}

/** What a message replies to, as `NAME: TEXT` on one line. */
export const readQuote = (quote: JsonRecord): string | undefined => {
  const attached = recordField(quote, 'attach');
  const text = [quote.msg, quote.text, attached.title, attached.href].find((part) => typeof part === 'string' && part.trim() !== '');
  const name = nameField(quote, 'senderName', 'fromName', 'fromD');
  const line = [name, typeof text === 'string' ? text : undefined].filter((part) => part !== undefined).join(': ');
  return line === '' ? undefined : sanitizeLine(line, maxQuoteUnits);
};

/**
 * Reads the content. What cannot be read of content that is no string is left out. What zca put around the text is taken off only where the
 * message has media, or is a reply.
 */
export const readContent = (fields: ListenFields): Content => {
  const type = typeOf(fields);
  const structured = structuredOf(fields.content, type);
  const written = structured === undefined ? textOf(fields.content) : titleOf(structured);
  const own = fields.quote === undefined ? written : cutReply(written);
  const placeholder = nonTextOf(own, type);
  const isUnprintable = placeholder !== undefined;
  const hasMedia = fields.files.length > 0 || typeof fields.mediaKind === 'string';
  const { text, files } = hasMedia ? cutAttached(own) : { text: own, files: [] };
  const addresses = [...addressesOf(fields.files, files), ...addressesIn(structured)];
  const found = kindOf({
    type: type ?? placeholder?.type,
    mediaKind: fields.mediaKind,
    action: structured?.action,
    text: isUnprintable ? '' : text.trim(),
    addresses: addresses.flatMap(({ url }) => url ?? []),
    isMore: hasMedia || isUnprintable,
  });
  if (found === undefined) return { text: clean(text), media: undefined };
  const isText = !isUnprintable && !isNoText(type, text.trim()) && (found.kind === 'link' || !isOwnAddress(text, addresses));
  return {
    text: isText ? clean(text) : '',
    media: {
      kind: found.kind,
      count: countThings(files.length > 0 ? files : fields.files, found.kind, type !== undefined),
      ...(found.type === undefined ? {} : { type: found.type }),
      ...(isText && files.length === 0 && text.trim() !== '' ? { isTextFirst: true } : {}),
    },
  };
};

const clean = (text: string): string => cutUnits(sanitizeText(cutUnits(text, maxTextUnits * 2)), maxTextUnits);

/**
 * `<non-text:TYPE>` stands for what zca cannot print; believed only if it names the type of this very message. Where the program tells no type
 * beside it, it is all that tells one.
 */
const nonTextOf = (text: string, type: string | undefined): { readonly type: string | undefined } | undefined => {
  const named = text.startsWith('<') ? /^<non-text(?::([^<>\n]{1,64})|-message)>\s*$/u.exec(text) : null;
  if (named === null) return undefined;
  const said = named[1]?.trim().toLowerCase();
  return type === undefined || said === type ? { type: said === '' ? undefined : said } : undefined;
};

/** Content in lines that end alike. */
const textOf = (content: unknown): string => {
  if (typeof content === 'string') return content.includes('\r') ? content.replace(/\r\n?/gu, '\n') : content;
  return typeof content === 'number' || typeof content === 'boolean' ? String(content) : '';
};

const titleOf = (content: JsonRecord): string => {
  const part = [content.text, content.msg, content.title, content.href].find((value) => typeof value === 'string' && value !== '');
  return typeof part === 'string' ? part : '';
};

/** Every address that is told, in lists and in lines: the lines know more, the lists hold only what was fetched. */
const addressesOf = (listed: readonly AttachedFile[], inLines: readonly AttachedFile[]): readonly AttachedFile[] => {
  if (inLines.length === 0) return listed;
  const known = new Set(inLines.map(({ url }) => url));
  return [...inLines, ...listed.filter(({ url }) => !known.has(url))];
};

/** The addresses of content that was not put into lines. */
const addressesIn = (content: JsonRecord | undefined): readonly AttachedFile[] =>
  content === undefined ? [] : [content.href, content.thumb].flatMap((url) => (typeof url === 'string' && url !== '' ? [{ url }] : []));
