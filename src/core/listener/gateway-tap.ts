// The feed of a gateway that holds the Zalo session itself: what its database shows, as messages, answers and the pairing store, and what it
// tells of its sessions over the connection. It displaces nobody, and begins by itself.
import type { Dispatch } from '../events.ts';
import { answersTo } from '../feed/outcome.ts';
import type { AgentWork, Answer, Message } from '../model/message.ts';
import type { GatewayClient } from '../openclaw/gateway-client/model.ts';
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
import type { ErrorView } from '../shared/error-view.ts';
import { threadId } from '../shared/ids.ts';
import type { ConsoleState } from '../state.ts';
import type { WatchFolder } from '../system/watch-folders.ts';
import { createListenerFeed } from './feed.ts';
import type { SessionEvent, SessionThread } from './parse-session-event.ts';
import { type SessionWatch, watchSessions } from './session-watch.ts';

export interface GatewayTapDeps {
  readonly clock: Clock;
  readonly dispatch: Dispatch;
  readonly getState: () => ConsoleState;
  readonly client: GatewayClient;
  /** The pairing store has changed, or can be read now, or no longer. */
  readonly onPairing: () => void;
  /** Default: the system's. */
  readonly watch?: WatchFolder;
}

export interface GatewayTap {
  /** Goes along when the config names another folder, other accounts or another OpenClaw. Opens what is there before it returns. */
  follow(): void;
  /** The connection stands, or no longer. */
  connectionChanged(): void;
  /** The pairing store as the database has it now; undefined where none is read. */
  pairing(): StoredRows | undefined;
  stop(): void;
}

/** A message without its text is held back so long (ms): what the gateway tells of its sessions may have it. */
export const unseenWaitMs = 3_000;
/** An answer that was written and is on no list of deliveries after so long (ms) has left it unseen. */
export const missedAfterMs = 2_000;
/** A reply that is being written is told of so often at most (ms). */
export const writingEveryMs = 250;

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

const keyOf = ({ accountId, id }: Pick<Message, 'accountId' | 'id'>): string => `${accountId}:${id}`;

const isOlder = ({ config }: ConsoleState): boolean =>
  config.release.capabilities.pairingStore !== 'database';

class ConsoleTap implements GatewayTap {
  readonly #deps: GatewayTapDeps;
  readonly #feed: ReturnType<typeof createListenerFeed>;
  #place = '';
  #tap: StateTap | undefined;
  #sessions: SessionWatch | undefined;
  #stored: StoredRows | undefined;
  #database: TapStatus | undefined;
  #areSessionsTold = false;
  #told = '';
  /** By session: the last message that was let through, which is what the agent is at. */
  readonly #accepted = new Map<string, Message>();
  /** Held back, by {@link keyOf}; each with what lets it go. */
  readonly #unseen = new Map<string, () => void>();
  readonly #writing = new Map<string, { readonly thread: SessionThread; readonly text: string }>();
  #cancelWriting: (() => void) | undefined;
  /** What waits to see whether an answer was missed. */
  readonly #late = new Set<() => void>();

  constructor(deps: GatewayTapDeps) {
    this.#deps = deps;
    this.#feed = createListenerFeed(deps.clock, deps.dispatch);
  }

  follow(): void {
    const { config, elsewhere } = this.#deps.getState();
    const { drivesZca, pairingStore } = config.release.capabilities;
    const isWatched = !drivesZca && config.stateDir !== '';
    // The files of this machine say nothing of a gateway elsewhere.
    const hasDatabase =
      pairingStore === 'database' && config.isGatewayRemote !== true && elsewhere === undefined;
    const place = isWatched ? JSON.stringify([hasDatabase, pairingStore, config.stateDir]) : '';
    if (place !== this.#place) {
      this.#shut();
      this.#place = place;
      if (place !== '') this.#open(hasDatabase ? config.stateDir : undefined);
    }
    this.#tellStatus();
  }

  connectionChanged(): void {
    if (this.#deps.client.isOpen() || !this.#areSessionsTold) return;
    this.#areSessionsTold = false;
    this.#tellStatus();
  }

  pairing(): StoredRows | undefined {
    return this.#stored;
  }

  stop(): void {
    this.#shut();
    this.#feed.flush();
  }

  #open(stateDir: string | undefined): void {
    const { clock, client, watch } = this.#deps;
    this.#sessions = watchSessions({
      client,
      clock,
      isOlder: isOlder(this.#deps.getState()),
      onEvent: (event) => this.#hear(event),
      onSubscribed: () => this.#subscribed(true),
      onRefused: () => this.#subscribed(false),
    });
    if (stateDir === undefined) return;
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
    this.#sessions?.close();
    for (const release of this.#unseen.values()) release();
    this.#cancelWriting?.();
    this.#cancelWriting = undefined;
    for (const cancel of this.#late) cancel();
    this.#late.clear();
    this.#writing.clear();
    this.#accepted.clear();
    this.#tap = undefined;
    this.#sessions = undefined;
    this.#stored = undefined;
    this.#database = undefined;
    this.#areSessionsTold = false;
    this.#watchAnswers(false);
  }

  #subscribed(areTold: boolean): void {
    this.#areSessionsTold = areTold;
    this.#tellStatus();
  }

