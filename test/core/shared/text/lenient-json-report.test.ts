import { expect, test } from 'vitest';
import { reportJson } from '../../../../src/core/shared/text/lenient-json.ts';

/** What a terminal would do something at, or nobody would see. */
const unseen =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
const hostile = 'a\u001b[2J\u001b]0;t\u0007\u009b31m\u202eb\u2066c\u200bd\u{e0041}\u2028e';

test('no string drives a terminal, neither printed nor read', () => {
  const json = reportJson({
    file: `/tmp/${hostile}`,
    raw: hostile,
    deep: [{ sentence: hostile }],
    count: 1,
    none: null,
  });
  expect(json).not.toMatch(unseen);
  expect(JSON.parse(json)).toEqual({
    file: '/tmp/abcd\ne',
    raw: 'abcd\ne',
    deep: [{ sentence: 'abcd\ne' }],
    count: 1,
    none: null,
  });
});

test('what is harmless stays as it is, letter for letter', () => {
  const report = {
    file: '/h/Tiê\u0323m',
    text: 'chào\nshop 👨‍👩‍👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  };
  expect(JSON.parse(reportJson(report))).toEqual(report);
  expect(reportJson({ a: 'Đỗ "x"' })).toBe('{"a":"Đỗ \\"x\\""}');
  expect(reportJson({ a: 1 }, 2)).toBe('{\n  "a": 1\n}');
});
