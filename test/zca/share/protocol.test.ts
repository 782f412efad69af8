import { describe, expect, it } from 'vitest';
import {
  type Frame,
  frameText,
  LineCutter,
  maxFrameUnits,
  parseFrame,
} from '../../../src/zca/share/protocol.ts';

const frames: readonly Frame[] = [
  { type: 'hello', v: 1, key: 'k', role: 'reader', pid: 7, events: true, seen: ['u1'], sinceMs: 5 },
  { type: 'welcome', v: 1, pid: 7, isConnected: true },
  { type: 'refused', v: 1, why: 'key' },
  { type: 'line', text: '{"content":"Chào\\n"}', id: 'u1', atMs: 5, more: { kind: 'call' } },
  { type: 'line', text: '{"content":"Chào\\n,\\"message\\":}","message":{"a":{}}}', id: 'u1', atMs: 5 },
  { type: 'line', text: 'Connected to Zalo websocket.' },
  { type: 'event', event: { event: 'reaction', icon: '/-heart' } },
  { type: 'lost', lines: 3 },
  { type: 'want', ids: ['u1', 'g2'] },
  { type: 'have', lines: [{ type: 'line', text: 'x', id: 'u1', atMs: 5 }] },
  { type: 'told', call: { call: 'msg send', startedAtMs: 1, tookMs: 2, ok: true, threadId: '4', text: 'á' } },
];

describe('a frame', () => {
  it.each(frames)('$type comes back as it went', (frame) => {
    const text = frameText(frame);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(parseFrame(text)).toEqual(frame);
  });

  it('has further fields passed over, and is none where one it needs is missing or is of another kind', () => {
    expect(parseFrame('{"type":"lost","lines":3,"new":1}')).toMatchObject({ type: 'lost', lines: 3 });
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"type":"later"}',
      '{"type":"toString"}',
      '{"type":"hello","v":1,"key":"k","role":"owner","pid":1}',
      '{"type":"line","text":1}',
      '{"type":"want","ids":[1]}',
      '{"type":"have","lines":[{"type":"line"}]}',
      '{"type":"told","call":{"call":"msg send"}}',
      '{"type":"event","event":{}}',
    ])
      expect(parseFrame(text)).toBeUndefined();
  });
});

describe('lines', () => {
  it('are put together however they are cut', () => {
    const cutter = new LineCutter();
    const text = 'một\nhai\n\nba';
    const got = [...text].flatMap((unit) => cutter.push(unit));
    expect(got).toEqual(['một', 'hai', '']);
    expect(cutter.push('\n')).toEqual(['ba']);
  });

  it('without an end fill no memory', () => {
    const cutter = new LineCutter();
    expect(cutter.push('x'.repeat(maxFrameUnits))).toEqual([]);
    expect(() => cutter.push('x')).toThrow(RangeError);
  });
});
