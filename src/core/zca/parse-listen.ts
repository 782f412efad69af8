// One line of `zca listen -r -k`. Total: whatever cannot be read is `unknown`, to be counted and logged, never thrown.
import type { Message } from '../model/message.ts';
import { type AccountId, type MessageId, messageId, threadId, type UserId, userId } from '../shared/ids.ts';
import { Written } from '../shared/text/exactly.ts';
import { type JsonResult, parseExactJson, parseJson } from '../shared/text/lenient-json.ts';
import { cutUnits, ownText, sanitizeLine, sanitizeText, stripEscapes } from '../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, nameOf, numberField, numberOf, writtenName } from './fields.ts';
import { type ListenEvent, mediaWithMore, readListenEvent } from './listen-events.ts';
import { fieldsOf, hasBareNumbers, type ListenFields } from './listen-fields.ts';
import { readContent, readQuote } from './message-content.ts';

// What a line of the listener says into a Message.

/** What a line does not say itself. */
export interface ListenContext {
  readonly accountId: AccountId;
  readonly receivedAtMs: number;
}

/** How much of a line is kept for the raw view (UTF-16 code units). */
const maxRawUnits = 65_536;
/** Last moment a Date can hold. */
const lastMs = 8.64e15;
/** Seconds since 1970 stay below this until the year 5138: anything above is milliseconds. */
const largestSeconds = 1e11;

/** A message of the zca contract, or undefined if the line is none: it has no thread. */
const readMessage = (
  fields: ListenFields,
  line: string,
  { accountId, receivedAtMs }: ListenContext,
): Message | undefined => {
  const thread = readId(fields.threadId) ?? readId(fields.innerThreadId);
  if (thread === undefined || !fields.hasContent) return undefined;
  const sender = readId(fields.fromId) ?? thread;
  const content = readContent(fields);
  const { text } = content;
  const media = fields.more === undefined ? content.media : mediaWithMore(content.media, fields.more);
  const message: Mutable<Message> = {
    id: readMessageId(fields, thread, sender),
    accountId,
    threadId: threadId(thread),
    isGroup: readIsGroup(fields),
    senderId: userId(sender),
    text,
    // Content that is no string is an error to the gateway: it does not answer that either.
    isBlank: typeof fields.content !== 'string' || fields.content.trim() === '',
    sentAtMs: readSentAt(fields) ?? receivedAtMs,
    receivedAtMs,
    isOwn: false,
    raw: cutUnits(sanitizeText(cutUnits(line, maxRawUnits)), maxRawUnits),
  };
  const senderName =
    nameOf(fields.innerSenderName) ??
    nameOf(fields.innerDisplayName) ??
    nameOf(fields.senderName) ??
    nameOf(fields.displayName);
  const threadName = nameOf(fields.innerThreadName) ?? nameOf(fields.threadName);
  const quote = fields.quote && readQuote(fields.quote);
  // Set one by one: an object put together from pieces costs as much as all the rest of it.
  if (senderName !== undefined) message.senderName = senderName;
  if (threadName !== undefined) message.threadName = threadName;
  if (message.isGroup) {
    const written = writtenName(fields.innerThreadName);
    if (written !== (threadName ?? '')) message.writtenThreadName = new Written(written);
  }
  if (media !== undefined) message.media = media;
  if (quote !== undefined) message.quote = quote;
  const quoted = fields.quote && readId(fields.quote.ownerId);
  if (quoted !== undefined) message.quotedId = userId(quoted);
  const mentioned = readMentions(fields);
  if (mentioned.length > 0) message.mentionedIds = mentioned;
  return line.length > maxSharedUnits ? withOwnTexts(message) : message;
};

/** What is held of longer lines than this shares no memory with them; usual ones have 500 to 1,000 characters. */
const maxSharedUnits = 8_192;

