// The owner's end of the socket: one session, any number of readers, none of which can hold up another or the session.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { Outlet } from './outlet.ts';
import {
  type Frame,
  frameText,
  type Hello,
  LineCutter,
  parseFrame,
  protocolVersion,
  type SharedEvent,
  type SharedLine,
  type ToldCall,
} from './protocol.ts';
import type { Message } from './recent.ts';

/** Whoever connects says hello at once (ms). */
const helloLimitMs = 5_000;
const usualLimitBytes = 33_554_432;
/**
 * One message goes at once, what follows within so long goes together (ms): of a burst, most of what it costs to have readers is how often one
 * writes to them.
 */
const betweenMs = 25;
/** A batch is cut here, so that a slow reader loses lines and not minutes (UTF-16 code units). */
const maxBatchUnits = 131_072;

/** What a hub works with. */
export interface HubOptions {
  readonly key: string;
  /** Does the session hear? */
  readonly isConnected: () => boolean;
  /** What was heard lately. */
  readonly recent: () => readonly Message[];
  readonly hasSeen: (id: string) => boolean;
  /** Somebody began to read, who has listened since then (epoch ms). */
  readonly onReader: (sinceMs: number) => void;
  readonly onTold: (call: ToldCall) => void;
  /** Lines that a reader has and the owner had not: the owner before ended between the two. */
  readonly onHave: (lines: readonly SharedLine[]) => void;
  /** What one reader may be behind (bytes). Default 32 MiB: some 30,000 messages. */
  readonly limitBytes?: number | undefined;
}

interface Reader {
  readonly socket: Socket;
  readonly outlet: Outlet;
  readonly wantsEvents: boolean;
}

interface Batch {
  text: string;
  lines: number;
}

const isSame = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Serves one session. */
export class Hub {
  readonly #options: HubOptions;
  readonly #server: Server;
  readonly #readers = new Set<Reader>();
  readonly #sockets = new Set<Socket>();
  #all: Batch = { text: '', lines: 0 };
  #linesOnly: Batch = { text: '', lines: 0 };
  #isScheduled = false;
  #flushedMs = Number.NEGATIVE_INFINITY;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** @throws the system's error, such as for an address that is in use */
  listen(address: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      // Mode 0600 from the start: the folder is private as well.
      const mask = process.platform === 'win32' ? undefined : process.umask(0o177);
      this.#server.listen(address, () => {
        this.#server.off('error', reject);
        this.#server.on('error', () => {});
        resolve();
      });
      if (mask !== undefined) process.umask(mask);
    });
  }

  /** To every reader; events only to those who asked for them. */
  publish(frame: SharedLine | SharedEvent): void {
    if (this.#readers.size === 0) return;
    const text = frameText(frame);
    this.#all.text += text;
    this.#all.lines += 1;
    if (frame.type === 'line') {
      this.#linesOnly.text += text;
      this.#linesOnly.lines += 1;
    }
    if (this.#all.text.length > maxBatchUnits) this.#flush();
    else if (!this.#isScheduled) {
      this.#isScheduled = true;
      const soonMs = this.#flushedMs + betweenMs - performance.now();
      if (soonMs > 0) setTimeout(() => this.#flush(), soonMs);
      else setImmediate(() => this.#flush());
    }
  }

  /** Ends every connection; resolves when what was published has been handed over, after a second at most. */
  async close(): Promise<void> {
    this.#flush();
    this.#server.close();
    await Promise.all([...this.#readers].map(async ({ outlet }) => outlet.drained(1_000)));
    for (const socket of this.#sockets) socket.destroy();
  }

  #flush(): void {
    this.#isScheduled = false;
    const [all, linesOnly] = [this.#all, this.#linesOnly];
    if (all.lines === 0) return;
    this.#flushedMs = performance.now();
    this.#all = { text: '', lines: 0 };
    this.#linesOnly = { text: '', lines: 0 };
    const readers = [...this.#readers];
    // Made once for all who want the same.
    const isSameForAll = all.lines === linesOnly.lines;
    const full =
      isSameForAll || readers.some(({ wantsEvents }) => wantsEvents) ? Buffer.from(all.text) : undefined;
    const plain = isSameForAll ? full : Buffer.from(linesOnly.text);
    for (const { outlet, wantsEvents } of readers) {
      const batch = wantsEvents ? all : linesOnly;
      const chunk = wantsEvents ? full : plain;
      if (chunk !== undefined && batch.lines > 0) outlet.push(chunk, batch.lines);
    }
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const cutter = new LineCutter();
    let hello: Hello | undefined;
    const timer = setTimeout(() => socket.destroy(), helloLimitMs);
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      this.#sockets.delete(socket);
    });
    socket.on('data', (chunk: string) => {
      try {
        for (const line of cutter.push(chunk)) {
          const frame = parseFrame(line);
          if (hello !== undefined) this.#hear(frame, hello);
          else if (frame?.type === 'hello') {
            hello = frame;
            clearTimeout(timer);
            this.#greet(socket, frame);
          } else socket.destroy();
        }
      } catch {
        socket.destroy();
      }
    });
  }

  #greet(socket: Socket, hello: Hello): void {
    const { key, isConnected, recent, hasSeen, onReader } = this.#options;
    const v = protocolVersion;
    if (hello.v !== v || !isSame(hello.key, key)) {
      socket.end(frameText({ type: 'refused', v, why: hello.v === v ? 'key' : 'version' }));
      return;
    }
    // What was published before belongs to those who were there.
    this.#flush();
    socket.write(frameText({ type: 'welcome', v, pid: process.pid, isConnected: isConnected() }));
    if (hello.role === 'teller') return;
    const outlet = new Outlet(socket, this.#options.limitBytes ?? usualLimitBytes, (lines) =>
      frameText({ type: 'lost', lines }),
    );
    const reader: Reader = { socket, outlet, wantsEvents: hello.events === true };
    const { sinceMs = Date.now() } = hello;
    const seen = new Set(hello.seen ?? []);
    for (const line of recent()) {
      if (line.atMs < sinceMs || seen.has(line.id)) continue;
      outlet.push(Buffer.from(frameText(line)), 1);
    }
    const ids = [...seen].filter((id) => !hasSeen(id));
    if (ids.length > 0) outlet.push(Buffer.from(frameText({ type: 'want', ids })), 0);
    this.#readers.add(reader);
    socket.on('close', () => this.#readers.delete(reader));
    onReader(sinceMs);
  }

  #hear(frame: Frame | undefined, { role, v, key }: Hello): void {
    if (v !== protocolVersion || !isSame(key, this.#options.key)) return;
    if (role === 'teller' && frame?.type === 'told') this.#options.onTold(frame.call);
    if (role === 'reader' && frame?.type === 'have') this.#options.onHave(frame.lines);
  }
}
