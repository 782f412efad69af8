// Keeps what is known of pairing up to date: which backend, when it is read, when it is read again.
import { join } from 'node:path';
import type { ConfigView } from '../config/config-view.ts';
import type { Dispatch } from '../events.ts';
import type { Clock } from '../shared/clock.ts';
import { toErrorView } from '../shared/error.ts';
import type { ErrorView } from '../shared/error-view.ts';
import { runInTurn } from '../shared/run-in-turn.ts';
import type { ConsoleState } from '../state.ts';
import { assertOwn } from '../system/keep-owner.ts';
import { type FolderWatch, type WatchFolder, watchFolder } from '../system/watch-folders.ts';
import {
  type DatabasePairing,
  fileBackend,
  gatewayBackend,
  type PairingBackend,
  type PairingCli,
  type StoredPairing,
} from './backend.ts';
import type { EditStore } from './command-edits.ts';
import { isStoreFile, type StoreScope, storeScope } from './files.ts';
import { createPairingStore } from './store.ts';

export interface PairingReaderDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** Jitter of the file locks. Default `Math.random`. */
  readonly random?: () => number;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
  /** The `openclaw` that keeps pairing in its database. @throws AppError `openclaw-not-found` */
  readonly cli: () => PairingCli;
  /** What the gateway's database has now, where it is read. Default: it is not. */
  readonly database?: () => DatabasePairing | undefined;
  /** Changes who is approved, where that is in the database. Default: nobody does. */
  readonly edit?: EditStore;
  /** A question is one over the live connection now, and no run of the binary. Default: it is none. */
  readonly isQuick?: () => boolean;
  /** May the binary be run unasked? A call takes seconds. Default true. */
  readonly asksBinary?: boolean;
  /** Aborted when nothing is to be read any more. */
  readonly signal: AbortSignal;
}

export interface PairingReader {
  /** Undefined while no config was read. */
  readonly pairingBackend: () => PairingBackend | undefined;
  /** Goes along when the config names another folder, accounts or OpenClaw. The files are read by then, the binary is asked behind it. */
  follow(): Promise<void>;
  /** The first thing that could not be read, if any; what could be read is in the state by then. */
  refresh(): Promise<ErrorView | undefined>;
  stop(): void;
}

/** What could not be read is looked at again after so long (ms), though no file has changed: permissions do not tell. */
export const retryMs = 15_000;
/** The database changes for many reasons, and each question costs a second of a processor: not asked more often than this (ms). */
export const askApartMs = 10_000;
/** A question itself touches the database; what changes so soon (ms) after it is its own trace. */
const ownTraceMs = 1_000;
/** Asked so often (ms) even if nothing seems to have changed. */
export const pollMs = 60_000;
/** Over the connection a question takes milliseconds, and no event tells of a request: asked so often (ms) there. */
export const quickPollMs = 3_000;

const isDatabase = (name: string): boolean => name === 'openclaw.sqlite' || name === 'openclaw.sqlite-wal';

class Reader implements PairingReader {
  readonly #deps: PairingReaderDeps;
  readonly #readInTurn = runInTurn(() => this.#read());
  #place = '';
  #backend: PairingBackend | undefined;
  #watch: FolderWatch | undefined;
  #cancelNext = (): void => undefined;
  #isReading = false;
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(deps: PairingReaderDeps) {
    this.#deps = deps;
  }

  readonly pairingBackend = (): PairingBackend | undefined => this.#backend;

