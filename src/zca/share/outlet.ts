// A way out that never waits: what its reader does not take in time is held up to a limit, then the oldest goes. Nobody else is held up.
import type { Writable } from 'node:stream';

/** What is handed to the system at once (bytes); the rest waits here, where the oldest can still go. */
const handedBytes = 262_144;

interface Waiting {
  readonly chunk: Buffer;
  readonly lines: number;
}

/** Writes to one reader. */
export class Outlet {
  readonly #stream: Writable;
  readonly #limitBytes: number;
  readonly #sayLost: (lines: number) => string | undefined;
  #waiting: Waiting[] = [];
  #bytes = 0;
  #lost = 0;

  /** @param sayLost what is written in the place of lines that were dropped; undefined: nothing */
  constructor(stream: Writable, limitBytes: number, sayLost: (lines: number) => string | undefined) {
    this.#stream = stream;
    this.#limitBytes = limitBytes;
    this.#sayLost = sayLost;
    stream.on('drain', () => this.#pump());
  }

  /** Whole lines. */
  push(chunk: Buffer, lines: number): void {
    if (this.#stream.destroyed) return;
    this.#waiting.push({ chunk, lines });
    this.#bytes += chunk.length;
    this.#pump();
    while (this.#bytes > this.#limitBytes) {
      const oldest = this.#waiting.shift();
      if (oldest === undefined) return;
      this.#bytes -= oldest.chunk.length;
      this.#lost += oldest.lines;
    }
  }

  /** Resolves when all has been taken, or after `limitMs`. */
  async drained(limitMs: number): Promise<void> {
    if (this.#bytes === 0 && this.#stream.writableLength === 0) return;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (!this.#stream.destroyed && (this.#bytes > 0 || this.#stream.writableLength > 0)) return;
        this.#stream.off('drain', look);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#stream.off('drain', look);
        resolve();
      }, limitMs);
      this.#stream.on('drain', look);
      // Less than the stream asks to wait for never says that it has gone.
      this.#stream.write('', look);
    });
  }

  #pump(): void {
    let next = 0;
    while (next < this.#waiting.length && this.#stream.writableLength < handedBytes) {
      const entry = this.#waiting[next];
      if (entry === undefined) break;
      if (this.#lost > 0) {
        const said = this.#sayLost(this.#lost);
        this.#lost = 0;
        if (said !== undefined) this.#stream.write(said);
      }
      this.#stream.write(entry.chunk);
      this.#bytes -= entry.chunk.length;
      next += 1;
    }
    if (next > 0) this.#waiting = this.#waiting.slice(next);
  }
}
