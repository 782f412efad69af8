import { describe, expect, test } from 'vitest';
import {
  cutUnits,
  sanitizeLine,
  sanitizeName,
  sanitizeText,
  stripEscapes,
} from '../../../../src/core/shared/text/sanitize.ts';

describe('sanitizeText', () => {
  test.each([
    ['plain Vietnamese stays', 'Nguyễn Văn An, chào!', 'Nguyễn Văn An, chào!'],
    ['NFD becomes NFC', 'Nguyễn Đặng'.normalize('NFD'), 'Nguyễn Đặng'],
    ['newline and tab stay', 'a\n\tb', 'a\n\tb'],
    ['CRLF and lone CR become newlines', 'a\r\nb\rc', 'a\nb\nc'],
    ['line and paragraph separators become newlines', 'a\u2028b\u2029c', 'a\nb\nc'],
    ['colours', 'a\x1b[1;31mred\x1b[0m', 'ared'],
    ['C1 colours', 'a\x9b31mred\x9b0m', 'ared'],
    ['cursor moves and clear', '\x1b[2J\x1b[1;1Hx', 'x'],
    ['OSC title, ended by BEL', '\x1b]0;title\x07x', 'x'],
    ['OSC 8 link, ended by ST', '\x1b]8;;http://evil\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['OSC 52 clipboard as C1', '\x9d52;c;aGk=\x9cx', 'x'],
    ['DCS', '\x1bPq#0;1\x1b\\x', 'x'],
    ['APC, PM, SOS', '\x1b_a\x1b\\\x1b^b\x1b\\\x1bXc\x1b\\x', 'x'],
    ['character set, reset, keypad', '\x1b(B\x1bc\x1b=x', 'x'],
    ['an OSC that never ends hides nothing', '\x1b]0;see me', '0;see me'],
    [
      'a CSI that never ends hides at most its parameters',
      `\x1b[${'1'.repeat(100)} see me`,
      `${'1'.repeat(36)} see me`,
    ],
    ['an escape at the end', 'x\x1b', 'x'],
    ['escape of an escape', '\x1b\x1b[31m[31mx', '[31mx'],
    ['C0, DEL, C1', 'a\0\x07\x08\x0b\x0c\x7f\x80\x85\x9fb', 'ab'],
    [
      'bidi embeddings, overrides, isolates, marks',
      'a\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061cb',
      'ab',
    ],
    ['zero width', 'a\u200b\u200c\u200d\u2060\ufeff\u00ad\u180eb', 'ab'],
    ['fillers that look like nothing', 'a\u3164\uffa0\u115f\u1160b', 'ab'],
    ['tags that smuggle text', 'a\u{e0041}\u{e0042}\u{e007f}b', 'ab'],
    ['odd variation selectors', 'a\ufe00\u{e0100}b', 'ab'],
    ['lone surrogates', 'x\ud800y\udc00z', 'xyz'],
    ['surrogates with an escape between do not pair up', 'x\ud83d\x1b[m\ude00y', 'xy'],
    ['a letter and its mark with a zero-width space between compose', 'e\u200b\u0301', 'é'],
    ['a flood of marks', `e${'\u0301'.repeat(1_000)}`, `é${'\u0301'.repeat(8)}`],
    ['a stray emoji selector', 'a\ufe0f1\ufe0f', 'a1'],
  ])('%s', (_, text, expected) => {
    expect(sanitizeText(text)).toBe(expected);
  });

  test.each(['👨‍👩‍👧‍👦', '❤️', '1️⃣', '🏳️‍🌈', '👩🏽‍⚕️', '🇻🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '☺', '🌸'])('keeps the emoji %s', (emoji) => {
    expect(sanitizeText(`a ${emoji} b`)).toBe(`a ${emoji} b`);
  });

  test('plain text takes a short cut that changes nothing: every character alone comes out as on the long way', () => {
    const basic = Array.from({ length: 0x1_0000 }, (_, point) => point);
    const emoji = Array.from({ length: 0x0c00 }, (_, at) => 0x1_f000 + at);
    const different = [...basic, ...emoji].filter((point) => {
      const text = `a${String.fromCodePoint(point)}b`;
      const theLongWay = sanitizeText(`${text}\u200b`);
      return sanitizeText(text) !== theLongWay || sanitizeText(theLongWay.normalize('NFD')) !== theLongWay;
    });
    expect(different).toEqual([]);
    expect(sanitizeText('\uac00\u11a8')).toBe('\uac01');
  });

  test('is linear: a megabyte of each hostile thing takes well under a second', () => {
    const floods = [
      '\x1b]',
      '\x1b[',
      '\x1b[1;',
      '\x9d',
      '\x1bP',
      '\x1b',
      '\u200d',
      '\ufe0f',
      '\u0301',
      '\ud800',
      '\u{1f3f4}\u{e0061}',
      '👨\u200d',
      '\x1b]x\x1b',
    ];
    for (const flood of floods) {
      const hostile = flood.repeat(Math.floor(1_000_000 / flood.length));
      // Work that grows with the square of a megabyte outlasts the time of a test.
      expect(sanitizeText(hostile)).not.toContain('\x1b');
      expect(sanitizeText(`${flood}${'A'.repeat(1_000_000)}`)).not.toContain('\x1b');
    }
  });

  test('is idempotent and leaves nothing harmful, whatever comes', () => {
    const parts = [
      '\x1b',
      '[',
      ']',
      ';',
      '1',
      'm',
      '\x07',
      '\\',
      '\x9b',
      '\x9d',
      '\x9c',
      '\u200d',
      '\ufe0f',
      '👨',
      '👩',
      'e',
      '\u0301',
      '\u0344',
      '\ud83d',
      '\ude00',
      '\u202e',
      '\n',
      '\r',
      '#',
      '\u20e3',
      '\u{1f3f4}',
      '\u{e0067}',
      '\u{e007f}',
    ];
    const random = seeded(7);
    for (let round = 0; round < 3_000; round += 1) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 24) },
        () => parts[Math.floor(random() * parts.length)],
      ).join('');
      const clean = sanitizeText(text);
      expect(sanitizeText(clean)).toBe(clean);
      expect(clean).not.toMatch(
        /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200c\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u,
      );
    }
  });
});

