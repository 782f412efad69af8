// What kind of thing a message is, out of the type Zalo gives it. openzca prints that type and what it made of the rest; other programs may
// print the structured content itself. Pure.
import type { MediaKind } from '../model/message.ts';
import { parseJson } from '../shared/text/lenient-json.ts';
import { sanitizeLine } from '../shared/text/sanitize.ts';
import { isRecord, type JsonRecord } from './fields.ts';
import type { ListenFields } from './listen-fields.ts';

/** A kind, with Zalo's own name of it where there is no better one. */
export interface NamedKind {
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

/** Zalo's type of an ordinary text. */
export const textType = 'webchat';

/** Zalo's type of this message, folded; undefined if it is not told. */
export const typeOf = ({ msgType, innerMsgType }: ListenFields): string | undefined => {
  const type = msgType ?? innerMsgType;
  const text = typeof type === 'string' ? type.trim().toLowerCase() : '';
  return text === '' ? undefined : text;
};

const matching = (pairs: readonly (readonly [RegExp, MediaKind])[], text: string): MediaKind | undefined =>
  pairs.find(([pattern]) => pattern.test(text))?.[1];

/** The structured content of a message, if the program prints it as it came; never of an ordinary text, which may look like it. */
export const structuredOf = (content: unknown, type: string | undefined): JsonRecord | undefined => {
  if (isRecord(content)) return content;
  if (typeof content !== 'string' || type === undefined || type === textType || !content.startsWith('{')) return undefined;
  const json = parseJson(content);
  return json.ok && isRecord(json.value) ? json.value : undefined;
};

/** Is this the title of something that has no text? */
export const isNoText = (type: string | undefined, text: string): boolean =>
  type !== undefined && kindsByType.get(type) === 'recommended' && text === callTitle;

/** What is known of a message when its kind is asked. */
export interface KindClues {
  /** See {@link typeOf}. */
  readonly type: string | undefined;
  /** What zca makes of its media, as printed. */
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
export const kindOf = (clues: KindClues): NamedKind | undefined => {
  const { type, mediaKind, action, isMore } = clues;
  const byAction = typeof action === 'string' ? matching(kindsByAction, action) : undefined;
  if (byAction !== undefined) return { kind: byAction };
  const byType = type === undefined || type === textType ? undefined : (kindsByType.get(type) ?? matching(families, type));
  if (byType === 'recommended') return { kind: recommendedKind(clues) };
  if (byType !== undefined) return { kind: byType };
  if (!isMore) return undefined;
  // What zca makes of a type it does not know either is a guess from the shape of its content.
  if (type !== undefined && type !== textType) return { kind: 'other', type: sanitizeLine(type, 40) };
  const byMedia = kindsByMediaKind.get(mediaKind);
  if (byMedia !== undefined) return { kind: byMedia };
  return { kind: type === textType ? 'unprintable' : 'other' };
};