  #changed(status: TapStatus): void {
    const wasWatching = this.#database?.status === 'watching';
    this.#database = status;
    if (status.status !== 'watching') this.#stored = undefined;
    this.#tellStatus();
    // Now somebody else must be asked.
    if (wasWatching && status.status !== 'watching') this.#deps.onPairing();
  }

  #whyNoDatabase(): ErrorView | undefined {
    if (this.#database?.status === 'unusable') return this.#database.error;
    return this.#database?.status === 'absent' ? words.absent() : undefined;
  }

  /** Whatever stands: the database before what is told of sessions. */
  #tellStatus(): void {
    const { clock, dispatch } = this.#deps;
    const by =
      this.#database?.status === 'watching' ? 'database' : this.#areSessionsTold ? 'sessions' : undefined;
    const error = this.#whyNoDatabase();
    const said = JSON.stringify([this.#place === '', by, error]);
    if (said !== this.#told) {
      this.#told = said;
      if (this.#place === '') dispatch({ type: 'tap/changed', tap: { status: 'off' } });
      else if (by === undefined)
        dispatch({ type: 'tap/changed', tap: { status: 'unusable', error: error ?? words.notConnected() } });
      else
        dispatch({
          type: 'tap/changed',
          tap: { status: 'watching', by, sinceMs: clock.now(), ...(error === undefined ? {} : { error }) },
        });
    }
    this.#watchAnswers(by !== undefined);
  }

  /** What is sent is told for as long as somebody is watched. */
  #watchAnswers(isTold: boolean): void {
    const { clock, dispatch, getState } = this.#deps;
    const { config, answers } = getState();
    if (this.#place === '') return;
    for (const { id } of config.accounts) {
      if (Object.hasOwn(answers.toldSinceMs, id) === isTold) continue;
      dispatch({ type: 'answers/watched', accountId: id, sinceMs: isTold ? clock.now() : undefined });
    }
  }

  #take({ received, failed, answers, pairing }: TapNews): void {
    const { clock, onPairing } = this.#deps;
    for (const row of received) {
      const message = messageOfIngress(row);
      if (message?.isTextUnseen === true && this.#areSessionsTold) this.#holdBack(message);
      else if (message !== undefined) this.#feed.heard(message);
    }
    this.#answer([...answers, ...failed.flatMap((row) => givenUp(row, clock.now()) ?? [])]);
    if (pairing === undefined) return;
    this.#stored = pairing;
    onPairing();
  }

  #answer(answers: readonly Answer[]): void {
    // An answer finds the message it is one to among those that are known.
    if (answers.length > 0) this.#feed.flush();
    for (const answer of answers) this.#deps.dispatch({ type: 'answer/sent', answer });
  }

  #holdBack(message: Message): void {
    const key = keyOf(message);
    const release = (): void => {
      cancel();
      this.#unseen.delete(key);
      this.#feed.heard(message);
    };
    const cancel = this.#deps.clock.after(unseenWaitMs, release);
    this.#unseen.set(key, release);
  }

  #hear({ thread, news }: SessionEvent): void {
    if (news.type === 'accepted') this.#accept(thread, news.message);
    else if (news.type === 'started') this.#work(thread, { isRunning: true });
    else if (news.type === 'writing') this.#write(thread, news.text);
    else if (news.type === 'written') this.#written(thread, news.text);
    else if (news.type === 'failed') this.#fail(thread, news.reason);
  }

  #accept(thread: SessionThread, message: Message): void {
    const release = this.#unseen.get(keyOf(message));
    // First of the two: what stands in the feed already keeps its place.
    this.#feed.heard(message);
    release?.();
    this.#accepted.delete(thread.key);
    this.#accepted.set(thread.key, message);
    if (this.#accepted.size > mostSessions) {
      const [oldest] = this.#accepted.keys();
      if (oldest !== undefined) this.#accepted.delete(oldest);
    }
    this.#work(thread, { acceptedAtMs: this.#deps.clock.now() });
  }

  #work(thread: SessionThread, work: Partial<AgentWork>): void {
    const message = this.#accepted.get(thread.key);
    if (message === undefined) return;
    const { accountId, id } = message;
    this.#deps.dispatch({ type: 'agent/worked', accountId, messageId: id, work });
  }

  #write(thread: SessionThread, text: string): void {
    this.#writing.set(thread.key, { thread, text });
    this.#cancelWriting ??= this.#deps.clock.after(writingEveryMs, () => {
      this.#cancelWriting = undefined;
      for (const written of this.#writing.values()) this.#work(written.thread, { text: written.text });
      this.#writing.clear();
    });
  }

  /**
   * Where the database is read it says what was sent. The row of an answer that has arrived is there for milliseconds, and may be missed; one that
   * Zalo refused stays for seconds: where neither was seen it did arrive, as far as anybody can tell.
   */
  #written(thread: SessionThread, text: string): void {
    const { clock, getState } = this.#deps;
    const message = this.#accepted.get(thread.key);
    // An agent that says so keeps silent: nothing is sent.
    if (message === undefined || /^\s*NO_REPLY\s*$/u.test(text)) return;
    const answer: Answer = { ...placeOf(message), text, atMs: clock.now(), isUnconfirmed: true };
    if (this.#database?.status !== 'watching') {
      this.#answer([answer]);
      return;
    }
    const cancel = clock.after(missedAfterMs, () => {
      this.#late.delete(cancel);
      if (answersTo(getState(), message).length === 0) this.#answer([answer]);
    });
    this.#late.add(cancel);
  }

  #fail(thread: SessionThread, reason: string): void {
    const message = this.#accepted.get(thread.key);
    if (message === undefined) return;
    const agentError = reason === '' ? words.noReason : reason;
    this.#answer([{ ...placeOf(message), text: '', atMs: this.#deps.clock.now(), agentError }]);
  }
}

/** Sessions of which the last message is remembered. */
const mostSessions = 1_000;

const placeOf = ({ accountId, threadId: thread, isGroup }: Message) => ({
  accountId,
  threadId: thread,
  isGroup,
});

/** Opens nothing yet. */
export const createGatewayTap = (deps: GatewayTapDeps): GatewayTap => new ConsoleTap(deps);
