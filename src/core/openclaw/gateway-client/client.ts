// Keeps one connection to the gateway up, and opens others for what needs more than reading, for as long as it is needed.

import type { ConnectionState } from '../../model/programs.ts';
import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/error.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { isRecord } from '../../zca/fields.ts';
import { zcaErrors } from '../../zca/words.ts';
import { openclawSentences } from '../words.ts';
import { type AddressAnswer, type GatewayAddress, isSameAddress } from './address.ts';
import { type Connection, connect, NotConnected } from './connection.ts';
import { afterFailure, type Failure } from './machine.ts';
import type { GatewayCall, GatewayClient, GatewayEvent, GatewayScope } from './model.ts';
import type { DeviceIdentity } from './protocol.ts';
import type { OpenSocket } from './socket.ts';
import { connectionErrors as words } from './words.ts';

/** A connection that may do more than read is closed when it has not been used for so long (ms). */
export const idleAfterMs = 15_000;

/** A connection that is being made stands within milliseconds; one that takes longer is not waited for (ms). */
export const standsWithinMs = 2_000;

/** A restart takes 20 to 30 s, on a busy machine a minute. */
const restartLimitMs = 60_000;

export interface LiveGatewayOptions {
  /** The gateway to connect to, as it is known now. Never rejects. */
  readonly address: () => Promise<AddressAnswer>;
  readonly openSocket: OpenSocket;
  /** Which device this is, for a gateway that asks. @throws AppError */
  readonly identity: () => Promise<DeviceIdentity>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly version: string;
  readonly platform: string;
  /** A console that only reads asks for no more, ever. */
  readonly isReadOnly: boolean;
  readonly onChange: (state: ConnectionState) => void;
}

/** The client, and what keeps it up. */
export interface LiveGateway extends GatewayClient {
  /** There is a gateway: a connection is opened, unless one stands or is waited for. */
  keep(): void;
  /**
   * Looks where the gateway is, and what opens it: another one, or another secret, is connected to anew, and what waits is tried now. What was
   * refused is refused again, unless something has changed about it: `isNews`.
   */
  follow(options?: { readonly isNews?: boolean }): Promise<void>;
  /** There is none any more. */
  drop(): void;
  /**
   * Resolves when the attempt that is under way has come to something, or after {@link standsWithinMs}: whoever has another way then takes it. Never
   * rejects.
   */
  settled(): Promise<void>;
  /** What {@link LiveGatewayOptions.onChange} told last. */
  state(): ConnectionState;
  /** Ends all connections; nothing begins after it. */
  stop(): void;
}

type Elevated = Exclude<GatewayScope, 'read'>;

/** What is asked for: the gateway takes `admin` for all there is. */
const scopesFor = (scope: Elevated): readonly GatewayScope[] =>
  scope === 'admin' ? ['admin'] : ['read', scope];

const failureOf = (error: unknown): Failure =>
  error instanceof NotConnected
    ? error.failure
    : { type: 'no-gateway', detail: error instanceof Error ? error.message : String(error) };

/** News of a run, and which of it: each has a number of its own. */
const runNews = ({
  name,
  payload,
}: GatewayEvent): { readonly run: string; readonly key: string } | undefined => {
  if (name !== 'chat' || !isRecord(payload) || typeof payload['runId'] !== 'string') return undefined;
  const { runId: run, seq, state } = payload;
  return { run, key: JSON.stringify([run, seq, state]) };
};

interface Helper {
  readonly connection: Promise<Connection>;
  readonly ending: AbortController;
  calls: number;
  stopIdling: () => void;
}

class KeptGateway implements LiveGateway {
  readonly #options: LiveGatewayOptions;
  readonly #listeners = new Set<(event: GatewayEvent) => void>();
  readonly #openers = new Set<() => void>();
  readonly #helpers = new Map<Elevated, Helper>();
  /** Runs that were begun over a connection of more than reading: their news may come over both. What of them was told. */
  readonly #ownRuns = new Map<string, Set<string>>();
  /** Addresses whose gateway wants to know which device this is. */
  readonly #wantIdentity = new Set<string>();
  #state: ConnectionState = { status: 'off' };
  #isStopped = false;
  /** Ends what the standing connection is at: an attempt, a wait, or itself. */
  #round: AbortController | undefined;
  #address: GatewayAddress | undefined;
  #connection: Connection | undefined;
  #attempt = 0;
  /** Until then a gateway that said it would be back is not there yet. */
  #restartsUntilMs = 0;
  #stopWaiting = (): void => undefined;
  /** The last attempt; never rejects. */
  #attempting: Promise<void> = Promise.resolve();

  constructor(options: LiveGatewayOptions) {
    this.#options = options;
  }

  isOpen(): boolean {
    return this.#connection !== undefined;
  }

  readonly instance = (): string | undefined => this.#connection?.hello.bootId;

  state(): ConnectionState {
    return this.#state;
  }

