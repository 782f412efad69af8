// What the rest of the core knows of the live connection to a gateway. How it is kept up stands beside it.

/** What a call may do; the gateway grants each by itself (the gateway's live contract, section 1). */
export type GatewayScope = 'read' | 'write' | 'pairing' | 'admin';

/** One question or act, as a value. */
export interface GatewayCall {
  /** `channels.pairing.list`, … */
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The least that allows it. It is asked for only when it is needed, and all but `read` never in a console that only reads. */
  readonly scope: GatewayScope;
  /** Default: 10 s. */
  readonly deadlineMs?: number;
}

/** What the gateway tells unasked. The payload is not parsed yet. */
export interface GatewayEvent {
  /** `session.message`, `sessions.changed`, `health`, … */
  readonly name: string;
  readonly payload: unknown;
}

/** The one live connection of a console to its gateway. */
export interface GatewayClient {
  /** The connection stands: only then a call is worth trying; else there are files, and the binary. */
  isOpen(): boolean;
  /**
   * Resolves with the payload as it came: who asks parses it.
   * @throws AppError `gateway-down` (no connection, or lost before the answer: an act may have been done), `timed-out`, `cancelled`,
   *   `unsupported-call` (this gateway does not know the method), `not-permitted` (it does not grant the scope, or the console only reads),
   *   `command-failed` (it said no; `view.detail` is what it said)
   */
  call(call: GatewayCall, signal?: AbortSignal): Promise<unknown>;
  /**
   * Names the run of the gateway that the connection is of: another once it has restarted, and then all is forgotten that it held in its memory.
   * Undefined where there is no connection, or the gateway does not say.
   */
  readonly instance?: () => string | undefined;
  /** Every event of the connection, in order. Returns what ends the telling. */
  onEvent(listener: (event: GatewayEvent) => void): () => void;
  /** Called each time the connection stands, the first time and after each loss: what was subscribed to is gone then. Returns what ends it. */
  onOpen(listener: () => void): () => void;
}
