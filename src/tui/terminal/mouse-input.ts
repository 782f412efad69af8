// Reports of the mouse are taken out of the keyboard's stream before Ink sees it: Ink drops them.
import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../../core/faces.ts';

// Reports of the mouse (SGR), as a terminal sends them.

export type MouseEvent =
  | { readonly type: 'wheel'; readonly by: -1 | 1 }
  | { readonly type: 'click'; readonly column: number; readonly row: number };

const wholeReport = /^\u001B\[<(\d+);(\d+);(\d+)([Mm])$/u;

/** A wheel step or a press of the left button; `column` and `row` count from 0. Undefined for anything else. */
export const parseMouse = (input: string): MouseEvent | undefined => {
  const [, button, column, row, kind] = wholeReport.exec(input) ?? [];
  if (kind !== 'M') return undefined;
  if (button === '64' || button === '65') return { type: 'wheel', by: button === '64' ? -1 : 1 };
  return button === '0' ? { type: 'click', column: Number(column) - 1, row: Number(row) - 1 } : undefined;
};

const esc = '\u001B';
const pasteStart = `${esc}[200~`;
const pasteEnd = `${esc}[201~`;

const report = /^\u001B\[<\d{1,6};\d{1,6};\d{1,6}[Mm]/u;
/** What can only be a report: no key begins so. */
const reportHead = /^\u001B\[<[\d;]{0,20}[Mm]?/u;

/** A chunk without its reports, and the reports, in order. */
export interface MouseSplit {
  readonly keys: string;
  readonly events: readonly MouseEvent[];
}

/** Splits a stream, however it is cut: what may be the beginning of a report, or of a paste, is held until more comes. */
export interface MouseSplitter {
  push(text: string): MouseSplit;
  /** Is something held that may as well be a key? */
  readonly isHolding: boolean;
  /** What is held, if it may as well be a key: nothing more has come. */
  release(): string;
}

interface Step {
  readonly length: number;
  readonly keys: string;
  readonly event?: MouseEvent | undefined;
}

/** May `text`, which is all there is, go on to be `whole`? */
const begins = (text: string, whole: string): boolean => text.length < whole.length && whole.startsWith(text);

/** What an Esc at the start of `rest` comes to; undefined if that depends on what follows. */
const stepAt = (rest: string): Step | undefined => {
  const whole = report.exec(rest)?.[0];
  if (whole !== undefined) return { length: whole.length, keys: '', event: parseMouse(whole) };
  const head = reportHead.exec(rest)?.[0];
  // One that breaks off has been damaged on its way: as keys it would be the digits of a phone number, or worse.
  if (head !== undefined)
    return head === rest && /[^Mm]$/u.test(head) && head.length < 23
      ? undefined
      : { length: head.length, keys: '' };
  if (begins(rest, `${esc}[<`) || begins(rest, pasteStart)) return undefined;
  return { length: 1, keys: esc };
};

/** A splitter at the start of a stream. What is pasted is text, whatever it looks like. */
export const createMouseSplitter = (): MouseSplitter => {
  let held = '';
  let isPaste = false;
  const takePaste = (input: string): string => {
    const end = input.indexOf(pasteEnd);
    if (end < 0) {
      held = [1, 2, 3, 4, 5].map((units) => input.slice(-units)).find((tail) => begins(tail, pasteEnd)) ?? '';
      return input.slice(0, input.length - held.length);
    }
    isPaste = false;
    return input.slice(0, end + pasteEnd.length);
  };
  const push = (text: string): MouseSplit => {
    const input = held + text;
    held = '';
    const events: MouseEvent[] = [];
    let keys = '';
    let at = 0;
    while (at < input.length) {
      if (isPaste) {
        const taken = takePaste(input.slice(at));
        keys += taken;
        at += taken.length;
        if (isPaste) break;
      }
      const next = input.indexOf(esc, at);
      keys += input.slice(at, next < 0 ? undefined : next);
      if (next < 0) break;
      const rest = input.slice(next);
      isPaste = rest.startsWith(pasteStart);
      const step = isPaste ? { length: pasteStart.length, keys: pasteStart } : stepAt(rest);
      if (step === undefined) {
        held = rest;
        break;
      }
      keys += step.keys;
      if (step.event !== undefined) events.push(step.event);
      at = next + step.length;
    }
    return { keys, events };
  };
  const isHolding = (): boolean => held !== '' && !isPaste && !held.startsWith(`${esc}[<`);
  return {
    push,
    get isHolding() {
      return isHolding();
    },
    release: () => {
      const keys = isHolding() ? held : '';
      if (keys !== '') held = '';
      return keys;
    },
  };
};

/** An Esc that nothing follows for so long (ms) is a key: as long as Ink waits for the rest of a sequence. */
export const escMs = 20;

/** What Ink needs of a terminal's input. */
export type TerminalInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  setRawMode?: (isRaw: boolean) => unknown;
};

/** The keyboard of `stdin`; reports of the mouse go to `onMouse`. Reads only while raw mode is on: an editor must get its own keys. */
export const withoutMouse = (
  stdin: NodeJS.ReadStream,
  onMouse: (event: MouseEvent) => void,
  clock: Clock,
): TerminalInput => {
  const keyboard = new PassThrough();
  // A read ends in the middle of a letter as readily as of a report: the stream is decoded, not the chunk.
  const decoder = new StringDecoder('utf8');
  const splitter = createMouseSplitter();
  let cancelRelease = (): void => undefined;
  const write = (keys: string): void => {
    if (keys !== '') keyboard.write(keys);
  };
  const pass = (chunk: Buffer | string): void => {
    cancelRelease();
    const { keys, events } = splitter.push(typeof chunk === 'string' ? chunk : decoder.write(chunk));
    write(keys);
    events.forEach(onMouse);
    if (splitter.isHolding) cancelRelease = clock.after(escMs, () => write(splitter.release()));
  };
  const setRawMode = (isRaw: boolean): TerminalInput => {
    stdin.setRawMode(isRaw);
    stdin.off('data', pass);
    // Paused by name, it does not flow again by being listened to.
    if (isRaw) stdin.on('data', pass).resume();
    else stdin.pause();
    return input;
  };
  const input: TerminalInput = Object.assign(keyboard, {
    isTTY: true,
    setRawMode,
    ref: () => void stdin.ref(),
    unref: () => void stdin.unref(),
  });
  return input;
};
