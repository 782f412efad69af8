// The WebSocket under a connection: the package `ws`, which the build loads when the first is opened (docs/decisions/0017-live-connection.md).
import { readFile } from 'node:fs/promises';
import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import type { GatewayAddress } from './address.ts';
import { maxFrameBytes } from './protocol.ts';

export interface SocketHandlers {
  onOpen(): void;
  onText(text: string): void;
  /** Nothing comes after it. `code`: 1006 where nobody said why. */
  onClose(code: number, reason: string): void;
  /** Why it will be closed in a moment. */
  onError(error: Error): void;
}

export interface Socket {
  send(text: string): void;
  /** Says good-bye; ends it after a moment in any case. */
  close(): void;
  /** Ends it at once. */
  terminate(): void;
}

/** Begins to open a socket. Never rejects for what the other side does: that is told to the handlers. */
export type OpenSocket = (address: GatewayAddress, handlers: SocketHandlers) => Promise<Socket>;

interface Trust {
  readonly ca?: string;
  readonly rejectUnauthorized?: boolean;
  /** False: nothing is wrong with the name (`ws` passes it on to Node, for which anything else is the error). */
  checkServerIdentity?(): boolean;
}

/** The socket under a socket, where it is encrypted; without `node:tls`, which is slow to load and mostly not needed. */
const certificateOf = (stream: unknown): string | undefined => {
  if (typeof stream !== 'object' || stream === null || !('getPeerCertificate' in stream)) return undefined;
  const { fingerprint256 } = (stream as TLSSocket).getPeerCertificate();
  return fingerprint256.replaceAll(':', '').toLowerCase();
};

/** The certificate a gateway made for itself is trusted as it is, whatever name is in it. */
const trustOf = async ({ certFile, fingerprint }: GatewayAddress): Promise<Trust> => {
  // Who has a fingerprint asks nobody else: it is compared before anything is said.
  if (fingerprint !== undefined) return { rejectUnauthorized: false };
  if (certFile === undefined) return {};
  const ca = await readFile(certFile, 'utf8').catch(() => undefined);
  return ca === undefined ? {} : { ca, checkServerIdentity: () => false };
};

/** A gateway that hangs does not answer a good-bye: it is not waited for longer. */
const goodbyeMs = 500;

/** An error as the system words it. */
const wrongFingerprint = (): Error =>
  Object.assign(new Error('the fingerprint is another one'), { code: 'ERR_TLS_CERT_FINGERPRINT' });

export const openWebSocket: OpenSocket = async (address, handlers) => {
  const trust = await trustOf(address);
  const socket = new WebSocket(address.url, {
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    followRedirects: false,
    ...trust,
  });
  let failed = false;
  const fail = (error: Error): void => {
    if (!failed) handlers.onError(error);
    failed = true;
  };
  socket.on('upgrade', (response) => {
    if (address.fingerprint === undefined) return;
    if (certificateOf(response.socket) === address.fingerprint) return;
    fail(wrongFingerprint());
    socket.terminate();
  });
  socket.on('open', () => {
    if (!failed) handlers.onOpen();
  });
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) handlers.onText(data.toString('utf8'));
  });
  socket.on('error', fail);
  socket.on('close', (code, reason) => handlers.onClose(code, reason.toString('utf8')));
  return {
    send: (text) => socket.send(text, () => undefined),
    close: () => {
      socket.close(1000);
      setTimeout(() => socket.terminate(), goodbyeMs).unref();
    },
    terminate: () => socket.terminate(),
  };
};
