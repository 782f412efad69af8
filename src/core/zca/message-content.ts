// What was written and sent, out of the `content` that zca decorates (the zca contract, `zca listen`).
import type { Media, MediaKind } from '../model/message.ts';
import { parseJson } from '../shared/text/lenient-json.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { isRecord, type JsonRecord, nameField, recordField } from './fields.ts';
import { type AttachedFile, cutAttached, cutReply, type ListenFields } from './listen-fields.ts';

// What kind of thing a message is, out of the type Zalo gives it. openzca prints that type and what it made of the rest; other programs may
// print the structured content itself. Pure.

/** A kind, with Zalo's own name of it where there is no better one. */
interface NamedKind {
  readonly kind: MediaKind;
  readonly type?: string;
}

/** Types of Zalo, lower case (the zca contract, `zca listen`; openzca folds them before it prints one as `<non-text:TYPE>`). */
const kindsByType: ReadonlyMap<string, MediaKind> = new Map<string, MediaKind>([
  ['chat.photo', 'image'],
  ['chat.gif', 'image'],
  ['chat.doodle', 'image'],
  ['chat.video.msg', 'video'],
  ['chat.voice', 'voice'],
  ['chat.sticker', 'sticker'],
  ['chat.recommended', 'recommended'],
  ['chat.link', 'link'],
  ['chat.zalo.me', 'link'],
  ['share.file', 'file'],
  ['chat.location.new', 'location'],
  ['chat.livelocation', 'location'],
  ['group.poll', 'poll'],
  ['chat.todo', 'reminder'],
  ['chat.webcontent', 'bank-card'],
  ['chat.delete', 'recalled'],
  ['chat.undo', 'recalled'],
  ['chat.ecard', 'greeting-card'],
]);

/** Types come and go with Zalo's releases: openzca tells them by a word in them, too. The first that matches counts. */
const families: readonly (readonly [RegExp, MediaKind])[] = [
  [/sticker/u, 'sticker'],
  [/photo|gif|doodle/u, 'image'],
  [/video/u, 'video'],
  [/voice|audio/u, 'voice'],
  [/share\.file/u, 'file'],
  [/location/u, 'location'],
  [/poll/u, 'poll'],
  [/todo|remind/u, 'reminder'],
  [/webcontent|bankcard/u, 'bank-card'],
  [/\b(?:delete|undo|recall)/u, 'recalled'],
  [/ecard/u, 'greeting-card'],
  [/recommend/u, 'recommended'],
  [/\blink\b/u, 'link'],
];

const kindsByMediaKind: ReadonlyMap<unknown, MediaKind> = new Map<unknown, MediaKind>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'voice'],
  ['voice', 'voice'],
  ['file', 'file'],
  ['link', 'link'],
]);

/** Actions of structured content that say more than the type; Zalo spells `recommened`. */
const kindsByAction: readonly (readonly [RegExp, MediaKind])[] = [
  [/^recomm\w*\.misscall$/u, 'missed-call'],
  [/^recomm\w*\.\w*call\w*$/u, 'call'],
  [/^recomm\w*\.(?:user|vip)$/u, 'contact'],
  [/^recomm\w*\.link$/u, 'link'],
  [/bankcard/u, 'bank-card'],
];

/** The title of every call: no text, and all that openzca prints of one. */
const callTitle = 'sendBubbleMessage';
/** Where Zalo keeps the codes of contact cards; the only address of such a card besides a portrait. */
const contactHost = /^https?:\/\/qr-talk\./iu;

const textType = 'webchat';

/** Zalo's type of this message, folded; undefined if it is not told. */
const typeOf = ({ msgType, innerMsgType }: ListenFields): string | undefined => {
  const type = msgType ?? innerMsgType;
  const text = typeof type === 'string' ? type.trim().toLowerCase() : '';
  return text === '' ? undefined : text;
};

const matching = (pairs: readonly (readonly [RegExp, MediaKind])[], text: string): MediaKind | undefined =>
  pairs.find(([pattern]) => pattern.test(text))?.[1];

/** The structured content of a message, if the program prints it as it came; never of an ordinary text, which may look like it. */
const structuredOf = (content: unknown, type: string | undefined): JsonRecord | undefined => {
  if (isRecord(content)) return content;
  if (typeof content !== 'string' || type === undefined || type === textType || !content.startsWith('{'))
    return undefined;
  const json = parseJson(content);
  return json.ok && isRecord(json.value) ? json.value : undefined;
};

