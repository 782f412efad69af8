// A row of `channel_ingress_events` into a message: all that came to the channel, before any policy (the gateway's live contract). Total:
// what cannot be read is left out. Pure.
import type { Message } from '../../model/message.ts';
import { type AccountId, accountId, type MessageId, messageId, threadId, userId } from '../../shared/ids.ts';
import { parseExactJson } from '../../shared/text/lenient-json.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, numberField } from '../../zca/fields.ts';
import { maxTextUnits } from '../../zca/message-content.ts';
import { readListenRecord } from '../../zca/parse-listen.ts';

/** The channel's own name in every table. */
export const channelName = 'zalouser';

/** What is kept of a row that has been seen. */
export interface IngressRow {
  readonly accountId: AccountId;
  readonly messageId: MessageId;
  /** `pending`, `claimed`: the payload is there. `completed`: it has been emptied. `failed`: the gateway gave the message up. */
  readonly status: string;
  /** `direct:UID` or `group:GID`; absent where the row has none. */
  readonly lane?: { readonly isGroup: boolean; readonly id: string };
  /** What Zalo sent, as JSON; absent once it has been emptied. */
  readonly raw?: string;
  readonly receivedAtMs: number;
  /** Why the gateway gave it up. Sanitised. */
  readonly failure?: string;
}

/** `["zalouser","default"]` names the account; the column beside it says the same. */
const accountIn = (row: JsonRecord): AccountId | undefined => {
  const queue = typeof row['queue_name'] === 'string' ? parseExactJson(row['queue_name']) : undefined;
  const named: unknown = queue?.ok === true && Array.isArray(queue.value) ? queue.value[1] : undefined;
  const id = idOf(named) ?? idOf(row['account_id']);
  return id === undefined ? undefined : accountId(id);
};

const laneIn = (row: JsonRecord): IngressRow['lane'] => {
  const found = typeof row['lane_key'] === 'string' ? /^(direct|group):(.+)$/u.exec(row['lane_key']) : null;
  const id = idOf(found?.[2]);
  return id === undefined ? undefined : { isGroup: found?.[1] === 'group', id };
};

const rawIn = (row: JsonRecord): string | undefined => {
  const payload = typeof row['payload_json'] === 'string' ? parseExactJson(row['payload_json']) : undefined;
  const raw = payload?.ok === true && isRecord(payload.value) ? payload.value['rawMessage'] : undefined;
  return typeof raw === 'string' ? raw : undefined;
};

const maxReasonUnits = 500;

const lineIn = (row: JsonRecord, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = row[name];
    if (typeof value === 'string' && value.trim() !== '') return sanitizeLine(value, maxReasonUnits);
  }
  return undefined;
};

/** Reads a row; undefined for one that is of no account, or has no id. */
export const readIngressRow = (row: JsonRecord): IngressRow | undefined => {
  const account = accountIn(row);
  const id = idOf(row['event_id']);
  const receivedAtMs = numberField(row, 'received_at');
  if (account === undefined || id === undefined || receivedAtMs === undefined) return undefined;
  const status = typeof row['status'] === 'string' ? row['status'] : '';
  const [lane, raw] = [laneIn(row), rawIn(row)];
  const failure = status === 'failed' ? lineIn(row, 'last_error', 'failed_reason') : undefined;
  return {
    accountId: account,
    messageId: messageId(id),
    status,
    receivedAtMs,
    ...(lane === undefined ? {} : { lane }),
    ...(raw === undefined ? {} : { raw }),
    ...(failure === undefined ? {} : { failure }),
  };
};

const clean = (text: string): string =>
  cutUnits(sanitizeText(cutUnits(text, maxTextUnits * 2)), maxTextUnits);

/** The gateway reads an object as its title, description and address, else as JSON: it is never blank. */
const isBlankContent = (content: unknown): boolean =>
  typeof content === 'string' ? content.trim() === '' : typeof content !== 'object' || content === null;

/** An ordinary text, which zca has put nothing around: nothing is taken off it, whatever it looks like. */
const isPlainText = ({ content, msgType }: JsonRecord): boolean =>
  typeof content === 'string' && (msgType === undefined || msgType === 'webchat');

/** What Zalo sent, as a message of the shape that zca prints. */
const seenMessage = (row: IngressRow, raw: string): Message | undefined => {
  const json = parseExactJson(raw);
  if (!json.ok || !isRecord(json.value) || json.value['isSelf'] === true) return undefined;
  const { type, data, threadId: thread } = json.value;
  if (!isRecord(data)) return undefined;
  const isGroup = row.lane?.isGroup ?? type === 1;
  const message = readListenRecord(
    {
      threadId: row.lane?.id ?? thread,
      msgId: row.messageId,
      cliMsgId: data['cliMsgId'],
      content: data['content'],
      ts: data['ts'],
      msgType: data['msgType'],
      senderName: data['dName'],
      quote: data['quote'],
      mentions: data['mentions'],
      metadata: { isGroup, fromId: data['uidFrom'] },
    },
    raw,
    row,
  );
  if (message === undefined) return undefined;
  const { media: _, ...rest } = message;
  return {
    ...(isPlainText(data) ? { ...rest, text: clean(String(data['content'])) } : message),
    isBlank: isBlankContent(data['content']),
    source: 'database',
  };
};

/** Nobody saw its text: who or where, and when, is all that stays of it. */
const unseenMessage = ({ accountId: account, messageId: id, lane, receivedAtMs }: IngressRow) =>
  lane === undefined
    ? undefined
    : ({
        id,
        accountId: account,
        threadId: threadId(lane.id),
        isGroup: lane.isGroup,
        senderId: userId(lane.isGroup ? '' : lane.id),
        text: '',
        isBlank: false,
        sentAtMs: receivedAtMs,
        receivedAtMs,
        isOwn: false,
        raw: '',
        source: 'database',
        isTextUnseen: true,
      } satisfies Message);

/** The message of a row; undefined for what the account itself wrote, and for what cannot be read. */
export const messageOfIngress = (row: IngressRow): Message | undefined =>
  row.raw === undefined ? unseenMessage(row) : seenMessage(row, row.raw);
