// One connection to a gateway, from its opening to its end: the handshake, questions with answers, what is told unasked.

import type { Clock } from '../../shared/clock.ts';
import { AppError } from '../../shared/error.ts';
import type { ErrorView } from '../../shared/error-view.ts';
import { isRecord } from '../../zca/fields.ts';
import { zcaErrors } from '../../zca/words.ts';
import { openclawSentences } from '../words.ts';
import type { GatewayAddress } from './address.ts';
import { createEventOrder } from './event-order.ts';
import type { ConnectFailure, ConnectionEnd } from './machine.ts';
import type { GatewayCall, GatewayEvent, GatewayScope } from './model.ts';
import {
  type Challenge,
  callFailure,
  connectParams,
  type DeviceIdentity,
  type GatewayError,
  type GatewayHello,
  isGranted,
  readChallenge,
  readFrame,
  readHello,
  refusalOf,
} from './protocol.ts';
import type { OpenSocket, Socket } from './socket.ts';
import { connectionErrors as words } from './words.ts';

/** A gateway answers its greeting within milliseconds; one that has said nothing by then hangs. */
export const handshakeLimitMs = 10_000;
/** Where a call names no other. */
export const defaultDeadlineMs = 10_000;

/** `shutdown` is said before a stop, too: `{reason: "gateway stopping"}`, `{reason: "gateway restarting", restartExpectedMs}`. */
const isRestart = (payload: unknown): boolean =>
  isRecord(payload) &&
  (typeof payload['restartExpectedMs'] === 'number' || /restart/iu.test(String(payload['reason'])));

/** Thrown by {@link connect}: what was tried, and why it came to nothing. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
  readonly failure: ConnectFailure;

  constructor(failure: ConnectFailure) {
    super(`No connection: ${failure.type}`);
    this.failure = failure;
  }
}

export interface Connection {
  readonly hello: GatewayHello;
  /** @throws AppError as `GatewayClient.call` says, but for what depends on more than one connection */
  call(call: GatewayCall, signal?: AbortSignal): Promise<unknown>;
  close(): void;
  /** Resolves when it is over; never rejects. */
  readonly ended: Promise<ConnectionEnd>;
}

export interface ConnectOptions {
  readonly address: GatewayAddress;
  readonly scopes: readonly GatewayScope[];
  readonly identity?: DeviceIdentity | undefined;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** Of this program, for the gateway's log. */
  readonly version: string;
  readonly platform: string;
  readonly onEvent: (event: GatewayEvent) => void;
  /** Events were lost: what depends on all of them looks again. */
  readonly onGap: () => void;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly call: GatewayCall;
  settle(answer: { readonly payload: unknown } | { readonly error: ErrorView }): void;
}

const methodError: GatewayError = { code: '', message: '' };

class LiveConnection {
  readonly #options: ConnectOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #order = createEventOrder();
  readonly #end = Promise.withResolvers<ConnectionEnd>();
  readonly #hello = Promise.withResolvers<GatewayHello>();
  #socket: Socket | undefined;
  #nextId = 1;
  #connectId: string | undefined;
  #stands: GatewayHello | undefined;
  #isOver = false;
  #isRestart = false;
  #error: Error | undefined;
  #heardAtMs = 0;
  #stopTimer = (): void => undefined;
  readonly #give = (): void => this.#finish({ type: 'ended' }, { type: 'ended' });

  constructor(options: ConnectOptions) {
    this.#options = options;
  }