  onEvent(listener: (event: GatewayEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onOpen(listener: () => void): () => void {
    this.#openers.add(listener);
    return () => void this.#openers.delete(listener);
  }

  async call(call: GatewayCall, signal?: AbortSignal): Promise<unknown> {
    const { scope, method, params } = call;
    if (scope !== 'read' && this.#options.isReadOnly) throw new AppError(words.readOnly({ what: method }));
    if (signal?.aborted) throw new AppError(zcaErrors.cancelled({ what: method }));
    if (this.#connection === undefined) throw new AppError(this.#whyNot());
    if (scope === 'read') return this.#connection.call(call, signal);
    if (method === 'chat.send' && typeof params['idempotencyKey'] === 'string')
      this.#ownRuns.set(params['idempotencyKey'], new Set());
    return this.#callElevated(call, scope, signal);
  }

  keep(): void {
    if (!this.#isStopped && this.#state.status === 'off' && this.#round === undefined) void this.#begin();
  }

  async follow({ isNews = false }: { readonly isNews?: boolean } = {}): Promise<void> {
    if (this.#isStopped) return;
    const { status } = this.#state;
    const before = this.#address;
    const isIdle = status === 'off' || status === 'retrying' || (status === 'refused' && isNews);
    if (before === undefined || isIdle) return this.#begin();
    const answer = await this.#options.address();
    if (this.#isStopped || this.#address !== before) return;
    if (answer?.ok === true && isSameAddress(answer.address, before)) return;
    return this.#begin();
  }

  drop(): void {
    this.#endRound();
    this.#address = undefined;
    this.#attempt = 0;
    this.#tell({ status: 'off' });
  }

  settled(): Promise<void> {
    let stop = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      stop = this.#options.clock.after(standsWithinMs, resolve);
    });
    return Promise.race([this.#attempting, late]).finally(() => stop());
  }

  stop(): void {
    this.drop();
    this.#isStopped = true;
    this.#listeners.clear();
    this.#openers.clear();
  }

  #tell(state: ConnectionState): void {
    if (this.#isStopped || (state.status === 'off' && this.#state.status === 'off')) return;
    this.#state = state;
    this.#options.onChange(state);
  }

  #whyNot(): ErrorView {
    const state = this.#state;
    if (state.status === 'retrying') return state.cause;
    // Who calls takes another way then: what was refused is said where the connection is shown.
    return openclawSentences.errors.gatewayDown(
      state.status === 'refused' ? { detail: state.error.sentence } : {},
    );
  }

  #endRound(): void {
    this.#stopWaiting();
    this.#round?.abort();
    this.#round = undefined;
    this.#connection?.close();
    this.#connection = undefined;
    for (const { ending } of this.#helpers.values()) ending.abort();
    this.#helpers.clear();
    this.#ownRuns.clear();
  }

  #begin(): Promise<void> {
    this.#attempting = this.#tryOnce();
    return this.#attempting;
  }

  /** A new attempt, from the address on. */
  async #tryOnce(): Promise<void> {
    this.#endRound();
    const round = new AbortController();
    this.#round = round;
    const answer = await this.#options.address();
    if (round.signal.aborted) return;
    if (answer === undefined) {
      this.drop();
      return;
    }
    if (!answer.ok) {
      this.#address = undefined;
      const { error, retryAfterMs } = answer;
      if (retryAfterMs === undefined) this.#tell({ status: 'refused', error });
      else {
        this.#stopWaiting = this.#options.clock.after(retryAfterMs, () => void this.#begin());
        this.#tell({ status: 'refused', error, retryAtMs: this.#options.clock.now() + retryAfterMs });
      }
      return;
    }
    const { address } = answer;
    if (this.#address !== undefined && !isSameAddress(this.#address, address)) this.#attempt = 0;
    this.#address = address;
    const before = this.#state;
    this.#tell({
      status: 'connecting',
      url: address.url,
      ...(before.status === 'retrying' ? { cause: before.cause } : {}),
    });
    // Who depends on all events looks again after a loss of some, as after a loss of all.
    const open = (): void => {
      for (const opener of this.#openers) opener();
    };
    await this.#establish(address, ['read'], round.signal, (event) => this.#hear(event), open).then(
      (connection) => this.#stand(connection, address, round),
      (error: unknown) => this.#fail(error, address, round),
    );
  }

  #stand(connection: Connection, address: GatewayAddress, round: AbortController): void {
    if (round.signal.aborted) {
      connection.close();
      return;
    }
    const { clock } = this.#options;
    const sinceMs = clock.now();
    const { version, protocol } = connection.hello;
    this.#connection = connection;
    this.#tell({
      status: 'open',
      url: address.url,
      ...(version === undefined ? {} : { version }),
      protocol,
      sinceMs,
    });
    for (const opener of this.#openers) opener();
    void connection.ended.then((end) => {
      if (round.signal.aborted || this.#connection !== connection) return;
      this.#endRound();
      this.#next(end.type === 'ended' ? { type: 'ended' } : end, address, clock.now() - sinceMs);
    });
  }

  #fail(error: unknown, address: GatewayAddress, round: AbortController): void {
    if (round.signal.aborted) return;
    if (error instanceof AppError) this.#tell({ status: 'refused', url: address.url, error: error.view });
    else this.#next(failureOf(error), address);
  }

  #next(failure: Failure, { url, isLocal }: GatewayAddress, stoodForMs?: number): void {
    const { clock, random } = this.#options;
    const nowMs = clock.now();
    if (failure.type === 'closed' && failure.isRestart) this.#restartsUntilMs = nowMs + restartLimitMs;
    const { state, attempt } = afterFailure(failure, {
      url,
      isLocal,
      isRestarting: nowMs < this.#restartsUntilMs,
      attempt: this.#attempt,
      ...(stoodForMs === undefined ? {} : { stoodForMs }),
      random: random(),
      nowMs,
    });
    this.#attempt = attempt;
    const { retryAtMs } = state;
    if (retryAtMs !== undefined)
      this.#stopWaiting = clock.after(Math.max(0, retryAtMs - clock.now()), () => void this.#begin());
    this.#tell(state);
  }

