// Bytes into lines. A chunk may cut a UTF-8 character or a line anywhere; a line can be a megabyte; CRLF is possible.

/** A line without its line end, and why it ended: `limit` = cut at the size limit, `eof` = the program ended in the middle of it. */
export interface Line {
  readonly text: string;
  readonly end: 'newline' | 'limit' | 'eof';
}

/** Longest line by default, in UTF-16 code units. */
export const defaultMaxLineUnits = 1_048_576;

/** Splits a stream of bytes into lines. A longer line than the limit is given once, cut, as soon as it is too long; its rest is skipped. */
export class LineSplitter {
  readonly #maxUnits: number;
  #decoder = new TextDecoder();
  /** Pieces of the unfinished line: joined once, so that a megabyte in small chunks is not copied over and over. */
  #pieces: string[] = [];
  #units = 0;
  #isSkipping = false;

  constructor(options: { readonly maxUnits?: number } = {}) {
    this.#maxUnits = options.maxUnits ?? defaultMaxLineUnits;
  }

  /** The lines that `chunk` completes. */
  push(chunk: Uint8Array): Line[] {
    return this.#split(this.#decoder.decode(chunk, { stream: true }));
  }

  /** Call when the stream has ended: the unfinished last line, if there is one. The splitter can be used again afterwards. */
  flush(): Line[] {
    const lines = this.#split(this.#decoder.decode());
    const hasRest = this.#units > 0 && !this.#isSkipping;
    if (hasRest) lines.push(this.#take('eof'));
    this.#decoder = new TextDecoder();
    this.#pieces = [];
    this.#units = 0;
    this.#isSkipping = false;
    return lines;
  }

  #split(text: string): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      this.#add(text.slice(start, end), lines);
      if (this.#isSkipping) this.#isSkipping = false;
      else lines.push(this.#take('newline'));
      start = end + 1;
    }
    if (start < text.length) this.#add(start === 0 ? text : text.slice(start), lines);
    return lines;
  }

  #add(piece: string, lines: Line[]): void {
    if (this.#isSkipping || piece === '') return;
    this.#pieces.push(piece);
    this.#units += piece.length;
    // One unit more is let through: it may be the CR of a line that just fits.
    if (this.#units <= this.#maxUnits + 1) return;
    lines.push(this.#take('limit'));
    this.#isSkipping = true;
  }

  #take(end: Line['end']): Line {
    const joined = this.#pieces.length === 1 ? (this.#pieces[0] ?? '') : this.#pieces.join('');
    this.#pieces = [];
    this.#units = 0;
    const text = joined.endsWith('\r') ? joined.slice(0, -1) : joined;
    return text.length > this.#maxUnits
      ? { text: text.slice(0, this.#maxUnits), end: 'limit' }
      : { text, end };
  }
}
