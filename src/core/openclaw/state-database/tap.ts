// Watches the gateway's database: what came in, what was sent, who asks for pairing. Woken by writes to its folder; when nothing is written
// nothing is read. A message's text stays there for 15 ms at the least (the gateway's live contract), so each wake is looked at once.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../model/message.ts';
import { type Clock, nextTurn, realTimeClock } from '../../shared/clock.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { type FolderWatch, type WatchFolder, watchFolder } from '../../system/watch-folders.ts';
import { databaseSentences as words } from '../words-database.ts';
import { openStateDatabase, type StateDatabase, type StoredRows } from './open.ts';
import { type Deliveries, stepDeliveries } from './parse-delivery.ts';
import type { IngressRow } from './parse-ingress.ts';

/** What one look found. */
export interface TapNews {
  /** In the order of the table. */
  readonly received: readonly IngressRow[];
  /** Messages that the gateway has given up. */
  readonly failed: readonly IngressRow[];
  /** What was sent, or refused by Zalo. */
  readonly answers: readonly Answer[];
  /** Present if the pairing store is another than at the last look, and at the first. */
  readonly pairing?: StoredRows;
}

export type TapStatus =
  | { readonly status: 'watching' }
  /** There is no database (yet): no gateway of this kind has run here. */
  | { readonly status: 'absent' }
  | { readonly status: 'unusable'; readonly error: ErrorView };

export interface StateTapOptions {
  /** Of OpenClaw: the database is `state/openclaw.sqlite` in it. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly onNews: (news: TapNews) => void;
  /** Told when it has changed. */
  readonly onStatus: (status: TapStatus) => void;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
}

export interface StateTap {
  /** Looks at once, and tells what it finds before it returns. */
  look(): void;
  close(): void;
}

/** The database in a state folder. */
export const databaseFile = (stateDir: string): string => join(stateDir, 'state', 'openclaw.sqlite');

/** Looked at so often (ms) though nobody told of a write, and for a database that was put in the place of the old one. */
export const tapEveryMs = 2_000;

/** Which file it is: another one may be put in its place. Empty if there is none. */
const identityOf = (file: string): string => {
  const facts = statSync(file, { throwIfNoEntry: false });
  return facts === undefined ? '' : `${facts.dev}:${facts.ino}`;
};

class Tap implements StateTap {
  readonly #options: StateTapOptions;
  readonly #file: string;
  readonly #watch: FolderWatch;
  #database: StateDatabase | undefined;
  #identity = '';
  #status = '';
  #dataVersion = -1;
  #isWoken = false;
  #isClosed = false;
  #cancelTick = (): void => undefined;
  /** The newest that was received (epoch ms); undefined before the first look. */
  #receivedMs: number | undefined;
  #open: readonly IngressRow[] = [];
  #deliveries: Deliveries = new Map();

  constructor(options: StateTapOptions) {
    this.#options = options;
    this.#file = databaseFile(options.stateDir);
    this.#watch = watchFolder({
      folder: join(options.stateDir, 'state'),
      matches: (name) => name.startsWith('openclaw.sqlite'),
      onChange: () => this.#wake(),
      clock: options.clock,
      isImmediate: true,
      ...(options.watch ? { watch: options.watch } : {}),
    });
    this.look();
    this.#tickSoon();
  }

  close(): void {
    this.#isClosed = true;
    this.#watch.close();
    this.#cancelTick();
    this.#shut();
  }

  look(): void {
    if (this.#isClosed) return;
    try {
      if (this.#database === undefined) this.#openNow();
      this.#read();
    } catch (error) {
      this.#shut();
      this.#tell({
        status: 'unusable',
        error: words.unreadable(this.#file, error instanceof Error ? error.message : String(error)),
      });
    }
  }

  /** A burst of writes is one look. */
  #wake(): void {
    if (this.#isWoken || this.#isClosed) return;
    this.#isWoken = true;
    void nextTurn().then(() => {
      this.#isWoken = false;
      this.look();
    });
  }

  #tickSoon(): void {
    if (this.#isClosed) return;
    this.#cancelTick = realTimeClock(this.#options.clock).after(tapEveryMs, () => this.#tick());
  }

  #tick(): void {
    if (this.#database !== undefined && identityOf(this.#file) !== this.#identity) this.#shut();
    this.look();
    this.#tickSoon();
  }

  #shut(): void {
    const database = this.#database;
    this.#database = undefined;
    this.#dataVersion = -1;
    try {
      database?.close();
    } catch {
      // It was not open any more.
    }
  }

  #tell(status: TapStatus): void {
    const said = JSON.stringify(status);
    if (said === this.#status) return;
    this.#status = said;
    this.#options.onStatus(status);
  }

  #openNow(): void {
    this.#identity = identityOf(this.#file);
    const opened = openStateDatabase(this.#file);
    if (opened.status !== 'open') {
      this.#tell(opened);
      return;
    }
    this.#database = opened.database;
    if (this.#receivedMs !== undefined) opened.database.resumeIngress(this.#receivedMs);
    this.#tell({ status: 'watching' });
  }

  #read(): void {
    const database = this.#database;
    if (database === undefined) return;
    const dataVersion = database.dataVersion();
    if (dataVersion === this.#dataVersion) return;
    const { clock, onNews } = this.#options;
    const received =
      this.#receivedMs === undefined ? database.startIngress(clock.now()) : database.newIngress();
    this.#receivedMs = received.reduce(
      (newest, { receivedAtMs }) => Math.max(newest, receivedAtMs),
      this.#receivedMs ?? clock.now(),
    );
    const failed = this.#followOpen(database, received);
    const step = stepDeliveries(this.#deliveries, database.deliveries(this.#deliveries.keys()), clock.now());
    this.#deliveries = step.deliveries;
    const pairing = database.pairing();
    this.#dataVersion = dataVersion;
    if (received.length + failed.length + step.told.length > 0 || pairing !== undefined)
      onNews({ received, failed, answers: step.told, ...(pairing === undefined ? {} : { pairing }) });
  }

  /** Goes on with the messages that the gateway has not done with; returns those it has given up. */
  #followOpen(database: StateDatabase, received: readonly IngressRow[]): readonly IngressRow[] {
    const now = [...this.#open.flatMap((row) => database.ingressOf(row) ?? []), ...received];
    this.#open = now.filter(({ status }) => status === 'pending' || status === 'claimed');
    return now.filter(({ status }) => status === 'failed');
  }
}

/** Opens what is there, and tells of it at once: `onStatus` and `onNews` are called before this returns. */
export const watchStateDatabase = (options: StateTapOptions): StateTap => new Tap(options);
