// What was heard lately, in memory only and bounded: for telling what is the same message, and for giving on what a change of owner would lose.
import type { SharedLine } from './protocol.ts';

/** A change of owner takes a second; a laptop that wakes up may need some (ms). */
const keptMs = 120_000;
const maxLines = 2_000;
const maxUnits = 4_194_304;
/** Ids outlive their lines: a message may be told again after a reconnect. */
const maxIds = 10_000;

/** A message of a session. */
export type Message = SharedLine & { readonly id: string; readonly atMs: number };

/** The last messages of one session. */
export class Recent {
  #lines: Message[] = [];
  /** What is before it is no longer held. */
  #first = 0;
  #units = 0;
  readonly #ids = new Set<string>();

  /** @returns false for one that was there before */
  add(line: Message): boolean {
    if (this.#ids.has(line.id)) return false;
    this.#ids.add(line.id);
    if (this.#ids.size > maxIds) {
      const [oldest] = this.#ids;
      if (oldest !== undefined) this.#ids.delete(oldest);
    }
    this.#lines.push(line);
    this.#units += line.text.length;
    this.#trim(line.atMs);
    return true;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** What is held, the oldest first. */
  lines(nowMs: number): readonly Message[] {
    this.#trim(nowMs);
    return this.#lines.slice(this.#first);
  }

  #trim(nowMs: number): void {
    for (;;) {
      const oldest = this.#lines[this.#first];
      const held = this.#lines.length - this.#first;
      if (oldest === undefined) break;
      if (held <= maxLines && this.#units <= maxUnits && nowMs - oldest.atMs <= keptMs) break;
      this.#units -= oldest.text.length;
      this.#first += 1;
    }
    // Seldom: to move all the others for each that goes costs more than to hold some too many.
    if (this.#first > 512) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
  }
}
