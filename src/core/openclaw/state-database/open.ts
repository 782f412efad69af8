// The gateway's database, read only, beside the gateway that writes it. Its tables are no public contract: a version that is not known is
// not read. Loaded when it is first needed: `node:sqlite` takes time, and older Nodes have none.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ApprovedSender, PairingRequest } from '../../model/people.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import type { JsonRecord } from '../../zca/fields.ts';
import { databaseSentences as words } from '../words-database.ts';
import { type DeliveryRow, readDeliveryRow } from './parse-delivery.ts';
import { channelName, type IngressRow, readIngressRow } from './parse-ingress.ts';
import { readAllowRow, readPairingRow } from './parse-pairing.ts';

/** `PRAGMA user_version` of the releases whose tables were seen (2026.9.6). */
export const knownVersions: readonly number[] = [18];

/** What is read of each table. */
const columns: Readonly<Record<string, readonly string[]>> = {
  channel_ingress_events: [
    'queue_name',
    'event_id',
    'channel_id',
    'account_id',
    'status',
    'lane_key',
    'payload_json',
    'received_at',
    'last_error',
    'failed_reason',
  ],
  delivery_queue_entries: [
    'queue_name',
    'id',
    'status',
    'channel',
    'target',
    'account_id',
    'last_error',
    'entry_json',
    'enqueued_at',
  ],
  channel_pairing_requests: [
    'channel_key',
    'account_id',
    'request_id',
    'code',
    'created_at',
    'last_seen_at',
    'meta_json',
  ],
  channel_pairing_allow_entries: ['channel_key', 'account_id', 'entry', 'sort_order', 'updated_at'],
};

/** A locked file is waited for so long (ms); the gateway's writes take a few. */
const busyMs = 100;
/** What is taken in at the start: so many of the newest whose text is still there, of the last day. */
const [mostAtStart, startReachMs] = [200, 86_400_000];
/** More in one look are only there to fill the memory; the rest comes with the next. */
const mostInOneLook = 2_000;
/** The queue of what is ready to be sent. */
const outQueue = 'outbound-prepared-v1';

/** What the gateway calls a request, where it is asked to decide it: made from the row, as it makes it. */
const requestIdOf = ({ accountId, senderId }: PairingRequest, createdAt: string): string =>
  createHash('sha256')
    .update([channelName, accountId, senderId, createdAt].join('\0'))
    .digest('base64url')
    .slice(0, 32);

export interface StoredRows {
  readonly requests: readonly PairingRequest[];
  readonly approved: readonly ApprovedSender[];
}

/** An open database. Everything throws what SQLite throws; the caller closes it then. */
export interface StateDatabase {
  /** Changes whenever another process has written. Costs some microseconds. */
  dataVersion(): number;
  /** The messages whose text is still there, oldest first; what comes later is told by {@link newIngress}. */
  startIngress(nowMs: number): readonly IngressRow[];
  /** What was received later than this (epoch ms) is told next. */
  resumeIngress(receivedAtMs: number): void;
  /** What came since the last look, oldest first. */
  newIngress(): readonly IngressRow[];
  ingressOf(row: IngressRow): IngressRow | undefined;
  /** Deliveries under way, and those of `ids` that have failed. */
  deliveries(ids: Iterable<string>): readonly DeliveryRow[];
  /** The pairing store; undefined if it is as it was at the last look. */
  pairing(): StoredRows | undefined;
  close(): void;
}

export type OpenedDatabase =
  | { readonly status: 'open'; readonly database: StateDatabase }
  /** There is no such file (yet). */
  | { readonly status: 'absent' }
  | { readonly status: 'unusable'; readonly error: ErrorView };

/** Node calls its own SQLite experimental, on a terminal that is ours. */
const loadSqlite = () => {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:sqlite');
  } catch {
    return undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
};

/**
 * May this process open it? A reader makes the file `-shm` where there is none. SQLite gives that to the owner of the database where root makes
 * it; made by anybody else it would keep the gateway out.
 */
const mayOpen = (file: string): boolean => {
  if (existsSync(`${file}-shm`)) return true;
  const ours = process.geteuid?.();
  return ours === undefined || ours === 0 || statSync(file).uid === ours;
};

const missingColumn = (database: DatabaseSync): string | undefined => {
  for (const [table, names] of Object.entries(columns)) {
    const there = new Set(
      database
        .prepare('select name from pragma_table_info(?)')
        .all(table)
        .map(({ name }) => name),
    );
    const missing = names.find((name) => !there.has(name));
    if (missing !== undefined) return `${table}.${missing}`;
  }
  return undefined;
};

const numberIn = (row: JsonRecord | undefined, name: string): number => {
  const value = row?.[name];
  return typeof value === 'number' ? value : 0;
};

class ReadOnlyDatabase implements StateDatabase {
  readonly #database: DatabaseSync;
  readonly #dataVersion: StatementSync;
  readonly #newIngress: StatementSync;
  readonly #maxRow: StatementSync;
  readonly #oneIngress: StatementSync;
  readonly #pending: StatementSync;
  readonly #delivery: StatementSync;
  readonly #requests: StatementSync;
  readonly #allowMark: StatementSync;
  readonly #allowed: StatementSync;
  #lastRow = 0;
  #lastReceivedMs = 0;
  #pairingMark = '';
  #approved: readonly ApprovedSender[] = [];
  #allowMarkSeen = '';

