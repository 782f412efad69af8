// What a message of Zalo is, as the contract prints it and as `--events` tells it. Pure: what is fetched is handed in.

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Of which kind the media is, in openzca's words. */
export type MediaKind = 'image' | 'video' | 'audio' | 'file';

/** What a message says. */
export interface Content {
  /** What was written; blank where nothing was. */
  readonly text: string;
  /** The one thing that comes with it, by its best address. */
  readonly media?: { readonly kind: MediaKind; readonly url: string };
  /** Printed as `mediaKind` where there is nothing to fetch. */
  readonly mediaKind?: MediaKind;
  /** What only `--events` tells. */
  readonly more?: JsonRecord;
}

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Zalo puts JSON into fields that are text. */
export const unpacked = (value: unknown): JsonRecord => {
  if (isRecord(value)) return value;
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return {};
  try {
    const parsed = JSON.parse(value) as unknown;
    return isRecord(parsed) ? parsed : {};
  } catch {
    return {};
  }
};

/** All of it, also what is JSON within JSON within that. */
export const unpackedDeep = (value: unknown, depth = 0): unknown => {
  if (depth > 5) return value;
  if (typeof value === 'string') {
    const inner = unpacked(value);
    return Object.keys(inner).length === 0 ? value : unpackedDeep(inner, depth + 1);
  }
  if (Array.isArray(value)) return value.map((entry) => unpackedDeep(entry, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, unpackedDeep(entry, depth + 1)]),
  );
};

const textIn = (record: JsonRecord, ...names: readonly string[]): string | undefined => {
  const found = names
    .map((name) => record[name])
    .find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof found === 'string' ? found : undefined;
};

/** A number, also one that is written as text. */
const numberIn = (record: JsonRecord, ...names: readonly string[]): number | undefined => {
  for (const name of names) {
    const value = record[name];
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
  }
  return undefined;
};

const isAddress = (value: unknown): value is string =>
  typeof value === 'string' && /^https?:\/\/\S+$/iu.test(value);

const addressIn = (...values: readonly unknown[]): string | undefined => values.find(isAddress);

const mediaKinds: readonly (readonly [RegExp, MediaKind])[] = [
  [/sticker|photo|gif|doodle/u, 'image'],
  [/video/u, 'video'],
  [/voice|audio/u, 'audio'],
  [/share\.file/u, 'file'],
];

/** A picture, a recording or a file: one thing, whatever number of addresses it has. The largest picture is the picture. */
const mediaOf = (kind: MediaKind, content: JsonRecord): Content => {
  const params = unpacked(content['params']);
  const { href, thumb } = content;
  const url =
    kind === 'image'
      ? addressIn(params['hd'], href, content['normalUrl'], content['hdUrl'], thumb)
      : addressIn(
          href,
          params['m4a'],
          params['video'],
          params['fileUrl'],
          content['voiceUrl'],
          content['fileUrl'],
        );
  const text =
    textIn(content, 'title') ?? (kind === 'image' ? textIn(content, 'description') : undefined) ?? '';
  const written = isAddress(text) ? '' : text;
  return url === undefined ? { text: written, mediaKind: kind } : { text: written, media: { kind, url } };
};

/** Zalo spells it `recommened`. */
const actionOf = (content: JsonRecord): string =>
  /^recomm\w*\.(\w+)$/u.exec(textIn(content, 'action') ?? '')?.[1] ?? '';

const callOf = (action: string, content: JsonRecord): JsonRecord => {
  const params = unpacked(content['params']);
  const durationS = numberIn(params, 'duration', 'callDuration');
  const type = numberIn(params, 'calltype', 'callType');
  return {
    kind: 'call',
    isMissed: action === 'misscall',
    durationMs: durationS === undefined ? undefined : Math.round(durationS * 1_000),
    // 0 is a voice call, 1 one with pictures.
    isVideo: type === undefined ? undefined : type === 1,
  };
};

/** A call, a contact card or a link. */
const recommendedOf = (content: JsonRecord): Content => {
  const action = actionOf(content);
  const title = textIn(content, 'title') ?? '';
  if (/call/u.test(action) || title === 'sendBubbleMessage')
    return { text: '', more: callOf(action === '' ? 'call' : action, content) };
  const card = unpacked(content['description']);
  const params = unpacked(content['params']);
  const phone = textIn(card, 'phone') ?? textIn(params, 'phone');
  const href = addressIn(content['href'], params['href']);
  if (/^(?:user|vip)$/u.test(action) || (phone !== undefined && href === undefined)) {
    const userId = textIn(params, 'uid', 'userId') ?? textIn(card, 'uid', 'gUid');
    return { text: '', more: { kind: 'card', name: title === '' ? undefined : title, phone, userId } };
  }
  const text = [title === href ? '' : title, href ?? ''].filter((part) => part !== '').join('\n');
  return { text, more: { kind: 'link', url: href, title: title === '' ? undefined : title } };
};

/** Other kinds: printed by their type, told by what they say. */
const otherOf = (type: string, content: JsonRecord): JsonRecord | undefined => {
  const params = unpacked(content['params']);
  if (/location/u.test(type)) {
    return {
      kind: 'place',
      latitude: numberIn(content, 'lat', 'latitude') ?? numberIn(params, 'lat', 'latitude'),
      longitude: numberIn(content, 'lon', 'lng', 'longitude') ?? numberIn(params, 'lon', 'lng', 'longitude'),
      title: textIn(content, 'title', 'desc', 'description'),
    };
  }
  if (/poll|vote/u.test(type))
    return { kind: 'poll', title: textIn(params, 'question') ?? textIn(content, 'question', 'title') };
  if (/todo|remind/u.test(type)) {
    const item = unpacked(params['item']);
    return {
      kind: 'reminder',
      title: textIn(item, 'content') ?? textIn(params, 'title') ?? textIn(content, 'title'),
    };
  }
  if (/delete|undo|recall/u.test(type)) return { kind: 'recalled' };
  return undefined;
};

/** Zalo's own type of a message, folded. */
export const typeOf = (msgType: unknown): string =>
  typeof msgType === 'string' ? msgType.trim().toLowerCase() : '';

/** Reads the content of a message. */
export const readContent = (msgType: unknown, content: unknown): Content => {
  const type = typeOf(msgType);
  if (typeof content === 'string') return { text: content };
  const record = isRecord(content) ? content : {};
  if (type === 'chat.recommended') return recommendedOf(record);
  const kind = mediaKinds.find(([pattern]) => pattern.test(type))?.[1];
  if (kind !== undefined) return mediaOf(kind, record);
  const more = otherOf(type, record);
  if (more !== undefined) return { text: '', more };
  if (/link/u.test(type)) return recommendedOf(record);
  return { text: textIn(record, 'title', 'msg', 'text', 'description') ?? '' };
};
