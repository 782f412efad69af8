// The people, groups and messages of the table of verdicts.
import type { Incoming, Outcome, VerdictCase } from './support/verdict-case.ts';

/** In the base's allowFrom. */
export const an = '4512000000000004821';
/** Approved by code on most accounts. */
export const binh = '4512000000000004822';
/** Nowhere. */
export const stranger = '4512000000000009999';
/** Others who ask for pairing; the first is approved on `default`, in the unscoped file. */
export const [first, second, third] = ['4512000000000007001', '4512000000000007002', '4512000000000007003'];
/** Is answered everywhere: see `probe` of a world. */
export const probe = '4512000000000005555';
/** Two groups. */
export const sales = '7100000000000000001';
export const other = '7100000000000000002';
/** ế, ộ … in one code point each, and taken apart. */
export const [composed, decomposed] = ['Tiếng Việt'.normalize('NFC'), 'Tiếng Việt'.normalize('NFD')];

/** A direct message. */
export const dm = (sender: string, content: unknown = 'chào shop, còn hàng không?'): Incoming => ({
  threadId: sender,
  content,
  metadata: { isGroup: false, fromId: sender, senderDisplayName: 'Khách' },
});
/** A group message. */
export const group = (
  threadId: string,
  threadName?: string,
  content: unknown = 'cả nhà ơi',
  from = stranger,
): Incoming => ({
  threadId,
  content,
  type: 1,
  metadata: { isGroup: true, fromId: from, ...(threadName === undefined ? {} : { threadName }) },
});

/** What a row says of one account. */
export type Row = readonly [
  says: string,
  kind: VerdictCase['kind'],
  message: Incoming,
  pending?: VerdictCase['pending'],
];
/** Rows of one account. */
export const on = (account: string, rows: readonly Row[]): readonly VerdictCase[] =>
  rows.map(([says, kind, message, pending]) => ({
    says,
    account,
    message,
    kind,
    ...(pending === undefined ? {} : { pending }),
  }));
/** What `decide` does not know, and what the gateway does instead. */
export const unlike = (gateway: Outcome, cases: readonly VerdictCase[]): readonly VerdictCase[] =>
  cases.map((one) => ({ ...one, gateway }));
/** Requests that are pending on account `pairing`. */
export const asked = (...ids: readonly string[]): NonNullable<VerdictCase['pending']> =>
  ids.map((id) => ({ id, accountId: 'pairing' }));