/** Is this the title of something that has no text? */
const isNoText = (type: string | undefined, text: string): boolean =>
  type !== undefined && kindsByType.get(type) === 'recommended' && text === callTitle;

interface KindClues {
  /** See {@link typeOf}. */
  readonly type: string | undefined;
  readonly mediaKind: unknown;
  readonly action: unknown;
  readonly text: string;
  readonly addresses: readonly string[];
  /** It has media, or zca could not print it. */
  readonly isMore: boolean;
}

/** `chat.recommended` is a call, a contact card or a link. */
const recommendedKind = ({ text, addresses }: KindClues): MediaKind => {
  if (text === callTitle) return 'call';
  if (addresses.some((address) => contactHost.test(address))) return 'contact';
  return text === '' && addresses.length === 0 ? 'recommended' : 'link';
};

/** The kind of a message that is no ordinary text; undefined if it is one. */
const kindOf = (clues: KindClues): NamedKind | undefined => {
  const { type, mediaKind, action, isMore } = clues;
  const byAction = typeof action === 'string' ? matching(kindsByAction, action) : undefined;
  if (byAction !== undefined) return { kind: byAction };
  const byType =
    type === undefined || type === textType ? undefined : (kindsByType.get(type) ?? matching(families, type));
  if (byType === 'recommended') return { kind: recommendedKind(clues) };
  if (byType !== undefined) return { kind: byType };
  if (!isMore) return undefined;
  // What zca makes of a type it does not know either is a guess from the shape of its content.
  if (type !== undefined && type !== textType) return { kind: 'other', type: sanitizeLine(type, 40) };
  const byMedia = kindsByMediaKind.get(mediaKind);
  if (byMedia !== undefined) return { kind: byMedia };
  return { kind: type === textType ? 'unprintable' : 'other' };
};

// How many things are attached, and which of their addresses stands in the place of a text. Pure.

/** Zalo sends one of these a message, however many addresses it has (picture, preview, large picture): albums are messages of their own. */
const oneOfAKind: ReadonlySet<MediaKind> = new Set(['image', 'video', 'voice']);
const countable: ReadonlySet<MediaKind> = new Set([...oneOfAKind, 'file', 'other']);

const picture = /\.(?:jpe?g|png|gif|webp|jxl|avif|heic)$/u;
/** What addresses of one thing differ in besides host and folder. */
const sizeMark =
  /(?:^|[-_.])(?:thumb(?:nail)?|hd|sd|small|large|normal|full|orig(?:inal)?|href|preview|[ws]?\d{2,4}(?:x\d{2,4})?)(?=$|[-_.])/gu;
/** Names that a server made up. */
const madeUp = /^(?=.*\d)[0-9a-f_-]{8,}$/u;

