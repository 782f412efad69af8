import { describe, expect, test } from 'vitest';
import { LineSplitter } from '../../../../src/core/shared/text/line-splitter.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Feeds `text` in chunks of `size` bytes. */
const feed = (splitter: LineSplitter, text: string, size: number): string[] => {
  const all = bytes(text);
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += size)
    lines.push(...splitter.push(all.subarray(at, at + size)).map((line) => line.text));
  return [...lines, ...splitter.flush().map((line) => line.text)];
};

describe('LineSplitter', () => {
  test.each([1, 2, 3, 5, 7, 64, 4_096])(
    'cut anywhere (chunks of %i bytes), the lines are the same',
    (size) => {
      const text = 'Chào bạn 🌸\r\n\nđồng ý\n{"a":"dòng"}\nend';
      expect(feed(new LineSplitter(), text, size)).toEqual([
        'Chào bạn 🌸',
        '',
        'đồng ý',
        '{"a":"dòng"}',
        'end',
      ]);
    },
  );

  test('says how each line ended', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(bytes('one\ntw'))).toEqual([{ text: 'one', end: 'newline' }]);
    expect(splitter.flush()).toEqual([{ text: 'tw', end: 'eof' }]);
    expect(splitter.flush()).toEqual([]);
  });

  test('half a character at the end becomes a replacement character', () => {
    const splitter = new LineSplitter();
    splitter.push(bytes('ễ').subarray(0, 2));
    expect(splitter.flush()).toEqual([{ text: '\ufffd', end: 'eof' }]);
  });

  test('bytes that are no UTF-8 do not stop it', () => {
    expect(new LineSplitter().push(new Uint8Array([0xff, 0x41, 0x0a, 0x42, 0x0a]))).toEqual([
      { text: '\ufffdA', end: 'newline' },
      { text: 'B', end: 'newline' },
    ]);
  });

  test.each([1, 3, 100])(
    'a line over the limit is cut and flagged once, its rest skipped (chunks of %i bytes)',
    (size) => {
      const splitter = new LineSplitter({ maxUnits: 5 });
      const all = bytes('12345\n1234567890\r\nok\r\n12345\r\n');
      const lines = [];
      for (let at = 0; at < all.length; at += size) lines.push(...splitter.push(all.subarray(at, at + size)));
      expect([...lines, ...splitter.flush()]).toEqual([
        { text: '12345', end: 'newline' },
        { text: '12345', end: 'limit' },
        { text: 'ok', end: 'newline' },
        { text: '12345', end: 'newline' },
      ]);
    },
  );

  test('one unit over the limit is over the limit', () => {
    expect(new LineSplitter({ maxUnits: 3 }).push(bytes('abcd\n'))).toEqual([{ text: 'abc', end: 'limit' }]);
  });

  test('an endless line does not pile up, and the next line is whole', () => {
    const splitter = new LineSplitter({ maxUnits: 1_000 });
    const chunk = bytes('x'.repeat(10_000));
    let cut = 0;
    for (let round = 0; round < 100; round += 1) cut += splitter.push(chunk).length;
    expect(cut).toBe(1);
    expect(splitter.push(bytes('\nnext\n'))).toEqual([{ text: 'next', end: 'newline' }]);
  });

  test('cuts 100,000 lines out of long chunks', () => {
    const all = bytes('{"threadId":"4512345678900008042","content":"Chào bạn"}\n'.repeat(100_000));
    const splitter = new LineSplitter();
    let lines = 0;
    for (let at = 0; at < all.length; at += 65_536)
      lines += splitter.push(all.subarray(at, at + 65_536)).length;
    expect(lines).toBe(100_000);
  });
});
