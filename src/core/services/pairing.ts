// Pairing as the operator works with it: the store kept live, decisions one at a time a sender.
import { errorSentences } from '../catalogue/errors.ts';
import { pairingSentences as words } from '../catalogue/pairing.ts';
import type { Clock } from '../clock.ts';
import type { Outcome } from '../console.ts';
import { type ErrorView, toErrorView } from '../errors.ts';
import type { AccountId, PairingCode, UserId } from '../model/ids.ts';
import { type PairingRequest, requestKey } from '../model/pairing.ts';
import { type FolderWatch, type WatchFolder, watchFolder } from '../openclaw/config/watch.ts';
import type { LockWatch } from '../openclaw/file-lock.ts';
import { type CodeMatch, matchCode } from '../openclaw/pairing-codes.ts';
import { isStoreFile } from '../openclaw/pairing-files.ts';
import { createPairingStore, type PairingStore } from '../openclaw/pairing-store.ts';
import type { Dispatch } from '../state/events.ts';
import type { ConsoleState, PairingWork } from '../state/state.ts';
import { runInTurn } from './run-in-turn.ts';

/** What {@link createPairingService} needs. The folder and the generation are those of `state.config`. */
export interface PairingServiceDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** Jitter of the file locks. Default `Math.random`. */
  readonly random?: () => number;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
}

/** Lists, decides, finds codes. Nothing in it rejects. */
export interface PairingService {
  /** Watches the credentials folder of `state.config` and reads the store. */
  start(): Promise<void>;
  /** To be called after every `config/read`: goes along when the folder or the generation has changed. */
  follow(): Promise<void>;
  refresh(): Promise<Outcome>;
  approve(request: PairingRequest): Promise<Outcome>;
  dismiss(request: PairingRequest): Promise<Outcome>;
  revoke(accountId: AccountId, senderId: UserId): Promise<Outcome>;
  /** Reads the store afresh. With an account, requests of others do not count but are told apart. */
  findByCode(code: PairingCode, accountId?: AccountId): Promise<CodeMatch>;
  /** Ends the watch and waiting for locks; lets a write that began come to its end. */
  stop(): Promise<void>;
}

type Act = PairingWork['act'];
type Sender = Parameters<typeof requestKey>[0];
type Work = (store: PairingStore, watch: LockWatch, signal: AbortSignal) => Promise<void>;

const unsupported: Record<Act, (code?: string) => ErrorView> = {
  approve: words.unsupportedApprove,
  dismiss: words.unsupportedDismiss,
  revoke: words.unsupportedRevoke,
};

class Pairing implements PairingService {
  readonly #deps: PairingServiceDeps;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<Outcome>>();
  readonly #readInTurn = runInTurn(() => this.#read());
  #folder = '';
  #generation = '';
  #store: PairingStore | undefined;
  #watch: FolderWatch | undefined;

  constructor(deps: PairingServiceDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    return this.follow();
  }