/** The last part of an address or path, lower case. */
const fileName = ({ url, path = '' }: AttachedFile): string => {
  const place = url === undefined ? path : url.replace(/[?#].*$/su, '');
  const name = place.slice(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1).toLowerCase();
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

const stemOf = (name: string): string => name.replace(/\.[a-z0-9]{1,5}$/u, '').replace(sizeMark, '');

/** What a file is called by: the same for all addresses of one thing. Blank: its address does not say. */
const identityOf = (name: string, kind: MediaKind, isOfZalo: boolean): string => {
  const stem = stemOf(name);
  if (isOfZalo && madeUp.test(stem)) return '';
  // The same picture comes in several formats, a document does not.
  return stem === '' || kind !== 'file' ? stem : name;
};

/**
 * How many things these addresses are of, at least one.
 * @param isOfZalo Zalo's own type of the message is known: then a made-up name is that of a mirror, not of a second file
 */
const countThings = (files: readonly AttachedFile[], kind: MediaKind, isOfZalo: boolean): number => {
  if (!countable.has(kind) || (isOfZalo && oneOfAKind.has(kind))) return 1;
  const names = files.map(fileName);
  // A document comes with a picture of its first page.
  const documents = kind === 'file' ? names.filter((name) => !picture.test(name)) : names;
  const known = documents.length === 0 ? names.slice(0, 1) : documents;
  return Math.max(
    1,
    new Set(known.map((name) => identityOf(name, kind, isOfZalo)).filter((name) => name !== '')).size,
  );
};

/** Longer is no address, and patterns take their time. */
const longestAddress = 2_048;

/** As openzca finds addresses in a text: up to a blank or a quotation mark, without the punctuation at its end. */
const addressAtStart = (text: string): string =>
  (/^https?:\/\/[^\s"'<>`]+/iu.exec(text)?.[0] ?? '').replace(/[)\],.;"'`]+$/u, '');
const siteOf = (address: string): string | undefined =>
  /^https?:\/\/(?:[^/?#]*\.)?([^./?#]+\.[^./?#]+)(?:[/?#]|$)/iu.exec(address)?.[1];

/**
 * Is this text nothing but one of the addresses? zca puts one there when nothing was written. An address that led to a web page is a link
 * somebody wrote below a picture.
 */
const isOwnAddress = (text: string, files: readonly AttachedFile[]): boolean => {
  if (text.length > longestAddress * 2) return false;
  const said = text.trim().replaceAll(String.raw`\/`, '/');
  if (said.length > longestAddress || !/^https?:\/\//iu.test(said) || said.includes('\n')) return false;
  const own = files.filter(({ url, type }) => url !== undefined && !/^text\/html\b/iu.test(type ?? ''));
  const found = addressAtStart(said);
  const match = own.find(({ url }) => url === said || url === found);
  if (match === undefined) return false;
  if (!/\s/u.test(said) || match.url === said) return true;
  // Cut at a blank: either a strange address of the file, or a link with words behind it.
  return (
    own.length === 1 || own.some((other) => other !== match && siteOf(other.url ?? '') === siteOf(found))
  );
};

/** Zalo cuts at a few thousand characters; more only comes from somebody who wants to fill the memory. */
export const maxTextUnits = 16_384;
const maxQuoteUnits = 500;

export interface Content {
  /** The text as the sender wrote it, sanitised; blank if there is none. */
  readonly text: string;
  readonly media: Media | undefined;
}

/** What a message replies to, as `NAME: TEXT` on one line. */
export const readQuote = (quote: JsonRecord): string | undefined => {
  const attached = recordField(quote, 'attach');
  const text = [quote.msg, quote.text, attached.title, attached.href].find(
    (part) => typeof part === 'string' && part.trim() !== '',
  );
  const name = nameField(quote, 'senderName', 'fromName', 'fromD');
  const line = [name, typeof text === 'string' ? text : undefined]
    .filter((part) => part !== undefined)
    .join(': ');
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
  const isText =
    !isUnprintable &&
    !isNoText(type, text.trim()) &&
    (found.kind === 'link' || !isOwnAddress(text, addresses));
  return {
    text: isText ? clean(text) : '',
    media: {
      kind: found.kind,
      count: countThings(files.length > 0 ? files : fields.files, found.kind, type !== undefined),
      type: found.type,
      ...(isText && files.length === 0 && text.trim() !== '' ? { isTextFirst: true } : {}),
    },
  };
};

const clean = (text: string): string =>
  cutUnits(sanitizeText(cutUnits(text, maxTextUnits * 2)), maxTextUnits);

/**
 * `<non-text:TYPE>` stands for what zca cannot print; believed only if it names the type of this very message. Where the program tells no type
 * beside it, it is all that tells one.
 */
const nonTextOf = (
  text: string,
  type: string | undefined,
): { readonly type: string | undefined } | undefined => {
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
  const part = [content.text, content.msg, content.title, content.href].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof part === 'string' ? part : '';
};

/** Every address that is told, in lists and in lines: the lines know more, the lists hold only what was fetched. */
const addressesOf = (
  listed: readonly AttachedFile[],
  inLines: readonly AttachedFile[],
): readonly AttachedFile[] => {
  if (inLines.length === 0) return listed;
  const known = new Set(inLines.map(({ url }) => url));
  return [...inLines, ...listed.filter(({ url }) => !known.has(url))];
};

/** The addresses of content that was not put into lines. */
const addressesIn = (content: JsonRecord | undefined): readonly AttachedFile[] =>
  content === undefined
    ? []
    : [content.href, content.thumb].flatMap((url) =>
        typeof url === 'string' && url !== '' ? [{ url }] : [],
      );
