// How many things are attached, and which of their addresses stands in the place of a text. Pure.
import type { MediaKind } from '../model/message.ts';
import type { AttachedFile } from './message-lines.ts';

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
export const countThings = (files: readonly AttachedFile[], kind: MediaKind, isOfZalo: boolean): number => {
  if (!countable.has(kind) || (isOfZalo && oneOfAKind.has(kind))) return 1;
  const names = files.map(fileName);
  // A document comes with a picture of its first page.
  const documents = kind === 'file' ? names.filter((name) => !picture.test(name)) : names;
  const known = documents.length === 0 ? names.slice(0, 1) : documents;
  return Math.max(1, new Set(known.map((name) => identityOf(name, kind, isOfZalo)).filter((name) => name !== '')).size);
};

/** Longer is no address, and patterns take their time. */
const longestAddress = 2_048;

/** As openzca finds addresses in a text: up to a blank or a quotation mark, without the punctuation at its end. */
const addressAtStart = (text: string): string => (/^https?:\/\/[^\s"'<>`]+/iu.exec(text)?.[0] ?? '').replace(/[)\],.;"'`]+$/u, '');
const siteOf = (address: string): string | undefined => /^https?:\/\/(?:[^/?#]*\.)?([^./?#]+\.[^./?#]+)(?:[/?#]|$)/iu.exec(address)?.[1];

/**
 * Is this text nothing but one of the addresses? zca puts one there when nothing was written. An address that led to a web page is a link
 * somebody wrote below a picture.
 */
export const isOwnAddress = (text: string, files: readonly AttachedFile[]): boolean => {
  if (text.length > longestAddress * 2) return false;
  const said = text.trim().replaceAll(String.raw`\/`, '/');
  if (said.length > longestAddress || !/^https?:\/\//iu.test(said) || said.includes('\n')) return false;
  const own = files.filter(({ url, type }) => url !== undefined && !/^text\/html\b/iu.test(type ?? ''));
  const found = addressAtStart(said);
  const match = own.find(({ url }) => url === said || url === found);
  if (match === undefined) return false;
  if (!/\s/u.test(said) || match.url === said) return true;
  // Cut at a blank: either a strange address of the file, or a link with words behind it.
  return own.length === 1 || own.some((other) => other !== match && siteOf(other.url ?? '') === siteOf(found));
};
