// What a line of the listener says, each value taken out of the JSON once. Objects of a hundred shapes come in; what reads them further
// gets always the same one, which is what lets it be fast. Pure.
import { isRecord, type JsonRecord, recordField } from './fields.ts';
import type { AttachedFile } from './message-lines.ts';

/** The values as they stand in the line: of any type, not sanitised. `inner` ones stand in its `metadata`. */
export interface ListenFields {
  readonly threadId: unknown;
  readonly innerThreadId: unknown;
  readonly fromId: unknown;
  readonly msgId: unknown;
  readonly cliMsgId: unknown;
  /** Absent is another thing than null: an object without it is no message. */
  readonly hasContent: boolean;
  readonly content: unknown;
  readonly type: unknown;
  readonly saysIsGroup: boolean;
  readonly isGroup: unknown;
  readonly ts: unknown;
  readonly timestamp: unknown;
  readonly innerTimestamp: unknown;
  readonly innerSenderName: unknown;
  readonly innerDisplayName: unknown;
  readonly senderName: unknown;
  readonly displayName: unknown;
  readonly innerThreadName: unknown;
  readonly threadName: unknown;
  readonly msgType: unknown;
  readonly innerMsgType: unknown;
  readonly mediaKind: unknown;
  /** The addresses and paths of the media, each with its type. */
  readonly files: readonly AttachedFile[];
  readonly quote: JsonRecord | undefined;
  readonly mentionIds: unknown;
  readonly mentions: unknown;
}

/** Takes the values out. */
export const fieldsOf = (record: JsonRecord): ListenFields => {
  const metadata = recordField(record, 'metadata');
  const quote = record.quote ?? metadata.quote;
  return {
    threadId: record.threadId,
    innerThreadId: metadata.threadId,
    fromId: metadata.fromId,
    msgId: record.msgId,
    cliMsgId: record.cliMsgId,
    hasContent: 'content' in record,
    content: record.content,
    type: record.type,
    saysIsGroup: 'isGroup' in metadata,
    isGroup: metadata.isGroup,
    ts: record.ts,
    timestamp: record.timestamp,
    innerTimestamp: metadata.timestamp,
    innerSenderName: metadata.senderName,
    innerDisplayName: metadata.senderDisplayName,
    senderName: record.senderName,
    displayName: record.senderDisplayName,
    innerThreadName: metadata.threadName,
    threadName: record.threadName,
    msgType: record.msgType,
    innerMsgType: metadata.msgType,
    mediaKind: record.mediaKind ?? metadata.mediaKind,
    files: filesOf(record, metadata),
    quote: isRecord(quote) ? quote : undefined,
    mentionIds: record.mentionIds ?? metadata.mentionIds,
    mentions: record.mentions ?? metadata.mentions,
  };
};

const noFiles: readonly AttachedFile[] = [];
const listOf = (many: unknown, one: unknown): readonly unknown[] => {
  if (Array.isArray(many) && many.length > 0) return many;
  return one === undefined ? noFiles : [one];
};

/** Paths, addresses and types stand in lists of their own; what was not fetched has no path. */
const filesOf = (record: JsonRecord, metadata: JsonRecord): readonly AttachedFile[] => {
  const urls = listOf(record.mediaUrls ?? metadata.mediaUrls, record.mediaUrl);
  const paths = listOf(record.mediaPaths ?? metadata.mediaPaths, record.mediaPath);
  const length = Math.max(urls.length, paths.length);
  if (length === 0) return noFiles;
  const types = listOf(record.mediaTypes ?? metadata.mediaTypes, record.mediaType);
  return Array.from({ length }, (_, at) =>
    fileOf(paths[at], urls[at], types.length === length ? types[at] : undefined),
  );
};

const fileOf = (path: unknown, url: unknown, type: unknown): AttachedFile => ({
  ...(typeof path === 'string' ? { path } : {}),
  ...(typeof url === 'string' ? { url } : {}),
  ...(typeof type === 'string' ? { type } : {}),
});

/**
 * Is anything a bare number that is kept as text, such as an id? It may have lost digits then: the line must be parsed again, exactly. To
 * look here costs less than to search every line for a long number.
 */
export const hasBareNumbers = (fields: ListenFields): boolean =>
  typeof fields.threadId === 'number' ||
  typeof fields.innerThreadId === 'number' ||
  typeof fields.fromId === 'number' ||
  typeof fields.msgId === 'number' ||
  typeof fields.cliMsgId === 'number' ||
  // An object may hold anything; zca prints text.
  typeof fields.content !== 'string' ||
  typeof fields.innerSenderName === 'number' ||
  typeof fields.innerDisplayName === 'number' ||
  typeof fields.senderName === 'number' ||
  typeof fields.displayName === 'number' ||
  typeof fields.innerThreadName === 'number' ||
  typeof fields.threadName === 'number' ||
  (fields.quote !== undefined && isBareQuote(fields.quote)) ||
  hasBareMention(fields);

const isBareQuote = ({ senderName, fromName, fromD, ownerId }: JsonRecord): boolean =>
  typeof senderName === 'number' ||
  typeof fromName === 'number' ||
  typeof fromD === 'number' ||
  typeof ownerId === 'number';

const hasBareMention = ({ mentionIds, mentions }: ListenFields): boolean =>
  (Array.isArray(mentionIds) && mentionIds.some((id) => typeof id === 'number')) ||
  (Array.isArray(mentions) &&
    mentions.some((mention) => isRecord(mention) && typeof mention.uid === 'number'));