  async open(): Promise<Connection> {
    const { clock, signal, address, openSocket } = this.#options;
    if (signal.aborted) throw new NotConnected({ type: 'ended' });
    signal.addEventListener('abort', this.#give, { once: true });
    this.#stopTimer = clock.after(handshakeLimitMs, () =>
      this.#finish({ type: 'silent', forMs: handshakeLimitMs }, { type: 'silent', forMs: handshakeLimitMs }),
    );
    openSocket(address, {
      onOpen: () => undefined,
      onText: (text) => this.#hear(text),
      onClose: (code, reason) => this.#closed(code, reason),
      onError: (error) => {
        this.#error = error;
      },
    }).then(
      (socket) => {
        this.#socket = socket;
        if (this.#isOver) socket.terminate();
      },
      (error: unknown) => {
        this.#error = error instanceof Error ? error : new Error(String(error));
        this.#closed(1006, '');
      },
    );
    const hello = await this.#hello.promise;
    return {
      hello,
      call: (call, callSignal) => this.call(call, callSignal),
      close: () => this.#finish({ type: 'ended' }, { type: 'ended' }),
      ended: this.#end.promise,
    };
  }

  call(call: GatewayCall, signal?: AbortSignal): Promise<unknown> {
    const { method, deadlineMs = defaultDeadlineMs } = call;
    if (signal?.aborted) return Promise.reject(new AppError(zcaErrors.cancelled({ what: method })));
    if (this.#isOver) return Promise.reject(new AppError(words.lost({})));
    const answer = Promise.withResolvers<unknown>();
    const id = String(this.#nextId);
    this.#nextId += 1;
    const give = (): void => waiting.settle({ error: zcaErrors.cancelled({ what: method }) });
    const stop = this.#options.clock.after(deadlineMs, () =>
      waiting.settle({ error: openclawSentences.errors.timedOut({ what: method, afterMs: deadlineMs }) }),
    );
    const waiting: Waiting = {
      call,
      settle: (result) => {
        this.#waiting.delete(id);
        stop();
        signal?.removeEventListener('abort', give);
        if ('error' in result) answer.reject(new AppError(result.error));
        else answer.resolve(result.payload);
      },
    };
    this.#waiting.set(id, waiting);
    signal?.addEventListener('abort', give, { once: true });
    const frame = JSON.stringify({ type: 'req', id, method, params: call.params });
    if (Buffer.byteLength(frame) > (this.#stands?.maxPayloadBytes ?? Infinity))
      waiting.settle({ error: words.tooBig({ what: method }) });
    else this.#socket?.send(frame);
    return answer.promise;
  }

  #hear(text: string): void {
    if (this.#isOver) return;
    this.#heardAtMs = this.#options.clock.now();
    const frame = readFrame(text);
    // What is no frame, and an answer nobody waits for any more, is nothing to anybody.
    if (frame === undefined) return;
    if (frame.type === 'res') {
      if (frame.id === this.#connectId) this.#greeted(frame);
      else this.#answered(frame);
      return;
    }
    if (frame.event === 'connect.challenge' && this.#stands === undefined) {
      this.#introduce(readChallenge(frame.payload));
      return;
    }
    if (frame.event === 'shutdown') this.#isRestart = isRestart(frame.payload);
    if (this.#stands === undefined) return;
    const { isNew, isGap } = this.#order(frame.seq);
    if (isNew) this.#options.onEvent({ name: frame.event, payload: frame.payload });
    if (isGap) this.#options.onGap();
  }

  #introduce(challenge: Challenge | undefined): void {
    if (this.#connectId !== undefined) return;
    const { address, scopes, identity, version, platform, clock } = this.#options;
    this.#connectId = String(this.#nextId);
    this.#nextId += 1;
    const params = connectParams({
      version,
      platform,
      scopes,
      secret: address.secret,
      challenge,
      identity,
      nowMs: clock.now(),
    });
    this.#socket?.send(JSON.stringify({ type: 'req', id: this.#connectId, method: 'connect', params }));
  }

  #greeted(frame: {
    readonly ok: boolean;
    readonly payload?: unknown;
    readonly error?: GatewayError | undefined;
  }): void {
    if (this.#stands !== undefined) return;
    const { identity, address, scopes } = this.#options;
    if (!frame.ok) {
      const refusal = refusalOf(this.#withoutSecret(frame.error ?? methodError), {
        hasIdentity: identity !== undefined,
        hasSecret: address.secret.type !== 'none',
      });
      this.#finish({ type: 'ended' }, { type: 'refused', refusal });
      return;
    }
    const hello = readHello(frame.payload);
    if (hello === undefined) {
      this.#finish({ type: 'ended' }, { type: 'no-gateway', detail: 'its greeting is not understood' });
      return;
    }
    if (!isGranted(hello, scopes)) {
      this.#finish({ type: 'ended' }, { type: 'not-granted' });
      return;
    }
    this.#stands = hello;
    this.#stopTimer();
    this.#watchSilence(hello);
    this.#hello.resolve(hello);
  }

  #answered(frame: {
    readonly id: string;
    readonly ok: boolean;
    readonly payload?: unknown;
    readonly error?: GatewayError | undefined;
  }): void {
    const waiting = this.#waiting.get(frame.id);
    if (frame.ok) waiting?.settle({ payload: frame.payload });
    else
      waiting?.settle({
        error: callFailure(
          waiting.call.method,
          this.#withoutSecret(frame.error ?? methodError),
          this.#stands?.methods,
        ),
      });
  }

  /** A gateway that keeps its connection says something with every tick; two that are missed are one too many. */
  #watchSilence({ tickIntervalMs }: GatewayHello): void {
    const limitMs = tickIntervalMs * 2.5;
    const look = (): void => {
      const silentForMs = this.#options.clock.now() - this.#heardAtMs;
      if (silentForMs >= limitMs) this.#finish({ type: 'silent', forMs: silentForMs }, { type: 'ended' });
      else this.#stopTimer = this.#options.clock.after(limitMs - silentForMs, look);
    };
    this.#stopTimer = this.#options.clock.after(limitMs, look);
  }

  #withoutSecret(error: GatewayError): GatewayError {
    const { secret } = this.#options.address;
    return secret.type === 'none' ? error : { ...error, message: secret.value.hideIn(error.message) };
  }

  #closed(code: number, reason: string): void {
    const isRestart = this.#isRestart || code === 1012;
    const error = this.#error as (Error & { readonly code?: unknown }) | undefined;
    this.#finish(
      { type: 'closed', code, reason: error?.message ?? reason, isRestart },
      {
        type: 'unreachable',
        code: typeof error?.code === 'string' ? error.code : undefined,
        detail: error?.message ?? reason,
      },
    );
  }

  /** Once: what waits for an answer is told that none will come. */
  #finish(end: ConnectionEnd, failure: ConnectFailure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    this.#options.signal.removeEventListener('abort', this.#give);
    for (const { call, settle } of this.#waiting.values())
      settle({ error: call.scope === 'read' ? words.lost({}) : words.lostDuring({ what: call.method }) });
    if (this.#stands === undefined) this.#hello.reject(new NotConnected(failure));
    this.#end.resolve(end);
    if (end.type === 'ended') this.#socket?.close();
    else this.#socket?.terminate();
  }
}

/** Opens a connection and introduces itself. @throws NotConnected */
export const connect = (options: ConnectOptions): Promise<Connection> => new LiveConnection(options).open();