/** Each text of the message in memory of its own: else one short name would keep the whole line, for as long as the message is held. */
const withOwnTexts = (message: Mutable<Message>): Message => {
  const { id, threadId: thread, senderId, text, raw, senderName, threadName, quote, media } = message;
  message.id = messageId(ownText(id));
  message.threadId = threadId(ownText(thread));
  message.senderId = userId(ownText(senderId));
  message.text = ownText(text);
  message.raw = ownText(raw);
  if (senderName !== undefined) message.senderName = ownText(senderName);
  if (threadName !== undefined) message.threadName = ownText(threadName);
  if (quote !== undefined) message.quote = ownText(quote);
  const { quotedId, mentionedIds, writtenThreadName } = message;
  if (quotedId !== undefined) message.quotedId = userId(ownText(quotedId));
  if (mentionedIds !== undefined)
    message.mentionedIds = mentionedIds.map((mentioned) => userId(ownText(mentioned)));
  if (writtenThreadName !== undefined)
    message.writtenThreadName = new Written(ownText(writtenThreadName.exactText));
  if (media?.type !== undefined) message.media = { ...media, type: ownText(media.type) };
  else if (media?.about !== undefined) message.media = { ...media, about: ownText(media.about) };
  return message;
};

/** A message of the shape of a line, found elsewhere; `text` is kept as its raw form. */
export const readListenRecord = (
  record: JsonRecord,
  text: string,
  context: ListenContext,
): Message | undefined => readMessage(fieldsOf(record), text, context);

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** `0` is what programs print for "none". */
const readId = (value: unknown): string | undefined => {
  const id = idOf(value);
  return id === '0' ? undefined : id;
};

/** More are only there to fill the memory. */
const maxMentions = 1_000;

/** Who is mentioned: `mentionIds`, or the `uid` of each of `mentions`. */
const readMentions = ({ mentionIds, mentions }: ListenFields): readonly UserId[] => {
  if (mentionIds === undefined && mentions === undefined) return [];
  const ids: readonly unknown[] = Array.isArray(mentionIds) ? mentionIds : [];
  const uids: readonly unknown[] = Array.isArray(mentions)
    ? mentions.map((mention: unknown) => (isRecord(mention) ? mention.uid : undefined))
    : [];
  const found = [...ids.slice(0, maxMentions), ...uids.slice(0, maxMentions)]
    .map(readId)
    .filter((id) => id !== undefined);
  return [...new Set(found)].map(userId);
};

/** `metadata.isGroup` decides; `type` 1 only where that is absent. */
const readIsGroup = ({ saysIsGroup, isGroup, type }: ListenFields): boolean =>
  saysIsGroup ? isGroup === true || isGroup === 'true' || isGroup === 1 : type === 1 || type === '1';

/** `ts` is milliseconds, `timestamp` seconds; undefined if neither is a time. */
const readSentAt = ({ ts, timestamp, innerTimestamp }: ListenFields): number | undefined => {
  const ms = numberOf(ts);
  if (ms !== undefined && ms >= largestSeconds && ms <= lastMs) return Math.trunc(ms);
  const time = numberOf(timestamp) ?? numberOf(innerTimestamp);
  if (time === undefined || time <= 0) return undefined;
  const timeMs = Math.trunc(time < largestSeconds ? time * 1_000 : time);
  return timeMs <= lastMs ? timeMs : undefined;
};

/** The program's id; where it gives none, one made up from what stays the same when the same message is printed again. */
const readMessageId = (
  { msgId, cliMsgId, ts, timestamp, content }: ListenFields,
  thread: string,
  sender: string,
): MessageId => {
  const given = readId(msgId);
  if (given !== undefined) return messageId(given);
  return messageId(
    `made-${hash(JSON.stringify([thread, sender, cliMsgId ?? '', ts ?? timestamp ?? '', content ?? '']))}`,
  );
};

/** 64 bits of FNV-1a as two halves with different seeds: enough to tell neighbours apart, without `node:crypto` in a pure file. */
const hash = (text: string): string => {
  let low = 0x811c9dc5;
  let high = 0xc9dc5811;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x01000197);
  }
  return [low, high].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
};

