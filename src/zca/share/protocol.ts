// What passes between those who share one session: one JSON object a line, over a socket that only the same user can reach. Version 1.
//
//   whoever joins            the owner
//   hello (role, key)    ─►
//                        ◄─  welcome · or refused, and the connection ends
//   reader:              ◄─  line · event · lost            as they happen
//                        ◄─  want (ids)                     lines that this reader has printed and the owner has not
//   have                 ─►
//   teller: told         ─►  a call of zca that has ended; then the connection ends
//
// Fields and types that are not known are passed over, so that a newer one can be understood; what cannot be is another `v`, and refused.
// Message texts pass, and are held in memory only, bounded. No token, cookie or QR code ever does: nothing here has a field for one, the
// addresses of what is sent lose their query, and `key` opens this socket alone.

/** Changes when an older one could no longer make sense of what it is told. */
export const protocolVersion = 1;

/** Longer frames end the connection (UTF-16 code units): a line can be a megabyte, escaped twice. */
export const maxFrameUnits = 8_388_608;

/** One line of the contract, as `listen -r -k` prints it. */
export interface SharedLine {
  readonly type: 'line';
  readonly text: string;
  /** Of a message: the same id twice is one message. Absent: chatter such as `Connected to Zalo websocket.` */
  readonly id?: string | undefined;
  /** When the session heard it, epoch ms. */
  readonly atMs?: number | undefined;
  /** What only `--events` prints, as further fields of the message. */
  readonly more?: Readonly<Record<string, unknown>> | undefined;
}

/** Something that only `--events` prints; a line of its own: `{"kind":"event","event":NAME,…}`. */
export interface SharedEvent {
  readonly type: 'event';
  readonly event: Readonly<Record<string, unknown>> & { readonly event: string };
}

/** A call of zca that has ended. */
export interface ToldCall {
  /** `msg send`, `msg image`, `friend list`, … */
  readonly call: string;
  readonly startedAtMs: number;
  readonly tookMs: number;
  readonly ok: boolean;
  readonly exitCode?: number | undefined;
  /** The process that made the call: a console knows its own by it. */
  readonly callerPid?: number | undefined;
  readonly threadId?: string | undefined;
  readonly isGroup?: boolean | undefined;
  readonly text?: string | undefined;
  /** What was sent by its address, without query and fragment. */
  readonly url?: string | undefined;
  /** Of the sent message. */
  readonly msgId?: string | undefined;
  /** What zca said: the first line of what it printed as its error. */
  readonly error?: string | undefined;
}

/** The first frame of whoever joins. */
export interface Hello {
  readonly type: 'hello';
  readonly v: number;
  /** From the record that only this user can read. */
  readonly key: string;
  readonly role: 'reader' | 'teller';
  readonly pid: number;
  /** Wants `event` frames, too. */
  readonly events?: boolean | undefined;
  /** Ids of what this reader has printed lately: it joins again, as the owner before has ended. */
  readonly seen?: readonly string[] | undefined;
  /** When it began to listen, epoch ms: what the session heard since and it has not seen is for it. */
  readonly sinceMs?: number | undefined;
}

export type Frame =
  | Hello
  | {
      readonly type: 'welcome';
      readonly v: number;
      readonly pid: number;
      /** The session hears. */
      readonly isConnected: boolean;
    }
  | { readonly type: 'refused'; readonly v: number; readonly why: 'version' | 'key' }
  | SharedLine
  | SharedEvent
  /** So many lines were dropped, the oldest first: this reader did not read them in time. */
  | { readonly type: 'lost'; readonly lines: number }
  | { readonly type: 'want'; readonly ids: readonly string[] }
  | { readonly type: 'have'; readonly lines: readonly SharedLine[] }
  | { readonly type: 'told'; readonly call: ToldCall };

/** What comes before the line of a message that stands in its frame as it is. */
const bareKey = ',"message":';
const bareStart = '{"type":"line","id":"';

/**
 * Almost every frame is a message, which is JSON already: it stands in its frame as it is. To write it as a string, and to read it as one, costs
 * as much as all the rest.
 */
