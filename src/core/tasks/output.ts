// What a program prints, as lines that can be shown: clean, without secrets, bounded, gathered so that a flood is one event.
import type { Clock } from '../shared/clock.ts';
import { LineSplitter } from '../shared/text/line-splitter.ts';
import { cutUnits, sanitizeLine, sanitizeText } from '../shared/text/sanitize.ts';
import { redactText } from '../system/redact.ts';
import { maxRunLines, maxRunLineUnits, type RunLine } from './run.ts';

/** Lines are handed on so often (ms). */
const gatherMs = 50;
/** Lines of a log carry whole outputs: so long a line is read, then shown cut (UTF-16 code units). */
const maxReadUnits = 262_144;
/** So much of each stream is kept as it came, for the parser (UTF-16 code units). */
const maxKeptUnits = 2 * 1_048_576;

/** What an output is made with. */
export interface RunOutputOptions {
  readonly clock: Clock;
  /** A line as a person reads it; undefined = not shown. */
  readonly readableLine: (line: string, stream: RunLine['stream']) => string | undefined;
  /** Called with what was printed since the last time, and how many lines of it were left out. */
  readonly onLines: (lines: readonly RunLine[], skippedLines: number) => void;
}

/** Takes a program's output in. */
export interface RunOutput {
  push(stream: RunLine['stream'], chunk: Uint8Array): void;
  /** Lines of our own making, as if they had been printed. */
  print(lines: readonly string[]): void;
  /** Hands on what is left, an unfinished line too. */
  flush(): void;
  /** What was printed, as it came; its beginning, if it was very much. */
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Programs draw progress by returning to the start of the line: what stands there at last is the line. */
const lastDrawn = (text: string): string =>
  text
    .split('\r')
    .filter((part) => part.trim() !== '')
    .at(-1) ?? '';

/** A line as it may be shown: no escapes, no secrets, of bounded length. */
const shownLine = (text: string): string => sanitizeLine(redactText(sanitizeText(text)), maxRunLineUnits).trimEnd();

class Stream {
  readonly splitter = new LineSplitter({ maxUnits: maxReadUnits });
  readonly #decoder = new TextDecoder();
  text = '';

  keep(chunk: Uint8Array): void {
    if (this.text.length < maxKeptUnits) this.text = cutUnits(this.text + this.#decoder.decode(chunk, { stream: true }), maxKeptUnits);
  }
}

/** An output nothing has been printed into. */
export const createRunOutput = ({ clock, readableLine, onLines }: RunOutputOptions): RunOutput => {
  const streams: Readonly<Record<RunLine['stream'], Stream>> = { stdout: new Stream(), stderr: new Stream() };
  let waiting: RunLine[] = [];
  let skipped = 0;
  let cancel: (() => void) | undefined;

  const handOn = (): void => {
    cancel?.();
    cancel = undefined;
    if (waiting.length === 0 && skipped === 0) return;
    const lines = waiting;
    const count = skipped;
    waiting = [];
    skipped = 0;
    onLines(lines, count);
  };

  const add = (stream: RunLine['stream'], texts: readonly string[]): void => {
    for (const text of texts) waiting.push({ stream, text: shownLine(text) });
    if (waiting.length > maxRunLines) {
      skipped += waiting.length - maxRunLines;
      waiting = waiting.slice(-maxRunLines);
    }
    if (waiting.length > 0) cancel ??= clock.after(gatherMs, handOn);
  };

  const readable = (stream: RunLine['stream'], texts: readonly { readonly text: string }[]): void =>
    add(
      stream,
      texts.flatMap(({ text }) => readableLine(lastDrawn(text), stream) ?? []),
    );

  return {
    push: (stream, chunk) => {
      streams[stream].keep(chunk);
      readable(stream, streams[stream].splitter.push(chunk));
    },
    print: (lines) => add('stdout', lines),
    flush: () => {
      readable('stdout', streams.stdout.splitter.flush());
      readable('stderr', streams.stderr.splitter.flush());
      handOn();
    },
    stdout: () => streams.stdout.text,
    stderr: () => streams.stderr.text,
  };
};
