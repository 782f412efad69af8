// A gateway that speaks the live protocol on loopback, and does nothing else: scripted answers, events, faults. What it says is what 2026.9.6 says
// (docs/contract/gateway-live.md).
import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** What a method comes to: a payload, a refusal, nothing at all, or a function of the parameters. */
export type ServerAnswer =
  | { readonly payload: unknown }
  | { readonly error: Readonly<Record<string, unknown>> }
  | 'never'
  | ((params: Readonly<Record<string, unknown>>) => unknown);

interface ServerOptions {
  readonly token?: string;
  readonly password?: string;
  /** What it speaks; another release has another. Default 4. */
  readonly protocol?: number;
  readonly version?: string;
  readonly tickIntervalMs?: number;
  readonly maxPayload?: number;
  /** It speaks TLS, with this key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default: an own one on loopback. */
  readonly port?: number;
}

interface Client {
  readonly socket: WebSocket;
  scopes: readonly string[];
  seq: number;
}

/** A call that came, and over a connection with which scopes. */
export interface ServerCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
}

/** How it behaves towards those who come next. */
interface Behaviour {
  /** Says nothing to whoever connects. */
  hangs?: boolean;
  /** Asks who the device is, unless it says so; `approved`: those who were let in. */
  wantsDevice?: boolean;
  approved?: (deviceId: string) => boolean;
  /** It has begun, and is not done with it: `UNAVAILABLE`. */
  isStarting?: boolean;
  /** The most it grants to a client without a device. */
  grants?: readonly string[];
}

export interface GatewayServer {
  readonly url: string;
  readonly port: number;
  readonly behaviour: Behaviour;
  /** Scripts a method from now on, and which scope it needs (default `operator.read`). */
  answer(method: string, answer: ServerAnswer, scope?: string): void;
  readonly calls: readonly ServerCall[];
  /** Every set of parameters a client introduced itself with. */
  readonly introductions: readonly Readonly<Record<string, unknown>>[];
  /** Connections that stand, by their scopes. */
  readonly connections: readonly (readonly string[])[];
  /** Tells every connection that may read. */
  tell(event: string, payload: unknown): void;
  /** The next event has a number so much greater than it should have; negative ones are late. */
  skipNumbers(count: number): void;
  /** Sends a text as it is. */
  sendRaw(text: string): void;
  /** Ends every connection without a word. */
  drop(): void;
  /** Announces a restart and closes with 1012; nothing answers until {@link GatewayServer.listen}. */
  goDown(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
}

const textOf = (data: RawData): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

type Params = Readonly<Record<string, unknown>>;

const paramsOf = (value: unknown): Params =>
  typeof value === 'object' && value !== null ? (value as Params) : {};

/** Envelope of an ed25519 key, before its 32 bytes. */
const envelope = Buffer.from('302a300506032b6570032100', 'hex');

const isSigned = (params: Params, nonce: string): boolean => {
  const { device, client, role, scopes, auth } = params;
  const { id, publicKey, signature, signedAt, nonce: theirs } = paramsOf(device);
  const { id: clientId, mode } = paramsOf(client);
  const raw = Buffer.from(String(publicKey), 'base64url');
  const key = createPublicKey({ key: Buffer.concat([envelope, raw]), format: 'der', type: 'spki' });
  const token = paramsOf(auth)['token'] ?? '';
  const text = ['v2', id, clientId, mode, role, String(scopes), signedAt, token, nonce].map(String).join('|');
  return (
    theirs === nonce && verify(null, Buffer.from(text), key, Buffer.from(String(signature), 'base64url'))
  );
};

const nonce = 'a-nonce';

class ScriptedGateway implements GatewayServer {
  readonly behaviour: Behaviour = {};
  readonly calls: ServerCall[] = [];
  readonly introductions: Params[] = [];
  readonly #options: ServerOptions;
  readonly #answers = new Map<string, { readonly answer: ServerAnswer; readonly scope: string }>();
  readonly #clients = new Set<Client>();
  #server: WebSocketServer | undefined;
  #http: Server | undefined;
  #skip = 0;
  port = 0;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.port = options.port ?? 0;
  }

  get url(): string {
    return `${this.#options.tls === undefined ? 'ws' : 'wss'}://127.0.0.1:${this.port}`;
  }