const bareText = ({ text, id, atMs, more }: SharedLine): string | undefined =>
  id === undefined ||
  more !== undefined ||
  !text.startsWith('{') ||
  !text.endsWith('}') ||
  text.includes('\n')
    ? undefined
    : `${JSON.stringify({ type: 'line', id, atMs }).slice(0, -1)}${bareKey}${text}}\n`;

/** A frame as it is written. */
export const frameText = (frame: Frame): string =>
  (frame.type === 'line' ? bareText(frame) : undefined) ?? `${JSON.stringify(frame)}\n`;

/** Such a frame; undefined for any other. */
const parseBare = (text: string): Frame | undefined => {
  if (!text.startsWith(bareStart)) return undefined;
  const at = text.indexOf(bareKey);
  const end = text.lastIndexOf('}');
  if (at === -1 || text.charAt(end - 1) !== '}') return undefined;
  const frame = parseFrame(`${text.slice(0, at)},"text":""}`);
  return frame?.type === 'line' ? { ...frame, text: text.slice(at + bareKey.length, end) } : undefined;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= 10_000 && value.every((id) => typeof id === 'string');
const isOptional = (value: unknown, type: 'string' | 'number' | 'boolean'): boolean =>
  value === undefined || typeof value === type;

const isLine = (value: unknown): value is SharedLine =>
  isRecord(value) &&
  value['type'] === 'line' &&
  typeof value['text'] === 'string' &&
  isOptional(value['id'], 'string') &&
  isOptional(value['atMs'], 'number') &&
  (value['more'] === undefined || isRecord(value['more']));

const isHello = (value: Readonly<Record<string, unknown>>): boolean =>
  typeof value['v'] === 'number' &&
  typeof value['key'] === 'string' &&
  (value['role'] === 'reader' || value['role'] === 'teller') &&
  typeof value['pid'] === 'number' &&
  isOptional(value['events'], 'boolean') &&
  isOptional(value['sinceMs'], 'number') &&
  (value['seen'] === undefined || isIds(value['seen']));

const isCall = (value: unknown): boolean =>
  isRecord(value) &&
  typeof value['call'] === 'string' &&
  typeof value['startedAtMs'] === 'number' &&
  typeof value['tookMs'] === 'number' &&
  typeof value['ok'] === 'boolean' &&
  ['threadId', 'text', 'url', 'msgId', 'error'].every((name) => isOptional(value[name], 'string')) &&
  ['exitCode', 'callerPid'].every((name) => isOptional(value[name], 'number')) &&
  isOptional(value['isGroup'], 'boolean');

const hasFormOf: Readonly<Record<Frame['type'], (value: Readonly<Record<string, unknown>>) => boolean>> = {
  hello: isHello,
  welcome: ({ v, pid, isConnected }) =>
    typeof v === 'number' && typeof pid === 'number' && typeof isConnected === 'boolean',
  refused: ({ v, why }) => typeof v === 'number' && (why === 'version' || why === 'key'),
  line: isLine,
  event: ({ event }) => isRecord(event) && typeof event['event'] === 'string',
  lost: ({ lines }) => typeof lines === 'number',
  want: ({ ids }) => isIds(ids),
  have: ({ lines }) => Array.isArray(lines) && lines.every(isLine),
  told: ({ call }) => isCall(call),
};

const isType = (type: unknown): type is Frame['type'] =>
  typeof type === 'string' && Object.hasOwn(hasFormOf, type);

/** Reads one line; undefined for what is no frame, or one of a type that is not known here. */
export const parseFrame = (text: string): Frame | undefined => {
  const bare = parseBare(text);
  if (bare !== undefined) return bare;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isType(value['type']) || !hasFormOf[value['type']](value)) return undefined;
  return value as Frame;
};

/** Puts lines together again, however they are cut; a line of more than {@link maxFrameUnits} is an error. */
export class LineCutter {
  #rest = '';

  /** @returns the lines that are whole now @throws RangeError for one that has no end */
  push(chunk: string): readonly string[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > maxFrameUnits) throw new RangeError('a line without an end');
    return lines;
  }
}
