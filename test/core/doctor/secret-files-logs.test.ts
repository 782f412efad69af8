import { describe, expect, it } from 'vitest';
import { findCodes } from '../../../src/core/doctor/secret-files.ts';

/** As OpenClaw 2026.2.26 logs what its command line prints. */
const printed = (text: string): string =>
  `${JSON.stringify({ 0: text, _meta: { name: 'openclaw', logLevelName: 'INFO', path: { method: 'console.log' } }, time: '2026-11-22T15:35:55.689Z' })}\n`;

const list = (channel: string, ...codes: readonly string[]): string =>
  printed(
    JSON.stringify(
      { channel, requests: codes.map((code, index) => ({ id: `70${index}`, code, createdAt: 'x' })) },
      undefined,
      2,
    ),
  );

describe('codes in the log', () => {
  it.each<[string, string, readonly string[], ReturnType<typeof findCodes>]>([
    ['nothing', '', [], { codes: 0, pending: 0 }],
    ['a list', list('zalouser', 'K7PQ2MXD', 'AB2DEFGH'), [], { codes: 2, pending: 0 }],
    [
      'the same list again and again',
      list('zalouser', 'K7PQ2MXD').repeat(500),
      ['K7PQ2MXD'],
      { codes: 1, pending: 1 },
    ],
    ['a list of another channel', list('telegram', 'K7PQ2MXD'), ['AB2DEFGH'], { codes: 0, pending: 0 }],
    [
      'a table with a code that waits',
      printed('│ K7PQ2MXD │ 7001 │'),
      ['K7PQ2MXD', 'AB2DEFGH'],
      { codes: 1, pending: 1 },
    ],
    [
      'a table of words that look like codes',
      printed('│ TELEGRAM │ BACKENDS │ code'),
      [],
      { codes: 0, pending: 0 },
    ],
    [
      'what a stranger is told',
      printed('Your Zalo user id: 7\n\nPairing code: K7PQ2MXD\n\nAsk'),
      [],
      { codes: 1, pending: 0 },
    ],
    ['another word behind it', printed('Pairing code: K7PQ2MXDD'), [], { codes: 0, pending: 0 }],
    [
      'other codes',
      printed('{\n "channel": "zalouser", "code": "gateway-path-missing"\n}'),
      [],
      { codes: 0, pending: 0 },
    ],
    ['cut in two', list('zalouser', 'K7PQ2MXD').slice(20), [], { codes: 0, pending: 0 }],
    ['no JSON', 'code code code\n\u0000\n[1]\nnull\n{"0":{"code":"x"}}\n', [], { codes: 0, pending: 0 }],
  ])('%s', (_, log, pending, expected) => {
    expect(findCodes(log, pending)).toEqual(expected);
  });

  it('an object that was logged as one', () => {
    const line = JSON.stringify({ 0: 'list', 1: { channel: 'zalouser', requests: [{ code: 'K7PQ2MXD' }] } });
    expect(findCodes(line, [])).toEqual({ codes: 1, pending: 0 });
  });

  it('tells no code', () => {
    expect(JSON.stringify(findCodes(list('zalouser', 'K7PQ2MXD'), ['K7PQ2MXD']))).not.toContain('K7PQ2MXD');
  });
});