  constructor(database: DatabaseSync) {
    this.#database = database;
    const listed = (table: string): string => columns[table]?.join(', ') ?? '';
    const ingress = `select rowid as row_id, ${listed('channel_ingress_events')} from channel_ingress_events`;
    const delivery = `select ${listed('delivery_queue_entries')} from delivery_queue_entries`;
    this.#dataVersion = database.prepare('pragma data_version');
    this.#newIngress = database.prepare(
      `${ingress} where rowid > ? and channel_id = ? order by rowid limit ${mostInOneLook}`,
    );
    this.#oneIngress = database.prepare(`${ingress} where queue_name = ? and event_id = ?`);
    this.#maxRow = database.prepare(
      'select max(rowid) as row_id from channel_ingress_events where received_at <= ?',
    );
    this.#pending = database.prepare(
      `${delivery} where queue_name = ? and status = 'pending' and channel = ?`,
    );
    this.#delivery = database.prepare(`${delivery} where queue_name = ? and id = ? and status = 'failed'`);
    this.#requests = database.prepare(
      `select ${listed('channel_pairing_requests')} from channel_pairing_requests where channel_key = ? order by created_at`,
    );
    this.#allowMark = database.prepare(
      'select count(*) as entries, max(updated_at) as newest from channel_pairing_allow_entries where channel_key = ?',
    );
    this.#allowed = database.prepare(
      `select ${listed('channel_pairing_allow_entries')} from channel_pairing_allow_entries where channel_key = ? order by account_id, sort_order`,
    );
  }

  dataVersion(): number {
    return numberIn(this.#dataVersion.get(), 'data_version');
  }

  startIngress(nowMs: number): readonly IngressRow[] {
    const rows = this.#database
      .prepare(
        `select * from (select rowid as row_id, * from channel_ingress_events
          where channel_id = ? and status in ('pending', 'claimed', 'failed') and payload_json <> 'null' and received_at > ?
          order by received_at desc limit ${mostAtStart}) order by received_at`,
      )
      .all(channelName, nowMs - startReachMs);
    this.#lastRow = numberIn(this.#maxRow.get(Number.MAX_SAFE_INTEGER), 'row_id');
    return this.#read(rows);
  }

  resumeIngress(receivedAtMs: number): void {
    this.#lastRow = numberIn(this.#maxRow.get(receivedAtMs), 'row_id');
  }

  newIngress(): readonly IngressRow[] {
    const rows = this.#newIngress.all(this.#lastRow, channelName);
    // A table that was put together anew numbers its rows anew.
    if (rows.length === 0 && numberIn(this.#maxRow.get(Number.MAX_SAFE_INTEGER), 'row_id') < this.#lastRow)
      this.resumeIngress(this.#lastReceivedMs);
    return this.#read(rows);
  }

  #read(rows: readonly JsonRecord[]): readonly IngressRow[] {
    return rows.flatMap((row) => {
      this.#lastRow = Math.max(this.#lastRow, numberIn(row, 'row_id'));
      this.#lastReceivedMs = Math.max(this.#lastReceivedMs, numberIn(row, 'received_at'));
      return readIngressRow(row) ?? [];
    });
  }

  ingressOf({ accountId, messageId }: IngressRow): IngressRow | undefined {
    const row = this.#oneIngress.get(JSON.stringify([channelName, accountId]), messageId);
    return row === undefined ? undefined : readIngressRow(row);
  }

  deliveries(ids: Iterable<string>): readonly DeliveryRow[] {
    const pending = this.#pending.all(outQueue, channelName);
    const known = new Set(pending.map(({ id }) => id));
    const failed: JsonRecord[] = [];
    for (const id of ids) {
      const row = known.has(id) ? undefined : this.#delivery.get(outQueue, id);
      if (row !== undefined) failed.push(row);
    }
    return [...pending, ...failed].flatMap((row) => readDeliveryRow(row) ?? []);
  }

  pairing(): StoredRows | undefined {
    const rows = this.#requests.all(channelName);
    const allowMark = JSON.stringify(this.#allowMark.get(channelName));
    const mark = JSON.stringify([rows, allowMark]);
    if (mark === this.#pairingMark) return undefined;
    this.#pairingMark = mark;
    if (allowMark !== this.#allowMarkSeen) {
      this.#allowMarkSeen = allowMark;
      this.#approved = this.#allowed.all(channelName).flatMap((row) => readAllowRow(row) ?? []);
    }
    const requests = rows.flatMap((row): readonly PairingRequest[] => {
      const read = readPairingRow(row);
      return read === undefined
        ? []
        : [{ ...read.request, requestId: requestIdOf(read.request, read.createdAt) }];
    });
    return { requests, approved: this.#approved };
  }

  close(): void {
    this.#database.close();
  }
}

const systemWord = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Opens the file read only, and looks whether its tables are those that are known. Never throws, never writes. */
export const openStateDatabase = (file: string): OpenedDatabase => {
  const unusable = (error: ErrorView): OpenedDatabase => ({ status: 'unusable', error });
  let database: DatabaseSync | undefined;
  try {
    if (!existsSync(file)) return { status: 'absent' };
    const sqlite = loadSqlite();
    if (sqlite === undefined) return unusable(words.noSqlite(process.version));
    if (!mayOpen(file)) return unusable(words.othersDatabase(file));
    database = new sqlite.DatabaseSync(file, { readOnly: true });
    database.exec(`pragma busy_timeout = ${busyMs}`);
    const version = numberIn(database.prepare('pragma user_version').get(), 'user_version');
    const missing = knownVersions.includes(version) ? missingColumn(database) : undefined;
    if (!knownVersions.includes(version) || missing !== undefined) {
      database.close();
      return unusable(words.otherVersion(version, missing));
    }
    return { status: 'open', database: new ReadOnlyDatabase(database) };
  } catch (error) {
    try {
      database?.close();
    } catch {
      // It was not open any more.
    }
    return unusable(words.unreadable(file, systemWord(error)));
  }
};