describe('sanitizeLine', () => {
  test('one line: newline as ↵, tab as a space', () => {
    expect(sanitizeLine('dòng 1\r\ndòng 2\tx')).toBe('dòng 1↵dòng 2 x');
  });
  test('cuts with … at the limit, not inside a pair', () => {
    expect(sanitizeLine('abcdef', 4)).toBe('abc…');
    expect(sanitizeLine('ab🌸🌸', 4)).toBe('ab…');
    expect(sanitizeLine('abcd', 4)).toBe('abcd');
  });
  test('a text cut for its size says so even if little is left of it', () => {
    expect(sanitizeLine(`a${'\x07'.repeat(100)}b`, 4)).toBe('a…');
  });
  test.each([
    ['braille blanks', '\u2800\u2800'],
    ['fillers of Korean', '\u3164\uffa0\u115f\u1160'],
    ['blanks that do not break', '\u00a0\u202f\u2007'],
    ['blanks of all widths', '\u2000\u2003\u200a\u205f\u3000\u1680'],
    ['blanks of notes, hieroglyphs and Khitan', '\u{1d159}\u{13441}\u{13442}\u{16fe4}'],
    ['marks without a letter', '\u0301\u0323 \u20dd'],
    ['all of them', ' \u2800\u3164\u0301\u200b\u00a0\ufe0f'],
  ])('a name of nothing but %s is none', (_, name) => {
    expect(sanitizeName(name)).toBe('');
  });
  test('what only looks blank in a name is a blank', () => {
    expect(sanitizeName('\u2800Nguyễn\u2800\u2800An\u{1d159}')).toBe('Nguyễn An');
    expect(sanitizeName('Nguyễn\u00a0An')).toBe('Nguyễn An');
    expect(sanitizeLine('a\u2800b')).toBe('a b');
  });
  test.each(['🌸', '1', '·', '한국', '⠓⠊'])('the name %s stays', (name) => {
    expect(sanitizeName(name)).toBe(name);
  });
  test('names are trimmed and have single blanks', () => {
    expect(sanitizeName('  Nguyễn \t  An\u200b ')).toBe('Nguyễn An');
  });
});

test('what is harmless is so when it is cut: no joiner and no part of a flag is left at the end', () => {
  expect(cutUnits('👩\u200d👩', 3)).toBe('👩');
  const wales = '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
  for (let units = 2; units < wales.length; units += 1) expect(cutUnits(wales, units)).toBe('🏴');
  expect(cutUnits(`${wales}x`, wales.length)).toBe(wales);
  const line = sanitizeLine('👩\u200d👩'.repeat(9), 20);
  expect(sanitizeLine(line)).toBe(line);
});

test('cutUnits never leaves half a pair', () => {
  expect(cutUnits('a🌸', 2)).toBe('a');
  expect(cutUnits('a🌸', 3)).toBe('a🌸');
});

test('stripEscapes leaves C1 characters alone: JSON strings may hold them', () => {
  expect(stripEscapes('\x1b[32m{"a":"\x9b"}\x1b[0m')).toBe('{"a":"\x9b"}');
});

/** A small reproducible random number generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
