// What our own zca tells with `--events` beside the contract's lines (docs/zca.md): more of a message, and what is none. Everything in it
// may come from strangers: sanitised here. Pure.
import type { Media, MediaKind } from '../model/message.ts';
import { type MessageId, messageId, type ThreadId, threadId, type UserId, userId } from '../shared/ids.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, numberField } from './fields.ts';

/** A call of zca that has ended, whoever made it. */
export interface SentCall {
  readonly type: 'sent';
  /** `msg send`, `msg image`, … */
  readonly call: string;
  readonly threadId?: ThreadId;
  readonly isGroup: boolean;
  /** As it was to be sent. */
  readonly text?: string;
  /** Without its query. */
  readonly url?: string;
  readonly isOk: boolean;
  readonly messageId?: MessageId;
  /** What zca said of a failure. */
  readonly error?: string;
  readonly startedAtMs: number;
  readonly tookMs: number;
  /** The process that made it. */
  readonly callerPid?: number;
}

/** Something that a listener tells, and that is no message to the account. */
export type ListenEvent =
  | SentCall
  /** Written on the phone, or the echo of a call. */
  | {
      readonly type: 'own';
      readonly threadId: ThreadId;
      readonly isGroup: boolean;
      readonly messageId?: MessageId;
      readonly text: string;
    }
  | {
      readonly type: 'reaction';
      readonly threadId: ThreadId;
      readonly isGroup: boolean;
      /** What was reacted to. */
      readonly messageId?: MessageId;
      readonly byId?: UserId;
      readonly icon: string;
    }
  | {
      readonly type: 'recalled';
      readonly threadId: ThreadId;
      readonly isGroup: boolean;
      readonly messageId?: MessageId;
      readonly byId?: UserId;
    }
  /** So many lines were dropped, as they were not read in time. */
  | { readonly type: 'lost'; readonly lines: number };

const [maxTextUnits, maxLineUnits] = [8_192, 500];

const lineIn = (record: JsonRecord, name: string): string | undefined => {
  const value = record[name];
  return typeof value === 'string' && value.trim() !== '' ? sanitizeLine(value, maxLineUnits) : undefined;
};

const textIn = (record: JsonRecord, name: string): string | undefined => {
  const value = record[name];
  return typeof value === 'string'
    ? cutUnits(sanitizeText(cutUnits(value, maxTextUnits)), maxTextUnits)
    : undefined;
};

const idIn = (record: JsonRecord, name: string): string | undefined => {
  const id = idOf(record[name]);
  return id === '0' ? undefined : id;
};

const messageIn = (record: JsonRecord): MessageId | undefined => {
  const id = idIn(record, 'msgId');
  return id === undefined ? undefined : messageId(id);
};

const byIn = (record: JsonRecord): UserId | undefined => {
  const id = idIn(record, 'byId');
  return id === undefined ? undefined : userId(id);
};

const readSent = (record: JsonRecord): ListenEvent | undefined => {
  const call = lineIn(record, 'call');
  const startedAtMs = numberField(record, 'startedAtMs');
  const thread = idIn(record, 'threadId');
  if (call === undefined || startedAtMs === undefined) return undefined;
  return {
    type: 'sent',
    call,
    threadId: thread === undefined ? undefined : threadId(thread),
    isGroup: record['isGroup'] === true,
    text: textIn(record, 'text'),
    url: lineIn(record, 'url'),
    isOk: record['ok'] === true,
    messageId: messageIn(record),
    error: lineIn(record, 'error'),
    startedAtMs,
    tookMs: Math.max(0, numberField(record, 'tookMs') ?? 0),
    callerPid: numberField(record, 'callerPid'),
  };
};

/** Reads an event; undefined for one that is not known, or lacks what it is about. `missed` is a message: see parse-listen.ts. */
export const readListenEvent = (record: JsonRecord): ListenEvent | undefined => {
  if (record['event'] === 'sent') return readSent(record);
  if (record['event'] === 'lost') {
    const lines = numberField(record, 'lines');
    return lines === undefined ? undefined : { type: 'lost', lines };
  }
  const thread = idIn(record, 'threadId');
  if (thread === undefined) return undefined;
  const about = {
    threadId: threadId(thread),
    isGroup: record['isGroup'] === true,
    messageId: messageIn(record),
  };
  switch (record['event']) {
    case 'own':
      return { type: 'own', ...about, text: textIn(record, 'text') ?? '' };
    case 'reaction':
      return { type: 'reaction', ...about, byId: byIn(record), icon: lineIn(record, 'icon') ?? '' };
    case 'recalled':
      return { type: 'recalled', ...about, byId: byIn(record) };
    default:
      return undefined;
  }
};

const kinds: Readonly<Record<string, MediaKind>> = {
  card: 'contact',
  link: 'link',
  place: 'location',
  poll: 'poll',
  reminder: 'reminder',
  recalled: 'recalled',
};

const durationOf = (ms: number): string => {
  const seconds = Math.round(ms / 1_000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `${minutes}:${String(rest).padStart(2, '0')}`;
};

const aboutOf = (more: JsonRecord): string | undefined => {
  const parts = [lineIn(more, 'name'), lineIn(more, 'phone'), lineIn(more, 'title')];
  const [latitude, longitude] = [numberField(more, 'latitude'), numberField(more, 'longitude')];
  if (latitude !== undefined && longitude !== undefined) parts.push(`${latitude}, ${longitude}`);
  const said = parts.filter((part) => part !== undefined).join(' ');
  return said === '' ? undefined : said;
};

/** What a message is, by what our zca says more of it; else as it was. */
export const mediaWithMore = (media: Media | undefined, more: unknown): Media | undefined => {
  if (!isRecord(more)) return media;
  const { kind: said } = more;
  if (said === 'call') {
    const durationMs = numberField(more, 'durationMs') ?? 0;
    if (more['isMissed'] === true) return { kind: 'missed-call', count: 1 };
    return { kind: 'ended-call', count: 1, about: durationMs > 0 ? durationOf(durationMs) : undefined };
  }
  const kind = typeof said === 'string' && Object.hasOwn(kinds, said) ? kinds[said] : undefined;
  // A link is its own text.
  return kind === undefined || kind === 'link' ? media : { kind, count: 1, about: aboutOf(more) };
};
