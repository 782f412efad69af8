// A database as the gateway of 2026.9.6 keeps it: the same tables and indexes, written as it writes them.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';

const schema = `
CREATE TABLE channel_ingress_events (queue_name TEXT NOT NULL, event_id TEXT NOT NULL, channel_id TEXT NOT NULL, account_id TEXT NOT NULL,
  status TEXT NOT NULL, lane_key TEXT, payload_json TEXT NOT NULL, metadata_json TEXT, received_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  claim_token TEXT, claim_owner TEXT, claimed_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, last_attempt_at INTEGER, last_error TEXT,
  failed_reason TEXT, failed_at INTEGER, completed_at INTEGER, completed_metadata_json TEXT, PRIMARY KEY (queue_name, event_id)) STRICT;
CREATE INDEX idx_channel_ingress_pending ON channel_ingress_events(queue_name, status, received_at, event_id);
CREATE TABLE delivery_queue_entries (queue_name TEXT NOT NULL, id TEXT NOT NULL, status TEXT NOT NULL, entry_kind TEXT, session_key TEXT,
  channel TEXT, target TEXT, account_id TEXT, retry_count INTEGER NOT NULL DEFAULT 0, last_attempt_at INTEGER, last_error TEXT,
  recovery_state TEXT, platform_send_started_at INTEGER, entry_json TEXT NOT NULL, enqueued_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  failed_at INTEGER, PRIMARY KEY (queue_name, id)) STRICT;
CREATE INDEX idx_delivery_queue_pending ON delivery_queue_entries(queue_name, status, enqueued_at, id);
CREATE TABLE channel_pairing_requests (channel_key TEXT NOT NULL, account_id TEXT NOT NULL, request_id TEXT NOT NULL, code TEXT NOT NULL,
  created_at TEXT NOT NULL, last_seen_at TEXT NOT NULL, meta_json TEXT, PRIMARY KEY (channel_key, account_id, request_id)) STRICT;
CREATE TABLE channel_pairing_allow_entries (channel_key TEXT NOT NULL, account_id TEXT NOT NULL, entry TEXT NOT NULL,
  sort_order INTEGER NOT NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (channel_key, account_id, entry)) STRICT;`;

/** A message of Zalo, as the channel stores it; a group makes it one of a group. */
export interface StoredMessage {
  readonly id: string;
  readonly from?: string;
  readonly name?: string;
  readonly group?: string;
  readonly account?: string;
  readonly content?: unknown;
  readonly msgType?: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

export const payloadOf = (message: StoredMessage): string => {
  const { id, from = '4512345678900008042', name = 'Nguyễn Văn An', group, content = 'chào shop' } = message;
  const raw = {
    type: group === undefined ? 0 : 1,
    data: {
      msgId: id,
      cliMsgId: String(message.atMs),
      msgType: message.msgType ?? 'webchat',
      uidFrom: from,
      idTo: group ?? '4512345678900000123',
      dName: name,
      ts: String(message.atMs),
      content,
      ...message.more,
    },
    threadId: group ?? from,
    isSelf: false,
  };
  return JSON.stringify({ version: 1, receivedAt: message.atMs, rawMessage: JSON.stringify(raw) });
};

export interface StateDatabaseWriter {
  readonly database: DatabaseSync;
  /** A message arrives: `pending`, with its payload. */
  receive(message: StoredMessage): void;
  /** The gateway has done with it, and empties it. */
  complete(message: StoredMessage): void;
  /** … gives it up, and keeps it. */
  fail(message: StoredMessage, reason: string): void;
  /** A delivery is under way, or has been refused (`error`), or is given up (`status: 'failed'`). */
  deliver(delivery: {
    readonly id: string;
    readonly to: string;
    readonly text: string;
    readonly account?: string;
    readonly state?: string;
    readonly error?: string;
    readonly status?: 'pending' | 'failed';
    readonly atMs: number;
  }): void;
  /** It was sent: its row goes. */
  delivered(id: string): void;
  ask(request: {
    readonly sender: string;
    readonly code: string;
    readonly account?: string;
    readonly name?: string;
    readonly at: string;
  }): void;
  /** The request is approved, or (`isApproved` false) dismissed. */
  decide(sender: string, isApproved: boolean, account?: string): void;
  revoke(sender: string, account?: string): void;
}

const queueOf = (account = 'default'): string => JSON.stringify(['zalouser', account]);

/** Makes `state/openclaw.sqlite` in a state folder and stays open beside it, as the gateway does. */
export const createStateDatabase = (stateDir: string, version = 18): StateDatabaseWriter => {
  const file = `${stateDir}/state/openclaw.sqlite`;
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; ${schema} PRAGMA user_version = ${version};`);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  const laneOf = ({ group, from = '4512345678900008042' }: StoredMessage): string =>
    group === undefined ? `direct:${from}` : `group:${group}`;
  return {
    database,
    receive: (message) =>
      void database
        .prepare(
          `insert into channel_ingress_events (queue_name, event_id, channel_id, account_id, status, lane_key, payload_json, received_at, updated_at)
           values (?, ?, 'zalouser', ?, 'pending', ?, ?, ?, ?)`,
        )
        .run(
          queueOf(message.account),
          message.id,
          message.account ?? 'default',
          laneOf(message),
          payloadOf(message),
          message.atMs,
          message.atMs,
        ),
    complete: (message) =>
      void database
        .prepare(
          `update channel_ingress_events set status = 'completed', payload_json = 'null', completed_at = ?, updated_at = ?
           where queue_name = ? and event_id = ?`,
        )
        .run(message.atMs + 20, message.atMs + 20, queueOf(message.account), message.id),
    fail: (message, reason) =>
      void database
        .prepare(
          `update channel_ingress_events set status = 'failed', failed_reason = 'handler-failed', last_error = ?, failed_at = ?
           where queue_name = ? and event_id = ?`,
        )
        .run(reason, message.atMs + 20, queueOf(message.account), message.id),
    deliver: ({
      id,
      to,
      text,
      account = 'default',
      state = 'send_attempt_started',
      error,
      status = 'pending',
      atMs,
    }) =>
      void database
        .prepare(
          `insert or replace into delivery_queue_entries (queue_name, id, status, channel, target, account_id, last_error, recovery_state,
             retry_count, entry_json, enqueued_at, updated_at) values ('outbound-prepared-v1', ?, ?, 'zalouser', ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          status,
          `zalouser:${to}`,
          account,
          error ?? null,
          state,
          error === undefined ? 0 : 1,
          JSON.stringify({ id, preparedBatch: { entries: [{ status: 'accepted', payload: { text } }] } }),
          atMs,
          atMs,
        ),
    delivered: (id) => void database.prepare('delete from delivery_queue_entries where id = ?').run(id),
    ask: ({ sender, code, account = 'default', name, at }) =>
      void database
        .prepare(`insert or replace into channel_pairing_requests values ('zalouser', ?, ?, ?, ?, ?, ?)`)
        .run(account, sender, code, at, at, JSON.stringify({ name, accountId: account })),
    decide: (sender, isApproved, account = 'default') => {
      database
        .prepare('delete from channel_pairing_requests where account_id = ? and request_id = ?')
        .run(account, sender);
      if (isApproved)
        database
          .prepare(`insert or replace into channel_pairing_allow_entries values ('zalouser', ?, ?, 0, ?)`)
          .run(account, sender, Date.parse('2026-11-22T16:00:00Z'));
    },
    revoke: (sender, account = 'default') =>
      void database
        .prepare('delete from channel_pairing_allow_entries where account_id = ? and entry = ?')
        .run(account, sender),
  };
};