  get connections(): readonly (readonly string[])[] {
    return [...this.#clients].map(({ scopes }) => scopes);
  }

  answer(method: string, answer: ServerAnswer, scope = 'operator.read'): void {
    this.#answers.set(method, { answer, scope });
  }

  async listen(): Promise<void> {
    const { tls } = this.#options;
    const http = tls === undefined ? createHttp() : createHttps(tls);
    const server = new WebSocketServer({ server: http });
    this.#server = server;
    this.#http = http;
    server.on('connection', (socket) => this.#greet(socket));
    http.listen(this.port, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  tell(event: string, payload: unknown): void {
    for (const client of this.#clients) {
      client.seq += 1 + this.#skip;
      this.#send(client.socket, { type: 'event', event, payload, seq: client.seq });
    }
    this.#skip = 0;
  }

  skipNumbers(count: number): void {
    this.#skip = count;
  }

  sendRaw(text: string): void {
    for (const { socket } of this.#clients) socket.send(text);
  }

  drop(): void {
    for (const socket of this.#server?.clients ?? []) socket.terminate();
  }

  async goDown(): Promise<void> {
    this.tell('shutdown', { reason: 'gateway restarting', restartExpectedMs: 1_500 });
    for (const { socket } of this.#clients) socket.close(1012, 'service restart');
    await this.close();
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    // Who has not said good-bye by then does not.
    for (const socket of server.clients) if (socket.readyState !== WebSocket.CLOSING) socket.terminate();
    await closed;
    const http = this.#http;
    this.#http = undefined;
    if (http !== undefined)
      await new Promise((resolve) => {
        http.close(resolve);
      });
  }

  #send(socket: WebSocket, frame: unknown): void {
    socket.send(JSON.stringify(frame));
  }

  #greet(socket: WebSocket): void {
    if (this.behaviour.hangs) return;
    const client: Client = { socket, scopes: [], seq: 0 };
    socket.on('error', () => undefined);
    socket.on('close', () => this.#clients.delete(client));
    socket.on('message', (data) => {
      const { id, method, params } = JSON.parse(textOf(data)) as {
        id: string;
        method: string;
        params?: unknown;
      };
      if (method === 'connect') this.#introduced(client, id, paramsOf(params));
      else this.#asked(client, id, method, paramsOf(params));
    });
    this.#send(socket, {
      type: 'event',
      event: 'connect.challenge',
      payload: { nonce, ts: 1_796_020_383_105 },
    });
  }

  /** Why it does not take somebody; undefined: it does. */
  #refusal(params: Params): Params | undefined {
    const { token, password, protocol = 4 } = this.#options;
    const { isStarting, wantsDevice, approved } = this.behaviour;
    const { minProtocol, maxProtocol, auth, device } = params;
    const given = paramsOf(auth);
    const invalid = (code: string, message: string, details: Params = {}): Params => ({
      code: 'INVALID_REQUEST',
      message,
      details: { code, ...details },
    });
    const unpaired = (code: string, message: string): Params => ({
      ...invalid(code, message, { requestId: 'request-1' }),
      code: 'NOT_PAIRED',
    });
    if (isStarting)
      return {
        code: 'UNAVAILABLE',
        message: 'gateway starting; retry shortly',
        retryable: true,
        retryAfterMs: 500,
        details: { reason: 'startup-sidecars' },
      };
    if (Number(minProtocol) > protocol || Number(maxProtocol) < protocol)
      return invalid('PROTOCOL_MISMATCH', 'protocol mismatch', { expectedProtocol: protocol });
    if (token !== undefined && given['token'] !== token)
      return invalid(
        'AUTH_TOKEN_MISMATCH',
        `unauthorized: gateway token mismatch (${String(given['token'])})`,
      );
    if (password !== undefined && given['password'] !== password)
      return invalid('AUTH_PASSWORD_MISMATCH', 'unauthorized: gateway password mismatch');
    if (device === undefined)
      return wantsDevice ? unpaired('DEVICE_IDENTITY_REQUIRED', 'device identity required') : undefined;
    if (!isSigned(params, nonce))
      return unpaired('DEVICE_AUTH_SIGNATURE_INVALID', 'device signature invalid');
    return approved?.(String(paramsOf(device)['id'])) === false
      ? unpaired('PAIRING_REQUIRED', 'pairing required')
      : undefined;
  }

  #introduced(client: Client, id: string, params: Params): void {
    this.introductions.push(params);
    const error = this.#refusal(params);
    if (error !== undefined) {
      this.#send(client.socket, { type: 'res', id, ok: false, error });
      client.socket.close(1008);
      return;
    }
    const {
      protocol = 4,
      version = '2026.9.6',
      maxPayload = 26_214_400,
      tickIntervalMs = 30_000,
    } = this.#options;
    const { grants } = this.behaviour;
    const { scopes, device } = params;
    const asked = Array.isArray(scopes) ? scopes.map(String) : [];
    client.scopes =
      device !== undefined || grants === undefined ? asked : asked.filter((scope) => grants.includes(scope));
    this.#clients.add(client);
    this.#send(client.socket, {
      type: 'res',
      id,
      ok: true,
      payload: {
        type: 'hello-ok',
        protocol,
        server: { version, bootId: 'boot' },
        features: { methods: [...this.#answers.keys()], events: ['tick', 'health'] },
        auth: { method: 'token', role: 'operator', scopes: client.scopes },
        policy: { maxPayload, tickIntervalMs },
      },
    });
  }

  #reply(
    { scopes }: Client,
    method: string,
    params: Params,
  ): { readonly payload: unknown } | { readonly error: Params } | undefined {
    const known = this.#answers.get(method);
    const no = (message: string) => ({ error: { code: 'INVALID_REQUEST', message } });
    if (known === undefined) return no(`unknown method: ${method}`);
    const { answer, scope } = known;
    if (!scopes.includes(scope) && !scopes.includes('operator.admin')) return no(`missing scope: ${scope}`);
    if (answer === 'never') return undefined;
    return typeof answer === 'function' ? { payload: answer(params) } : answer;
  }

  #asked(client: Client, id: string, method: string, params: Params): void {
    this.calls.push({ method, params, scopes: client.scopes });
    const reply = this.#reply(client, method, params);
    if (reply === undefined) return;
    this.#send(client.socket, { type: 'res', id, ok: 'payload' in reply, ...reply });
  }
}

/** One that listens. Whoever starts it closes it. */
export const startGatewayServer = async (options: ServerOptions = {}): Promise<GatewayServer> => {
  const server = new ScriptedGateway(options);
  await server.listen();
  return server;
};
