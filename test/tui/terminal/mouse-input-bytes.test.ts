import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  createMouseSplitter,
  escMs,
  type MouseEvent,
  parseMouse,
  withoutMouse,
} from '../../../src/tui/terminal/mouse-input.ts';
import { createFakeClock, settle } from '../../support/fake-clock.ts';
import { pasteBytes } from '../../support/press.ts';

const esc = '\u001B';

describe('parseMouse', () => {
  it.each([
    ['\u001B[<64;10;5M', { type: 'wheel', by: -1 }],
    ['\u001B[<65;10;5M', { type: 'wheel', by: 1 }],
    ['\u001B[<0;10;5M', { type: 'click', column: 9, row: 4 }],
    ['\u001B[<0;10;5m', undefined],
    ['\u001B[<2;10;5M', undefined],
    ['jjj', undefined],
    ['\u001B[<0;10M', undefined],
  ])('%s', (input, event) => expect(parseMouse(input)).toEqual(event));
});

/** What a stream comes to when it arrives in these pieces, one right after the other. */
const split = (
  ...pieces: readonly string[]
): { readonly keys: string; readonly events: readonly MouseEvent[] } => {
  const splitter = createMouseSplitter();
  const parts = pieces.map(splitter.push);
  return {
    keys: parts.map(({ keys }) => keys).join('') + splitter.release(),
    events: parts.flatMap(({ events }) => events),
  };
};

const letters = 'một hai ba 🌸 bốn';
const streams: readonly (readonly [string, string, number])[] = [
  [`j${esc}[<65;10;5Mk${esc}[<0;3;2M${esc}[<0;3;2m`, 'jk', 2],
  // Keys that begin as a report does.
  [`${esc}[A${esc}OP${esc}[5~${esc}${esc}[<65;1;1M${esc}j`, `${esc}[A${esc}OP${esc}[5~${esc}${esc}j`, 1],
  // A report among pasted text is text; after it, it is a report again.
  [
    `${pasteBytes(`${letters}${esc}[<65;10;5M\n${esc}[20`)}${esc}[<65;10;5Mx`,
    `${pasteBytes(`${letters}${esc}[<65;10;5M\n${esc}[20`)}x`,
    1,
  ],
  // A damaged one is nobody's keys.
  [`${esc}[<65;10j${esc}[<65;1;1M${esc}[<1234567;1;1Mk`, 'jk', 1],
];

describe('a stream with reports of the mouse', () => {
  it.each(streams)('%j: keys and reports are told apart, wherever it is cut', (stream, keys, count) => {
    const whole = split(stream);
    expect(whole.keys).toBe(keys);
    expect(whole.events).toHaveLength(count);
    for (let at = 1; at < stream.length; at += 1)
      expect([at, split(stream.slice(0, at), stream.slice(at))]).toEqual([at, whole]);
    expect(split(...stream)).toEqual(whole);
  });

  it('holds what may become a report, but no key for ever', () => {
    const splitter = createMouseSplitter();
    expect(splitter.push(esc)).toEqual({ keys: '', events: [] });
    expect(splitter.isHolding).toBe(true);
    expect(splitter.release()).toBe(esc);
    expect(splitter.isHolding).toBe(false);
    splitter.push(`${esc}[<0;1`);
    expect([splitter.isHolding, splitter.release()]).toEqual([false, '']);
    expect(splitter.push(';2M').events).toEqual([{ type: 'click', column: 0, row: 1 }]);
  });
});

describe('the keyboard beside a mouse', () => {
  const keyboardOf = () => {
    const raw = { isRaw: false };
    const stdin = Object.assign(new PassThrough(), {
      setRawMode: (isRaw: boolean) => Object.assign(raw, { isRaw }),
    });
    const clock = createFakeClock();
    const events: MouseEvent[] = [];
    const input = withoutMouse(stdin as never, (event) => void events.push(event), clock);
    let typed = '';
    (input as PassThrough).setEncoding('utf8').on('data', (text: string) => (typed += text));
    input.setRawMode?.(true);
    return { stdin, input, clock, events, typed: () => typed };
  };

  it('loses no letter that a read cuts in two', async () => {
    const text = pasteBytes(`Nguyễn Thị Đặng — ${letters}`);
    const bytes = Buffer.from(text);
    const keyboard = keyboardOf();
    for (const byte of bytes) {
      keyboard.stdin.write(Buffer.from([byte]));
      await settle();
    }
    expect(keyboard.typed()).toBe(text);
  });

  it('gives an Esc on when nothing follows it', async () => {
    const keyboard = keyboardOf();
    keyboard.stdin.write(esc);
    await settle();
    expect(keyboard.typed()).toBe('');
    await keyboard.clock.advanceAndSettle(escMs);
    expect(keyboard.typed()).toBe(esc);
  });

  it('hears keys again after another program had them', async () => {
    const keyboard = keyboardOf();
    keyboard.stdin.write('a');
    await settle();
    keyboard.input.setRawMode?.(false);
    keyboard.input.setRawMode?.(true);
    keyboard.stdin.write(`b${esc}[<64;1;1M`);
    await settle();
    expect(keyboard.typed()).toBe('ab');
    expect(keyboard.events).toEqual([{ type: 'wheel', by: -1 }]);
  });
});
