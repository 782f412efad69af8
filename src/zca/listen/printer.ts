// What one `listen` prints: the contract's lines, each message once; with `--events` the rest. Its reader may be slow, or gone: nothing
// else waits for that.
import type { Writable } from 'node:stream';
import { Outlet } from '../share/outlet.ts';
import type { SharedEvent, SharedLine } from '../share/protocol.ts';
import { type Message, Recent } from '../share/recent.ts';

/** What the reader of this process may be behind (bytes): some 30,000 messages. */
const limitBytes = 33_554_432;

const isMessage = (line: SharedLine): line is Message => line.id !== undefined && line.atMs !== undefined;

/** The line of an event. */
const eventText = (event: SharedEvent['event']): string => JSON.stringify({ kind: 'event', ...event });

/** Prints. */
export class Printer {
  readonly #wantsEvents: boolean;
  readonly #outlet: Outlet;
  readonly #recent = new Recent();
  #text = '';
  #lines = 0;
  #hasBegun = false;
  /** Since when this one listens, epoch ms. */
  readonly begunMs = Date.now();

  /** @param complain for standard error */
  constructor(stream: Writable, wantsEvents: boolean, complain: (text: string) => void) {
    this.#wantsEvents = wantsEvents;
    this.#outlet = new Outlet(stream, limitBytes, (lines) => {
      complain(`Warning: ${lines} lines were lost, as they were not read in time.`);
      return wantsEvents ? `${eventText({ event: 'lost', lines })}\n` : undefined;
    });
  }

  get wantsEvents(): boolean {
    return this.#wantsEvents;
  }

  get recent(): Recent {
    return this.#recent;
  }

  /** The session is there. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#print('Listening... Press Ctrl+C to stop.');
  }

  /**
   * Prints a line, but for a message of before this one began to listen: that is known from then on, and not for its reader.
   * @returns false for a message that was known before
   */
  line(line: SharedLine): boolean {
    if (isMessage(line)) {
      if (!this.#recent.add(line)) return false;
      if (line.atMs < this.begunMs) return true;
    }
    const more = this.#wantsEvents ? line.more : undefined;
    this.#print(more === undefined ? line.text : `${line.text.slice(0, -1)},"more":${JSON.stringify(more)}}`);
    return true;
  }

  event(event: SharedEvent['event']): void {
    if (this.#wantsEvents) this.#print(eventText(event));
  }

  /** An empty line, which every reader passes over: where nobody reads any more, the stream says so. */
  probe(): void {
    this.#print('');
  }

  async drained(limitMs: number): Promise<void> {
    this.#flush();
    await this.#outlet.drained(limitMs);
  }

  #print(text: string): void {
    this.#text += `${text}\n`;
    this.#lines += 1;
    if (this.#lines === 1) setImmediate(() => this.#flush());
    else if (this.#text.length > 65_536) this.#flush();
  }

  #flush(): void {
    if (this.#lines === 0) return;
    const [text, lines] = [this.#text, this.#lines];
    this.#text = '';
    this.#lines = 0;
    this.#outlet.push(Buffer.from(text), lines);
  }
}
