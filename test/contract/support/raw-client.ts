// Asks a gateway over a WebSocket of its own, with no code of ours in between: what the gateway says counts.
// No device, one token, every scope: as the gateway allows on loopback.
import { setTimeout as sleep } from 'node:timers/promises';

type Json = Readonly<Record<string, unknown>>;

/** What a gateway says when it says no. */
export class Refusal extends Error {
  readonly code: string;
  readonly details: unknown;

  constructor(error: Json) {
    super(String(error['message']));
    this.code = String(error['code']);
    this.details = error['details'];
  }
}

/** The refusal of a call that must not succeed. @throws Error if it does, or fails otherwise */
export const refused = async (asked: Promise<unknown>): Promise<Refusal> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`Not refused: ${String(error)}`);
};

/** An open connection. */
export interface RawClient {
  /** What it said when the connection was made. */
  readonly hello: Json;
  /** Every event so far, in order. */
  readonly events: readonly { readonly event: string; readonly payload: Json }[];
  /** @throws Refusal */
  call(method: string, params?: Json): Promise<Json>;
  close(): void;
}

interface Waiting {
  resolve(payload: Json): void;
  reject(error: Error): void;
}

/** How to connect; what stands here by default is granted everything on loopback. */
export interface RawOptions {
  readonly protocol?: number;
  readonly scopes?: readonly string[];
}

/** The secret of every gateway of the suite. */
const token = 'contract';
const allScopes = ['operator.read', 'operator.write', 'operator.admin', 'operator.pairing'];

/** @throws Refusal, or Error where there is no gateway */
export const connectRaw = async (
  port: string,
  { protocol = 4, scopes = allScopes }: RawOptions = {},
): Promise<RawClient> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const waiting = new Map<string, Waiting>();
  const events: { event: string; payload: Json }[] = [];
  let asked = 0;
  const call = (method: string, params: Json = {}): Promise<Json> =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(String(asked), { resolve, reject });
      socket.send(JSON.stringify({ type: 'req', id: String(asked), method, params }));
    });
  const hello = await new Promise<Json>((resolve, reject) => {
    socket.onclose = ({ code, reason }) => {
      const error = new Error(`The gateway closed the connection: ${code} ${reason}`);
      for (const one of waiting.values()) one.reject(error);
      reject(error);
    };
    socket.onerror = () => reject(new Error('No gateway.'));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as Json;
      if (frame['type'] === 'event') {
        events.push({ event: String(frame['event']), payload: frame['payload'] as Json });
        if (frame['event'] !== 'connect.challenge') return;
        const client = {
          id: 'gateway-client',
          version: '0.0.1',
          platform: process.platform,
          mode: 'backend',
        };
        const limits = { minProtocol: protocol, maxProtocol: protocol };
        call('connect', { ...limits, client, role: 'operator', scopes, caps: [], auth: { token } }).then(
          resolve,
          reject,
        );
        return;
      }
      const one = waiting.get(String(frame['id']));
      waiting.delete(String(frame['id']));
      if (frame['ok'] === true) one?.resolve((frame['payload'] ?? {}) as Json);
      else one?.reject(new Refusal(frame['error'] as Json));
    };
  });
  return { hello, events, call, close: () => socket.close() };
};

/** Connects as soon as the gateway is there and has started all it starts. @throws the last failure */
export const connectRawSoon = async (
  port: string,
  deadlineMs: number,
  options?: RawOptions,
): Promise<RawClient> => {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await connectRaw(port, options);
    } catch (error) {
      if (performance.now() - startedAt > deadlineMs) throw error;
      await sleep(100);
    }
  }
};