  async follow(): Promise<void> {
    const { config } = this.#deps.getState();
    const scope = storeScope(config);
    const place = JSON.stringify(scope === undefined ? config.stateDir : [config.credentialsDir, scope]);
    if (this.#deps.signal.aborted || place === this.#place || config.credentialsDir === '') return;
    this.#place = place;
    this.#watch?.close();
    this.#cancelNext();
    if (scope !== undefined) {
      this.#openFiles(config, scope);
      await this.refresh();
    } else this.#openBinary(config);
  }

  refresh(): Promise<ErrorView | undefined> {
    return this.#readInTurn();
  }

  stop(): void {
    this.#watch?.close();
    this.#cancelNext();
  }

  #openFiles({ credentialsDir }: ConfigView, scope: StoreScope): void {
    const { clock, random, watch } = this.#deps;
    this.#backend = fileBackend(
      createPairingStore({ credentialsDir, clock, scope, ...(random ? { random } : {}) }),
    );
    const onChange = (): void => void this.refresh();
    const matches = (name: string): boolean => isStoreFile(name, scope);
    this.#watch = watchFolder({
      folder: credentialsDir,
      matches,
      onChange,
      clock,
      ...(watch ? { watch } : {}),
    });
  }

  #openBinary({ stateDir }: ConfigView): void {
    const { clock, watch, cli, database, edit, asksBinary = true } = this.#deps;
    this.#backend = gatewayBackend(cli, () => assertOwn([stateDir]), database, edit);
    this.#watch = undefined;
    if (!asksBinary && database?.() === undefined) return;
    const onChange = (): void => this.#askSoon();
    this.#watch = watchFolder({
      folder: join(stateDir, 'state'),
      matches: isDatabase,
      onChange,
      clock,
      ...(watch ? { watch } : {}),
    });
    void this.refresh();
  }

  /** Something in the database has changed, perhaps by a question of ours. */
  #askSoon(): void {
    const sinceMs = this.#deps.clock.now() - this.#readAtMs;
    // Whoever reads the database tells by itself.
    if (this.#isReading || sinceMs < ownTraceMs || this.#deps.database?.() !== undefined) return;
    const apartMs = this.#isQuick() ? ownTraceMs : askApartMs;
    this.#readAfter(Math.max(0, apartMs - sinceMs));
  }

  #readAfter(delayMs: number): void {
    this.#cancelNext();
    if (!this.#deps.signal.aborted)
      this.#cancelNext = this.#deps.clock.after(delayMs, () => void this.refresh());
  }

  async #read(): Promise<ErrorView | undefined> {
    const { signal, clock } = this.#deps;
    const pairingBackend = this.#backend;
    if (!pairingBackend || signal.aborted) return undefined;
    this.#cancelNext();
    this.#isReading = true;
    try {
      const stored = await pairingBackend.read(signal);
      // Another folder or the end may have come meanwhile.
      return pairingBackend === this.#backend && !signal.aborted ? this.#take(stored) : undefined;
    } catch (error) {
      return pairingBackend === this.#backend && !signal.aborted ? this.#fail(toErrorView(error)) : undefined;
    } finally {
      this.#isReading = false;
      this.#readAtMs = clock.now();
    }
  }

  #take({ problems, ...read }: StoredPairing): ErrorView | undefined {
    const { clock, dispatch, asksBinary = true } = this.#deps;
    dispatch({ type: 'pairing/read', ...read, atMs: clock.now() });
    const [problem] = problems;
    if (problem) return this.#fail(problem);
    // The command takes seconds of a processor: it is asked when the operator asks, or when a gateway comes.
    if (read.way === 'gateway' && asksBinary) this.#readAfter(this.#isQuick() ? quickPollMs : pollMs);
    return undefined;
  }

  #isQuick(): boolean {
    return this.#deps.isQuick?.() ?? false;
  }

  #fail(error: ErrorView): ErrorView {
    const { clock, dispatch, asksBinary = true } = this.#deps;
    const delayMs =
      storeScope(this.#deps.getState().config) !== undefined ? retryMs : asksBinary ? pollMs : undefined;
    dispatch({
      type: 'pairing/failed',
      error,
      ...(delayMs === undefined ? {} : { retryAtMs: clock.now() + delayMs }),
    });
    if (delayMs !== undefined) this.#readAfter(delayMs);
    return error;
  }
}

/** Reads nothing yet. */
export const createPairingReader = (deps: PairingReaderDeps): PairingReader => new Reader(deps);