  async follow(): Promise<void> {
    const { credentialsDir, generation } = this.#deps.getState().config;
    if (this.#stopping.signal.aborted || (credentialsDir === this.#folder && generation === this.#generation)) return;
    this.#open(credentialsDir, generation);
    await this.refresh();
  }

  async refresh(): Promise<Outcome> {
    if (this.#stopping.signal.aborted) return { ok: false, error: errorSentences.cancelled({ what: words.reading }) };
    const error = await this.#readInTurn();
    return error ? { ok: false, error } : { ok: true };
  }

  approve(request: PairingRequest): Promise<Outcome> {
    const { name, senderId, accountId } = request;
    const work: Work = (store, watch, signal) => store.approve(request, watch, signal);
    return this.#decide('approve', request, words.approved(name, senderId, accountId), work, request.code);
  }

  dismiss(request: PairingRequest): Promise<Outcome> {
    const work: Work = (store, watch, signal) => store.dismiss(request, watch, signal);
    return this.#decide('dismiss', request, words.dismissed(request.name, request.senderId), work);
  }

  revoke(accountId: AccountId, senderId: UserId): Promise<Outcome> {
    const work: Work = (store, watch, signal) => store.revoke(accountId, senderId, watch, signal);
    return this.#decide('revoke', { accountId, senderId }, words.revoked(senderId, accountId), work);
  }

  async findByCode(code: PairingCode, accountId?: AccountId): Promise<CodeMatch> {
    if (!this.#store) return { ok: false, error: words.unsupportedApprove(code) };
    try {
      const { requests, problems } = await this.#store.read();
      const match = matchCode(requests, code, this.#deps.clock.now(), accountId);
      const [problem] = problems;
      // A store that cannot be read does not say that there is no such code.
      return !match.ok && problem && requests.length === 0 ? { ok: false, error: problem } : match;
    } catch (error) {
      return { ok: false, error: toErrorView(error) };
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#watch?.close();
    await Promise.all(this.#running.values());
  }

  #open(credentialsDir: string, generation: string): void {
    const { clock, random, watch } = this.#deps;
    this.#watch?.close();
    this.#watch = undefined;
    this.#folder = credentialsDir;
    this.#generation = generation;
    const isHere = generation === '226' && credentialsDir !== '';
    this.#store = isHere ? createPairingStore({ credentialsDir, clock, ...(random ? { random } : {}) }) : undefined;
    if (!isHere) return;
    const onChange = (): void => void this.refresh();
    this.#watch = watchFolder({ folder: credentialsDir, matches: isStoreFile, onChange, clock, ...(watch ? { watch } : {}) });
  }

  /** The first thing that could not be read, if any; what could be read is in the state by then. */
  async #read(): Promise<ErrorView | undefined> {
    const { dispatch, clock } = this.#deps;
    const store = this.#store;
    const tell = (error: ErrorView): ErrorView => {
      dispatch({ type: 'pairing/failed', error });
      return error;
    };
    if (!store) return this.#generation === '96' ? tell(words.unsupportedList()) : undefined;
    try {
      const { requests, approved, problems, isFolderMissing } = await store.read();
      // Another folder or the end may have come meanwhile.
      if (store !== this.#store || this.#stopping.signal.aborted) return undefined;
      dispatch({ type: 'pairing/read', requests, approved, atMs: clock.now(), ...(isFolderMissing ? { isFolderMissing } : {}) });
      const [problem] = problems;
      return problem && tell(problem);
    } catch (error) {
      return tell(toErrorView(error));
    }
  }

  #decide(act: Act, who: Sender, sentence: string, work: Work, code?: PairingCode): Promise<Outcome> {
    const key = requestKey(who);
    const store = this.#store;
    if (!store) return Promise.resolve({ ok: false, error: unsupported[act](code) });
    if (this.#running.has(key)) return Promise.resolve({ ok: false, error: errorSentences.busy({ what: words.deciding(who.senderId) }) });
    const run = this.#run(act, key, sentence, (watch) => work(store, watch, this.#stopping.signal)).finally(() =>
      this.#running.delete(key),
    );
    this.#running.set(key, run);
    return run;
  }

  async #run(act: Act, key: string, sentence: string, work: (watch: LockWatch) => Promise<void>): Promise<Outcome> {
    const { dispatch } = this.#deps;
    const running = (waitingForPid?: number): void => {
      const waiting = waitingForPid === undefined ? {} : { waitingForPid };
      dispatch({ type: 'pairing/work-changed', key, work: { status: 'running', act, ...waiting } });
    };
    running();
    try {
      await work({ onHeld: running });
      // Read before it is done, so that the row is not offered again in between.
      await this.refresh();
      dispatch({ type: 'pairing/work-changed', key, work: { status: 'done' } });
      return { ok: true, sentence };
    } catch (thrown) {
      const error = toErrorView(thrown);
      dispatch({ type: 'pairing/work-changed', key, work: { status: 'failed', act, error } });
      if (error.code === 'not-found') await this.refresh();
      return { ok: false, error };
    }
  }
}

/** Starts nothing yet. */
export const createPairingService = (deps: PairingServiceDeps): PairingService => new Pairing(deps);
