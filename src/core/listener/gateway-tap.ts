// The feed of a gateway that holds the Zalo session itself: what its database shows, as messages, answers and the pairing store. It
// displaces nobody, and begins by itself.
import type { Dispatch } from '../events.ts';
import type { Answer } from '../model/message.ts';
import type { StoredRows } from '../openclaw/state-database/open.ts';
import { type IngressRow, messageOfIngress } from '../openclaw/state-database/parse-ingress.ts';
import {
  type StateTap,
  type TapNews,
  type TapStatus,
  watchStateDatabase,
} from '../openclaw/state-database/tap.ts';
import { databaseSentences as words } from '../openclaw/words-database.ts';
import type { Clock } from '../shared/clock.ts';
import { threadId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import type { WatchFolder } from '../system/watch-folders.ts';
import { createListenerFeed } from './feed.ts';

export interface GatewayTapDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  /** The pairing store has changed, or can be read now, or no longer. */
  readonly onPairing: () => void;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
}

export interface GatewayTap {
  /** Goes along when the config names another folder, other accounts or another OpenClaw. Opens what is there before it returns. */
  follow(): void;
  /** The pairing store as the database has it now; undefined where none is read. */
  pairing(): StoredRows | undefined;
  stop(): void;
}

/** That the gateway could not take it, where an answer would stand. */
const givenUp = (row: IngressRow, atMs: number): Answer | undefined =>
  row.lane === undefined
    ? undefined
    : {
        accountId: row.accountId,
        threadId: threadId(row.lane.id),
        isGroup: row.lane.isGroup,
        text: '',
        atMs,
        agentError: row.failure ?? words.noReason,
      };

class DatabaseTap implements GatewayTap {
  readonly #deps: GatewayTapDeps;
  readonly #feed: ReturnType<typeof createListenerFeed>;
  #stateDir = '';
  #tap: StateTap | undefined;
  #stored: StoredRows | undefined;
  #isWatching = false;

  constructor(deps: GatewayTapDeps) {
    this.#deps = deps;
    this.#feed = createListenerFeed(deps.clock, deps.dispatch);
  }

  follow(): void {
    const { config } = this.#deps.getState();
    const isThere = config.release.capabilities.pairingStore === 'database' && config.stateDir !== '';
    const stateDir = isThere ? config.stateDir : '';
    if (stateDir !== this.#stateDir) {
      this.#shut();
      this.#watchAnswers();
      this.#stateDir = stateDir;
      if (stateDir === '') this.#deps.dispatch({ type: 'tap/changed', tap: { status: 'off' } });
      else this.#open(stateDir);
    }
    this.#watchAnswers();
  }

  pairing(): StoredRows | undefined {
    return this.#stored;
  }

  stop(): void {
    this.#shut();
    this.#feed.flush();
  }

  #open(stateDir: string): void {
    const { clock, watch } = this.#deps;
    this.#tap = watchStateDatabase({
      stateDir,
      clock,
      onNews: (news) => this.#take(news),
      onStatus: (status) => this.#changed(status),
      ...(watch ? { watch } : {}),
    });
  }

  #shut(): void {
    this.#tap?.close();
    this.#tap = undefined;
    this.#stored = undefined;
    this.#isWatching = false;
  }

  #changed(status: TapStatus): void {
    const { clock, dispatch, onPairing } = this.#deps;
    const wasWatching = this.#isWatching;
    this.#isWatching = status.status === 'watching';
    dispatch({
      type: 'tap/changed',
      tap:
        status.status === 'watching'
          ? { status: 'watching', by: 'database', sinceMs: clock.now() }
          : { status: 'unusable', error: status.status === 'absent' ? words.absent() : status.error },
    });
    if (!this.#isWatching) this.#stored = undefined;
    this.#watchAnswers();
    // Now somebody else must be asked.
    if (wasWatching && !this.#isWatching) onPairing();
  }

  /** What is sent is told for as long as the database is read. */
  #watchAnswers(): void {
    const { clock, dispatch, getState } = this.#deps;
    const { config, answers } = getState();
    if (this.#stateDir === '') return;
    for (const { id } of config.accounts) {
      if (Object.hasOwn(answers.toldSinceMs, id) === this.#isWatching) continue;
      const sinceMs = this.#isWatching ? clock.now() : undefined;
      dispatch({ type: 'answers/watched', accountId: id, sinceMs });
    }
  }

  #take({ received, failed, answers, pairing }: TapNews): void {
    const { clock, dispatch, onPairing } = this.#deps;
    for (const row of received) {
      const message = messageOfIngress(row);
      if (message !== undefined) this.#feed.heard(message);
    }
    const told = [...answers, ...failed.flatMap((row) => givenUp(row, clock.now()) ?? [])];
    // An answer finds the message it is one to among those that are known.
    if (told.length > 0) this.#feed.flush();
    for (const answer of told) dispatch({ type: 'answer/sent', answer });
    if (pairing === undefined) return;
    this.#stored = pairing;
    onPairing();
  }
}

/** Opens nothing yet. */
export const createGatewayTap = (deps: GatewayTapDeps): GatewayTap => new DatabaseTap(deps);
