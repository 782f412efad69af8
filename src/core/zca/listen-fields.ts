// What a line of the listener says, each value taken out of the JSON once. Objects of a hundred shapes come in; what reads them further
// gets always the same one, which is what lets it be fast. Pure.
import { isRecord, type JsonRecord, recordField } from './fields.ts';

// The lines zca puts around what was written (the zca contract, `content`). Strangers can type such lines too: only as many are taken off
// as zca itself says it put there. Pure.

export interface AttachedFile {
  readonly path?: string;
  readonly url?: string;
  /** What it was fetched as, such as `image/png`. */
  readonly type?: string;
}

/** What stands in the brackets: `PATH (TYPE) | URL`, or one of them alone. Paths and addresses may hold anything but a line end. */
const readInside = (inside: string): AttachedFile => {
  const bar = inside.lastIndexOf(' | ');
  const [first, behind] = bar === -1 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 3)];
  const [, place = first, type] = /^(.*) \(([^()]*)\)$/su.exec(first) ?? [];
  const url = behind ?? (/^https?:/iu.test(place) ? place : undefined);
  return {
    ...(place === url ? {} : { path: place }),
    ...(url === undefined ? {} : { url }),
    ...(type === undefined ? {} : { type }),
  };
};

const attachedLine = /^\[media attached(?: \d+\/\d+)?: ([^\n]*)\]$/u;
const attachedHead = /^\[media attached: (\d{1,3}) files\]$/u;

/** Content without the lines of its attachments, which stand before the text: one, or `[media attached: N files]` and N. */
export const cutAttached = (
  content: string,
): { readonly text: string; readonly files: readonly AttachedFile[] } => {
  const lines = content.split('\n');
  const head = attachedHead.exec(lines[0] ?? '')?.[1];
  const first = head === undefined ? 0 : 1;
  const expected = head === undefined ? 1 : Number(head);
  const files: AttachedFile[] = [];
  while (files.length < expected) {
    const inside = attachedLine.exec(lines[first + files.length] ?? '')?.[1];
    if (inside === undefined) break;
    files.push(readInside(inside));
  }
  return { text: lines.slice(first + files.length).join('\n'), files };
};

const replyContextMark = '\n[reply context: ';
const replyMediaLine = /^\[reply media attached(?:: | (\d+)\/(\d+): )[^\n]*\]$/u;
const replyMediaHead = /^\[reply media attached: (\d{1,3}) files\]$/u;

/** How many lines at the end tell of what the quoted message had attached: one, or those of `[reply media attached: N files]`. */
const replyMediaCount = (lines: readonly string[]): number => {
  const last = replyMediaLine.exec(lines.at(-1) ?? '');
  if (last === null) return 0;
  const expected = Number(last[2] ?? 0);
  if (expected === 0 || last[1] !== last[2]) return 1;
  let count = 1;
  while (
    count < expected &&
    replyMediaLine.exec(lines.at(-1 - count) ?? '')?.[1] === String(expected - count)
  )
    count += 1;
  const head = replyMediaHead.exec(lines.at(-1 - count) ?? '')?.[1];
  return head === String(expected) ? count + 1 : count;
};

const withoutReplyMedia = (text: string): string => {
  const lines = text.split('\n');
  const count = replyMediaCount(lines);
  return count === 0 ? text : lines.slice(0, lines.length - count).join('\n');
};

/** Without the last reply context: it is zca's own, an earlier one was typed by the sender. The name in it may have several lines. */
const withoutContext = (text: string): string => {
  if (!text.trimEnd().endsWith(']')) return text;
  const at = `\n${text}`.lastIndexOf(replyContextMark);
  return at === -1 ? text : text.slice(0, Math.max(0, at - 1));
};

/** Content without what zca says of the quoted message behind the text: its media, then its context; some programs in the other order. */
export const cutReply = (content: string): string => {
  const bare = withoutReplyMedia(content.trimEnd());
  const before = withoutContext(bare);
  if (before === bare) return bare.length === content.trimEnd().length ? content : bare;
  return withoutReplyMedia(before);
};

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
  /** What our own zca says of it with `--events`. */
  readonly more: unknown;
}

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
    more: record.more,
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
