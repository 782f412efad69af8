// Rows of `channel_pairing_requests` and `channel_pairing_allow_entries` (the gateway's live contract). Pure.
import { type ApprovedSender, type PairingRequest, pairingTtlMs } from '../../model/people.ts';
import { type AccountId, accountId, defaultAccountId, pairingCode, userId } from '../../shared/ids.ts';
import { parseExactJson } from '../../shared/text/lenient-json.ts';
import { sanitizeLine } from '../../shared/text/sanitize.ts';
import { idOf, isRecord, type JsonRecord, nameField } from '../../zca/fields.ts';

/** A request of the table, with what its id is made from. */
export interface PairingRow {
  readonly request: PairingRequest;
  /** As it stands there. */
  readonly createdAt: string;
}

/** 0 = not readable, which the gateway counts as expired. */
const timeOf = (text: string): number => {
  const timeMs = Date.parse(text);
  return Number.isFinite(timeMs) ? timeMs : 0;
};

const textIn = (row: JsonRecord, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};

const accountIn = (row: JsonRecord): AccountId => accountId(idOf(row['account_id']) ?? defaultAccountId);

/** Reads a request; undefined for one without sender or code. */
export const readPairingRow = (row: JsonRecord): PairingRow | undefined => {
  const senderId = idOf(row['request_id']);
  const code = sanitizeLine(textIn(row, 'code'), 40);
  if (senderId === undefined || code === '') return undefined;
  const meta = parseExactJson(textIn(row, 'meta_json'));
  const name = meta.ok && isRecord(meta.value) ? nameField(meta.value, 'name') : undefined;
  const createdAt = textIn(row, 'created_at');
  const createdAtMs = timeOf(createdAt);
  return {
    createdAt,
    request: {
      accountId: accountIn(row),
      senderId: userId(senderId),
      code: pairingCode(code),
      ...(name === undefined ? {} : { name }),
      createdAtMs,
      lastSeenAtMs: timeOf(textIn(row, 'last_seen_at')) || createdAtMs,
      expiresAtMs: createdAtMs + pairingTtlMs,
    },
  };
};

/** Reads an approved sender; undefined for what is no id. */
export const readAllowRow = (row: JsonRecord): ApprovedSender | undefined => {
  const entry = textIn(row, 'entry').trim();
  const senderId = idOf(entry.slice(entry.lastIndexOf(':') + 1));
  return senderId === undefined ? undefined : { accountId: accountIn(row), senderId: userId(senderId) };
};
