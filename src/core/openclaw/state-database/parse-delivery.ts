// Rows of `delivery_queue_entries`: what the gateway sends, and what became of it (the gateway's live contract). A row that goes was sent;
// one with an error was refused. Pure.
import type { Answer } from '../../model/message.ts';
import { type AccountId, accountId, defaultAccountId, threadId } from '../../shared/ids.ts';
import { parseExactJson } from '../../shared/text/lenient-json.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, nameField } from '../../zca/fields.ts';
import { channelName } from './parse-ingress.ts';

/** A delivery that is under way, or has come to its end. */
export interface DeliveryRow {
  readonly id: string;
  readonly accountId: AccountId;
  readonly thread: { readonly isGroup: boolean; readonly id: string };
  /** What is sent; of a picture alone its address. Sanitised. */
  readonly text: string;
  /** Zalo's words, where it was refused. Sanitised. */
  readonly error?: string;
  /** It is not tried again. */
  readonly hasFailed?: boolean;
}

const [maxTextUnits, maxErrorUnits] = [8_192, 500];

const threadIn = (row: JsonRecord): DeliveryRow['thread'] | undefined => {
  const found = typeof row['target'] === 'string' ? /^zalouser:(group:)?([^:]+)$/u.exec(row['target']) : null;
  const id = idOf(found?.[2]);
  return id === undefined ? undefined : { isGroup: found?.[1] !== undefined, id };
};

const payloadsIn = (row: JsonRecord): readonly JsonRecord[] => {
  const json = typeof row['entry_json'] === 'string' ? parseExactJson(row['entry_json']) : undefined;
  const entry = json?.ok === true && isRecord(json.value) ? json.value : {};
  const batch = isRecord(entry['preparedBatch']) ? entry['preparedBatch']['entries'] : undefined;
  const entries: readonly unknown[] = Array.isArray(batch) ? batch : [];
  return entries.flatMap((one) => (isRecord(one) && isRecord(one['payload']) ? [one['payload']] : []));
};

const textsOf = (payload: JsonRecord): readonly string[] => {
  const { text, mediaUrl, mediaUrls } = payload;
  if (typeof text === 'string' && text.trim() !== '') return [text];
  const urls: readonly unknown[] = Array.isArray(mediaUrls) ? mediaUrls : [mediaUrl];
  return urls.filter((url) => typeof url === 'string').slice(0, 1);
};

/** Reads a row; undefined for one that is not prepared yet, is of another channel, or has been emptied. */
export const readDeliveryRow = (row: JsonRecord): DeliveryRow | undefined => {
  const thread = threadIn(row);
  const { id } = row;
  if (row['channel'] !== channelName || thread === undefined || typeof id !== 'string') return undefined;
  const error = row['last_error'];
  const text = payloadsIn(row).flatMap(textsOf).join('\n\n');
  return {
    id,
    accountId: accountId(nameField(row, 'account_id') ?? defaultAccountId),
    thread,
    text: cutUnits(sanitizeText(cutUnits(text, maxTextUnits)), maxTextUnits),
    ...(row['status'] === 'failed' ? { hasFailed: true } : {}),
    ...(typeof error === 'string' && error.trim() !== ''
      ? { error: sanitizeLine(error, maxErrorUnits) }
      : {}),
  };
};

/** A delivery under way, and whether it was told already that it was refused. */
type Delivery = DeliveryRow & { readonly isTold?: boolean };

/** By the id of the row. */
export type Deliveries = ReadonlyMap<string, Delivery>;

export interface DeliveryStep {
  readonly deliveries: Deliveries;
  readonly told: readonly Answer[];
}

const answerOf = (row: DeliveryRow, atMs: number): Answer => ({
  accountId: row.accountId,
  threadId: threadId(row.thread.id),
  isGroup: row.thread.isGroup,
  text: row.text,
  atMs,
  ...(row.error === undefined && row.hasFailed !== true ? {} : { error: row.error ?? 'not sent' }),
});

/**
 * What has been sent or refused since the last look.
 * @param now the rows that are under way, and those of `before` that have failed: whatever else was under way has been sent
 */
export const stepDeliveries = (
  before: Deliveries,
  now: readonly DeliveryRow[],
  nowMs: number,
): DeliveryStep => {
  const told: Answer[] = [];
  const seen = new Set<string>();
  const deliveries = new Map<string, Delivery>();
  for (const row of now) {
    seen.add(row.id);
    const isRefused = row.error !== undefined || row.hasFailed === true;
    if (isRefused && before.get(row.id)?.isTold !== true) told.push(answerOf(row, nowMs));
    if (row.hasFailed !== true) deliveries.set(row.id, isRefused ? { ...row, isTold: true } : row);
  }
  for (const [id, row] of before) if (!seen.has(id) && row.isTold !== true) told.push(answerOf(row, nowMs));
  return { deliveries, told };
};
