import { describe, expect, test } from 'vitest';
import { parseExactJson, parseLenientJson } from '../../../../src/core/shared/text/lenient-json.ts';

describe('parseExactJson', () => {
  test('an integer above 2^53 arrives as the exact string', () => {
    expect(parseExactJson('{"id":1471383327500481391}')).toEqual({
      ok: true,
      value: { id: '1471383327500481391' },
    });
    expect(parseExactJson('[-1471383327500481391, 9007199254740993]')).toEqual({
      ok: true,
      value: ['-1471383327500481391', '9007199254740993'],
    });
  });
  test('numbers that fit stay numbers, digits in strings stay strings', () => {
    expect(
      parseExactJson('{"a":9007199254740991,"b":1795362521,"c":1.5,"d":"1471383327500481391","e":1e300}'),
    ).toEqual({
      ok: true,
      value: { a: 9007199254740991, b: 1795362521, c: 1.5, d: '1471383327500481391', e: 1e300 },
    });
  });
});

describe('parseLenientJson', () => {
  test.each([
    ['the whole', ' {"a":1}\n', { a: 1 }],
    ['colours around', '\x1b[32m{"a":1}\x1b[0m\n', { a: 1 }],
    ['log lines before', 'Loading...\nready [ok]\n{"a":1}\n', { a: 1 }],
    ['log lines that begin with a bracket', '[info] hello\n[1] started\n{"a":1}\n', { a: 1 }],
    ['what goes to the end wins over something longer before it', '[1, 2, 3, 4]\n{"a":1}\n', { a: 1 }],
    ['many log lines before', `${'[2026-11-22 10:00] [info] x\n'.repeat(500)}{"a":1}`, { a: 1 }],
    ['log lines after', '{"a":1}\nDone in 0.3 s\n', { a: 1 }],
    ['log lines before and after, CRLF', '[debug] x\r\n[\r\n  {"a":"}]"}\r\n]\r\nbye [x]\r\n', [{ a: '}]' }]],
    ['brackets and quotes in strings', 'x\n{"a":"\\"}{"}\ny', { a: '"}{' }],
    ['C1 characters in a string', '{"a":"\u009b31m"}', { a: '\u009b31m' }],
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['an exact id after a log line', 'x\n[{"id":1471383327500481391}]', [{ id: '1471383327500481391' }]],
  ])('%s', (_, output, value) => {
    expect(parseLenientJson(output)).toEqual({ ok: true, value });
  });

  test.each(['', 'nothing here', '{"a":', '[1,2', "{ a: 'js' }", '[info] only a log', '{'])(
    '%j is no JSON',
    (output) => {
      expect(parseLenientJson(output)).toEqual({ ok: false });
    },
  );

  test.each([
    ['openings', '[\n'.repeat(500_000)],
    ['objects that do not end', '{"a":\n'.repeat(150_000)],
    ['quotes', `{${'"'.repeat(1_000_001)}`],
    ['one long open string', `{"${'a'.repeat(1_000_000)}`],
    ['backslashes', `{"${'\\'.repeat(1_000_000)}`],
    // Looked at from every opening, these are hours of work: the test would not end.
  ])('a megabyte of %s is refused with bounded work', (_, hostile) => {
    expect(parseLenientJson(hostile)).toEqual({ ok: false });
  });
});
