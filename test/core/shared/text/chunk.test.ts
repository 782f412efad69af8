import { describe, expect, test } from 'vitest';
import { chunkText, messageParts, textAfter } from '../../../../src/core/shared/text/chunk.ts';

describe('chunkText', () => {
  test.each([
    ['short text is one piece', 'abc', 10, ['abc']],
    ['exactly the limit is one piece', 'abcde', 5, ['abcde']],
    ['empty text is no piece', '', 5, []],
    ['after the last newline that fits', 'ab\ncd\nefgh', 7, ['ab\ncd\n', 'efgh']],
    ['newline before space', 'ab\nc d efgh', 7, ['ab\n', 'c d ', 'efgh']],
    ['after the last space', 'ab cd efgh', 7, ['ab cd ', 'efgh']],
    ['a long word is cut at the limit', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['no blank piece out of leading blanks', '\n\nabcdef', 4, ['\n\nab', 'cdef']],
    ['a pair is not cut', 'a🌸🌸', 2, ['a', '🌸', '🌸']],
    ['a family is not cut', 'ab👨‍👩‍👧cd', 9, ['ab', '👨‍👩‍👧c', 'd']],
    ['a letter and its mark are not cut', 'abe\u0301', 3, ['ab', 'e\u0301']],
    ['a space that carries a mark is no place to cut', 'abc \u0301def', 5, ['abc \u0301', 'def']],
    ['CRLF is one', 'abc\r\ndef', 4, ['abc', '\r\nde', 'f']],
    ['a grapheme longer than the limit is cut between code points', '👨‍👩‍👧', 4, ['👨‍', '👩‍', '👧']],
    ['a limit of one still moves on', '🌸a', 1, ['🌸', 'a']],
    ['a senseless limit is one', 'ab', 0, ['a', 'b']],
  ])('%s', (_, text, limit, expected) => {
    expect(chunkText(text, limit)).toEqual(expected);
  });

  test('loses nothing and keeps the limit, whatever the text', () => {
    const alphabet = ['a', ' ', '\n', 'ễ', '🌸', '👨‍👩‍👧', 'e\u0301', '\r\n'];
    for (let seed = 1; seed <= 200; seed += 1) {
      const text = Array.from(
        { length: 120 },
        (_, index) => alphabet[(index * index * seed + index) % alphabet.length],
      ).join('');
      const pieces = chunkText(text, 20);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(20);
    }
  });

  test('the default is 2,000', () => {
    expect(chunkText('x'.repeat(4_100)).map(({ length }) => length)).toEqual([2_000, 2_000, 100]);
  });

  test('a megabyte is cut: work that grows with its square outlasts the time of a test', () => {
    const text = 'chào bạn '.repeat(110_000);
    expect(chunkText(text).length).toBeGreaterThanOrEqual(text.trim().length / 2_000);
  });
});

describe('messageParts', () => {
  test.each([
    ['a blank text is no message', ' \n\t ', 5, []],
    ['a short text is one', 'chào shop', 20, [['chào shop', 0]]],
    ['blanks around it are not sent', '\n  \n  chào \n', 20, [['  chào', 0]]],
    [
      'the newline at a cut is not sent',
      'ab\ncd\nefgh',
      7,
      [
        ['ab\ncd', 0],
        ['efgh', 6],
      ],
    ],
    [
      'a stretch of blanks is left out',
      `ab${'\n'.repeat(9)}cd`,
      4,
      [
        ['ab', 0],
        ['c', 8],
        ['d', 12],
      ],
    ],
    [
      'a family is not cut',
      'ab👨‍👩‍👧cd',
      9,
      [
        ['ab', 0],
        ['👨‍👩‍👧c', 2],
        ['d', 11],
      ],
    ],
  ])('%s', (_, text, limit, expected) => {
    expect(messageParts(text, limit).map((part) => [part.text, part.start])).toEqual(expected);
  });

  test('what is left gives exactly the messages that are left, whatever the text', () => {
    const alphabet = ['a', ' ', '\n', 'ễ', '🌸', '👨‍👩‍👧', 'e\u0301', '  ', '\n\n'];
    for (let seed = 1; seed <= 100; seed += 1) {
      const text = Array.from(
        { length: 120 },
        (_, index) => alphabet[(index * index * seed + index) % alphabet.length],
      ).join('');
      const all = messageParts(text, 20).map((part) => part.text);
      for (let sent = 0; sent <= all.length; sent += 1) {
        expect(messageParts(textAfter(text, sent, 20), 20).map((part) => part.text)).toEqual(all.slice(sent));
      }
    }
  });
});