export type ListenLine =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'listening' }
  | { readonly type: 'connected' }
  /** After 1000 and 3000 zca connects again; a code that it does not mend leaves a process that hears nothing. */
  | { readonly type: 'closed'; readonly code: number | undefined }
  /** `{"kind":"lifecycle"}`: event is `session_id`, `connected`, `heartbeat`, `error` or `closed`; unknown ones come as they are. */
  | { readonly type: 'lifecycle'; readonly event: string; readonly code?: number; readonly detail?: string }
  /** What our own zca tells with `--events`. */
  | { readonly type: 'event'; readonly event: ListenEvent }
  /** An empty line: nothing to count. */
  | { readonly type: 'blank' }
  | { readonly type: 'unknown'; readonly text: string };

const maxUnknownUnits = 500;

/** Reads one line, without its line end. */
export const parseListenLine = (line: string, context: ListenContext): ListenLine => {
  const text = line.trim();
  if (text === '') return { type: 'blank' };
  const plain = text.startsWith('{') ? text : stripEscapes(text).trim();
  if (plain.startsWith('{')) return readObject(plain, context);
  return readChatter(plain) ?? unknownLine(plain);
};

const readObject = (text: string, context: ListenContext): ListenLine => {
  const json = readJson(text);
  if (!json.ok || !isRecord(json.value)) return unknownLine(text);
  if (json.value.kind === 'lifecycle') return readLifecycle(json.value) ?? unknownLine(text);
  if (json.value.kind === 'event') return readTold(json.value, context) ?? unknownLine(text);
  const message = readMessage(exactFieldsOf(json.value, text), text, context);
  return message === undefined ? unknownLine(text) : { type: 'message', message };
};

/** A line that only our own zca prints. */
const readTold = (record: JsonRecord, context: ListenContext): ListenLine | undefined => {
  if (record.event !== 'missed') {
    const event = readListenEvent(record);
    return event && { type: 'event', event };
  }
  if (!isRecord(record.message)) return undefined;
  const inner = { ...record.message, more: record.more };
  const message = readMessage(fieldsOf(inner), JSON.stringify(inner), context);
  return message && { type: 'message', message: { ...message, isMissed: true } };
};

const readJson = (text: string): JsonResult => {
  const json = parseJson(text);
  return json.ok ? json : parseExactJson(stripEscapes(text));
};

const exactFieldsOf = (record: JsonRecord, text: string): ListenFields => {
  const fields = fieldsOf(record);
  const exact = hasBareNumbers(fields) ? parseExactJson(text) : undefined;
  return exact?.ok === true && isRecord(exact.value) ? fieldsOf(exact.value) : fields;
};

const unknownLine = (text: string): ListenLine => ({
  type: 'unknown',
  text: sanitizeLine(text, maxUnknownUnits),
});

const readLifecycle = (record: JsonRecord): ListenLine | undefined => {
  if (typeof record.event !== 'string' || record.event === '') return undefined;
  const code = numberField(record, 'code');
  const detail = [record.message, record.error, record.reason].find(
    (part) => typeof part === 'string' && part !== '',
  );
  return {
    type: 'lifecycle',
    event: sanitizeLine(record.event, 40),
    code,
    ...(typeof detail === 'string' ? { detail: sanitizeLine(detail, maxUnknownUnits) } : {}),
  };
};

const readChatter = (text: string): ListenLine | undefined => {
  if (/^Listening\b/u.test(text)) return { type: 'listening' };
  if (/^Connected to Zalo\b/u.test(text)) return { type: 'connected' };
  const closed = /^Listener closed\b(?:\s*\((\d{1,6})\))?/u.exec(text);
  if (closed === null) return undefined;
  return { type: 'closed', code: closed[1] === undefined ? undefined : Number(closed[1]) };
};