  /** Opens one; as a known device where the gateway wants that, or grants nothing without. @throws NotConnected, AppError */
  async #establish(
    address: GatewayAddress,
    scopes: readonly GatewayScope[],
    signal: AbortSignal,
    onEvent: (event: GatewayEvent) => void,
    onGap: () => void = () => undefined,
  ): Promise<Connection> {
    const { openSocket, clock, version, platform } = this.#options;
    const open = (identity?: DeviceIdentity): Promise<Connection> =>
      connect({
        address,
        scopes,
        identity,
        openSocket,
        clock,
        version,
        platform,
        onEvent,
        onGap,
        signal,
      });
    if (!this.#wantIdentity.has(address.url)) {
      try {
        return await open();
      } catch (error) {
        const failure = failureOf(error);
        const isAsked = failure.type === 'refused' && failure.refusal.type === 'identity';
        if (!isAsked && failure.type !== 'not-granted') throw error;
        this.#wantIdentity.add(address.url);
      }
    }
    return open(await this.#options.identity());
  }

  #hear(event: GatewayEvent, isElevated = false): void {
    const news = runNews(event);
    const told = news === undefined ? undefined : this.#ownRuns.get(news.run);
    // What is told to every connection is told once.
    if (told === undefined ? isElevated : told.has(news?.key ?? '')) return;
    if (news !== undefined) told?.add(news.key);
    for (const listener of this.#listeners) listener(event);
  }

  async #callElevated(call: GatewayCall, scope: Elevated, signal?: AbortSignal): Promise<unknown> {
    const helper = this.#helpers.get(scope) ?? this.#openHelper(scope);
    helper.stopIdling();
    helper.calls += 1;
    try {
      const connection = await until(helper.connection, call.method, signal);
      return await connection.call(call, signal);
    } catch (error) {
      throw error instanceof NotConnected ? new AppError(this.#whyNotElevated(error, call.method)) : error;
    } finally {
      helper.calls -= 1;
      if (helper.calls === 0)
        helper.stopIdling = this.#options.clock.after(idleAfterMs, () => this.#forget(scope, helper));
    }
  }

  #openHelper(scope: Elevated): Helper {
    const ending = new AbortController();
    const address = this.#address;
    const connection =
      address === undefined
        ? Promise.reject(new AppError(openclawSentences.errors.gatewayDown()))
        : this.#establish(address, scopesFor(scope), ending.signal, (event) => this.#hear(event, true));
    const helper: Helper = { connection, ending, calls: 0, stopIdling: () => undefined };
    this.#helpers.set(scope, helper);
    connection.then(
      ({ ended }) => void ended.then(() => this.#forget(scope, helper)),
      () => this.#forget(scope, helper),
    );
    return helper;
  }

  #forget(scope: Elevated, helper: Helper): void {
    helper.stopIdling();
    helper.ending.abort();
    if (this.#helpers.get(scope) === helper) this.#helpers.delete(scope);
    if (this.#helpers.size === 0) this.#ownRuns.clear();
  }

  #whyNotElevated({ failure }: NotConnected, what: string): ErrorView {
    if (failure.type === 'not-granted') return openclawSentences.errors.notPermitted({ what });
    if (failure.type === 'refused' && failure.refusal.type !== 'identity') return failure.refusal.error;
    return openclawSentences.errors.gatewayDown();
  }
}

/** The promise, for as long as somebody waits for it. @throws AppError `cancelled` */
const until = async <Value>(promise: Promise<Value>, what: string, signal?: AbortSignal): Promise<Value> => {
  if (signal === undefined) return promise;
  const given = Promise.withResolvers<never>();
  const give = (): void => given.reject(new AppError(zcaErrors.cancelled({ what })));
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([promise, given.promise]);
  } finally {
    signal.removeEventListener('abort', give);
  }
};

/** Opens nothing yet. */
export const createLiveGateway = (options: LiveGatewayOptions): LiveGateway => new KeptGateway(options);
