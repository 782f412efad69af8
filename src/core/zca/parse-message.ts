// The JSON object of an inbound message into a Message.
import { type AccountId, type MessageId, messageId, threadId, userId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import { cutUnits, sanitizeText } from '../text/sanitize.ts';
import { idField, type JsonRecord, nameField, numberField, recordField } from './fields.ts';
import { readMedia, readQuote, readText } from './message-content.ts';

/** What a line does not say itself. */
export interface ListenContext {
  readonly accountId: AccountId;
  readonly receivedAtMs: number;
}

/** How much of a line is kept for the raw view (UTF-16 code units). */
export const maxRawUnits = 65_536;
/** Last moment a Date can hold. */
const lastMs = 8.64e15;
/** Seconds since 1970 stay below this until the year 5138: anything above is milliseconds. */
const largestSeconds = 1e11;

/** A message of the zca contract, or undefined if the object is none: it has no thread. */
export const readMessage = (record: JsonRecord, line: string, { accountId, receivedAtMs }: ListenContext): Message | undefined => {
  const metadata = recordField(record, 'metadata');
  const thread = idField(record, 'threadId') ?? idField(metadata, 'threadId');
  if (thread === undefined || !('content' in record)) return undefined;
  const sender = idField(metadata, 'fromId') ?? thread;
  const senderName = nameField(metadata, 'senderName', 'senderDisplayName') ?? nameField(record, 'senderName', 'senderDisplayName');
  const threadName = nameField(metadata, 'threadName') ?? nameField(record, 'threadName');
  const media = readMedia(record);
  const quote = readQuote(record);
  return {
    id: readId(record, thread, sender),
    accountId,
    threadId: threadId(thread),
    isGroup: readIsGroup(record, metadata),
    ...(threadName === undefined ? {} : { threadName }),
    senderId: userId(sender),
    ...(senderName === undefined ? {} : { senderName }),
    text: readText(record),
    // Content that is no string is an error to the gateway: it does not answer that either.
    isBlank: typeof record.content !== 'string' || record.content.trim() === '',
    ...(media === undefined ? {} : { media }),
    ...(quote === undefined ? {} : { quote }),
    sentAtMs: readSentAt(record, metadata) ?? receivedAtMs,
    receivedAtMs,
    isOwn: false,
    raw: cutUnits(sanitizeText(cutUnits(line, maxRawUnits)), maxRawUnits),
  };
};

/** `metadata.isGroup` decides; `type` 1 only where that is absent. */
const readIsGroup = (record: JsonRecord, metadata: JsonRecord): boolean =>
  'isGroup' in metadata
    ? metadata.isGroup === true || metadata.isGroup === 'true' || metadata.isGroup === 1
    : record.type === 1 || record.type === '1';

/** `ts` is milliseconds, `timestamp` seconds; undefined if neither is a time. */
const readSentAt = (record: JsonRecord, metadata: JsonRecord): number | undefined => {
  const ms = numberField(record, 'ts');
  if (ms !== undefined && ms >= largestSeconds && ms <= lastMs) return Math.trunc(ms);
  const time = numberField(record, 'timestamp') ?? numberField(metadata, 'timestamp');
  if (time === undefined || time <= 0) return undefined;
  const timeMs = Math.trunc(time < largestSeconds ? time * 1_000 : time);
  return timeMs <= lastMs ? timeMs : undefined;
};

/** The program's id; where it gives none, one made up from what stays the same when the same message is printed again. */
const readId = (record: JsonRecord, thread: string, sender: string): MessageId => {
  const given = idField(record, 'msgId');
  if (given !== undefined) return messageId(given);
  const time = record.ts ?? record.timestamp ?? '';
  return messageId(`made-${hash(JSON.stringify([thread, sender, record.cliMsgId ?? '', time, record.content ?? '']))}`);
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
